package org.keyturn.agent.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.keyturn.agent.faults.Keyturn.Ended;

/**
 * Fault 23: many accounts and little memory, from the plan to the last outcome. A check takes
 * {@value #EACH_TIME} accounts; {@code -Dkeyturn.accounts=100000} takes so many, on the same heap.
 */
final class HeapIT extends FaultPhase {

  private static final int EACH_TIME = 20_000;
  private static final int ACCOUNTS = Integer.getInteger("keyturn.accounts", EACH_TIME);

  /** Of a hundred thousand; what does not grow with them takes some 20 of it. */
  private static final String HEAP = "-Xmx" + (ACCOUNTS > EACH_TIME ? 128 : 40) + "m";

  private static final String ALL = Integer.toString(ACCOUNTS);

  /** A fifth of the accounts are contractors. */
  @Override
  int people() {
    return ACCOUNTS / 5;
  }

  @Test
  void fault23EverybodyStreamsThroughASmallHeap() {
    Keyturn small = keyturn().java(HEAP);
    Path plan = room().resolve("plan.json");
    long started = System.nanoTime();

    small.run("plan", "force-change", "--all", "-f", plan.toString()).expect(0);
    Ended applied =
        small
            .start(
                "-o", "json", "apply", plan.toString(), "-y", "--max", ALL, "--max-percent", "100")
            .await(500)
            .expect(0);

    assertThat(applied.accounted())
        .as("and who breaks the glass")
        .isBetween((long) ACCOUNTS, ACCOUNTS + 9L);
    assertThat(applied.number("applied") + applied.number("alreadySo")).isGreaterThan(ACCOUNTS / 2);
    System.out.printf(
        Locale.ROOT,
        "%d accounts with %s in %.0f s%n",
        ACCOUNTS,
        HEAP,
        (System.nanoTime() - started) / 1e9);
  }

  @Test
  void fault23TheirPasswordsStreamThroughASmallHeap() {
    Ended reset = keyturn().java(HEAP).start(resetArguments("show", "--max", ALL)).await(500);

    everybodySignsIn(reset);
  }
}
