package org.keyturn.agent.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;
import static org.keyturn.agent.account.Action.SPREAD;
import static org.keyturn.agent.policy.Ask.NOW;
import static org.keyturn.agent.policy.Ask.somebody;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.keyturn.agent.account.AccountId;
import org.keyturn.agent.account.Expiry;
import org.keyturn.agent.account.Lock;
import org.keyturn.agent.account.PasswordPolicy;
import org.keyturn.agent.account.Person;
import org.keyturn.agent.account.PolicyInForce;
import org.keyturn.agent.policy.Spacing.Candidate;
import org.keyturn.agent.policy.Spacing.Place;

final class SpacingTest {

  /** 90 days, of which the last 14 are warned of. */
  private static final PasswordPolicy POLICY = Person.policy(Optional.of(days(90)), true);

  private static final Instant START = NOW.plus(days(20));
  private static final Period MONTH = new Period(START, days(30));

  private static Duration days(long n) {
    return Duration.ofDays(n);
  }

  private static Candidate candidate(String id, Duration endsIn) {
    return Candidate.of(new AccountId(id), NOW.plus(endsIn), POLICY, Optional.empty());
  }

  private static List<Instant> ends(List<Place> places) {
    return places.stream().map(Place::end).toList();
  }

  private static String verdict(Place place) {
    Decision d = place.decision();
    if (d instanceof Decision.Skip skip) {
      return "skip: " + skip.reason();
    }
    return d instanceof Decision.AlreadySo so ? "already so: " + so.reason() : "change";
  }

  @Test
  void threePasswordsOverThirtyDaysEndTenDaysApart() {
    List<Candidate> all =
        List.of(candidate("a", days(40)), candidate("b", days(41)), candidate("c", days(42)));
    assertThat(ends(Spacing.of(all, MONTH, NOW)))
        .containsExactly(START, START.plus(days(10)), START.plus(days(20)));
  }

  @Test
  void whoWouldEndFirstEndsFirstHoweverTheyAreListed() {
    List<Candidate> all = List.of(candidate("a", days(60)), candidate("b", days(30)));
    assertThat(ends(Spacing.of(all, MONTH, NOW))).containsExactly(START.plus(days(15)), START);
  }

  @Test
  void oneAloneEndsAtTheStart() {
    assertThat(ends(Spacing.of(List.of(candidate("a", days(50))), MONTH, NOW)))
        .containsExactly(START);
  }

  @Test
  void nobodyIsSpreadOverNothing() {
    assertThat(Spacing.of(List.of(), MONTH, NOW)).isEmpty();
  }

  @Test
  void aThousandWhoWouldEndTogetherHaveEqualDaysAndStayWithinThePeriod() {
    List<Place> places = Spacing.of(together(1_000), MONTH, NOW);
    List<Instant> ends = ends(places).stream().sorted().toList();
    assertThat(ends.get(0)).isEqualTo(START);
    assertThat(ends).allMatch(end -> end.isBefore(MONTH.end()));
    for (int day = 0; day < 30; day++) {
      Instant from = START.plus(days(day));
      assertThat(ends.stream().filter(e -> !e.isBefore(from) && e.isBefore(from.plus(days(1)))))
          .as("day %s", day)
          .hasSizeBetween(33, 34);
    }
    assertThat(places).allMatch(p -> p.decision() instanceof Decision.Change);
  }

  @Test
  void theSameAgainFindsEverybodyWhereTheyAreInWhateverOrderTheyAreRead() {
    for (int size : List.of(1, 2, 7, 1_000, 5_000)) {
      // 5,000 in an hour: several a second.
      Period period = new Period(START, size == 5_000 ? Duration.ofHours(1) : days(30));
      List<Candidate> all = together(size);
      List<Instant> ends = ends(Spacing.of(all, period, NOW));
      List<Candidate> moved = new ArrayList<>();
      for (int i = 0; i < size; i++) {
        moved.add(new Candidate(all.get(i).order(), ends.get(i), POLICY, true));
      }
      Collections.shuffle(moved, new Random(size));
      assertThat(Spacing.of(moved, period, NOW.plus(days(1))))
          .allMatch(p -> verdict(p).equals("already so: already-spread"));
    }
  }

  private static List<Candidate> together(int size) {
    return IntStream.range(0, size).mapToObj(i -> candidate("id-" + i, days(50))).toList();
  }

  @Test
  void amongEqualsTheOrderIsNotTheOneInWhichTheyWereAdded() {
    List<Instant> ends = ends(Spacing.of(together(50), MONTH, NOW));
    assertThat(ends).isNotEqualTo(ends.stream().sorted().toList());
  }

  @Test
  void whatIsFinerThanASecondIsNoDifference() {
    Candidate fine =
        Candidate.of(new AccountId("a"), START.plusMillis(241), POLICY, Optional.empty());
    assertThat(verdict(Spacing.of(List.of(fine), MONTH, NOW).get(0)))
        .isEqualTo("already so: already-spread");
  }

