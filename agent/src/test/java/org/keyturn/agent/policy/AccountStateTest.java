package org.keyturn.agent.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;
import static org.keyturn.agent.policy.Ask.NOW;
import static org.keyturn.agent.policy.Ask.somebody;

import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.keyturn.agent.account.Expiry;
import org.keyturn.agent.account.Lock;
import org.keyturn.agent.account.Person;

final class AccountStateTest {

  private static final Duration SOON = Duration.ofDays(14);

  static Stream<Arguments> rows() {
    return Stream.of(
        arguments("nothing to say", somebody(), "ok"),
        arguments("ends in exactly a fortnight", somebody().expiresAt(NOW.plus(SOON)), "expiring"),
        arguments("ends a second later", somebody().expiresAt(NOW.plus(SOON).plusSeconds(1)), "ok"),
        arguments("ends in a second", somebody().expiresAt(NOW.plusSeconds(1)), "expiring"),
        arguments("ends now: expired, no longer expiring", somebody().expiresAt(NOW), "expired"),
        arguments("ended", somebody().expiresAt(NOW.minusSeconds(1)), "expired"),
        arguments(
            "never ends, and is well", somebody().expiry(new Expiry.Never()), "ok never-expires"),
        arguments(
            "cannot be told: not called expired",
            somebody().expiry(new Expiry.Unknown("policy-unknown")),
            "ok"),
        arguments("must change", somebody().mustChange(), "must-change"),
        arguments("locked", somebody().lock(Lock.UNTIL_UNLOCKED), "locked"),
        arguments("the lock ended this second", somebody().lock(new Lock.Until(NOW)), "ok"),
        arguments("disabled", somebody().disabled(), "disabled"),
        arguments("no way to reach them", somebody().withoutAddresses(), "ok no-recovery"),
        arguments(
            "seen exactly 90 days ago",
            somebody().signedInAt(NOW.minus(Duration.ofDays(90))),
            "ok"),
        arguments(
            "seen a second earlier",
            somebody().signedInAt(NOW.minus(Duration.ofDays(90)).minusSeconds(1)),
            "ok inactive"),
        arguments("seen tomorrow", somebody().signedInAt(NOW.plusSeconds(86400)), "ok"),
        arguments(
            "several at once",
            somebody()
                .expiresAt(NOW)
                .mustChange()
                .disabled()
                .lock(new Lock.Until(NOW.plusSeconds(1))),
            "expired must-change locked disabled"),
        arguments(
            "disabled by a lock without an end",
            somebody().disabled().lock(Lock.UNTIL_UNLOCKED),
            "disabled"));
  }

  @ParameterizedTest(name = "{0}: {2}")
  @MethodSource("rows")
  void says(String sentence, Person person, String states) {
    assertThat(
            AccountState.of(person.account(), SOON, NOW).stream()
                .map(AccountState::id)
                .collect(Collectors.joining(" ")))
        .as(sentence)
        .isEqualTo(states);
  }

  @Test
  void theSpellingsAreTheContracts() {
    assertThat(Stream.of(AccountState.values()).map(AccountState::id))
        .containsExactly(
            "ok",
            "expiring",
            "expired",
            "must-change",
            "locked",
            "disabled",
            "never-expires",
            "no-recovery",
            "inactive");
    assertThat(AccountState.byId("must-change")).contains(AccountState.MUST_CHANGE);
    assertThat(AccountState.byId("MUST_CHANGE")).isEmpty();
  }
}
