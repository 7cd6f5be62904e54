package org.keyturn.agent.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keyturn.agent.journal.BusinessHours;
import org.keyturn.agent.journal.Waves;

/** {@code waves} and {@code business-hours}. */
final class WavesConfigTest {

  private static final ZoneId AMSTERDAM = ZoneId.of("Europe/Amsterdam");

  @TempDir Path temp;
  private ConfigFolder folder = unset();

  @SuppressWarnings("NullAway") // Set before every test.
  private static ConfigFolder unset() {
    return null;
  }

  @BeforeEach
  void folder() {
    folder = new ConfigFolder(temp);
  }

  private KeyturnConfig with(String waves, String more) throws ConfigException {
    folder.write(
        ConfigFolder.VALID.replace(
                "    do: force-change\n", "    do: force-change\n    waves: " + waves + "\n")
            + more);
    return folder.load();
  }

  private static Waves waves(KeyturnConfig config) {
    return Objects.requireNonNull(config.jobs().get("nightly")).waves().orElseThrow();
  }

  private static TreeSet<LocalDate> days(String... days) {
    return new TreeSet<>(List.of(days).stream().map(LocalDate::parse).toList());
  }

  @Test
  void aJobWithoutWavesIsDoneInOneGo() throws Exception {
    assertThat(Objects.requireNonNull(folder.load().jobs().get("nightly")).waves()).isEmpty();
    assertThat(folder.load().businessHours().hours()).isEmpty();
  }

  @Test
  void aSizeIsEnough() throws Exception {
    assertThat(waves(with("{size: 200}", "")))
        .isEqualTo(
            new Waves(
                200,
                0,
                Duration.ofDays(1),
                10,
                new BusinessHours(Optional.empty(), ZoneId.systemDefault(), days())));
  }

  @Test
  void whatAJobDoesNotSayHoldsAsForEverybody() throws Exception {
    Files.writeString(temp.resolve("holidays.txt"), "# ours\n2027-04-27  # King's Day\n\n");
    String hours =
        "business-hours: {hours: \"MON-FRI 08:00-17:00\", time-zone: Europe/Amsterdam,"
            + " holidays: [2026-12-25, holidays.txt]}\n";

    KeyturnConfig config =
        with("{size: 200, every: 12h, canary: 20, max-failed-percent: 2.5, hours: SAT}", hours);

    assertThat(config.businessHours())
        .isEqualTo(
            new BusinessHours(
                Optional.of("MON-FRI 08:00-17:00"), AMSTERDAM, days("2026-12-25", "2027-04-27")));
    assertThat(waves(config))
        .isEqualTo(
            new Waves(
                200,
                20,
                Duration.ofHours(12),
                2.5,
                new BusinessHours(
                    Optional.of("SAT"), AMSTERDAM, days("2026-12-25", "2027-04-27"))));
  }

  @Test
  void hoursOfAJobAloneAreInTheZoneOfItsSchedule() throws Exception {
    folder.write(
        ConfigFolder.VALID.replace(
            "    do: force-change\n",
            "    do: force-change\n    time-zone: Pacific/Auckland\n"
                + "    waves: {size: 1, hours: \"08:00-17:00\"}\n"));
    assertThat(waves(folder.load()).hours().zone()).isEqualTo(ZoneId.of("Pacific/Auckland"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {size: 0}                        | waves.size: "0" does not fit
          {size: 5, canary: 0}             | waves.canary: "0" does not fit
          {size: 5, every: 0d}             | waves.every: is no time at all
          {size: 5, max-failed-percent: 101} | waves.max-failed-percent: "101" is no percentage
          {size: 5, hours: 8-17}           | waves.hours: "8-17" has another form
          {size: 5, hours: "22:00-06:00"}  | waves.hours: "22:00-06:00" ends before it begins
          {size: 5, time-zone: Mars}       | waves.time-zone: "Mars" is no time zone
          {size: 5, holidays: 2026-02-30}  | waves.holidays: "2026-02-30" is no date
          {size: 5, holidays: [none.txt]}  | waves.holidays[0]: TEMP/none.txt does not exist
          {size: 5, holidays: bad.txt}     | waves.holidays: TEMP/bad.txt:2 is no date: "tomorrow"
          {size: 5, weekends: no}          | waves.weekends: is no key here
          """)
  void aSlipIsToldAtItsPlace(String waves, String problem) throws Exception {
    Files.writeString(temp.resolve("bad.txt"), "2026-12-25\ntomorrow\n");

    ConfigException thrown = catchThrowableOfType(ConfigException.class, () -> with(waves, ""));

    assertThat(thrown.problems()).hasSize(1);
    assertThat(thrown.problems().get(0).toString().replace(temp.toString(), "TEMP"))
        .contains("jobs.nightly." + problem);
  }
}
