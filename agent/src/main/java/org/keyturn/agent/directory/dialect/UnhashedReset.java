package org.keyturn.agent.directory.dialect;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.LDAPResult;
import com.unboundid.ldap.sdk.ModifyRequest;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.extensions.PasswordModifyExtendedRequest;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.keyturn.agent.account.EntryVersion;
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

  private final Target target;
  private final Changes changes;
  private final BiFunction<Entry, Instant, EntryVersion> version;
  private final Clock clock;

  UnhashedReset(
      Target target,
      Changes changes,
      BiFunction<Entry, Instant, EntryVersion> version,
      Clock clock) {
    this.target = target;
    this.changes = changes;
    this.version = version;
    this.clock = clock;
  }

  WriteResult apply(Write write, PasswordChange.Reset reset) {
    try {
      Optional<Entry> before = target.at(write.dn());
      if (before.isEmpty() || !isAsPlanned(write, before.get())) {
        return target.whyNot(write, changes);
      }
    } catch (LDAPException e) {
      return Failures.unsent(e);
    }
    Optional<WriteResult> failed = setPassword(write, reset);
    return failed.isPresent() ? failed.get() : setMustChange(write, reset);
  }

  private static boolean isAsPlanned(Write write, Entry entry) {
    return Behera.id(entry).equals(Optional.of(write.id()))
        && Behera.same(write.expected(), entry, Behera.CHANGED)
        && (write.expected().get(Behera.CSN).isEmpty()
            || Behera.same(write.expected(), entry, Behera.CSN));
  }

  private Optional<WriteResult> setPassword(Write write, PasswordChange.Reset reset) {
    return reset
        .password()
        .withUtf8(
            password -> {
              try {
                LDAPResult result =
                    target
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
                return Optional.of(target.refused(e, List.of(Behera.PASSWORD, Behera.RESET)));
              }
            });
  }

  /** Said explicitly both ways: what the server does by itself hangs on the policy in force. */
  private WriteResult setMustChange(Write write, PasswordChange.Reset reset) {
    try {
      target
          .link()
          .modify(
              new ModifyRequest(
                  write.dn(),
                  reset.mustChange()
                      ? Changes.replace(Behera.RESET, "TRUE")
                      : Changes.replace(Behera.RESET)));
      Optional<Entry> after = target.at(write.dn());
      boolean as =
          after.isPresent()
              && Boolean.parseBoolean(after.get().getAttributeValue(Behera.RESET))
                  == reset.mustChange();
      return as
          ? new WriteResult.Applied(version.apply(after.get(), clock.instant()))
          : new WriteResult.Rejected(
              WriteResult.NOT_AS_WRITTEN, 0, "the password is set, pwdReset is not");
    } catch (LDAPException e) {
      return new WriteResult.Unknown("the password is set, pwdReset is not: " + Failures.said(e));
    }
  }
}
