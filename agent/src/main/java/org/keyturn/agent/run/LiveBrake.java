package org.keyturn.agent.run;

import java.util.Optional;

/** Stops a run in which every write is refused: it is not the accounts. */
final class LiveBrake {

  private final int limit;
  private int inRow;

  LiveBrake(int limit) {
    this.limit = limit;
  }

  /** What to say, where it is enough. */
  Optional<String> judge(Window.Summary summary) {
    for (String reason : summary.verdicts()) {
      inRow = reason.isEmpty() ? 0 : inRow + 1;
      if (inRow >= limit) {
        return Optional.of(inRow + " writes in a row were refused, the last one with " + reason);
      }
    }
    return Optional.empty();
  }
}
