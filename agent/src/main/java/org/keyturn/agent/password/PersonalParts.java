package org.keyturn.agent.password;

import java.text.Normalizer;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.keyturn.agent.account.Account;

/**
 * The pieces of a person's own data that a password must not contain. Folded: lower case, without
 * diacritics, letters and digits only, at least {@value #SHORTEST} characters.
 */
final class PersonalParts {

  static final int SHORTEST = 3;

  /** A hostile display name costs no more than this. */
  private static final int MOST = 64;

  private static final int LONGEST_SOURCE = 512;
  private static final Pattern MARKS = Pattern.compile("\\p{M}+");
  private static final Pattern BETWEEN = Pattern.compile("[^\\p{L}\\p{N}]+");
  private static final Pattern ATTRIBUTE_NAMES = Pattern.compile("(^|[,+])\\s*[A-Za-z0-9.-]+=");

  private PersonalParts() {}

  static Set<String> of(Account account) {
    Set<String> parts = new LinkedHashSet<>();
    // Where an entry has no login its DN stands in: "uid" and "ou" are not personal.
    addParts(parts, ATTRIBUTE_NAMES.matcher(cut(account.login())).replaceAll(" "));
    account.displayName().ifPresent(name -> addParts(parts, name));
    account.mail().ifPresent(mail -> addMail(parts, mail));
    account.recoveryMail().ifPresent(mail -> addMail(parts, mail));
    return parts;
  }

  private static void addMail(Set<String> parts, String mail) {
    String address = cut(mail);
    int at = address.lastIndexOf('@');
    addParts(parts, at < 0 ? address : address.substring(0, at));
    // "com" and "org" are in many good passphrases and say nothing about a person.
    int top = address.lastIndexOf('.');
    if (at >= 0 && top > at) {
      addParts(parts, address.substring(at + 1, top));
    }
  }

  private static void addParts(Set<String> parts, String text) {
    BETWEEN
        .splitAsStream(fold(cut(text)))
        .filter(part -> part.codePointCount(0, part.length()) >= SHORTEST)
        .limit(MOST)
        .filter(part -> parts.size() < MOST)
        .forEach(parts::add);
  }

  private static String fold(String text) {
    return MARKS
        .matcher(Normalizer.normalize(text, Normalizer.Form.NFKD))
        .replaceAll("")
        .toLowerCase(Locale.ROOT);
  }

  private static String cut(String text) {
    return text.length() <= LONGEST_SOURCE ? text : text.substring(0, LONGEST_SOURCE);
  }
}
