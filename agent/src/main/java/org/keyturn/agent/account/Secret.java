package org.keyturn.agent.account;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Function;

/**
 * A password, code or key in memory: wipeable, never printed, never serialised. Not thread-safe:
 * one owner at a time, who closes it.
 */
public final class Secret implements AutoCloseable {

  private final char[] chars;
  private boolean wiped;

  private Secret(char[] chars) {
    this.chars = chars;
  }

  /** Takes a copy; the caller wipes its own array. */
  public static Secret copyOf(char[] chars) {
    return new Secret(chars.clone());
  }

  /** For text that is a string already, from a library that offers nothing better. */
  public static Secret of(String text) {
    return new Secret(text.toCharArray());
  }

  /** UTF-8; the caller wipes its own array. */
  public static Secret ofUtf8(byte[] bytes) {
    CharBuffer decoded = StandardCharsets.UTF_8.decode(ByteBuffer.wrap(bytes));
    char[] chars = new char[decoded.remaining()];
    decoded.get(chars);
    Arrays.fill(decoded.array(), '\0');
    return new Secret(chars);
  }

  public Secret copy() {
    return new Secret(open().clone());
  }

  /** In UTF-16 units. */
  public int length() {
    return open().length;
  }

  /**
   * Lends the characters for the time of one call and wipes the loan.
   *
   * @param use must not keep the array
   */
  public <T> T withChars(Function<char[], T> use) {
    char[] loan = open().clone();
    try {
      return use.apply(loan);
    } finally {
      Arrays.fill(loan, '\0');
    }
  }

  /**
   * Lends the UTF-8 bytes for the time of one call and wipes the loan.
   *
   * @param use must not keep the array
   */
  public <T> T withUtf8(Function<byte[], T> use) {
    ByteBuffer encoded = StandardCharsets.UTF_8.encode(CharBuffer.wrap(open()));
    byte[] loan = new byte[encoded.remaining()];
    encoded.get(loan);
    Arrays.fill(encoded.array(), (byte) 0);
    try {
      return use.apply(loan);
    } finally {
      Arrays.fill(loan, (byte) 0);
    }
  }

  /** Whether both hold the same characters; takes the same time wherever they differ. */
  public boolean sameAs(Secret other) {
    char[] a = open();
    char[] b = other.open();
    int difference = a.length ^ b.length;
    for (int i = 0; i < a.length && i < b.length; i++) {
      difference |= a[i] ^ b[i];
    }
    return difference == 0;
  }

  @Override
  public void close() {
    Arrays.fill(chars, '\0');
    wiped = true;
  }

  private char[] open() {
    if (wiped) {
      throw new IllegalStateException("this secret was wiped");
    }
    return chars;
  }

  @Override
  public String toString() {
    return "Secret[…]";
  }
}
