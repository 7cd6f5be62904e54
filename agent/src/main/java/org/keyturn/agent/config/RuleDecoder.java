package org.keyturn.agent.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.keyturn.agent.policy.Rule;

/** The {@code when} of a job: {@code always}, or just one rule with its time. */
final class RuleDecoder {

  static final String FORMS = "write always, or one of {password-older-than: 90d} and the like";

  private static final Map<String, Function<Duration, Rule>> RULES = new LinkedHashMap<>();

  static {
    RULES.put("password-older-than", Rule.PasswordOlderThan::new);
    RULES.put("expires-within", Rule.ExpiresWithin::new);
    RULES.put("never-signed-in-since-reset", Rule.NeverSignedInSinceReset::new);
    RULES.put("inactive-for", Rule.InactiveFor::new);
  }

  private RuleDecoder() {}

  static Optional<Rule> decode(Value value) {
    if (value.isText()) {
      return word(value);
    }
    try (Section section = value.section(FORMS)) {
      List<Rule> rules = new ArrayList<>();
      int given = 0;
      for (Map.Entry<String, Function<Duration, Rule>> rule : RULES.entrySet()) {
        Optional<Value> time = section.find(rule.getKey());
        given += time.isPresent() ? 1 : 0;
        time.flatMap(Scalars::span).map(rule.getValue()).ifPresent(rules::add);
      }
      if (given > 1) {
        value.fail("holds " + given + " rules", "keep one, and write a second job for another");
      } else if (value.hasNoKeys()) {
        value.fail("holds no rule", FORMS);
      }
      return rules.stream().findFirst();
    }
  }

  private static Optional<Rule> word(Value value) {
    Optional<String> text = value.text(FORMS);
    if (text.filter("always"::equals).isPresent()) {
      return Optional.of(new Rule.Always());
    } else if (text.filter(RULES::containsKey).isPresent()) {
      value.fail(text.get() + " lacks its time", "write {" + text.get() + ": 90d}");
    } else if (text.isPresent()) {
      value.fail(Shown.quoted(text.get()) + " is no rule", FORMS);
    }
    return Optional.empty();
  }
}
