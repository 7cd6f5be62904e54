package org.keyturn.agent.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;
import static org.keyturn.agent.report.Reports.NOW;

import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.keyturn.agent.account.Person;

/** The line that everybody reads. */
final class VerdictTest {

  private static Person well() {
    return Person.named("well", NOW);
  }

  private static Person expired() {
    return Person.named("expired", NOW).expiresAt(NOW);
  }

  private static Person soon() {
    return Person.named("soon", NOW).expiresAt(NOW.plusSeconds(60));
  }

  private static List<Person> of(Person... people) {
    return List.of(people);
  }

  static Stream<Arguments> rows() {
    return Stream.of(
        arguments(of(), true, "Nobody is in this report: there is no such account"),
        arguments(
            of(well()),
            true,
            "No password of 1 enabled account has expired, and none ends within 14 days"),
        arguments(
            of(well(), soon()),
            true,
            "No password has expired; 1 of 2 enabled accounts has one that ends within 14 days"),
        arguments(
            of(expired(), well()),
            false,
            "1 of 2 enabled accounts has an expired password; no other ends within 14 days"),
        arguments(
            of(expired(), expired(), soon()),
            false,
            "2 of 3 enabled accounts have an expired password; 1 more ends within 14 days"),
        arguments(
            of(expired().disabled(), well()),
            true,
            "No password of 1 enabled account has expired, and none ends within 14 days"));
  }

  @ParameterizedTest(name = "{2}")
  @MethodSource("rows")
  void saysHowManyAreKeptOutAndWillBe(List<Person> people, boolean fine, String sentence) {
    assertThat(Verdict.of(Reports.of(List.of(), people.toArray(Person[]::new))))
        .isEqualTo(new Verdict(fine, List.of(sentence)));
  }

  @Test
  void adminsWithoutAddressesAndPausedCampaignsWantToBeLookedAt() {
    Course paused = Reports.course("staff", "", 0, Optional.of("anna"));
    Verdict verdict =
        Verdict.of(
            Reports.of(
                List.of(paused, Reports.course("other", "", 0, Optional.empty())),
                Person.named("admin", NOW).withoutAddresses()));
    assertThat(verdict.fine()).isFalse();
    assertThat(verdict.sentences().subList(1, 3))
        .containsExactly(
            "1 of 1 admin has no recovery address",
            "1 campaign is paused until somebody says resume");
  }

  @Test
  void whereACampaignStandsIsToldInWords() {
    Dates dates = new Dates(ZoneId.of("UTC"));
    Course course = Reports.course("staff", "", 4, Optional.empty());
    assertThat(CourseWords.stands(course, dates))
        .isEqualTo("begun on 25 Nov, 2 of 3 waves through, goes on 28 November 2026, 12:00 UTC");
    assertThat(CourseWords.stands(Reports.course("staff", "", 4, Optional.of("an\nna")), dates))
        .endsWith("2 of 3 waves through, paused: an\\u000ana");
    assertThat(CourseWords.facts(course))
        .hasToString("{asked=10, chose another password=4, must still=6, to come=2}");
  }
}
