package org.keyturn.agent.directory.dialect;

import com.unboundid.asn1.ASN1OctetString;
import com.unboundid.ldap.sdk.Control;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.LDAPResult;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldap.sdk.ModifyRequest;
import com.unboundid.ldap.sdk.ResultCode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.keyturn.agent.account.PasswordChange;
import org.keyturn.agent.directory.Failures;
import org.keyturn.agent.directory.LdifChange;
import org.keyturn.agent.directory.Write;
import org.keyturn.agent.directory.WriteResult;

/**
 * A guarded write for servers without assertions (RFC 4528): the old value of an attribute is
 * deleted by value and added again in the same modification, which the server refuses with 16 when
 * the value is another one by now. Identity costs a read, and so does the result where the server
 * cannot show it with its answer (RFC 4527).
 */
final class CompareAndSwap {

  private final Entries entries;

  CompareAndSwap(Entries entries) {
    this.entries = entries;
  }

  /**
   * @param guard the attribute that moves with every change that must not be lost; an entry without
   *     it is compared by reading alone
   */
  WriteResult apply(Write write, String guard) {
    return taken(write, guard).orElseGet(() -> entries.readBack(write));
  }

  /** As above, and without reading it back: empty as of {@link #apply(Write, String, Optional)}. */
  Optional<WriteResult> taken(Write write, String guard) {
    Optional<Entry> before;
    try {
      before = entries.at(write.dn());
    } catch (LDAPException e) {
      return Optional.of(Failures.unsent(e));
    }
    return apply(write, guard, before);
  }

  /**
   * As above, for an entry that was read just now, and without reading it back.
   *
   * @return empty where the server took it, and has not shown what it looks like now
   */
  Optional<WriteResult> apply(Write write, String guard, Optional<Entry> before) {
    if (before.isEmpty() || !entries.isAsPlanned(write, before.get())) {
      return Optional.of(entries.whyNot(write));
    }
    if (entries.isSo(write.change(), before.get())) {
      return Optional.of(new WriteResult.AlreadySo());
    }
    if (write.change() instanceof PasswordChange.Reset reset) {
      return reset
          .password()
          .withUtf8(password -> sendAndWipe(write, guard, modifications(reset, password)));
    }
    Order order = entries.vocabulary().order(write.change(), write.expected());
    return order.rejected().isPresent()
        ? order.rejected().map(r -> r)
        : send(write, guard, order.modifications());
  }

  /** The same, for a file. */
  LdifChange ldif(Write write, String guard, Control... controls) {
    return AsLdif.of(
        entries.vocabulary(),
        write,
        wanted -> new AsLdif.Guarded(guarded(write, guard, wanted), List.of(controls)));
  }

  private List<Modification> modifications(PasswordChange.Reset reset, byte[] password) {
    Vocabulary vocabulary = entries.vocabulary();
    return reset
        .replaced()
        .map(old -> old.withUtf8(replaced -> vocabulary.exchange(replaced, password)))
        .orElseGet(() -> vocabulary.reset(password, reset.mustChange()));
  }

  /** A server that wants a password in another form got a copy of its own. */
  private Optional<WriteResult> sendAndWipe(Write write, String guard, List<Modification> reset) {
    try {
      return send(write, guard, reset);
    } finally {
      for (Modification modification : reset) {
        for (ASN1OctetString value : modification.getRawValues()) {
          Arrays.fill(value.getValue(), (byte) 0);
        }
      }
    }
  }

  private Optional<WriteResult> send(Write write, String guard, List<Modification> wanted) {
    ModifyRequest request = new ModifyRequest(write.dn(), guarded(write, guard, wanted));
    if (shows(write)) {
      request.addControl(PostRead.of(write, entries));
    }
    try {
      LDAPResult result = entries.target().link().modify(request);
      return Optional.ofNullable(PostRead.in(result)).map(after -> entries.judge(write, after));
    } catch (LDAPException e) {
      boolean stale =
          e.getResultCode().equals(ResultCode.NO_SUCH_ATTRIBUTE)
              || e.getResultCode().equals(ResultCode.NO_SUCH_OBJECT);
      return Optional.of(stale ? entries.whyNot(write) : entries.target().refused(e, request));
    }
  }

  /** 389-DS writes the state of a new password after it has answered. */
  private boolean shows(Write write) {
    return !(write.change() instanceof PasswordChange.Reset)
        && PostRead.isOffered(entries.target());
  }

  /** The old value goes and comes back, unless the change itself brings another. */
  private static List<Modification> guarded(Write write, String guard, List<Modification> wanted) {
    Optional<String> old = write.expected().get(guard);
    if (old.isEmpty()) {
      return wanted; // nothing to delete by value: compared by reading alone
    }
    List<Modification> all = new ArrayList<>();
    all.add(new Modification(ModificationType.DELETE, guard, old.get()));
    if (wanted.stream().noneMatch(m -> m.getAttributeName().equalsIgnoreCase(guard))) {
      all.add(new Modification(ModificationType.ADD, guard, old.get()));
    }
    all.addAll(wanted);
    return all;
  }
}
