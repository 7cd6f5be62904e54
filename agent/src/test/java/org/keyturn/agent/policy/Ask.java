package org.keyturn.agent.policy;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.keyturn.agent.account.Account;
import org.keyturn.agent.account.Action;
import org.keyturn.agent.account.Person;

/** A question for tests: asked of a directory that can do everything, of nobody special. */
record Ask(Question question) {

  static final Instant NOW = Instant.parse("2026-11-22T08:00:00Z");

  static Person somebody() {
    return Person.named("f.vries", NOW);
  }

  static Ask to(Action action, Person whom) {
    return of(new Rule.Always(), action, whom.account());
  }

  static Ask when(Rule rule, Person whom) {
    return of(rule, Action.FORCE_CHANGE, whom.account());
  }

  private static Ask of(Rule rule, Action action, Account account) {
    return new Ask(
        new Question(
            account,
            rule,
            action,
            action == Action.RESET,
            false,
            Optional.empty(),
            Action.ofAnyAccount(),
            NOW));
  }

  private Ask with(
      Rule rule,
      Action action,
      boolean mustChange,
      boolean needsAddress,
      Optional<String> untouchable,
      Set<Action> supported) {
    return new Ask(
        new Question(
            question.account(),
            rule,
            action,
            mustChange,
            needsAddress,
            untouchable,
            supported,
            NOW));
  }

  Ask and(Action action) {
    Question q = question;
    return with(q.rule(), action, q.mustChange(), q.needsAddress(), q.untouchable(), q.supported());
  }

  Ask mayKeepIt() {
    Question q = question;
    return with(q.rule(), q.action(), false, q.needsAddress(), q.untouchable(), q.supported());
  }

  Ask byMail() {
    Question q = question;
    return with(q.rule(), q.action(), q.mustChange(), true, q.untouchable(), q.supported());
  }

  Ask untouchable(String reason) {
    Question q = question;
    return with(
        q.rule(), q.action(), q.mustChange(), q.needsAddress(), Optional.of(reason), q.supported());
  }

  Ask supporting(Action... some) {
    Question q = question;
    return with(
        q.rule(), q.action(), q.mustChange(), q.needsAddress(), q.untouchable(), Set.of(some));
  }

  /** {@code change}, {@code not-due}, {@code already-so: …} or {@code skip: …}. */
  String answer() {
    Decision decision = Decider.decide(question);
    if (decision instanceof Decision.AlreadySo a) {
      return "already so: " + a.reason();
    }
    if (decision instanceof Decision.Skip s) {
      return "skip: " + s.reason();
    }
    return decision instanceof Decision.Change c ? "change: " + c.reason() : "not due";
  }
}
