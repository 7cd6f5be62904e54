package org.keyturn.agent.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.keyturn.agent.account.Account;
import org.keyturn.agent.account.Expiry;
import org.keyturn.agent.account.Person;
import org.keyturn.agent.directory.NormalDn;
import org.keyturn.agent.policy.AccountState;

/** Who is counted where. */
final class CensusTest {

  /** A Friday. */
  private static final Instant NOW = Instant.parse("2026-11-27T12:00:00Z");

  private static final Duration SOON = Duration.ofDays(14);
  private static final ZoneId AMSTERDAM = ZoneId.of("Europe/Amsterdam");

  private static Person somebody() {
    return Person.named("f.vries", NOW).signedInAt(NOW);
  }

  private static Person ends(String at) {
    return somebody().expiresAt(Instant.parse(at));
  }

  private static Figures count(Instant now, ZoneId zone, Stream<Person> people) {
    NormalDn admin = NormalDn.of("uid=ADMIN, ou=people,dc=example,dc=com");
    Census census = new Census(now, SOON, zone, Set.of(admin));
    people
        .map(Person::account)
        .forEach(account -> census.add(account, AccountState.of(account, SOON, now)));
    return census.figures();
  }

  private static Figures count(Person... people) {
    return count(NOW, AMSTERDAM, Stream.of(people));
  }

  private static long inWeeks(Figures figures) {
    return figures.weeks().stream().mapToLong(week -> week.count().accounts()).sum();
  }

  static Stream<Arguments> ends() {
    ToLongFunction<Figures> expired = f -> f.of(AccountState.EXPIRED).accounts();
    ToLongFunction<Figures> later = f -> f.later().accounts();
    return Stream.of(
        arguments("ended a second ago", ends("2026-11-27T11:59:59Z"), expired),
        arguments("ends now: has ended", ends("2026-11-27T12:00:00Z"), expired),
        arguments("ends in a second: this week", ends("2026-11-27T12:00:01Z"), week(0)),
        arguments("ends on Sunday's last second", ends("2026-11-29T22:59:59Z"), week(0)),
        arguments("ends as Monday begins: next week", ends("2026-11-29T23:00:00Z"), week(1)),
        arguments("ends in the last second of all weeks", ends("2027-02-21T22:59:59Z"), week(12)),
        arguments("ends after them", ends("2027-02-21T23:00:00Z"), later),
        arguments("ends in a hundred years", ends("2126-01-01T00:00:00Z"), later),
        arguments(
            "never ends",
            somebody().expiry(new Expiry.Never()),
            (ToLongFunction<Figures>) f -> f.of(AccountState.NEVER_EXPIRES).accounts()),
        arguments(
            "cannot be told",
            somebody().expiry(new Expiry.Unknown("policy-unknown")),
            (ToLongFunction<Figures>) f -> f.untold().accounts()));
  }

  private static ToLongFunction<Figures> week(int week) {
    return figures -> figures.weeks().get(week).count().accounts();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("ends")
  void everybodyIsCountedOnceByTheEnd(String name, Person person, ToLongFunction<Figures> place) {
    Figures figures = count(person);
    assertThat(place.applyAsLong(figures)).as(name).isOne();
    assertThat(
            figures.of(AccountState.EXPIRED).accounts()
                + inWeeks(figures)
                + figures.later().accounts()
                + figures.of(AccountState.NEVER_EXPIRES).accounts()
                + figures.untold().accounts())
        .isOne();
  }

  @ParameterizedTest(name = "{0} in {1}")
  @CsvSource({
    "2026-11-27T12:00:00Z, Europe/Amsterdam, 2026-11-29T23:00:00Z, 2026-12-06T23:00:00Z",
    "2026-11-29T22:59:59Z, Europe/Amsterdam, 2026-11-29T23:00:00Z, 2026-12-06T23:00:00Z",
    "2026-11-29T23:00:00Z, Europe/Amsterdam, 2026-12-06T23:00:00Z, 2026-12-13T23:00:00Z",
    "2026-11-29T23:00:00Z, UTC, 2026-11-30T00:00:00Z, 2026-12-07T00:00:00Z",
    // Summer time ends on Sunday 25 October: that week has an hour more.
    "2026-10-18T23:00:00Z, Europe/Amsterdam, 2026-10-25T23:00:00Z, 2026-11-01T23:00:00Z",
    // Midnight of that Monday did not come in Cairo once: the day began at one.
    "2026-04-22T12:00:00Z, Africa/Cairo, 2026-04-26T21:00:00Z, 2026-05-03T21:00:00Z",
  })
  void weeksBeginOnMondayWhereTheReaderIs(Instant now, ZoneId zone, Instant first, Instant second) {
    List<Figures.Week> weeks = count(now, zone, Stream.of()).weeks();
    assertThat(weeks).hasSize(13);
    assertThat(weeks.get(0).from()).isEqualTo(now);
    assertThat(weeks.get(0).until()).isEqualTo(first).isEqualTo(weeks.get(1).from());
    assertThat(weeks.get(1).until()).isEqualTo(second);
  }

  @Test
  void theStatesAreThoseOfUsersAndOverlap() {
    Figures figures =
        count(
            somebody().expiresAt(NOW).mustChange().disabled(),
            somebody().expiresAt(NOW),
            somebody().withoutAddresses());
    assertThat(figures.all()).isEqualTo(new Count(3, 1));
    assertThat(figures.of(AccountState.EXPIRED)).isEqualTo(new Count(2, 1));
    assertThat(figures.of(AccountState.EXPIRED).enabled()).isOne();
    assertThat(figures.of(AccountState.MUST_CHANGE)).isEqualTo(new Count(1, 1));
    assertThat(figures.of(AccountState.DISABLED)).isEqualTo(new Count(1, 1));
    assertThat(figures.of(AccountState.NO_RECOVERY)).isEqualTo(new Count(1, 0));
    assertThat(figures.of(AccountState.OK)).isEqualTo(new Count(1, 0));
    assertThat(figures.of(AccountState.LOCKED)).isEqualTo(Count.NONE);
  }

  @Test
  void whoNeverSignedInIsToldOnlyWhereSomebodyDid() {
    Person never = Person.named("new", NOW);
    assertThat(count(never, somebody()).neverSignedIn()).contains(new Count(1, 0));
    assertThat(count(never, never).neverSignedIn()).isEmpty();
    assertThat(count().neverSignedIn()).isEmpty();
  }

  @Test
  void anAdminIsKnownByTheDnHoweverItIsSpelt() {
    Account admin = Person.named("admin", NOW).withoutAddresses().account();
    Figures.Admins admins = count(new Person(admin), somebody().withoutAddresses()).admins();
    assertThat(admins.count()).isOne();
    assertThat(admins.unreachable()).isOne();
    assertThat(admins.shown())
        .containsExactly(new Figures.Admin("admin", admin.dn(), admin.displayName()));
    assertThat(admins.more()).isZero();
    assertThat(count(Person.named("admin", NOW)).admins().unreachable()).isZero();
  }

  @Test
  void aHundredAdminsAreNamedAndTheOthersCounted() {
    Person admin = Person.named("admin", NOW).withoutAddresses();
    Figures.Admins admins =
        count(NOW, AMSTERDAM, IntStream.range(0, 150).mapToObj(i -> admin)).admins();
    assertThat(admins.unreachable()).isEqualTo(150);
    assertThat(admins.shown()).hasSize(100);
    assertThat(admins.more()).isEqualTo(50);
  }
}
