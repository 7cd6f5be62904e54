package org.keyturn.embedded.policy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.directory.api.ldap.model.entry.Attribute;
import org.apache.directory.api.ldap.model.entry.DefaultAttribute;
import org.apache.directory.api.ldap.model.entry.DefaultModification;
import org.apache.directory.api.ldap.model.entry.Entry;
import org.apache.directory.api.ldap.model.entry.Modification;
import org.apache.directory.api.ldap.model.entry.ModificationOperation;
import org.apache.directory.api.ldap.model.exception.LdapException;
import org.apache.directory.api.ldap.model.schema.AttributeType;
import org.apache.directory.api.ldap.model.schema.SchemaManager;

/**
 * The modifications of one modify, with the operational state appended to them. What the client
 * says about a state attribute itself is left as it is, {@code pwdChangedTime} excepted: there only
 * a replacing value of an administrator stands, since deleting and adding the old one is a guard.
 */
final class StateOfWrite {
  /** Clocks that stand still, as in tests, must not give two passwords one time. */
  private static final Duration NEARBY = Duration.ofSeconds(1);

  private final SchemaManager schema;
  private final Entry entry;
  private List<Modification> modifications;

  StateOfWrite(SchemaManager schema, Entry entry, List<Modification> modifications) {
    this.schema = schema;
    this.entry = entry;
    this.modifications = new ArrayList<>(modifications);
  }

  List<Modification> modifications() {
    return modifications;
  }

  void takeHashed(List<Modification> hashed) {
    modifications = new ArrayList<>(hashed);
  }

  void passwordSet(Instant now, PasswordPolicy policy, boolean byAnother) throws LdapException {
    String changed = GeneralizedTime.of(after(now));
    if (modifications.stream().noneMatch(StateOfWrite::replacesChangedTime)) {
      put("pwdChangedTime", List.of(changed));
    }
    keepHistory(policy.inHistory(), changed);
    forget("pwdFailureTime");
    forget("pwdGraceUseTime");
    if (!mentioned("pwdReset")) {
      if (byAnother && policy.mustChange()) {
        put("pwdReset", List.of("TRUE"));
      } else {
        forget("pwdReset");
      }
    }
  }

  /** Failures that led to a lock go with the lock, else the next slip would lock again. */
  void unlocked() throws LdapException {
    for (Modification modification : List.copyOf(modifications)) {
      boolean removes =
          modification.getAttribute().size() == 0
              || modification.getOperation() == ModificationOperation.REMOVE_ATTRIBUTE;
      if (removes && isOf(modification, "pwdAccountLockedTime")) {
        forget("pwdFailureTime");
      }
    }
  }

  private Instant after(Instant now) throws LdapException {
    Instant before = GeneralizedTime.of(entry.get("pwdChangedTime"));
    if (before == null || now.isAfter(before)) {
      return now;
    }
    return Duration.between(now, before).compareTo(NEARBY) < 0 ? before.plusMillis(1) : now;
  }

  private void keepHistory(int limit, String changed) throws LdapException {
    if (limit == 0) {
      forget("pwdHistory");
      return;
    }
    List<byte[]> history =
        History.with(entry.get("pwdHistory"), entry.get("userPassword"), changed, limit);
    if (!history.isEmpty() && !mentioned("pwdHistory")) {
      append(new DefaultAttribute(type("pwdHistory"), history.toArray(byte[][]::new)));
    }
  }

  private static boolean replacesChangedTime(Modification modification) {
    return modification.getOperation() == ModificationOperation.REPLACE_ATTRIBUTE
        && isOf(modification, "pwdChangedTime");
  }

  private static boolean isOf(Modification modification, String name) {
    return modification.getAttribute().getAttributeType().getNames().contains(name);
  }

  private boolean mentioned(String name) {
    return modifications.stream().anyMatch(modification -> isOf(modification, name));
  }

  private void put(String name, List<String> values) throws LdapException {
    append(new DefaultAttribute(type(name), values.toArray(String[]::new)));
  }

  private void append(Attribute attribute) {
    modifications.add(new DefaultModification(ModificationOperation.REPLACE_ATTRIBUTE, attribute));
  }

  private void forget(String name) throws LdapException {
    if (entry.get(name) != null && !mentioned(name)) {
      modifications.add(
          new DefaultModification(
              ModificationOperation.REMOVE_ATTRIBUTE, new DefaultAttribute(type(name))));
    }
  }

  private AttributeType type(String name) throws LdapException {
    return schema.lookupAttributeTypeRegistry(name);
  }
}
