package org.keyturn.agent.run;

/**
 * How many writes that were sent one after the other were all refused. The order is that of
 * sending: answers overtake each other, a refusal most of all, which waits for no disk. So a
 * success that comes late neither hides the refusals of those who were sent after it, nor do quick
 * refusals count as a row while those who were sent between them are still being written. A
 * straggler must not hold up a verdict either: a row goes on past a write that is under way, and is
 * counted as two less for each. What says nothing of the accounts is left out of the order.
 * Confined to its owner's lock.
 */
final class RefusalsInARow {

  private static final byte UNDER_WAY = 0;
  private static final byte REFUSED = 1;
  private static final byte NOT_REFUSED = 2;
  private static final byte LEFT_OUT = 3;

  /** What a write under way within a row takes off it. */
  private static final int PENALTY = 2;

  /** The answers from number {@code first} to before {@code next}, a ring of a power of two. */
  private byte[] ring = new byte[64];

  private long first;
  private long next;

  /** The refusals that end just before {@code first}. */
  private int before;

  /**
   * Takes the next number: a write is being sent.
   *
   * @return its number, to be given back with the answer
   */
  long sent() {
    if (next - first == ring.length) {
      grow();
    }
    ring[index(next)] = UNDER_WAY;
    return next++;
  }

  private void grow() {
    byte[] larger = new byte[2 * ring.length];
    for (long number = first; number < next; number++) {
      larger[(int) (number & (larger.length - 1))] = ring[index(number)];
    }
    ring = larger;
  }

  private int index(long number) {
    return (int) (number & (ring.length - 1));
  }

  /**
   * A write was refused.
   *
   * @return how many in a row were, this one among them; less for those among them under way
   */
  int refused(long number) {
    ring[index(number)] = REFUSED;
    int row = 1 + toTheRight(number) + toTheLeft(number);
    forget();
    return row;
  }

  /** A write went through, or found its account changed: a row ends here. */
  void notRefused(long number) {
    ring[index(number)] = NOT_REFUSED;
    forget();
  }

  /** A write whose answer says nothing of the accounts, or that is counted elsewhere. */
  void leftOut(long number) {
    ring[index(number)] = LEFT_OUT;
    forget();
  }

  private int toTheRight(long number) {
    int row = 0;
    int longest = 0;
    for (long n = number + 1; n < next && ring[index(n)] != NOT_REFUSED; n++) {
      row += worth(n);
      longest = Math.max(longest, row);
    }
    return longest;
  }

  private int toTheLeft(long number) {
    int row = 0;
    int longest = 0;
    for (long n = number - 1; n >= first; n--) {
      if (ring[index(n)] == NOT_REFUSED) {
        return longest;
      }
      row += worth(n);
      longest = Math.max(longest, row);
    }
    return Math.max(longest, row + before);
  }

  private int worth(long number) {
    return switch (ring[index(number)]) {
      case REFUSED -> 1;
      case UNDER_WAY -> -PENALTY;
      default -> 0;
    };
  }

  /** Keeps no more than what was sent since the oldest write that is still under way. */
  private void forget() {
    while (first < next && ring[index(first)] != UNDER_WAY) {
      byte answer = ring[index(first)];
      before = answer == NOT_REFUSED ? 0 : before + (answer == REFUSED ? 1 : 0);
      first++;
    }
  }
}
