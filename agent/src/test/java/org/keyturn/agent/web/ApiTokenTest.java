package org.keyturn.agent.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyturn.agent.web.Programs.Got;
import org.keyturn.agent.web.api.Api;

/** Whom a token lets in, how often and how long. */
final class ApiTokenTest {

  @TempDir static Path folder;

  private static ApiStage stage = ApiStage.unset();

  @BeforeAll
  static void start() throws IOException {
    stage = new ApiStage(folder);
  }

  @AfterAll
  static void stop() {
    stage.close();
  }

  @Test
  void whoAsksTooOftenIsToldWhenToAskAgain() {
    String token = stage.programs.token("often", "viewer", "vera");
    Optional<Got> refused =
        Stream.generate(() -> stage.programs.get("/self", token))
            .limit(2_000)
            .filter(got -> got.status() != 200)
            .findFirst();
    assertThat(refused.orElseThrow().problem()).isEqualTo("too-many");
    assertThat(refused.orElseThrow().header("retry-after")).contains("1");
    assertThat(stage.programs.get("/self", stage.token("viewer")).status()).isEqualTo(200);
  }

  @Test
  void aCookieLetsNobodyIn() {
    Raw anna = stage.bureau.browser();
    assertThat(Office.signIn(anna, "anna", Bureau.PASSWORD).location()).isEqualTo("/admin");
    assertThat(anna.cookies()).isNotEmpty();
    Raw.Got got = anna.get(Api.BASE + "/self");
    assertThat(got.status()).isEqualTo(401);
    assertThat(got.header("www-authenticate").orElse("")).startsWith("Bearer");
    assertThat(got.header("access-control-allow-origin")).isEmpty();
  }

  @Test
  void aTokenLetsNobodyIn_onceItIsRevokedOrOver() {
    String token = stage.programs.token("revoked", "viewer", "vera");
    assertThat(stage.programs.get("/self", token).status()).isEqualTo(200);
    stage.bureau.agent().ledger().accessTokens().revoke("revoked", "anna");
    assertThat(stage.programs.get("/self", token).status()).isEqualTo(401);
    String over =
        stage.programs.token("over", "viewer", "vera", Optional.empty(), Duration.ofMillis(1));
    while (stage.programs.get("/self", over).status() == 200) {
      Thread.onSpinWait();
    }
    assertThat(stage.programs.get("/self", over).problem()).isEqualTo("no-token");
  }
}
