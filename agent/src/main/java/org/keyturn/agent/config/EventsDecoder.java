package org.keyturn.agent.config;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.keyturn.agent.notify.EventKind;

/** {@code events} of a webhook or hook: it is told what it names, and nothing by default. */
final class EventsDecoder {

  private static final String EXAMPLE = "[run-finished, run-stopped, brake-tripped]";

  private EventsDecoder() {}

  static Set<EventKind> decode(Section section) {
    Set<EventKind> events = EnumSet.noneOf(EventKind.class);
    Optional<Value> value = section.need("events", EXAMPLE);
    if (value.isPresent()) {
      for (Value item : value.get().items("write " + EXAMPLE)) {
        item.text("write " + EXAMPLE).flatMap(text -> kind(item, text)).ifPresent(events::add);
      }
    }
    return events;
  }

  private static Optional<EventKind> kind(Value item, String text) {
    Optional<EventKind> kind = EventKind.byId(text);
    if (kind.isEmpty()) {
      item.fail(
          Shown.quoted(text) + " is no event",
          "the events are "
              + Stream.of(EventKind.values()).map(EventKind::id).collect(Collectors.joining(", ")));
    }
    return kind;
  }
}
