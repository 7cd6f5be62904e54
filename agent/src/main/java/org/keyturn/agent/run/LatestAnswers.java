package org.keyturn.agent.run;

/** What the latest answers were, as many as a window holds. Confined to its owner's lock. */
final class LatestAnswers {

  /** What an answer counts as. */
  enum Kind {
    WENT_THROUGH,
    ERROR,
    STALE
  }

  private static final Kind[] KINDS = Kind.values();

  private final byte[] ring;
  private final int[] counts = new int[KINDS.length];
  private int next;
  private int size;

  LatestAnswers(int window) {
    this.ring = new byte[window];
  }

  void add(Kind kind) {
    if (size == ring.length) {
      counts[ring[next]]--;
    } else {
      size++;
    }
    ring[next] = (byte) kind.ordinal();
    counts[kind.ordinal()]++;
    next = next + 1 == ring.length ? 0 : next + 1;
  }

  int size() {
    return size;
  }

  int count(Kind kind) {
    return counts[kind.ordinal()];
  }

  /** Whether a kind has reached its share, of half a window at least. */
  boolean reached(Kind kind, double percent) {
    return 2 * size >= ring.length && 100.0 * counts[kind.ordinal()] >= percent * size;
  }
}
