package org.keyturn.agent.directory.dialect;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.LDAPResult;
import com.unboundid.ldap.sdk.ModifyRequest;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.extensions.PasswordModifyExtendedRequest;
import java.util.List;
import java.util.Optional;
import org.keyturn.agent.account.PasswordChange;
import org.keyturn.agent.directory.Failures;
import org.keyturn.agent.directory.Write;
import org.keyturn.agent.directory.WriteResult;

/**
 * A reset where a modification would store the password in clear, or nobody knows: by RFC 3062,
 * which hashes always. slapd takes no assertion with it, so the entry is compared just before, and
 * a change within that one round trip is overwritten. {@code check} says how to get the better way.
 */
final class UnhashedReset {

  private final Entries entries;

  UnhashedReset(Entries entries) {
    this.entries = entries;
  }

  WriteResult apply(Write write, PasswordChange.Reset reset) {
    try {
      Optional<Entry> before = entries.at(write.dn());
      if (before.isEmpty() || !entries.isAsPlanned(write, before.get())) {
        return entries.whyNot(write);
      }
    } catch (LDAPException e) {
      return Failures.unsent(e);
    }
    Optional<WriteResult> failed = setPassword(write, reset);
    return failed.isPresent() ? failed.get() : setMustChange(write, reset);
  }

  private Optional<WriteResult> setPassword(Write write, PasswordChange.Reset reset) {
    return reset
        .password()
        .withUtf8(
            password -> {
              try {
                LDAPResult result =
                    entries
                        .target()
                        .link()
                        .with(
                            c ->
                                c.processExtendedOperation(
                                    new PasswordModifyExtendedRequest(write.dn(), null, password)));
                if (!result.getResultCode().equals(ResultCode.SUCCESS)) {
                  throw new LDAPException(result);
                }
                return Optional.empty();
              } catch (LDAPException e) {
                return Optional.of(
                    entries.target().refused(e, List.of(Behera.PASSWORD, Behera.RESET)));
              }
            });
  }

  /** Said explicitly both ways: what the server does by itself hangs on the policy in force. */
  private WriteResult setMustChange(Write write, PasswordChange.Reset reset) {
    try {
      entries
          .target()
          .link()
          .modify(new ModifyRequest(write.dn(), BeheraVocabulary.mustChange(reset.mustChange())));
      Optional<Entry> after = entries.at(write.dn());
      boolean as =
          after.isPresent() && entries.vocabulary().mustChange(after.get()) == reset.mustChange();
      return as
          ? new WriteResult.Applied(entries.version(after.get()))
          : new WriteResult.Rejected(
              WriteResult.NOT_AS_WRITTEN, 0, "the password is set, pwdReset is not");
    } catch (LDAPException e) {
      return new WriteResult.Unknown("the password is set, pwdReset is not: " + Failures.said(e));
    }
  }
}
