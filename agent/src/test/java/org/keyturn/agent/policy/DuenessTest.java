package org.keyturn.agent.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;
import static org.keyturn.agent.policy.Ask.NOW;
import static org.keyturn.agent.policy.Ask.somebody;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.keyturn.agent.account.Expiry;
import org.keyturn.agent.account.Person;

final class DuenessTest {

  private static final Rule OLDER = new Rule.PasswordOlderThan(Duration.ofDays(90));
  private static final Rule WITHIN = new Rule.ExpiresWithin(Duration.ofDays(14));
  private static final Rule UNUSED = new Rule.NeverSignedInSinceReset(Duration.ofDays(7));
  private static final Rule INACTIVE = new Rule.InactiveFor(Duration.ofDays(60));

  private static Instant ago(int days) {
    return NOW.minus(Duration.ofDays(days));
  }

  private static Instant in(int days) {
    return NOW.plus(Duration.ofDays(days));
  }

  static Stream<Arguments> rows() {
    Person reset = somebody().mustChange();
    return Stream.of(
        arguments("always means everyone", new Rule.Always(), somebody(), "due: selected"),
        arguments(
            "always means even who never had a password",
            new Rule.Always(),
            somebody().neverChanged(),
            "due: selected"),
        arguments(
            "exactly 90 days old",
            OLDER,
            somebody().changedAt(ago(90)),
            "due: password is 90 days old"),
        arguments(
            "a second younger", OLDER, somebody().changedAt(ago(90).plusSeconds(1)), "not due"),
        arguments(
            "a second older",
            OLDER,
            somebody().changedAt(ago(90).minusSeconds(1)),
            "due: password is 90 days old"),
        arguments("set this instant", OLDER, somebody().changedAt(NOW), "not due"),
        arguments(
            "set in the future, by a clock that is ahead",
            OLDER,
            somebody().changedAt(in(400)),
            "not due"),
        arguments(
            "set in the future, with no age at all asked for",
            new Rule.PasswordOlderThan(Duration.ZERO),
            somebody().changedAt(in(1)),
            "not due"),
        arguments(
            "no age at all asked for",
            new Rule.PasswordOlderThan(Duration.ZERO),
            somebody().changedAt(NOW),
            "due: password is 0 days old"),
        arguments(
            "a day old",
            new Rule.PasswordOlderThan(Duration.ofHours(1)),
            somebody().changedAt(ago(1)),
            "due: password is 1 day old"),
        arguments(
            "no change time", OLDER, somebody().neverChanged(), "cannot tell: change-time-unknown"),
        arguments(
            "set at the dawn of time",
            OLDER,
            somebody().changedAt(Instant.EPOCH),
            "due: password is 20779 days old"),
        arguments(
            "ends in exactly 14 days",
            WITHIN,
            somebody().expiresAt(in(14)),
            "due: password expires in 14 days"),
        arguments(
            "ends a second later", WITHIN, somebody().expiresAt(in(14).plusSeconds(1)), "not due"),
        arguments(
            "ends a second earlier",
            WITHIN,
            somebody().expiresAt(in(14).minusSeconds(1)),
            "due: password expires in 13 days"),
        arguments(
            "ends tomorrow", WITHIN, somebody().expiresAt(in(1)), "due: password expires in 1 day"),
        arguments(
            "ends in two hours",
            WITHIN,
            somebody().expiresAt(NOW.plusSeconds(7200)),
            "due: password expires in 2 hours"),
        arguments(
            "ends in an hour",
            WITHIN,
            somebody().expiresAt(NOW.plusSeconds(3600)),
            "due: password expires in 1 hour"),
        arguments(
            "ends in minutes",
            WITHIN,
            somebody().expiresAt(NOW.plusSeconds(600)),
            "due: password expires within the hour"),
        arguments("ends now", WITHIN, somebody().expiresAt(NOW), "due: password expired"),
        arguments(
            "ended long ago", WITHIN, somebody().expiresAt(ago(400)), "due: password expired"),
        arguments("never ends", WITHIN, somebody().expiry(new Expiry.Never()), "not due"),
        arguments(
            "who can tell when it ends",
            WITHIN,
            somebody().expiry(new Expiry.Unknown("policy-unknown")),
            "cannot tell: policy-unknown"),
        arguments(
            "the initial password, a week old to the second",
            UNUSED,
            reset.changedAt(ago(7)),
            "due: initial password unchanged for 7 days"),
        arguments(
            "the initial password, a second short of a week",
            UNUSED,
            reset.changedAt(ago(7).plusSeconds(1)),
            "not due"),
        arguments("their own password", UNUSED, somebody().changedAt(ago(400)), "not due"),
        arguments(
            "signed in since the reset",
            UNUSED,
            reset.changedAt(ago(30)).signedInAt(ago(29)),
            "not due"),
        arguments(
            "signed in before the reset only",
            UNUSED,
            reset.changedAt(ago(30)).signedInAt(ago(31)),
            "due: initial password unchanged for 30 days"),
        arguments(
            "signed in at the instant of the reset is before it",
            UNUSED,
            reset.changedAt(ago(30)).signedInAt(ago(30)),
            "due: initial password unchanged for 30 days"),
        arguments(
            "reset, nobody knows when",
            UNUSED,
            reset.neverChanged(),
            "cannot tell: change-time-unknown"),
        arguments(
            "not seen for exactly 60 days",
            INACTIVE,
            somebody().signedInAt(ago(60)),
            "due: no sign-in for 60 days"),
        arguments(
            "seen a second later",
            INACTIVE,
            somebody().signedInAt(ago(60).plusSeconds(1)),
            "not due"),
        arguments(
            "never seen: the last change counts",
            INACTIVE,
            somebody().changedAt(ago(61)),
            "due: no sign-in for 61 days"),
        arguments("never seen, changed lately", INACTIVE, somebody(), "not due"),
        arguments("seen tomorrow", INACTIVE, somebody().signedInAt(in(1)), "not due"),
        arguments(
            "neither seen nor changed",
            INACTIVE,
            somebody().neverChanged(),
            "cannot tell: sign-in-unknown"));
  }

