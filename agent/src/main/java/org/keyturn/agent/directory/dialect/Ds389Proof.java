package org.keyturn.agent.directory.dialect;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.ExtendedResult;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.extensions.PasswordModifyExtendedRequest;
import java.util.Optional;
import org.keyturn.agent.account.EntryVersion;
import org.keyturn.agent.account.PasswordChange;
import org.keyturn.agent.directory.Authorship;
import org.keyturn.agent.directory.Failures;
import org.keyturn.agent.directory.Write;

/**
 * Whether a password is the account's own, where neither the entry nor a sign-in tells. Under a
 * password history the server puts its own name into {@code modifiersName}, whoever reset the
 * password; and a sign-in of somebody disabled is 53 whatever the password is.
 *
 * <p>The password modify operation (RFC 3062) compares its {@code oldPasswd} first, for disabled
 * accounts too: 49 where it is another one, which counts as a failure to sign in. With the same
 * password as old and as new the right one is 19 under a password history, for a {@code
 * passwordAdminDN} too; without one it is set once more, and nothing but its age changes.
 */
final class Ds389Proof {

  private final Entries entries;
  private final Ds389Reset steps;

  Ds389Proof(Entries entries, Ds389Reset steps) {
    this.entries = entries;
    this.steps = steps;
  }

  Authorship of(Write write, PasswordChange.Reset reset) {
    return reset
        .password()
        .withUtf8(
            password -> {
              try {
                return of(write, reset, password);
              } catch (LDAPException e) {
                return new Authorship.CannotTell(Failures.said(e));
              }
            });
  }

  private Authorship of(Write write, PasswordChange.Reset reset, byte[] password)
      throws LDAPException {
    Optional<Entry> before = entries.byId(write.id());
    if (before.isEmpty()) {
      return new Authorship.Gone();
    }
    String dn = before.get().getDN();
    ExtendedResult said =
        entries
            .target()
            .link()
            .with(
                connection ->
                    connection.processExtendedOperation(
                        new PasswordModifyExtendedRequest(dn, password, password)));
    EntryVersion version = entries.version(before.get());
    if (said.getResultCode().equals(ResultCode.INVALID_CREDENTIALS)) {
      return new Authorship.SomebodyElse("the password is another one");
    }
    if (said.getResultCode().equals(ResultCode.CONSTRAINT_VIOLATION)) {
      return new Authorship.Ours(version);
    }
    if (said.getResultCode().equals(ResultCode.SUCCESS)) {
      steps.awaited(new Write(write.id(), dn, version, reset));
      return new Authorship.Ours(version);
    }
    throw new LDAPException(said);
  }
}
