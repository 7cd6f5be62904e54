package org.keyturn.agent.web;

import java.util.ArrayList;
import java.util.List;
import org.keyturn.agent.password.PasswordSettings;
import org.keyturn.agent.password.Violation;

/** The rules for passwords, and what one breaks, in the reader's language. */
final class PasswordWords {

  private PasswordWords() {}

  /** What a new password must be, before one is typed. */
  static List<String> rules(PasswordSettings settings, Words words) {
    List<String> rules = new ArrayList<>();
    rules.add(words.say("rule-length", settings.minLength()));
    if (settings.upper() > 0) {
      rules.add(words.say("rule-upper", settings.upper()));
    }
    if (settings.lower() > 0) {
      rules.add(words.say("rule-lower", settings.lower()));
    }
    if (settings.digits() > 0) {
      rules.add(words.say("rule-digits", settings.digits()));
    }
    if (settings.symbols() > 0) {
      rules.add(words.say("rule-symbols", settings.symbols()));
    }
    rules.add(words.say("rule-person"));
    rules.add(words.say("rule-guess"));
    return rules;
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
      case "used-before" -> words.say("violation-used-before");
      default -> words.say("violation-directory");
    };
  }
}
