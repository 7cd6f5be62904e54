package org.keyturn.agent.web;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import org.keyturn.agent.account.Action;
import org.keyturn.agent.notify.ReaderTime;
import org.keyturn.agent.plan.Printable;

/** Acts, their reasons and their times, told to an operator. */
final class ActWords {

  private final Words words;
  private final Instant now;
  private final ReaderTime time;

  ActWords(Words words, Instant now) {
    this.words = words;
    this.now = now;
    this.time = new ReaderTime(words.language(), ZoneId.systemDefault());
  }

  /**
   * "Force change for 211 people".
   *
   * @param login of the one person, where it is one and known; else empty
   */
  String act(Action action, long people, String login) {
    String who = Printable.line(login);
    return words.say("do-" + action.id(), people, who.isEmpty() ? words.say("one-person") : who);
  }

  /** What becomes of each. */
  String what(Action action) {
    return words.say("what-" + action.id());
  }

  /** Why somebody is left alone, or was not done; the plan's own word where there is no better. */
  String why(String reason) {
    return found("why-" + reason, reason);
  }

  /** What helps against it; may be empty. */
  String mend(String reason) {
    return found("mend-" + reason, "");
  }

  private String found(String key, String otherwise) {
    return words.patterns().containsKey(key) ? words.say(key) : otherwise;
  }

  /** {@code at} for machines, {@code when} for people. */
  Map<String, Object> at(Instant instant) {
    return Map.of(
        "at",
        instant.truncatedTo(ChronoUnit.SECONDS).toString(),
        "when",
        words.say("account-when", time.date(instant, now), time.time(instant)));
  }

  /** "about 3 minutes": the largest unit alone. */
  String left(Duration left) {
    return left.toMinutes() >= 60
        ? words.say("left-hours", left.toHours())
        : left.toSeconds() >= 60
            ? words.say("left-minutes", left.toMinutes())
            : words.say("left-seconds", Math.max(1, left.toSeconds()));
  }

  /** A number in a box of its own, with what it counts; nothing where there are none. */
  Map<String, Object> count(String key, long people, String tone) {
    Map<String, Object> count = new HashMap<>();
    count.put("text", words.say(key, people));
    count.put("tone", tone);
    return count;
  }
}
