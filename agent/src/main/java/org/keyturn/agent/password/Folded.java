package org.keyturn.agent.password;

import java.util.Arrays;

/**
 * A password as a guesser would write it: lower case, without the usual diacritics, and once more
 * with look-alike digits and signs read as letters ("p@ssw0rd" → "password"). Arrays, never
 * strings, so that they can be wiped. Not thread-safe.
 */
final class Folded implements AutoCloseable {

  private static final String ACCENTED = "àáâãäåçèéêëìíîïñòóôõöùúûüýÿ";
  private static final String PLAIN = "aaaaaaceeeeiiiinooooouuuuyy";

  private final char[] plain;
  private final char[] leetWithI;
  private final char[] leetWithL;

  Folded(char[] password) {
    plain = new char[password.length];
    for (int i = 0; i < password.length; i++) {
      plain[i] = fold(password[i]);
    }
    leetWithI = unleet(plain, 'i');
    leetWithL = unleet(plain, 'l');
  }

  /** The readings, the plain one first; the caller must not keep or change them. */
  char[][] readings() {
    return new char[][] {plain, leetWithI, leetWithL};
  }

  boolean contains(String part) {
    for (char[] reading : readings()) {
      // Three letters are found by chance too often once digits count as letters.
      if ((reading == plain || part.length() > PersonalParts.SHORTEST)
          && indexOf(reading, part) >= 0) {
        return true;
      }
    }
    return false;
  }

  @Override
  public void close() {
    for (char[] reading : readings()) {
      Arrays.fill(reading, '\0');
    }
  }

  static char fold(char c) {
    char lower = Character.toLowerCase(c);
    int accent = lower < 0x80 ? -1 : ACCENTED.indexOf(lower);
    return accent < 0 ? lower : PLAIN.charAt(accent);
  }

  private static char[] unleet(char[] folded, char one) {
    char[] letters = folded.clone();
    for (int i = 0; i < letters.length; i++) {
      letters[i] =
          switch (letters[i]) {
            case '0' -> 'o';
            case '1', '!', '|' -> one;
            case '2' -> 'z';
            case '3', '€' -> 'e';
            case '4', '@' -> 'a';
            case '5', '$' -> 's';
            case '6', '9' -> 'g';
            case '7', '+' -> 't';
            case '8' -> 'b';
            default -> letters[i];
          };
    }
    return letters;
  }

  private static int indexOf(char[] text, String part) {
    for (int start = 0; start + part.length() <= text.length; start++) {
      int i = 0;
      while (i < part.length() && text[start + i] == part.charAt(i)) {
        i++;
      }
      if (i == part.length()) {
        return start;
      }
    }
    return -1;
  }
}
