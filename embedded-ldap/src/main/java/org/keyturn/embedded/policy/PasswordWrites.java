package org.keyturn.embedded.policy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.directory.api.ldap.model.entry.Attribute;
import org.apache.directory.api.ldap.model.entry.DefaultAttribute;
import org.apache.directory.api.ldap.model.entry.DefaultModification;
import org.apache.directory.api.ldap.model.entry.Entry;
import org.apache.directory.api.ldap.model.entry.Modification;
import org.apache.directory.api.ldap.model.entry.ModificationOperation;
import org.apache.directory.api.ldap.model.entry.Value;
import org.apache.directory.api.ldap.model.exception.LdapException;
import org.apache.directory.api.ldap.model.name.Dn;
import org.apache.directory.server.core.api.DirectoryService;
import org.apache.directory.server.core.api.interceptor.BaseInterceptor;
import org.apache.directory.server.core.api.interceptor.context.AddOperationContext;
import org.apache.directory.server.core.api.interceptor.context.ModifyOperationContext;
import org.jspecify.annotations.Nullable;
import org.keyturn.embedded.access.Administrators;

/**
 * Writes of {@code userPassword}: judges the new password, hashes it and appends the state that the
 * draft asks for (section 8.2.7) to the client's own modifications. One modify stays one modify, so
 * values that the client deletes as a guard are checked, and everything is stored, atomically.
 */
public final class PasswordWrites extends BaseInterceptor {
  private static final List<String> STATE =
      List.of(
          "pwdChangedTime",
          "pwdAccountLockedTime",
          "pwdFailureTime",
          "pwdGraceUseTime",
          "pwdHistory",
          "pwdLastSuccess",
          "pwdPolicySubentry",
          "pwdReset",
          "pwdStartTime",
          "pwdEndTime");

  private final Administrators administrators;
  private final Dn defaultPolicy;
  private @Nullable PolicyEntries policies;

  public PasswordWrites(Administrators administrators, Dn defaultPolicy) {
    super("passwordWrites");
    this.administrators = administrators;
    this.defaultPolicy = defaultPolicy;
  }

  @Override
  public void init(DirectoryService service) throws LdapException {
    super.init(service);
    policies = new PolicyEntries(service, defaultPolicy);
    for (String name : STATE) {
      // The schema interceptor lets these, and no other operational attributes, be modified.
      PWD_POLICY_STATE_ATTRIBUTE_TYPES.add(schemaManager.lookupAttributeTypeRegistry(name));
    }
  }

  static boolean isPassword(Modification modification) {
    return isOf(modification, "userPassword");
  }

  private static boolean isOf(Modification modification, String name) {
    return modification.getAttribute().getAttributeType().getNames().contains(name);
  }

  @Override
  public void add(AddOperationContext context) throws LdapException {
    Entry entry = context.getEntry();
    Attribute password = entry.get("userPassword");
    if (password != null) {
      entry.put(hashed(password));
      if (entry.get("pwdChangedTime") == null) {
        entry.put("pwdChangedTime", GeneralizedTime.of(now()));
      }
    }
    next(context);
  }

  @Override
  public void modify(ModifyOperationContext context) throws LdapException {
    List<Modification> modifications = context.getModItems();
    Entry entry = context.getEntry();
    boolean sets = modifications.stream().anyMatch(PasswordWrites::sets);
    boolean self = context.getDn().equals(context.getSession().getEffectivePrincipal().getDn());
    StateOfWrite state = new StateOfWrite(schemaManager, entry, modifications);
    if (modifications.stream().anyMatch(PasswordWrites::isPassword)) {
      PasswordPolicy policy =
          Objects.requireNonNull(policies, "not initialised").of(entry, context);
      boolean administrator = administrators.include(context.getSession());
      new NewPassword(context, new AccountState(entry, policy, now()), administrator)
          .judge(modifications);
      state.takeHashed(modifications.stream().map(m -> stored(m, entry)).toList());
      if (sets) {
        state.passwordSet(now(), policy, !self);
      }
    } else {
      state.unlocked();
    }
    context.setModItems(state.modifications());
    next(context);
    if (sets && self) {
      context.getSession().setPwdMustChange(false);
    }
  }

  static boolean sets(Modification modification) {
    return isPassword(modification)
        && modification.getOperation() != ModificationOperation.REMOVE_ATTRIBUTE
        && modification.getAttribute().size() > 0;
  }

  /** A clear old password that is to be deleted stands for the hash that it opens. */
  private static Modification stored(Modification modification, Entry entry) {
    if (!isPassword(modification)) {
      return modification;
    }
    Attribute attribute = modification.getAttribute();
    if (sets(modification)) {
      return new DefaultModification(modification.getOperation(), hashed(attribute));
    }
    List<byte[]> values = new ArrayList<>();
    for (Value value : attribute) {
      byte[] opened = StoredPassword.opened(entry.get("userPassword"), value.getBytes());
      values.add(opened == null ? value.getBytes() : opened);
    }
    return new DefaultModification(modification.getOperation(), withValues(attribute, values));
  }

  private static Attribute hashed(Attribute password) {
    List<byte[]> values = new ArrayList<>();
    for (Value value : password) {
      values.add(StoredPassword.of(value.getBytes()));
    }
    return withValues(password, values);
  }

  private static Attribute withValues(Attribute attribute, List<byte[]> values) {
    try {
      return new DefaultAttribute(attribute.getAttributeType(), values.toArray(byte[][]::new));
    } catch (LdapException e) {
      throw new IllegalStateException("userPassword takes any octets", e);
    }
  }

  private Instant now() {
    return Instant.ofEpochMilli(directoryService.getTimeProvider().currentIimeMillis());
  }
}
