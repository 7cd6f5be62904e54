package org.keyturn.agent.directory;

import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Timeout;

/** A 389-DS whose agent is no password administrator, and what else it does in silence. */
@Timeout(60)
final class Ds389TrapsTest {

  private static @Nullable Ds389Lab lab;

  @BeforeAll
  static void start() {
    Ds389Lab.require();
    lab = Ds389Lab.start(700, Map.of("KEYTURN_LAB_PASSWORD_ADMIN", "no"));
  }

  @AfterAll
  static void stop() {
    if (lab != null) {
      lab.close();
    }
  }

  static Ds389Lab lab() {
    return Objects.requireNonNull(lab);
  }

  @Nested
  final class Resets extends Ds389ResetTraps {}

  @Nested
  final class Proofs extends Ds389ProofTraps {}

  @Nested
  final class Agent extends Ds389AgentTraps {}

  @Nested
  final class Dates extends Ds389DateTraps {}

  @Nested
  final class Policies extends Ds389PolicyTraps {}
}
