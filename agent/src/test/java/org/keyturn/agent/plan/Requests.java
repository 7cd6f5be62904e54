package org.keyturn.agent.plan;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.keyturn.agent.account.Action;
import org.keyturn.agent.account.Person;
import org.keyturn.agent.directory.AccountKey;
import org.keyturn.agent.policy.AccountState;
import org.keyturn.agent.policy.Rule;

/** Selections and requests for the tests of this room. */
final class Requests {

  static final Instant NOW = Instant.parse("2026-11-22T08:00:00Z");
  static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

  private Requests() {}

  static Person person(String login) {
    return Person.named(login, NOW);
  }

  static Selection everyone() {
    return searching(List.of(), Set.of());
  }

  static Selection in(AccountState... states) {
    return searching(List.of(), Set.of(states));
  }

  static Selection searching(List<String> filters, Set<AccountState> states) {
    return new Selection(
        List.of(), "", Optional.empty(), filters, Optional.empty(), filters.isEmpty(), states);
  }

  static Selection named(String... keys) {
    return new Selection(
        Stream.of(keys).map(k -> new AccountKey(AccountKey.Kind.ANY, k)).toList(),
        "the command line",
        Optional.empty(),
        List.of(),
        Optional.empty(),
        false,
        Set.of());
  }

  static PlanRequest force(Selection selection) {
    return request(selection, new Rule.Always(), Optional.empty());
  }

  static PlanRequest request(Selection selection, Rule rule, Optional<String> operator) {
    return new PlanRequest(
        Optional.empty(), Action.FORCE_CHANGE, selection, rule, PlanOptions.NONE, operator);
  }
}
