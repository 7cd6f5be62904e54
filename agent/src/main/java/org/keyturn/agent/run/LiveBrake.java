package org.keyturn.agent.run;

import java.util.Optional;

/** Stops a run in which every write is refused: it is not the accounts. Thread-safe. */
final class LiveBrake {

  private final int limit;
  private int inRow; // guarded by this
  private volatile Optional<String> tripped = Optional.empty();

  LiveBrake(int limit) {
    this.limit = limit;
  }

  synchronized void wentThrough() {
    inRow = 0;
  }

  synchronized void refused(String reason) {
    inRow++;
    if (inRow >= limit && tripped.isEmpty()) {
      tripped = Optional.of(inRow + " writes in a row were refused, the last one with " + reason);
    }
  }

  /** What to say, where it is enough; it stays so. */
  Optional<String> tripped() {
    return tripped;
  }
}
