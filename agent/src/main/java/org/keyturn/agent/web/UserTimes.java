package org.keyturn.agent.web;

import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;

/** {@link Moments} that may not be known, and ages, for the template {@code user-time}. */
final class UserTimes {

  private final Words words;
  private final Instant now;
  private final Moments moments;

  UserTimes(Words words, Instant now) {
    this.words = words;
    this.now = now;
    this.moments = new Moments(words, now, ZoneId.systemDefault());
  }

  /** {@code text}: "in 14 days", "5 hours ago"; with {@code title} and {@code machine}. */
  Map<String, String> away(Instant at) {
    return told(at, moments.near(at));
  }

  /** As above, or a text alone. */
  Map<String, String> away(Optional<Instant> at, String otherwise) {
    return at.map(this::away).orElseGet(() -> text(otherwise));
  }

  /** {@code text}: "76 days old". */
  Map<String, String> age(Instant at) {
    return told(at, words.say("user-old", Math.max(0, ChronoUnit.DAYS.between(at, now))));
  }

  private Map<String, String> told(Instant at, String text) {
    return Map.of(
        "text", text, "title", full(at), "machine", at.truncatedTo(ChronoUnit.SECONDS).toString());
  }

  /** The day and the time, in the reader's zone. */
  String full(Instant at) {
    return moments.full(at);
  }

  static Map<String, String> text(String text) {
    return Map.of("text", text, "title", "", "machine", "");
  }
}
