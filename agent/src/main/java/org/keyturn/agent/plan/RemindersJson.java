package org.keyturn.agent.plan;

import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.keyturn.agent.account.Reminders;
import tools.jackson.core.JsonGenerator;

/** The points of a reminder in a plan's header, durations in ISO 8601 with blanks between them. */
final class RemindersJson {

  private static final String AT = "remindAt";
  private static final String LATE = "remindLate";
  private static final String ESCALATE = "escalateFrom";
  private static final String CAP = "remindCap";

  private RemindersJson() {}

  static void write(JsonGenerator g, Reminders reminders) {
    g.writeStringProperty(
        AT, reminders.at().stream().map(Duration::toString).collect(Collectors.joining(" ")));
    g.writeStringProperty(LATE, reminders.late().toString());
    reminders.escalateFrom().ifPresent(from -> g.writeStringProperty(ESCALATE, from.toString()));
    reminders.cap().ifPresent(cap -> g.writeNumberProperty(CAP, cap));
  }

  /** Empty where the plan is of something else. */
  static Optional<Reminders> read(Map<String, String> text) {
    String at = text.get(AT);
    if (at == null) {
      return Optional.empty();
    }
    return Optional.of(
        new Reminders(
            Arrays.stream(at.split(" ", -1)).map(Duration::parse).toList(),
            Duration.parse(text.getOrDefault(LATE, "")),
            Optional.ofNullable(text.get(ESCALATE)).map(Duration::parse),
            Optional.ofNullable(text.get(CAP)).map(Integer::valueOf)));
  }
}
