package org.keyturn.agent.run;

import java.util.Arrays;

/** Byte strings one behind the other, found again by their place or by what they are. */
final class Packed {

  /** What a place in the table holds where nothing is. */
  private static final int FREE = 0;

  private byte[] bytes = new byte[4096];
  private int[] ends = new int[256];
  private int[] table = new int[512];
  private int size;

  int size() {
    return size;
  }

  boolean holdsAny() {
    return end(size - 1) > 0;
  }

  void add(byte[] one) {
    int start = end(size - 1);
    int end = Math.addExact(start, one.length);
    if (end > bytes.length) {
      byte[] old = bytes;
      bytes =
          Arrays.copyOf(old, Math.max(end, (int) Math.min(Integer.MAX_VALUE - 8, 2L * old.length)));
      Arrays.fill(old, (byte) 0);
    }
    System.arraycopy(one, 0, bytes, start, one.length);
    if (size == ends.length) {
      ends = Arrays.copyOf(ends, size * 2);
    }
    ends[size] = end;
    size++;
  }

  byte[] get(int index) {
    return Arrays.copyOfRange(bytes, end(index - 1), end(index));
  }

  /**
   * Where such a one stands; else -1, and the next that is {@linkplain #add added} must be this
   * one.
   */
  int indexOf(byte[] one) {
    if (2 * (size + 1) > table.length) {
      grow();
    }
    int slot = slot(one, 0, one.length);
    if (table[slot] == FREE) {
      table[slot] = size + 1;
      return -1;
    }
    return table[slot] - 1;
  }

  private void grow() {
    table = new int[table.length * 2];
    for (int i = 0; i < size; i++) {
      table[slot(bytes, end(i - 1), end(i))] = i + 1;
    }
  }

  /** The slot that holds these bytes, or the free one where they belong. */
  private int slot(byte[] from, int start, int end) {
    int hash = 1;
    for (int i = start; i < end; i++) {
      hash = 31 * hash + from[i];
    }
    int mask = table.length - 1;
    int slot = (hash * 0x9E3779B9) >>> 8 & mask;
    while (table[slot] != FREE && !same(table[slot] - 1, from, start, end)) {
      slot = slot + 1 & mask;
    }
    return slot;
  }

  private boolean same(int index, byte[] from, int start, int end) {
    return Arrays.equals(bytes, end(index - 1), end(index), from, start, end);
  }

  private int end(int index) {
    return index < 0 ? 0 : ends[index];
  }

  void wipe() {
    Arrays.fill(bytes, (byte) 0);
  }
}
