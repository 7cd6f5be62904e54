package org.keyturn.agent.directory.dialect;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ModifyRequest;
import java.util.Optional;
import org.keyturn.agent.account.PasswordChange;
import org.keyturn.agent.directory.Authorship;
import org.keyturn.agent.directory.Failures;
import org.keyturn.agent.directory.Write;
import org.keyturn.agent.directory.WriteResult;

/**
 * A reset that lets nobody back in. slapd takes every lock away with a new password, one for good
 * too, and even where the same modification sets it: whoever was disabled could sign in again. So
 * the lock comes back in a second write. In between the account is open to a password that only the
 * agent knows; what ends there is told as unknown, and finished when it is reconciled.
 */
final class StaysDisabled {

  private static final String OPEN = "the password is set, and the account not disabled again: ";

  private final Entries entries;

  StaysDisabled(Entries entries) {
    this.entries = entries;
  }

  WriteResult after(Write write, WriteResult result) {
    if (!(result instanceof WriteResult.Applied) || !wasDisabled(write)) {
      return result;
    }
    try {
      return disabledAgain(write)
          .<WriteResult>map(entry -> new WriteResult.Applied(entries.version(entry)))
          .orElseGet(() -> new WriteResult.Unknown(OPEN + "the entry does not show it"));
    } catch (LDAPException e) {
      return new WriteResult.Unknown(OPEN + Failures.said(e));
    }
  }

  /** As above, of a write whose answer never came. */
  Authorship after(Write write, Authorship told) {
    if (!(told instanceof Authorship.Ours) || !wasDisabled(write)) {
      return told;
    }
    try {
      return disabledAgain(write)
          .<Authorship>map(entry -> new Authorship.Ours(entries.version(entry)))
          .orElseGet(() -> new Authorship.CannotTell(OPEN + "the entry does not show it"));
    } catch (LDAPException e) {
      return new Authorship.CannotTell(OPEN + Failures.said(e));
    }
  }

  /** The entry with its lock; empty where it has none. */
  private Optional<Entry> disabledAgain(Write write) throws LDAPException {
    Optional<Entry> now = entries.byId(write.id());
    if (now.isEmpty()) {
      return now;
    }
    String dn = now.get().getDN();
    entries
        .target()
        .link()
        .modify(new ModifyRequest(dn, Vocabulary.replace(Behera.LOCKED, Behera.FOR_GOOD)));
    return entries
        .at(dn)
        .filter(entry -> Behera.FOR_GOOD.equals(entry.getAttributeValue(Behera.LOCKED)));
  }

  private static boolean wasDisabled(Write write) {
    return write.change() instanceof PasswordChange.Reset
        && write.expected().get(Behera.LOCKED).equals(Optional.of(Behera.FOR_GOOD));
  }
}