  static Stream<Arguments> periods() {
    return Stream.of(
        arguments("at the warning's edge it fits", days(14), days(30), "change"),
        arguments(
            "a second sooner somebody would be surprised",
            days(14).minusSeconds(1),
            days(30),
            SKIPPED),
        arguments("at once nobody could be warned", Duration.ZERO, days(30), SKIPPED),
        arguments("it may end when a new password would", days(60), days(30), "change"),
        arguments(
            "a second later it would outlive a new one",
            days(60),
            days(30).plusSeconds(1),
            SKIPPED),
        arguments("a year is longer than any password lives", days(14), days(365), SKIPPED));
  }

  private static final String SKIPPED = "skip: period-does-not-fit";

  @ParameterizedTest(name = "{0}")
  @MethodSource("periods")
  void thePeriodHasToFitThePolicy(String sentence, Duration from, Duration over, String expected) {
    Period period = new Period(NOW.plus(from), over);
    assertThat(verdict(Spacing.of(List.of(candidate("a", days(50))), period, NOW).get(0)))
        .isEqualTo(expected);
  }

  @Test
  void whoDoesNotFitTakesNoPlaceAmongTheOthers() {
    PasswordPolicy brief = Person.policy(Optional.of(days(40)), true);
    Candidate misfit =
        Candidate.of(new AccountId("m"), NOW.plus(days(30)), brief, Optional.empty());
    List<Place> places =
        Spacing.of(List.of(candidate("a", days(50)), misfit, candidate("b", days(51))), MONTH, NOW);
    assertThat(ends(places)).containsExactly(START, misfit.end(), START.plus(days(15)));
    assertThat(verdict(places.get(1))).isEqualTo(SKIPPED);
  }

  static Stream<Arguments> movedBefore() {
    return Stream.of(
        arguments("is not put off again", days(25), days(21), "skip: moved-before"),
        arguments("may end sooner", days(15), days(21), "change"),
        arguments("is left where it is", days(21), days(21), "already so: already-spread"),
        arguments("was changed since: a new password, spread anew", days(25), days(99), "change"));
  }

  @ParameterizedTest(name = "what a spread moved {0}")
  @MethodSource("movedBefore")
  void noneIsPutOffTwice(String sentence, Duration start, Duration movedTo, String expected) {
    Candidate moved =
        Candidate.of(
            new AccountId("a"), NOW.plus(days(21)), POLICY, Optional.of(NOW.plus(movedTo)));
    Period period = new Period(NOW.plus(start), days(30));
    assertThat(verdict(Spacing.of(List.of(moved), period, NOW).get(0))).isEqualTo(expected);
  }

  static Stream<Arguments> starts() {
    Instant half = Instant.parse("2026-11-27T08:30:00Z");
    return Stream.of(
        arguments("a date is what it says", new Spreading.Start.At(START), half, START),
        arguments(
            "a while from now is rounded up to the hour",
            new Spreading.Start.In(days(7)),
            half,
            Instant.parse("2026-12-04T09:00:00Z")),
        arguments(
            "a full hour is left as it is",
            new Spreading.Start.In(Duration.ofMinutes(30)),
            half,
            Instant.parse("2026-11-27T09:00:00Z")),
        arguments(
            "without one everybody is warned first",
            new Spreading.Start.AfterWarnings(),
            half,
            Instant.parse("2026-12-11T09:00:00Z")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("starts")
  void thePeriodBegins(String sentence, Spreading.Start start, Instant now, Instant expected) {
    assertThat(new Spreading(days(30), start).period(now, days(14)))
        .isEqualTo(new Period(expected, days(30)));
  }

  static Stream<Arguments> people() {
    return Stream.of(
        arguments("who expires is spread", somebody(), "change"),
        arguments("the locked are spread", somebody().lock(Lock.UNTIL_UNLOCKED), "change"),
        arguments("the disabled are spread", somebody().disabled(), "change"),
        arguments("who must change has no end to move", somebody().mustChange(), "must-change"),
        arguments("who has expired is not let in again", somebody().expiresAt(NOW), "expired"),
        arguments(
            "who never expires has no end", somebody().expiry(new Expiry.Never()), "never-expires"),
        arguments(
            "a policy without an age gives no end",
            somebody().under(Person.policy(Optional.empty(), true)),
            "never-expires"),
        arguments(
            "an end that cannot be told is not moved",
            somebody().expiry(new Expiry.Unknown("starts-at-sign-in")),
            "starts-at-sign-in"),
        arguments(
            "a dangling policy: left alone",
            somebody().under(new PolicyInForce.Unresolved("policy-dangling", "cn=gone")),
            "policy-dangling"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("people")
  void whoHasAnEndToMove(String sentence, Person person, String expected) {
    Decision decision = Decider.decide(Ask.to(SPREAD, person).question());
    assertThat(
            decision instanceof Decision.Skip skip
                ? skip.reason()
                : decision instanceof Decision.Change ? "change" : decision.toString())
        .isEqualTo(expected);
  }
}
