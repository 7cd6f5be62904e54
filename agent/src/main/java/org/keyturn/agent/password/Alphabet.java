package org.keyturn.agent.password;

import java.util.ArrayList;
import java.util.List;
import org.passay.data.CharacterData;
import org.passay.rule.CharacterRule;
import org.passay.rule.Rule;

/**
 * The characters of generated passwords. Without glyphs that are taken for another when read aloud,
 * printed or typed over (0 O o, 1 l I |, quotes), and with symbols alone that every keyboard has
 * and no shell, URL or mail client gives a meaning inside a word.
 */
enum Alphabet implements CharacterData {
  UPPER("ABCDEFGHJKLMNPQRSTUVWXYZ"),
  LOWER("abcdefghijkmnpqrstuvwxyz"),
  DIGITS("23456789"),
  SYMBOLS("-_:%+=@");

  private final String characters;

  Alphabet(String characters) {
    this.characters = characters;
  }

  @Override
  public String getErrorCode() {
    return name();
  }

  @Override
  public String getCharacters() {
    return characters;
  }

  static boolean isSymbol(char c) {
    return SYMBOLS.characters.indexOf(c) >= 0;
  }

  /** Passay's rules: so many of each, the rest from letters, digits and, where asked, symbols. */
  static List<Rule> rules(PasswordSettings settings) {
    List<Rule> rules = new ArrayList<>();
    add(rules, UPPER, settings.upper());
    add(rules, LOWER, settings.lower());
    add(rules, DIGITS, settings.digits());
    add(rules, SYMBOLS, settings.symbols());
    boolean symbols = settings.symbols() > 0;
    rules.add(new CharacterRule(new All(symbols), 1));
    return rules;
  }

  private static void add(List<Rule> rules, Alphabet characters, int count) {
    if (count > 0) {
      rules.add(new CharacterRule(characters, count));
    }
  }

  /** What the places that no class claims are filled from. */
  private record All(boolean symbols) implements CharacterData {
    @Override
    public String getErrorCode() {
      return "ALL";
    }

    @Override
    public String getCharacters() {
      return UPPER.characters
          + LOWER.characters
          + DIGITS.characters
          + (symbols ? SYMBOLS.characters : "");
    }
  }
}
