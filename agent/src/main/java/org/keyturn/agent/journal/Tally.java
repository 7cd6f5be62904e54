package org.keyturn.agent.journal;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The accounting rule: {@code selected = applied + alreadySo + skipped + failed + parked}. While a
 * run is open, accounts without an outcome count as parked, with the reason {@code not-reached} or
 * {@code unknown}.
 *
 * @param reasons how many for each reason, applied ones excepted
 */
public record Tally(
    long applied,
    long alreadySo,
    long skipped,
    long failed,
    long parked,
    SortedMap<String, Long> reasons) {

  public static Tally of(List<Runs.Count> counts) {
    long[] byState = new long[Item.State.values().length];
    SortedMap<String, Long> reasons = new TreeMap<>();
    for (Runs.Count count : counts) {
      byState[count.state().ordinal()] += count.accounts();
      if (count.state() != Item.State.APPLIED) {
        reasons.merge(reason(count), count.accounts(), Long::sum);
      }
    }
    return new Tally(
        byState[Item.State.APPLIED.ordinal()],
        byState[Item.State.ALREADY_SO.ordinal()],
        byState[Item.State.SKIPPED.ordinal()],
        byState[Item.State.FAILED.ordinal()],
        byState[Item.State.PARKED.ordinal()]
            + byState[Item.State.PLANNED.ordinal()]
            + byState[Item.State.INTENT.ordinal()]
            + byState[Item.State.UNKNOWN.ordinal()],
        reasons);
  }

  private static String reason(Runs.Count count) {
    return switch (count.state()) {
      case PLANNED -> "not-reached";
      case INTENT, UNKNOWN -> "unknown";
      default -> count.reason();
    };
  }

  public long selected() {
    return applied + alreadySo + skipped + failed + parked;
  }

  /** Of the parked: those that have no outcome yet, because the run is open. */
  public long open() {
    return reasons.getOrDefault("not-reached", 0L) + reasons.getOrDefault("unknown", 0L);
  }

  /** Whether somebody should look at it. */
  public boolean hasFailures() {
    return failed + parked > 0;
  }
}
