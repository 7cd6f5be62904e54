package org.keyturn.agent.plan;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyturn.agent.account.Action;
import org.keyturn.agent.directory.Directory;
import org.keyturn.agent.policy.AccountState;
import org.keyturn.agent.policy.Rule;

/** What is not planned while two clocks differ. */
final class ClocksTest {

  private static final Rule ALWAYS = new Rule.Always();

  private static PlanRequest request(Action action, Rule rule, Selection selection) {
    return new PlanRequest(
        Optional.empty(), action, selection, rule, PlanOptions.NONE, Optional.empty());
  }

  static Stream<PlanRequest> byTheTime() {
    Selection all = Requests.everyone();
    return Stream.of(
        request(Action.EXPIRE, ALWAYS, all),
        request(Action.REMIND, ALWAYS, all),
        request(Action.FORCE_CHANGE, new Rule.PasswordOlderThan(Duration.ofDays(90)), all),
        request(Action.RESET, new Rule.ExpiresWithin(Duration.ofDays(9)), all),
        request(Action.DISABLE, new Rule.InactiveFor(Duration.ofDays(90)), all),
        request(
            Action.UNLOCK, ALWAYS, Requests.searching(List.of(), Set.of(AccountState.EXPIRED))));
  }

  /** That knows nothing else. */
  private static Directory ahead(@Nullable Duration offset) {
    return (Directory)
        Proxy.newProxyInstance(
            Directory.class.getClassLoader(),
            new Class<?>[] {Directory.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("clockOffset")) {
                return Optional.ofNullable(offset);
              }
              throw new IllegalStateException("it was asked for " + method.getName());
            });
  }

  @ParameterizedTest
  @MethodSource("byTheTime")
  void whatGoesByTheTimeIsNotPlannedWhereTheyAreMoreThanFiveMinutesApart(PlanRequest request) {
    assertThatThrownBy(() -> Clocks.compare(ahead(Duration.ofSeconds(301)), request))
        .isInstanceOf(PlanException.class)
        .hasMessageContaining("301 s ahead of");
    assertThatThrownBy(() -> Clocks.compare(ahead(Duration.ofSeconds(-301)), request))
        .isInstanceOf(PlanException.class)
        .hasMessageContaining("301 s behind");
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 300, -300})
  void fiveMinutesAreTolerated(long seconds) {
    byTheTime()
        .forEach(
            request ->
                assertThatCode(() -> Clocks.compare(ahead(Duration.ofSeconds(seconds)), request))
                    .doesNotThrowAnyException());
  }

  @Test
  void whereTheDirectoryDoesNotTellItsTimeNobodyIsKeptFromAnything() {
    byTheTime()
        .forEach(
            request ->
                assertThatCode(() -> Clocks.compare(ahead(null), request))
                    .doesNotThrowAnyException());
  }

  @Test
  void whatIsDoneAtOnceIsNotHeldUp() {
    assertThatCode(
            () ->
                Clocks.compare(
                    ahead(Duration.ofDays(3_650)),
                    request(Action.RESET, ALWAYS, Requests.everyone())))
        .doesNotThrowAnyException();
  }
}
