package org.keyturn.agent.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keyturn.agent.account.Reminders;
import org.keyturn.agent.journal.BusinessHours;
import org.keyturn.agent.journal.Reminding;
import org.keyturn.agent.policy.Rule;

/** {@code remind} of a job. */
final class RemindConfigTest {

  private static final ZoneId AMSTERDAM = ZoneId.of("Europe/Amsterdam");

  @TempDir Path temp;

  private KeyturnConfig.Job with(String lines) throws ConfigException {
    return with(lines, "");
  }

  private KeyturnConfig.Job with(String lines, String more) throws ConfigException {
    ConfigFolder folder = new ConfigFolder(temp);
    folder.write(
        ConfigFolder.VALID.replace("    when: always\n    do: force-change\n", lines) + more);
    return Objects.requireNonNull(folder.load().jobs().get("nightly"));
  }

  private static Duration days(int n) {
    return Duration.ofDays(n);
  }

  @Test
  void pointsAreEnough() throws Exception {
    KeyturnConfig.Job job =
        with(
            "    do: remind\n    time-zone: Europe/Amsterdam\n    remind: {at: [14d, 1d, -12h]}\n");

    Reminders reminders =
        new Reminders(
            List.of(days(14), days(1), Duration.ofHours(-12)),
            days(7),
            Optional.empty(),
            Optional.empty());
    assertThat(job.settings().when()).isEqualTo(new Rule.RemindAt(reminders));
    assertThat(job.settings().testTo()).isEmpty();
    assertThat(job.reminding())
        .as("times are told in the zone of the schedule")
        .contains(
            new Reminding(
                reminders,
                List.of(),
                new BusinessHours(Optional.empty(), AMSTERDAM, new TreeSet<>())));
  }

  @Test
  void everythingCanBeSaid() throws Exception {
    KeyturnConfig.Job job =
        with(
            """
                do: remind
                remind:
                  at: [7d, 0d]
                  late: 2d
                  escalate: {from: 0d, to: [manager, desk@example.com]}
                  cap: 400
                  hours: "MON-FRI 08:00-18:00"
                  time-zone: Europe/Amsterdam
                  holidays: [2026-12-25]
                  test-to: it@example.com
            """
                .indent(4 - 4));

    Reminding how = job.reminding().orElseThrow();
    assertThat(how.reminders())
        .isEqualTo(
            new Reminders(
                List.of(days(7), Duration.ZERO),
                days(2),
                Optional.of(Duration.ZERO),
                Optional.of(400)));
    assertThat(how.escalateTo()).containsExactly("manager", "desk@example.com");
    assertThat(how.hours())
        .isEqualTo(
            new BusinessHours(
                Optional.of("MON-FRI 08:00-18:00"),
                AMSTERDAM,
                new TreeSet<>(List.of(LocalDate.of(2026, 12, 25)))));
    assertThat(job.settings().testTo()).contains("it@example.com");
  }

  @Test
  void businessHoursHoldWhereNothingElseIsSaid() throws Exception {
    KeyturnConfig.Job job =
        with(
            "    do: remind\n    remind: {at: 7d}\n",
            "business-hours: {hours: \"MON-FRI 08:00-17:00\", time-zone: Europe/Amsterdam}\n");
    assertThat(job.reminding().orElseThrow().hours().hours()).contains("MON-FRI 08:00-17:00");
  }

  @Test
  void theShortFormIsOnceBeforeTheEndAndOnceAfterIt() throws Exception {
    KeyturnConfig.Job job = with("    when: {expires-within: 14d}\n    do: remind\n");
    assertThat(job.settings().when()).isEqualTo(new Rule.RemindAt(Reminders.within(days(14))));
    assertThat(job.reminding().orElseThrow().reminders()).isEqualTo(Reminders.within(days(14)));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "do: remind~remind: {}|remind.at: is missing, write at: [14d, 7d, 3d, 1d, -1d]",
        "do: remind~remind: {at: []}|remind.at: is an empty list, write points like [14d, 7d, 3d,"
            + " 1d, -1d], the longest first",
        "do: remind~remind: {at: [3d, 7d]}|remind.at[1]: comes no later than the one before it,"
            + " write points like [14d, 7d, 3d, 1d, -1d], the longest first",
        "do: remind~remind: {at: [7d, 168h]}|remind.at[1]: comes no later than the one before it,"
            + " write points like [14d, 7d, 3d, 1d, -1d], the longest first",
        "do: remind~remind: {at: [7d, soon]}|remind.at[1]: \"soon\" is no time before or after the"
            + " end of a password, write points like [14d, 7d, 3d, 1d, -1d], the longest first",
        "do: remind~remind: {at: --1d}|remind.at: \"--1d\" is no time before or after the end of a"
            + " password, write points like [14d, 7d, 3d, 1d, -1d], the longest first",
        "do: remind~remind: {at: 7d, late: 0d}|remind.late: is no time at all, write for example"
            + " 30s, 15m, 12h, 90d or 1d12h",
        "do: remind~remind: {at: 7d, cap: 0}|remind.cap: \"0\" does not fit, write a whole number"
            + " of 1 or more",
        "do: remind~remind: {at: 7d, escalate: manager}|remind.escalate: is text, write {from: 3d,"
            + " to: manager}",
        "do: remind~remind: {at: 7d, escalate: {to: manager}}|remind.escalate.from: is missing,"
            + " write from: 3d",
        "do: remind~remind: {at: 7d, escalate: {from: 3d, to: manager}}|remind.escalate.from: comes"
            + " after the last point, so that nobody would be told, write one of at",
        "do: remind~remind: {at: 7d, escalate: {from: 7d, to: [boss]}}|remind.escalate.to[0]:"
            + " \"boss\" is no mail address, write one address like it@example.com",
        "do: remind~remind: {at: 7d, test-to: nobody}|remind.test-to: \"nobody\" is no mail"
            + " address, write one address like it@example.com",
        "do: remind~remind: {at: 7d, hours: \"20:00-07:00\"}|remind.hours: \"20:00-07:00\" ends"
            + " before it begins; hours do not go past midnight, write days and hours like"
            + " \"MON-FRI 08:00-17:00\"",
        "do: remind~remind: {at: 7d, quiet: x}|remind.quiet: is no key here, the keys here are at,"
            + " late, cap, escalate, test-to, hours, time-zone, holidays",
        "do: remind~when: {expires-within: 7d}~remind: {at: 7d}|when: is not for a job with remind,"
            + " leave it out: remind.at says when",
        "do: force-change~when: always~remind: {at: 7d}|remind: is for do: remind, leave it out for"
            + " do: force-change",
        "do: remind|remind: is missing, write remind: {at: [14d, 7d, 3d, 1d, -1d]}",
      })
  void aMistakeIsToldWithItsPlaceAndWhatWouldBeRight(String lines, String problem) {
    String job = "    " + lines.replace("~", "\n    ") + "\n";
    ConfigException thrown = catchThrowableOfType(ConfigException.class, () -> with(job));
    assertThat(thrown.problems().stream().map(Problem::toString).map(p -> after(p)).toList())
        .containsExactly("jobs.nightly." + problem);
  }

  /** Without line and column. */
  private static String after(String problem) {
    return problem.replaceFirst("^.*?\\d+:\\d+: ", "");
  }
}
