package org.keyturn.agent.policy;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.keyturn.agent.account.Account;
import org.keyturn.agent.account.Action;
import org.keyturn.agent.account.Expiry;
import org.keyturn.agent.account.PasswordPolicy;
import org.keyturn.agent.account.PasswordState;
import org.keyturn.agent.account.PolicyInForce;
import org.keyturn.agent.policy.Decision.AlreadySo;
import org.keyturn.agent.policy.Decision.Change;
import org.keyturn.agent.policy.Decision.NotDue;
import org.keyturn.agent.policy.Decision.Skip;

/**
 * The ordered checks that turn one account into one {@link Decision}: the first that has something
 * to say decides. Pure.
 */
public final class Decider {

  private Decider() {}

  private static final List<Function<Question, Optional<Decision>>> CHECKS =
      List.of(
          Decider::notDue,
          Decider::untouchable,
          Decider::dueCannotBeTold,
          Decider::policyUnresolved,
          Decider::directoryCannot,
          Decider::mustChangeNotHonoured,
          Decider::neverExpiresAnyway,
          Decider::noEndToMove,
          Decider::nobodySignsIn,
          Decider::alreadySo,
          Decider::nobodyToTell);

  public static Decision decide(Question question) {
    for (Function<Question, Optional<Decision>> check : CHECKS) {
      Optional<Decision> decision = check.apply(question);
      if (decision.isPresent()) {
        return decision.get();
      }
    }
    return new Change(((Dueness.Due) Dueness.of(question)).why());
  }

  private static Optional<Decision> notDue(Question q) {
    return Dueness.of(q) instanceof Dueness.NotDue ? Optional.of(new NotDue()) : Optional.empty();
  }

  private static Optional<Decision> untouchable(Question q) {
    return q.untouchable().map(reason -> new Skip(reason, ""));
  }

  private static Optional<Decision> dueCannotBeTold(Question q) {
    return Dueness.of(q) instanceof Dueness.CannotTell c
        ? Optional.of(new Skip(c.reason(), ""))
        : Optional.empty();
  }

  private static Optional<Decision> policyUnresolved(Question q) {
    return q.account().policy() instanceof PolicyInForce.Unresolved u
        ? Optional.of(new Skip(u.reason(), u.detail()))
        : Optional.empty();
  }

  private static Optional<Decision> directoryCannot(Question q) {
    return q.action().writes() && !q.supported().contains(q.action())
        ? Optional.of(new Skip("not-supported", notSupported(q.action())))
        : Optional.empty();
  }

  /** Why a kind of directory does something to nobody, and what may do instead. */
  public static String notSupported(Action action) {
    return "this kind of directory has no " + action + instead(action);
  }

  private static String instead(Action action) {
    return action == Action.EXPIRE
        ? " for one account; force-change, disable or a policy may do instead"
        : "";
  }

  /** OpenLDAP takes {@code pwdReset: TRUE} and ignores it unless the policy has pwdMustChange. */
  private static Optional<Decision> mustChangeNotHonoured(Question q) {
    boolean wanted =
        switch (q.action()) {
          case FORCE_CHANGE -> true;
          case RESET -> q.mustChange();
          default -> false;
        };
    if (!wanted || policy(q).mustChange()) {
      return Optional.empty();
    }
    return Optional.of(
        new Skip(
            "must-change-not-honoured",
            "the policy "
                + policy(q).name()
                + " has no pwdMustChange: TRUE, so the server would not ask for a new password"));
  }

  private static Optional<Decision> neverExpiresAnyway(Question q) {
    boolean expires = q.action() == Action.EXPIRE || q.action() == Action.SPREAD;
    return expires && policy(q).maxAge().isEmpty()
        ? Optional.of(
            new Skip("never-expires", "the policy " + policy(q).name() + " has no maximum age"))
        : Optional.empty();
  }

  /** A spread moves an end that lies ahead; it lets nobody in again, and forces nobody. */
  private static Optional<Decision> noEndToMove(Question q) {
    if (q.action() != Action.SPREAD) {
      return Optional.empty();
    }
    PasswordState state = q.account().state();
    if (state.mustChange()) {
      return Optional.of(new Skip("must-change", "it has to be changed at the next sign-in"));
    }
    if (state.expiry() instanceof Expiry.Unknown unknown) {
      return Optional.of(new Skip(unknown.reason(), "when it ends cannot be told"));
    }
    if (state.expiry() instanceof Expiry.Never) {
      return Optional.of(new Skip("never-expires", "the account is exempt from its policy's age"));
    }
    return state.expiry().isPast(q.now())
        ? Optional.of(new Skip("expired", "it has ended, and would work again"))
        : Optional.empty();
  }

  /** Whoever left is not told, nor is their manager. */
  private static Optional<Decision> nobodySignsIn(Question q) {
    return q.action() == Action.REMIND && !q.account().state().enabled()
        ? Optional.of(new Skip("disabled", "nobody signs in with a disabled account"))
        : Optional.empty();
  }

  private static Optional<Decision> alreadySo(Question q) {
    PasswordState state = q.account().state();
    String reason =
        switch (q.action()) {
          case FORCE_CHANGE -> state.mustChange() ? "already-must-change" : "";
          case FORCE_CHANGE_OFF -> state.mustChange() ? "" : "already-need-not-change";
          case EXPIRE -> state.expiry().isPast(q.now()) ? "already-expired" : "";
          case NEVER_EXPIRE ->
              state.expiry() instanceof Expiry.Never ? "already-never-expires" : "";
          case NEVER_EXPIRE_OFF -> state.expiry() instanceof Expiry.Never ? "" : "already-expires";
          case UNLOCK -> state.lock().holds(q.now()) ? "" : "not-locked";
          case DISABLE -> state.enabled() ? "" : "already-disabled";
          case ENABLE -> state.enabled() ? "already-enabled" : "";
          case RESET, SPREAD, REMIND, SYNC, REMOVE, RESTORE, PURGE, UNDO -> "";
        };
    return reason.isEmpty() ? Optional.empty() : Optional.of(new AlreadySo(reason));
  }

  private static Optional<Decision> nobodyToTell(Question q) {
    if (q.action() == Action.REMIND && noAddress(q.account()) && !othersAreTold(q)) {
      return Optional.of(new Skip("no-mail", "the entry has no mail address"));
    }
    if (q.needsAddress() && q.account().recoveryMail().isEmpty()) {
      return Optional.of(
          new Skip(
              "no-recovery-address",
              "the entry has no address that works without this password; register one, or give"
                  + " --to ADDRESS"));
    }
    return Optional.empty();
  }

  private static boolean noAddress(Account account) {
    return account.mail().isEmpty() && account.recoveryMail().isEmpty();
  }

  private static boolean othersAreTold(Question q) {
    return q.rule() instanceof Rule.RemindAt rule
        && q.account()
            .state()
            .expiry()
            .end()
            .flatMap(end -> rule.reminders().due(end, q.now()))
            .filter(rule.reminders()::escalates)
            .isPresent();
  }

  private static PasswordPolicy policy(Question q) {
    return q.account().policy().resolved().orElseThrow();
  }
}
