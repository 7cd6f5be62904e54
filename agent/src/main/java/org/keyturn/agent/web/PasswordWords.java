package org.keyturn.agent.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.keyturn.agent.password.PasswordSettings;
import org.keyturn.agent.password.Violation;

/** The rules for passwords, and what one breaks, in the reader's language. */
final class PasswordWords {

  private PasswordWords() {}

  /**
   * What a new password must be, before one is typed: the {@code text} in the reader's language,
   * and where the page's script can tell, the {@code rule} and the {@code least} that it takes.
   */
  static List<Map<String, String>> rules(PasswordSettings settings, Words words) {
    List<Map<String, String>> rules = new ArrayList<>();
    count(rules, words, "rule-length", settings.minLength());
    count(rules, words, "rule-upper", settings.upper());
    count(rules, words, "rule-lower", settings.lower());
    count(rules, words, "rule-digits", settings.digits());
    count(rules, words, "rule-symbols", settings.symbols());
    rules.add(rule(words.say("rule-person"), "", 0));
    rules.add(rule(words.say("rule-guess"), "", 0));
    return rules;
  }

  private static void count(List<Map<String, String>> rules, Words words, String rule, int least) {
    if (least > 0) {
      rules.add(rule(words.say(rule, least), rule, least));
    }
  }

  private static Map<String, String> rule(String text, String rule, int least) {
    return Map.of("text", text, "rule", rule, "least", Integer.toString(least));
  }

  static String say(Violation violation, PasswordSettings settings, Words words) {
    return switch (violation.rule()) {
      case "empty" -> words.say("wrong-no-new");
      case "too-long" -> words.say("violation-too-long");
      case "control-character", "not-utf-8" -> words.say("violation-character");
      case "too-short" -> words.say("rule-length", settings.minLength());
      case "directory-length" -> words.say("violation-directory-length");
      case "upper" -> words.say("rule-upper", settings.upper());
      case "lower" -> words.say("rule-lower", settings.lower());
      case "digits" -> words.say("rule-digits", settings.digits());
      case "symbols" -> words.say("rule-symbols", settings.symbols());
      case "personal-data" -> words.say("rule-person");
      case "blocklist", "monotonous" -> words.say("rule-guess");
      case "too-young" -> words.say("violation-too-young");
      case "used-before" -> words.say("violation-used-before");
      default -> words.say("violation-directory");
    };
  }
}
