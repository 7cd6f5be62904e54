package org.keyturn.agent.password;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import org.keyturn.agent.account.Secret;

/**
 * Judges a password that somebody typed or supplied in a file, before the directory does. It is
 * taken whole or refused, never cut, trimmed or normalised. The directory has the last word; what
 * it alone can judge, its password history above all, is not judged here. Thread-safe.
 */
public final class PasswordJudge {

  /** Nobody types more; what is longer is a pasted file. In UTF-16 units. */
  static final int LONGEST = 1_024;

  /** What decoders put in place of bytes that they cannot read: nobody could type it. */
  private static final char NOT_UTF_8 = '\ufffd';

  private final PasswordSettings settings;
  private final Blocklist blocklist;

  /**
   * @throws IllegalArgumentException where {@link PasswordRules#problem} finds one
   */
  public PasswordJudge(PasswordSettings settings) {
    PasswordRules.problem(settings)
        .ifPresent(
            problem -> {
              throw new IllegalArgumentException(problem);
            });
    this.settings = settings;
    this.blocklist = new Blocklist(settings.blocklist());
  }

  /**
   * Everything that is wrong with it, in the order in which a person would mend it; empty: take it.
   *
   * @throws java.io.UncheckedIOException where the blocklist's file cannot be read
   */
  public List<Violation> judge(Secret password, PasswordContext context) {
    int bytes = password.withUtf8(utf8 -> utf8.length);
    return password.withChars(chars -> judge(chars, bytes, context));
  }

  private List<Violation> judge(char[] chars, int bytes, PasswordContext context) {
    if (chars.length == 0) {
      return List.of(new Violation("empty", "The password is empty."));
    }
    if (chars.length > LONGEST) {
      return List.of(
          new Violation(
              "too-long", "The password has more than %,d characters.".formatted(LONGEST)));
    }
    if (count(chars, PasswordJudge::isNoText) > 0) {
      return List.of(
          new Violation(
              "control-character",
              "The password contains a control character, such as a tab or a line end."));
    }
    if (count(chars, c -> c == NOT_UTF_8) > 0) {
      return List.of(
          new Violation(
              "not-utf-8",
              "The password contains a character that was not UTF-8 and is lost; save it as"
                  + " UTF-8."));
    }
    List<Violation> found = new ArrayList<>();
    addLength(found, count(chars, c -> true), bytes, context);
    addClass(
        found, "upper", settings.upper(), count(chars, Character::isUpperCase), "capital letter");
    addClass(
        found, "lower", settings.lower(), count(chars, Character::isLowerCase), "small letter");
    addClass(found, "digits", settings.digits(), count(chars, Character::isDigit), "digit");
    addClass(
        found,
        "symbols",
        settings.symbols(),
        count(chars, c -> !Character.isLetterOrDigit(c)),
        "special character, such as - or @");
    try (Folded folded = new Folded(chars)) {
      if (context.personal().stream().anyMatch(folded::contains)) {
        found.add(
            new Violation(
                "personal-data",
                "The password contains a part of the person's login, name or mail address."));
      }
      if (blocklist.refuses(folded)) {
        found.add(
            new Violation(
                "blocklist",
                "The password is, or is built around, one that is tried first by whoever"
                    + " guesses."));
      }
    }
    if (Monotony.in(chars)) {
      found.add(
          new Violation(
              "monotonous", "The password repeats or counts through too few characters."));
    }
    return List.copyOf(found);
  }

  private void addLength(
      List<Violation> found, int characters, int bytes, PasswordContext context) {
    if (characters < settings.minLength()) {
      found.add(
          new Violation(
              "too-short",
              "The password has %s; it needs %d."
                  .formatted(counted(characters, "character"), settings.minLength())));
    }
    boolean inBytes = context.unit() == LengthUnit.BYTES;
    int length = inBytes ? bytes : characters;
    if (length < context.minLength()) {
      found.add(
          new Violation(
              "directory-length",
              "The password has %s; the directory's policy needs %d."
                  .formatted(
                      counted(length, inBytes ? "byte" : "character"), context.minLength())));
    }
  }

  private static void addClass(
      List<Violation> found, String rule, int needed, int present, String noun) {
    if (present < needed) {
      String sentence =
          needed == 1
              ? "The password needs a %s.".formatted(noun)
              : "The password needs %d of this kind: %s.".formatted(needed, noun);
      found.add(new Violation(rule, sentence));
    }
  }

  private static String counted(int n, String noun) {
    return n == 1 ? "1 " + noun : n + " " + noun + "s";
  }

  /** Controls, line and paragraph separators, halves of surrogate pairs, non-characters. */
  private static boolean isNoText(int c) {
    int type = Character.getType(c);
    return type == Character.CONTROL
        || type == Character.LINE_SEPARATOR
        || type == Character.PARAGRAPH_SEPARATOR
        || type == Character.SURROGATE
        || (c & 0xfffe) == 0xfffe;
  }

  private static int count(char[] chars, IntPredicate what) {
    int count = 0;
    for (int i = 0; i < chars.length; ) {
      int c = Character.codePointAt(chars, i);
      if (what.test(c)) {
        count++;
      }
      i += Character.charCount(c);
    }
    return count;
  }
}
