package org.keyturn.agent.directory;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/**
 * A set of identities that only grows, 32 bytes for each and no objects: a scan of a million
 * accounts has one entry here for each. Open addressing with linear probing, half full at most. An
 * identity that is no UUID is kept as the first half of its SHA-256. Not thread-safe.
 */
final class SeenIdentities {

  private static final int FIRST_SLOTS = 1 << 10;

  /** Two numbers a slot; both zero: free. */
  private long[] slots = new long[2 * FIRST_SLOTS];

  private int size;
  private boolean zero;

  /** Whether it was not there before. */
  boolean add(UUID id) {
    return add(id.getMostSignificantBits(), id.getLeastSignificantBits());
  }

  /** As above, for an identity of another form. */
  boolean add(String id) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(id.getBytes(StandardCharsets.UTF_8));
      ByteBuffer half = ByteBuffer.wrap(hash);
      return add(half.getLong(), half.getLong());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private boolean add(long high, long low) {
    if (high == 0 && low == 0) {
      boolean first = !zero;
      zero = true;
      return first;
    }
    if (2 * (size + 1) > slots.length / 2) {
      grow();
    }
    if (!put(slots, high, low)) {
      return false;
    }
    size++;
    return true;
  }

  private static boolean put(long[] slots, long high, long low) {
    int count = slots.length / 2;
    // The bits of time-based and sequential UUIDs lie close together: spread them.
    long mixed = (high ^ Long.rotateLeft(low, 32)) * 0x9E3779B97F4A7C15L;
    int at = (int) (mixed >>> 33) & (count - 1);
    while (slots[2 * at] != 0 || slots[2 * at + 1] != 0) {
      if (slots[2 * at] == high && slots[2 * at + 1] == low) {
        return false;
      }
      at = (at + 1) & (count - 1);
    }
    slots[2 * at] = high;
    slots[2 * at + 1] = low;
    return true;
  }

  private void grow() {
    long[] larger = new long[2 * slots.length];
    for (int i = 0; i < slots.length; i += 2) {
      if (slots[i] != 0 || slots[i + 1] != 0) {
        boolean unused = put(larger, slots[i], slots[i + 1]);
      }
    }
    slots = larger;
  }
}
