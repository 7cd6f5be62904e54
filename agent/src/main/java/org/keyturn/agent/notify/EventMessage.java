package org.keyturn.agent.notify;

import java.io.ByteArrayOutputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.keyturn.agent.journal.AuditTrail;
import org.keyturn.agent.journal.Channel;
import org.keyturn.agent.journal.Message;
import org.keyturn.agent.journal.NewMessage;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * An event on its way to a program, as a message of the outbox and as the JSON that the program
 * reads. The id is the beginning of the entry's hash in the audit trail: the same for every program
 * and attempt, and another's for every other event, of another store too.
 */
final class EventMessage {

  private static final JsonFactory FACTORY = new JsonFactory();
  private static final int ID = 32;
  private static final String DETAIL = "details.";
  private static final byte[] NOTHING_SEALED = {};

  private EventMessage() {}

  static NewMessage of(EventKind kind, AuditTrail.Entry entry, Channel channel, String name) {
    Map<String, String> values = new HashMap<>();
    values.put("id", entry.hash().substring(0, ID));
    values.put("seq", Long.toString(entry.seq()));
    values.put("at", entry.at().toString());
    values.put("actor", entry.actor());
    values.put("directory", entry.directory());
    entry.run().ifPresent(run -> values.put("run", run));
    values.put("subject", entry.subject());
    entry.details().forEach((key, value) -> values.put(DETAIL + key, value));
    return new NewMessage(
        channel + "/" + name + "/" + entry.seq(),
        kind.id(),
        channel,
        name,
        "",
        values,
        NOTHING_SEALED);
  }

  static String id(Message message) {
    return message.content().values().getOrDefault("id", "");
  }

  /** The same message always gives the same bytes. */
  static byte[] json(Message message) {
    Map<String, String> values = message.content().values();
    ByteArrayOutputStream out = new ByteArrayOutputStream(512);
    try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), out)) {
      json.writeStartObject();
      json.writeStringProperty("id", id(message));
      json.writeStringProperty("event", message.content().kind());
      json.writeNumberProperty("seq", Long.parseLong(values.getOrDefault("seq", "0")));
      for (String name : new String[] {"at", "actor", "directory", "run", "subject"}) {
        write(json, name, values);
      }
      json.writeName("details");
      json.writeStartObject();
      details(values).forEach(json::writeStringProperty);
      json.writeEndObject();
      json.writeEndObject();
    }
    return out.toByteArray();
  }

  private static void write(JsonGenerator json, String name, Map<String, String> values) {
    json.writeName(name);
    String value = values.getOrDefault(name, "");
    if (value.isEmpty()) {
      json.writeNull();
    } else {
      json.writeString(value);
    }
  }

  private static Map<String, String> details(Map<String, String> values) {
    Map<String, String> details = new TreeMap<>();
    for (String key : Set.copyOf(values.keySet())) {
      if (key.startsWith(DETAIL)) {
        details.put(key.substring(DETAIL.length()), values.getOrDefault(key, ""));
      }
    }
    return details;
  }
}
