package org.keyturn.agent.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyturn.agent.run.LiveLimits;

@DisplayName("A config's live brake")
final class LiveBrakeConfigTest {

  private static final String BRAKE = "brake: {max: 500}\n";

  @TempDir Path temp;

  private ConfigFolder with(String brake) {
    ConfigFolder folder = new ConfigFolder(temp);
    folder.write(ConfigFolder.VALID.replace(BRAKE, brake));
    return folder;
  }

  @Test
  void is_there_where_nobody_wrote_one() throws Exception {
    assertThat(with(BRAKE).load().liveBrake()).isEqualTo(LiveLimits.DEFAULT);
  }

  @Test
  void takes_what_is_written_and_keeps_the_rest() throws Exception {
    assertThat(
            with("brake: {live: {in-a-row: 5, error-percent: 12.5, latency: 10s}}\n")
                .load()
                .liveBrake())
        .isEqualTo(
            new LiveLimits(
                5, 100, 12.5, 50, Duration.ofSeconds(10), "brake.live, keyturn.yaml:18:9"));
  }

  @Test
  void may_let_a_directory_be_slow() throws Exception {
    assertThat(with("brake: {live: {latency: never}}\n").load().liveBrake().slow())
        .isEqualTo(Duration.ZERO);
  }

  @Test
  void is_told_all_that_is_wrong_with_it_at_once() {
    ConfigFolder folder =
        with(
            "brake:\n  live: {in-a-row: 0, window: 9, error-percent: 0, stale-percent: 101,"
                + " latency: quick, rate: 3}\n");

    ConfigException thrown = catchThrowableOfType(ConfigException.class, folder::load);

    assertThat(thrown.problems())
        .extracting(p -> p.key() + ": " + p.wrong() + ", " + p.right())
        .containsExactlyInAnyOrder(
            "brake.live.in-a-row: \"0\" does not fit, write a whole number of 1 or more",
            "brake.live.window: \"9\" does not fit, write a whole number from 10 to 100000",
            "brake.live.error-percent: stops every run, write a number above 0, up to 100, without %",
            "brake.live.stale-percent: \"101\" is no percentage, write a number from 0 to 100,"
                + " without %",
            "brake.live.latency: \"quick\" is no duration, write for example 30s, 15m, 12h, 90d or"
                + " 1d12h",
            "brake.live.rate: is no key here, the keys here are in-a-row, window, error-percent,"
                + " stale-percent, latency");
  }

  @Test
  void is_no_job_s_own() {
    ConfigFolder folder = with("    brake: {live: {in-a-row: 5}}\n" + BRAKE);

    ConfigException thrown = catchThrowableOfType(ConfigException.class, folder::load);

    assertThat(thrown.problems())
        .extracting(p -> p.key() + ": " + p.wrong() + ", " + p.right())
        .containsExactly(
            "jobs.nightly.brake.live: is no key here, the keys here are max, max-percent");
  }
}
