package org.keyturn.agent.console;

import java.time.Clock;
import java.util.Optional;
import org.keyturn.agent.directory.DirectoryException;
import org.keyturn.agent.journal.AccessTokens;
import org.keyturn.agent.journal.PendingPlan;
import org.keyturn.agent.journal.PendingPlan.Person;

/**
 * Whether those who planned something, and who approved it, may still do so: a plan may wait for a
 * day, in which its planner leaves. Thread-safe.
 */
final class Mandate {

  private final Operators operators;
  private final AccessTokens tokens;
  private final Clock clock;

  Mandate(Operators operators, AccessTokens tokens, Clock clock) {
    this.operators = operators;
    this.tokens = tokens;
    this.clock = clock;
  }

  /**
   * Why a plan has nobody behind it any more.
   *
   * @return empty: nothing speaks against it
   * @throws DirectoryException where a group cannot be read: not knowing is no permission
   */
  Optional<String> lapsed(PendingPlan plan) {
    Role needed = Role.byId(plan.planner().role()).orElse(Role.ADMIN);
    if (!mayStill(plan.planner().person(), needed)) {
      return Optional.of("whoever planned it may not do so any more");
    }
    return plan.approver().filter(person -> !mayStill(person, Role.ADMIN)).isPresent()
        ? Optional.of("whoever approved it may not do so any more")
        : Optional.empty();
  }

  private boolean mayStill(Person person, Role needed) {
    return (person.login().startsWith(Operator.TOKEN) ? ofToken(person) : operators.role(person))
        .filter(role -> role.compareTo(needed) >= 0)
        .isPresent();
  }

  private Optional<Role> ofToken(Person person) {
    String name = person.login().substring(Operator.TOKEN.length());
    return tokens.list().stream()
        .filter(token -> token.name().equals(name) && token.isLive(clock.instant()))
        .findFirst()
        .map(operators::of)
        .filter(Admitted.In.class::isInstance)
        .map(in -> ((Admitted.In) in).sight().operator().role());
  }
}
