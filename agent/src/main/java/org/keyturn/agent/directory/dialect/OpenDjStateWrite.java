package org.keyturn.agent.directory.dialect;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.ExtendedRequest;
import com.unboundid.ldap.sdk.ExtendedResult;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.unboundidds.extensions.PasswordPolicyStateExtendedRequest;
import com.unboundid.ldap.sdk.unboundidds.extensions.PasswordPolicyStateOperation;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.keyturn.agent.account.Action;
import org.keyturn.agent.account.PasswordChange;
import org.keyturn.agent.account.PasswordPolicy;
import org.keyturn.agent.account.PolicyInForce;
import org.keyturn.agent.directory.Failures;
import org.keyturn.agent.directory.Write;
import org.keyturn.agent.directory.WriteResult;

/**
 * What OpenDJ lets nobody write by a modification: the time of the last change and the failures.
 * Its password policy state operation writes them, in the name and with the rights of whoever asks.
 * It takes no assertion (12 where one is critical), so the entry is compared right before: a change
 * in that moment is not prevented.
 */
final class OpenDjStateWrite {

  /** The value is the one that UnboundID's server takes under an OID of its own. */
  static final String OPERATION = "1.3.6.1.4.1.26027.1.6.1";

  private final Entries entries;
  private final Policies policies;

  OpenDjStateWrite(Entries entries, Policies policies) {
    this.entries = entries;
    this.policies = policies;
  }

  static boolean writes(Action action) {
    return action == Action.EXPIRE || action == Action.SPREAD || action == Action.UNLOCK;
  }

  WriteResult apply(Write write) {
    Entry before;
    try {
      Optional<Entry> here = entries.at(write.dn());
      if (here.isEmpty()
          || !entries.isAsPlanned(write, here.get())
          || entries.isSo(write.change(), here.get())) {
        return entries.whyNot(write);
      }
      before = here.get();
    } catch (LDAPException e) {
      return Failures.unsent(e);
    }
    if (write.change() instanceof PasswordChange.PutBack back) {
      return putBack(write, back);
    }
    if (write.change() instanceof PasswordChange.Spread spread) {
      return spread(write, before, spread.expiry());
    }
    return write.change().action() == Action.EXPIRE ? expire(write, before) : unlock(write);
  }

  /** The time alone: the vocabulary lets nothing else come here. */
  private WriteResult putBack(Write write, PasswordChange.PutBack back) {
    Order order = entries.vocabulary().putBack(back.undone(), back.before());
    Optional<Instant> time =
        GeneralizedTime.parse(back.before().attributes().get(OpenDjState.CHANGED));
    if (order.rejected().isPresent() || time.isEmpty()) {
      return order
          .rejected()
          .orElseGet(() -> new WriteResult.Rejected("unreadable-time", -1, "of the last change"));
    }
    Optional<Instant> warned =
        GeneralizedTime.parse(back.before().attributes().get(OpenDjState.WARNED));
    return (back.undone() == Action.SPREAD
            ? changed(write, time.get(), warned)
            : changed(write, time.get()))
        .orElseGet(() -> entries.readBack(write));
  }

  private WriteResult unlock(Write write) {
    return send(
            write,
            List.of(OpenDjState.LOCKED, Behera.FAILURES),
            PasswordPolicyStateOperation.createClearAuthenticationFailureTimesOperation())
        .orElseGet(() -> entries.readBack(write));
  }

  private WriteResult expire(Write write, Entry before) {
    Instant end = entries.clock().instant().minusSeconds(1);
    return endingAt(
        before, end, changed -> changed(write, changed).orElseGet(() -> orAsBefore(write, before)));
  }

  /** An old warning would end it a warning interval after that one was given. */
  private WriteResult spread(Write write, Entry before, Instant expiry) {
    return endingAt(
        before,
        expiry,
        changed ->
            changed.isAfter(entries.clock().instant())
                ? new WriteResult.Rejected(
                    "beyond-max-age", -1, "the policy's maximum age ends it before " + expiry)
                : changed(write, changed, Optional.empty())
                    .orElseGet(() -> entries.readBack(write)));
  }

  private WriteResult endingAt(Entry before, Instant end, Function<Instant, WriteResult> write) {
    PolicyInForce policy = OpenDjState.policy(before, policies);
    if (policy instanceof PolicyInForce.Unresolved u) {
      return new WriteResult.Rejected(
          u.reason(), -1, u.detail() + "; the time to set pwdChangedTime to cannot be told");
    }
    Optional<Duration> maxAge = policy.resolved().flatMap(PasswordPolicy::maxAge);
    if (maxAge.isEmpty()) {
      return new WriteResult.Rejected(
          "never-expires", -1, "the policy in force has no maximum age");
    }
    return write.apply(end.minus(maxAge.get()));
  }

  /**
   * Where passwords do not expire without a warning, an old one works on for a whole warning
   * interval from the next sign-in: that is not what was asked for, so the old time is put back.
   */
  private WriteResult orAsBefore(Write write, Entry before) {
    WriteResult result = entries.readBack(write);
    if (!(result instanceof WriteResult.Rejected)) {
      return result;
    }
    return GeneralizedTime.parse(before.getAttributeValue(OpenDjState.CHANGED))
        .flatMap(old -> changed(write, old))
        .orElseGet(
            () ->
                new WriteResult.Rejected(
                    "warned-first",
                    -1,
                    "the server lets an old password in until its owner was warned: "
                        + OpenDjConfigPolicy.mend(
                            "Default Password Policy", "expire-passwords-without-warning")));
  }

  private Optional<WriteResult> changed(Write write, Instant time) {
    return send(
        write,
        List.of(OpenDjState.CHANGED),
        PasswordPolicyStateOperation.createSetPasswordChangedTimeOperation(Date.from(time)));
  }

  /** As above, and when its owner was warned, or that nobody was. */
  private Optional<WriteResult> changed(Write write, Instant time, Optional<Instant> warned) {
    return send(
        write,
        List.of(OpenDjState.CHANGED, OpenDjState.WARNED),
        PasswordPolicyStateOperation.createSetPasswordChangedTimeOperation(Date.from(time)),
        warned
            .map(
                at ->
                    PasswordPolicyStateOperation.createSetPasswordExpirationWarnedTimeOperation(
                        Date.from(at)))
            .orElseGet(
                PasswordPolicyStateOperation::createClearPasswordExpirationWarnedTimeOperation));
  }

  /** Why it was not done; empty where it was. */
  private Optional<WriteResult> send(
      Write write, List<String> attributes, PasswordPolicyStateOperation... operations) {
    ExtendedRequest request =
        new ExtendedRequest(
            OPERATION, new PasswordPolicyStateExtendedRequest(write.dn(), operations).getValue());
    try {
      entries.target().link().with(connection -> answered(connection, request));
      return Optional.empty();
    } catch (LDAPException e) {
      return Optional.of(
          e.getResultCode().equals(ResultCode.NO_SUCH_OBJECT)
              ? entries.whyNot(write)
              : entries.target().refused(e, attributes));
    }
  }

  /** The SDK takes a refusal, and a connection that was lost, for an answer like another. */
  private static ExtendedResult answered(LDAPConnection connection, ExtendedRequest request)
      throws LDAPException {
    ExtendedResult result = connection.processExtendedOperation(request);
    if (!result.getResultCode().equals(ResultCode.SUCCESS)) {
      throw new LDAPException(result);
    }
    return result;
  }
}
