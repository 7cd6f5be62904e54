package org.keyturn.agent.password;

import java.nio.CharBuffer;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.keyturn.agent.account.Secret;
import org.passay.UnicodeString;

/**
 * Makes passwords that a person can type and nobody guesses: 16 characters of the default alphabet
 * are 92 bits. Thread-safe.
 */
public final class PasswordGenerator {

  /** Chance alone spoils one in thousands; a hundred in a row are a hostile display name. */
  private static final int MOST_TRIES = 100;

  private final PasswordSettings settings;
  private final Blocklist blocklist;
  private final SecureRandom random = new SecureRandom();
  private final Map<Integer, Shuffling> byLength = new ConcurrentHashMap<>();

  /**
   * @throws IllegalArgumentException where {@link PasswordRules#problem} finds one
   */
  public PasswordGenerator(PasswordSettings settings) {
    PasswordRules.problem(settings)
        .ifPresent(
            problem -> {
              throw new IllegalArgumentException(problem);
            });
    this.settings = settings;
    this.blocklist = new Blocklist(settings.blocklist());
  }

  /**
   * A password that our rules and the context's policy allow; all ASCII, so that bytes and
   * characters are the same. Its history is unknown here, but chance does not repeat it.
   *
   * @return the caller's to close
   * @throws IllegalStateException with a sentence where the policy demands more than {@value
   *     PasswordRules#LONGEST} characters, or everything tried contains the person's own data
   */
  public Secret generate(PasswordContext context) {
    int length = Math.max(settings.length(), context.minLength());
    if (length > PasswordRules.LONGEST) {
      throw new IllegalStateException(
          "the directory's policy asks for %d characters; no more than %d are generated"
              .formatted(length, PasswordRules.LONGEST));
    }
    Shuffling passay = byLength.computeIfAbsent(length, n -> new Shuffling(n, settings, random));
    for (int i = 0; i < MOST_TRIES; i++) {
      char[] candidate = next(passay);
      try {
        if (allowed(candidate, context)) {
          return Secret.copyOf(candidate);
        }
      } finally {
        Arrays.fill(candidate, '\0');
      }
    }
    throw new IllegalStateException(
        "no password without the person's own data was found in " + MOST_TRIES + " tries");
  }

  /**
   * Passay wipes its buffer and we wipe its result. Out of reach stay the copies that its character
   * streams make while they copy the buffer, and one-character strings; the garbage collector takes
   * them with the young generation.
   */
  private static char[] next(Shuffling passay) {
    UnicodeString generated = passay.generate();
    try {
      return generated.toCharArray();
    } finally {
      generated.clear();
    }
  }

  private boolean allowed(char[] candidate, PasswordContext context) {
    try (Folded folded = new Folded(candidate)) {
      return context.personal().stream().noneMatch(folded::contains)
          && !blocklist.refuses(folded)
          && !Monotony.in(candidate);
    }
  }

  /** Passay's own shuffle draws from all places at each step, which favours some orders. */
  private static final class Shuffling extends org.passay.generate.PasswordGenerator {
    private final SecureRandom random;

    Shuffling(int length, PasswordSettings settings, SecureRandom random) {
      super(random, length, 2, Alphabet.rules(settings));
      this.random = random;
    }

    /** Fisher–Yates; then a symbol in front changes places: a spreadsheet reads it as a formula. */
    @Override
    protected void randomize(CharBuffer buffer) {
      for (int i = buffer.limit() - 1; i > 0; i--) {
        swap(buffer, i, random.nextInt(i + 1));
      }
      for (int i = 1; i < buffer.limit() && Alphabet.isSymbol(buffer.get(0)); i++) {
        swap(buffer, 0, i);
      }
    }

    private static void swap(CharBuffer buffer, int a, int b) {
      char c = buffer.get(a);
      buffer.put(a, buffer.get(b));
      buffer.put(b, c);
    }
  }
}