  @ParameterizedTest(name = "{0}: {3}")
  @MethodSource("rows")
  void tells(String sentence, Rule rule, Person person, String expected) {
    assertThat(verdict(rule, person)).as(sentence).isEqualTo(expected);
  }

  private static String verdict(Rule rule, Person person) {
    Dueness dueness = Dueness.of(Ask.when(rule, person).question());
    if (dueness instanceof Dueness.Due d) {
      return "due: " + d.why();
    }
    return dueness instanceof Dueness.CannotTell c ? "cannot tell: " + c.reason() : "not due";
  }

  @Test
  void explainNamesTheInstantFromWhichARuleMeansAnAccount() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (int i = 0; i < 5_000; i++) {
      Person person = anybody(random);
      Rule rule = anyRule(random);
      Dueness dueness = Dueness.of(Ask.when(rule, person).question());
      Optional<Instant> from = DueTime.of(rule, person.account().state(), NOW);
      assertThat(from.filter(at -> !at.isAfter(NOW)).isPresent())
          .as("seed %d: %s, %s: %s, from %s", seed, rule, person.account().state(), dueness, from)
          .isEqualTo(dueness instanceof Dueness.Due);
    }
  }

  private static Person anybody(Random random) {
    Person person = somebody();
    person = random.nextInt(5) == 0 ? person.neverChanged() : person.changedAt(near(random));
    person = random.nextBoolean() ? person.mustChange() : person;
    person = random.nextBoolean() ? person.signedInAt(near(random)) : person;
    return switch (random.nextInt(4)) {
      case 0 -> person.expiry(new Expiry.Never());
      case 1 -> person.expiry(new Expiry.Unknown("policy-unknown"));
      default -> person.expiresAt(near(random));
    };
  }

  private static Instant near(Random random) {
    return NOW.plus(Duration.ofDays(random.nextInt(-10, 11))).plusSeconds(random.nextInt(-1, 2));
  }

  private static Rule anyRule(Random random) {
    Duration time = Duration.ofDays(random.nextInt(0, 6));
    return switch (random.nextInt(5)) {
      case 0 -> new Rule.PasswordOlderThan(time);
      case 1 -> new Rule.ExpiresWithin(time);
      case 2 -> new Rule.NeverSignedInSinceReset(time);
      case 3 -> new Rule.InactiveFor(time);
      default -> new Rule.Always();
    };
  }

  static Stream<Arguments> sentences() {
    return Stream.of(
        arguments(new Rule.Always(), "always"),
        arguments(OLDER, "when the password is 90 days old"),
        arguments(new Rule.PasswordOlderThan(Duration.ofDays(1)), "when the password is 1 day old"),
        arguments(
            new Rule.ExpiresWithin(Duration.ofHours(12)),
            "when the password expires within 12 hours"),
        arguments(
            new Rule.ExpiresWithin(Duration.ofMinutes(15)),
            "when the password expires within 15 minutes"),
        arguments(UNUSED, "when the initial password is unchanged after 7 days"),
        arguments(INACTIVE, "after 60 days without a sign-in"));
  }

  @ParameterizedTest(name = "{1}")
  @MethodSource("sentences")
  void aRuleIsSaidInWords(Rule rule, String sentence) {
    assertThat(DueTime.sentence(rule)).isEqualTo(sentence);
  }
}
