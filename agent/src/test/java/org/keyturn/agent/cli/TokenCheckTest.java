package org.keyturn.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keyturn.agent.directory.Finding;
import org.keyturn.agent.journal.AccessToken;

/** Tokens that nobody uses, and those that end soon. */
final class TokenCheckTest {

  private static final Instant NOW = Instant.parse("2026-11-24T08:00:00Z");

  private static AccessToken token(int made, int used, int ends, boolean revoked) {
    return new AccessToken(
        "nightly",
        "viewer",
        Optional.empty(),
        Optional.empty(),
        AccessToken.Owner.atCommandLine("anna"),
        NOW.minus(Duration.ofDays(made)),
        NOW.plus(Duration.ofDays(ends)),
        used < 0 ? Optional.empty() : Optional.of(NOW.minus(Duration.ofDays(used))),
        revoked ? Optional.of(NOW) : Optional.empty());
  }

  @ParameterizedTest(name = "made {0} days ago, used {1}, ends in {2}, revoked {3}: {4}")
  @CsvSource({
    "100,  1, 15, false, OK",
    "100,  1, 14, false, WARN",
    "100, 89, 15, false, OK",
    "100, 90, 15, false, WARN",
    "89,  -1, 15, false, OK",
    "90,  -1, 15, false, WARN",
    "90,  -1, 15, true,",
    "90,  -1,  0, false,",
  })
  void aTokenIsToldOf_whereSomebodyHasToDoSomething(
      int made, int used, int ends, boolean revoked, Finding.@Nullable Level level) {
    List<Finding> findings = TokenCheck.of(List.of(token(made, used, ends, revoked)), NOW);
    assertThat(findings)
        .extracting(Finding::level)
        .isEqualTo(level == null ? List.of() : List.of(level));
  }
}
