package org.keyturn.agent.report;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.keyturn.agent.journal.Item;
import org.keyturn.agent.journal.Run;
import org.keyturn.agent.journal.Tally;
import tools.jackson.core.JsonGenerator;

/** The JSON documents that programs read; their keys are a contract. Times are ISO-8601 in UTC. */
public final class Documents {

  private Documents() {}

  /** A run's keys, without the braces, so that a caller may add its own. */
  public static void run(JsonGenerator g, Run run, Tally tally) {
    RunDocument.KEYS.keys(g, new RunDocument.Told(run, tally));
  }

  public static void item(JsonGenerator g, Item item) {
    RunDocument.ACCOUNT.write(g, item);
  }

  /**
   * The spelling of outcomes everywhere: {@code applied}, {@code alreadySo}, {@code not-reached}.
   */
  public static String outcome(Item item) {
    return switch (item.state()) {
      case PLANNED -> "not-reached";
      case INTENT, UNKNOWN -> "unknown";
      case APPLIED -> "applied";
      case ALREADY_SO -> "alreadySo";
      case SKIPPED -> "skipped";
      case FAILED -> "failed";
      case PARKED -> "parked";
    };
  }

  public static void text(JsonGenerator g, String name, Optional<String> value) {
    value.ifPresentOrElse(v -> g.writeStringProperty(name, v), () -> g.writeNullProperty(name));
  }

  public static void time(JsonGenerator g, String name, Optional<Instant> value) {
    text(g, name, value.map(at -> at.truncatedTo(ChronoUnit.MILLIS).toString()));
  }

  public static void object(JsonGenerator g, String name, Map<String, String> values) {
    g.writeName(name);
    g.writeStartObject();
    values.forEach(g::writeStringProperty);
    g.writeEndObject();
  }

  public static void array(JsonGenerator g, String name, Consumer<JsonGenerator> elements) {
    g.writeName(name);
    g.writeStartArray();
    elements.accept(g);
    g.writeEndArray();
  }
}
