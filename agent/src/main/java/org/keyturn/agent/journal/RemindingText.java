package org.keyturn.agent.journal;

import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.keyturn.agent.account.Reminders;

/** A {@link Reminding} as a text of the store: a JSON object, lists with blanks between. */
final class RemindingText {

  private RemindingText() {}

  static String write(Reminding reminding) {
    Reminders reminders = reminding.reminders();
    Map<String, String> text = new TreeMap<>();
    text.put("at", joined(reminders.at().stream().map(Duration::toString)));
    text.put("late", reminders.late().toString());
    reminders.escalateFrom().ifPresent(from -> text.put("escalateFrom", from.toString()));
    reminders.cap().ifPresent(cap -> text.put("cap", cap.toString()));
    text.put("escalateTo", joined(reminding.escalateTo().stream()));
    reminding.hours().hours().ifPresent(hours -> text.put("hours", hours));
    text.put("zone", reminding.hours().zone().getId());
    text.put("holidays", joined(reminding.hours().holidays().stream().map(LocalDate::toString)));
    return Json.write(text);
  }

  static Reminding read(String json) {
    Map<String, String> text = Json.read(json);
    return new Reminding(
        new Reminders(
            list(text, "at", Duration::parse),
            Duration.parse(text.getOrDefault("late", "")),
            Optional.ofNullable(text.get("escalateFrom")).map(Duration::parse),
            Optional.ofNullable(text.get("cap")).map(Integer::valueOf)),
        list(text, "escalateTo", Function.identity()),
        new BusinessHours(
            Optional.ofNullable(text.get("hours")),
            ZoneId.of(text.getOrDefault("zone", "")),
            new TreeSet<>(list(text, "holidays", LocalDate::parse))));
  }

  private static String joined(Stream<String> values) {
    return values.collect(Collectors.joining(" "));
  }

  private static <T> List<T> list(Map<String, String> text, String key, Function<String, T> parse) {
    String values = text.getOrDefault(key, "");
    return values.isEmpty() ? List.of() : Arrays.stream(values.split(" ", -1)).map(parse).toList();
  }
}
