package org.keyturn.agent.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyturn.agent.TurnedClock;
import org.keyturn.agent.journal.GivenAnswers.Given;
import org.keyturn.agent.journal.GivenAnswers.Known;

/** The tokens of programs, and what they were answered. */
final class AccessTokensTest {

  private static final Instant NOW = Instant.parse("2026-11-24T08:00:00Z");

  @TempDir Path folder;
  private final TurnedClock clock = new TurnedClock(NOW);
  private Ledger ledger = unset();

  @SuppressWarnings("NullAway") // Set before every test.
  private static Ledger unset() {
    return null;
  }

  @BeforeEach
  void open() {
    ledger = Ledgers.open(new StoreSettings(folder), clock);
  }

  @AfterEach
  void close() {
    ledger.close();
  }

  private AccessToken token(String name, Duration lifetime) {
    return new AccessToken(
        name,
        "helpdesk",
        Optional.of("ou=sales,dc=example"),
        Optional.empty(),
        new AccessToken.Owner("id-1", "uid=anna,dc=example", "anna"),
        clock.instant(),
        clock.instant().plus(lifetime),
        Optional.empty(),
        Optional.empty());
  }

  private List<String> events() {
    List<String> events = new ArrayList<>();
    ledger
        .audit()
        .entries(Instant.EPOCH, e -> events.add(e.actor() + " " + e.event() + " " + e.subject()));
    return events;
  }

  @Test
  void aTokenLetsIn_untilItIsRevoked_andBothAreOnRecord() {
    AccessTokens tokens = ledger.accessTokens();
    AccessToken made = token("nightly", Duration.ofDays(90));
    assertThat(tokens.add(made, "aa")).isTrue();
    assertThat(tokens.use("bb")).isEmpty();
    assertThat(tokens.use("aa")).contains(made);
    assertThat(tokens.revoke("nightly", "bert")).isTrue();
    assertThat(tokens.revoke("nightly", "bert")).isFalse();
    assertThat(tokens.use("aa")).isEmpty();
    assertThat(events())
        .containsExactly("anna token-created nightly", "bert token-revoked nightly");
  }

  @Test
  void aTokenEndsAtItsInstant() {
    ledger.accessTokens().add(token("short", Duration.ofHours(1)), "aa");
    clock.turn(Duration.ofHours(1).minusMillis(1));
    assertThat(ledger.accessTokens().use("aa")).isPresent();
    clock.turn(Duration.ofMillis(1));
    assertThat(ledger.accessTokens().use("aa")).isEmpty();
  }

  @Test
  void aNameIsTaken_asLongAsItsTokenLetsIn() {
    AccessTokens tokens = ledger.accessTokens();
    tokens.add(token("nightly", Duration.ofHours(1)), "aa");
    assertThat(tokens.add(token("nightly", Duration.ofHours(1)), "bb")).isFalse();
    assertThat(tokens.use("bb")).isEmpty();
    clock.turn(Duration.ofHours(2));
    assertThat(tokens.add(token("nightly", Duration.ofHours(1)), "cc")).isTrue();
    assertThat(tokens.use("aa")).isEmpty();
    tokens.revoke("nightly", "anna");
    assertThat(tokens.add(token("nightly", Duration.ofHours(1)), "dd")).isTrue();
    assertThat(tokens.use("dd")).isPresent();
    assertThat(tokens.list()).singleElement().satisfies(t -> assertThat(t.revokedAt()).isEmpty());
  }

  @Test
  void itsUseIsNotedOnceAMinute() {
    AccessTokens tokens = ledger.accessTokens();
    tokens.add(token("nightly", Duration.ofDays(1)), "aa");
    tokens.use("aa");
    clock.turn(Duration.ofSeconds(59));
    tokens.use("aa");
    assertThat(tokens.list().get(0).usedAt()).contains(NOW);
    clock.turn(Duration.ofSeconds(2));
    tokens.use("aa");
    assertThat(tokens.list().get(0).usedAt()).contains(NOW.plusSeconds(61));
  }

  @Test
  void anAnswerIsKeptForADay_toTheSameTokenAndRequest() {
    GivenAnswers answers = ledger.givenAnswers();
    Given given = new Given(201, Optional.of("/plans/1"), "{\"plan\":1}");
    assertThat(answers.take("nightly", "k", "r")).isEqualTo(new Known.New());
    assertThat(answers.take("nightly", "k", "r")).isEqualTo(new Known.Unanswered());
    answers.give("nightly", "k", given);
    assertThat(answers.take("nightly", "k", "r")).isEqualTo(new Known.Answered(given));
    assertThat(answers.take("nightly", "k", "other")).isEqualTo(new Known.Other());
    assertThat(answers.take("weekly", "k", "other")).isEqualTo(new Known.New());
    clock.turn(GivenAnswers.KEPT);
    assertThat(answers.take("nightly", "k", "other")).isEqualTo(new Known.New());
  }

  @Test
  void whatWasNotDoneLeavesItsKeyFree_andWhatWasAnsweredDoesNot() {
    GivenAnswers answers = ledger.givenAnswers();
    answers.take("nightly", "k", "r");
    answers.letGo("nightly", "k");
    assertThat(answers.take("nightly", "k", "other")).isEqualTo(new Known.New());
    answers.give("nightly", "k", new Given(200, Optional.empty(), "{}"));
    answers.letGo("nightly", "k");
    assertThat(answers.take("nightly", "k", "other")).isInstanceOf(Known.Answered.class);
  }

  @Test
  void anUnansweredKeySurvivesTheProcess() {
    ledger.givenAnswers().take("nightly", "k", "r");
    ledger.close();
    open();
    assertThat(ledger.givenAnswers().take("nightly", "k", "r")).isEqualTo(new Known.Unanswered());
  }
}
