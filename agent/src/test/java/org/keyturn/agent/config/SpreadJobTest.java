package org.keyturn.agent.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keyturn.agent.policy.Spreading;
import org.keyturn.agent.policy.Spreading.Start;

/** A job that spreads, as the config says it. */
final class SpreadJobTest {

  @TempDir Path temp;

  private ConfigFolder with(String job) {
    ConfigFolder folder = new ConfigFolder(fresh());
    folder.write(
        ConfigFolder.VALID.replace("    do: force-change\n", job.replace("; ", "\n").indent(4)));
    return folder;
  }

  private Path fresh() {
    try {
      return Files.createTempDirectory(temp, "config");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Optional<Spreading> spreading(String job) throws ConfigException {
    return Objects.requireNonNull(with(job).load().jobs().get("nightly")).settings().spreading();
  }

  @Test
  void aPeriodWithADateATimeAWaitOrNoStart() throws ConfigException {
    Instant day = LocalDate.of(2036, 12, 1).atStartOfDay(ZoneId.systemDefault()).toInstant();
    Duration month = Duration.ofDays(30);
    assertThat(spreading("do: spread; over: 30d; from: 2036-12-01"))
        .contains(new Spreading(month, new Start.At(day)));
    assertThat(spreading("do: spread; over: 30d; from: 2036-12-01T08:00:00+01:00"))
        .contains(new Spreading(month, new Start.At(Instant.parse("2036-12-01T07:00:00Z"))));
    assertThat(spreading("do: spread; over: 30d; from: +7d"))
        .contains(new Spreading(month, new Start.In(Duration.ofDays(7))));
    assertThat(spreading("do: spread; over: 30d"))
        .contains(new Spreading(month, new Start.AfterWarnings()));
    assertThat(spreading("do: expire")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "do: spread|jobs.nightly.over|30d",
        "do: spread; over: 5m|is too short to spread anything over|30d, an hour or more",
        "do: spread; over: never|is no duration|30s, 15m",
        "do: spread; over: 30d; from: soon|is no start of a period|2026-12-01",
        "do: spread; over: 30d; from: 2026-02-30|is no start of a period|+7d",
        "do: spread; over: 30d; from: +x|is no start of a period|+7d",
        "do: expire; over: 30d|is for do: spread|leave it out for do: expire",
        "do: expire; from: +7d|is for do: spread|leave it out for do: expire",
      })
  void whatIsWrongIsSaidWithWhatWouldBeRight(String job, String wrong, String right) {
    ConfigException thrown = catchThrowableOfType(ConfigException.class, with(job)::load);
    assertThat(thrown).isNotNull();
    assertThat(thrown.problems()).hasSize(1);
    assertThat(thrown.problems().get(0).toString()).contains(wrong).contains(right);
  }
}
