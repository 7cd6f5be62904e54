package org.keyturn.agent.password;

/** Passwords that are long and say nothing: "aaaaaaaaaaaa", "abcdefghijkl", "121212121212". */
final class Monotony {

  private static final int FEWEST_DIFFERENT = 4;

  private Monotony() {}

  /** Whether it has fewer than four different characters or mostly counts up or down. */
  static boolean in(char[] password) {
    int steps = 0;
    for (int i = 1; i < password.length; i++) {
      int distance = password[i] - password[i - 1];
      // A surrogate pair's halves are no step; two equal emoji are caught as too few different.
      if (distance >= -1 && distance <= 1) {
        steps++;
      }
    }
    return different(password) < FEWEST_DIFFERENT || steps * 3 > (password.length - 1) * 2;
  }

  private static int different(char[] password) {
    int count = 0;
    for (int i = 0; i < password.length && count < FEWEST_DIFFERENT; i++) {
      int j = 0;
      while (password[j] != password[i]) {
        j++;
      }
      if (j == i) {
        count++;
      }
    }
    return count;
  }
}
