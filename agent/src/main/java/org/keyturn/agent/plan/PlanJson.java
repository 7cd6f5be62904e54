package org.keyturn.agent.plan;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.keyturn.agent.account.AccountId;
import org.keyturn.agent.account.Action;
import org.keyturn.agent.account.EntryVersion;
import org.keyturn.agent.account.Lifecycle;
import org.keyturn.agent.account.Remit;
import org.keyturn.agent.plan.PlannedAccount.Verdict;
import org.keyturn.agent.policy.Spreading;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** The JSON of the plan document's parts. What it reads was verified by its checksum before. */
final class PlanJson {

  static final JsonFactory JSON = new JsonFactory();

  /** Before the keys of a {@link Remit}. */
  private static final String REMIT = "remit-";

  private PlanJson() {}

  /** The header's keys and values without the braces around them. */
  static String headerFields(PlanHeader h) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (JsonGenerator g = JSON.createGenerator(ObjectWriteContext.empty(), out)) {
      g.writeStartObject();
      g.writeStringProperty("plan", h.id());
      nullable(g, "job", h.job());
      g.writeStringProperty("action", h.action().id());
      g.writeStringProperty("directory", h.directory());
      g.writeStringProperty("server", h.server());
      g.writeStringProperty("created", h.createdAt().toString());
      g.writeStringProperty("validUntil", h.validUntil().toString());
      g.writeBooleanProperty("mustChange", h.options().mustChange());
      g.writeStringProperty("deliver", h.options().deliver());
      nullable(g, "deliverTo", h.options().deliverTo());
      nullable(g, "remindBefore", h.options().reminders().map(r -> r.first().toString()));
      h.options().reminders().ifPresent(r -> RemindersJson.write(g, r));
      if (h.options().undoes().isPresent()) {
        nullable(g, "undoes", h.options().undoes());
      }
      lifecycle(g, h.options().lifecycle());
      h.options().remit().asMap().forEach((key, dn) -> g.writeStringProperty(REMIT + key, dn));
      if (h.options().spreading().isPresent()) {
        Spreading spreading = h.options().spreading().get();
        g.writeStringProperty(
            "from", ((Spreading.Start.At) spreading.start()).instant().toString());
        g.writeStringProperty("over", spreading.over().toString());
      }
      if (!h.linked().isEmpty()) {
        g.writeStringProperty("linked", String.join(" ", h.linked()));
      }
      g.writeBooleanProperty("named", h.named());
      g.writeNumberProperty("scanned", h.scanned());
      g.writeNumberProperty("selected", h.selected());
      g.writeNumberProperty("changes", h.changes());
      g.writeNumberProperty("alreadySo", h.alreadySo());
      g.writeNumberProperty("skipped", h.skipped());
      g.writeName("reasons");
      g.writeStartObject();
      h.reasons().forEach(g::writeNumberProperty);
      g.writeEndObject();
      g.writeEndObject();
    }
    String object = out.toString(UTF_8);
    return object.substring(1, object.length() - 1);
  }

  private static void lifecycle(JsonGenerator g, Lifecycle lifecycle) {
    if (lifecycle.partial()) {
      g.writeBooleanProperty("partial", true);
    }
    if (lifecycle.tellManager()) {
      g.writeBooleanProperty("tellManager", true);
    }
    lifecycle.purgeAfter().ifPresent(time -> g.writeStringProperty("purgeAfter", time.toString()));
  }

  static byte[] account(PlannedAccount account, Action action) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(256);
    try (JsonGenerator g = JSON.createGenerator(ObjectWriteContext.empty(), out)) {
      g.writeStartObject();
      g.writeStringProperty("id", account.id().value());
      g.writeStringProperty("dn", account.dn());
      g.writeStringProperty("login", account.login());
      nullable(
          g,
          "change",
          account.verdict() == Verdict.CHANGE ? Optional.of(action.id()) : Optional.empty());
      g.writeStringProperty("reason", account.reason());
      if (!account.detail().isEmpty()) {
        g.writeStringProperty("detail", account.detail());
      }
      if (account.deliverTo().isPresent()) {
        g.writeStringProperty("deliverTo", account.deliverTo().get());
      }
      if (account.endsAt().isPresent()) {
        g.writeStringProperty("endsAt", account.endsAt().get().toString());
      }
      if (account.policy().isPresent()) {
        g.writeStringProperty("policy", account.policy().get());
      }
      if (account.person().isPresent()) {
        g.writeStringProperty("person", account.person().get().value());
      }
      g.writeStringProperty("outcome", account.verdict().id());
      g.writeName("before");
      g.writeStartObject();
      account.before().attributes().forEach(g::writeStringProperty);
      g.writeEndObject();
      g.writeEndObject();
    }
    return out.toByteArray();
  }

  static PlanHeader readHeader(Path file) throws IOException {
    try (JsonParser p = open(file)) {
      Map<String, String> text = new TreeMap<>();
      SortedMap<String, Long> reasons = new TreeMap<>();
      p.nextToken();
      for (String name = p.nextName(); !"accounts".equals(name); name = p.nextName()) {
        if (name == null) {
          throw new PlanException(file + ": has no accounts");
        }
        if (p.nextToken() == JsonToken.START_OBJECT) {
          reasons = counts(p);
        } else if (p.currentToken() != JsonToken.VALUE_NULL) {
          text.put(name, p.getString());
        }
      }
      return header(text, reasons);
    } catch (JacksonException | IllegalArgumentException | DateTimeException e) {
      throw new PlanException(file + ": is not a plan of this version: " + e.getMessage(), e);
    }
  }

  private static Remit remit(Map<String, String> text) {
    Map<String, String> own = new TreeMap<>();
    text.forEach(
        (key, dn) -> {
          if (key.startsWith(REMIT)) {
            own.put(key.substring(REMIT.length()), dn);
          }
        });
    return Remit.of(own);
  }

  private static PlanHeader header(Map<String, String> text, SortedMap<String, Long> reasons) {
    return new PlanHeader(
        required(text, "plan"),
        Optional.ofNullable(text.get("job")),
        Action.byId(required(text, "action")).orElseThrow(IllegalArgumentException::new),
        required(text, "directory"),
        required(text, "server"),
        new PlanOptions(
            Boolean.parseBoolean(required(text, "mustChange")),
            required(text, "deliver"),
            Optional.ofNullable(text.get("deliverTo")),
            RemindersJson.read(text),
            Optional.ofNullable(text.get("undoes")),
            Optional.ofNullable(text.get("over")).map(over -> spreading(text, over)),
            new Lifecycle(
                Boolean.parseBoolean(text.get("partial")),
                Boolean.parseBoolean(text.get("tellManager")),
                Optional.ofNullable(text.get("purgeAfter")).map(Duration::parse)),
            remit(text)),
        Instant.parse(required(text, "created")),
        Instant.parse(required(text, "validUntil")),
        Boolean.parseBoolean(required(text, "named")),
        Long.parseLong(required(text, "scanned")),
        Long.parseLong(required(text, "changes")),
        Long.parseLong(required(text, "alreadySo")),
        Long.parseLong(required(text, "skipped")),
        reasons,
        Optional.ofNullable(text.get("linked"))
            .map(ids -> List.of(ids.split(" ")))
            .orElse(List.of()));
  }

  private static Spreading spreading(Map<String, String> text, String over) {
    Instant from = Instant.parse(required(text, "from"));
    return new Spreading(Duration.parse(over), new Spreading.Start.At(from));
  }

  private static String required(Map<String, String> text, String key) {
    String value = text.get(key);
    if (value == null) {
      throw new IllegalArgumentException("it has no " + key);
    }
    return value;
  }

  static JsonParser open(Path file) throws IOException {
    InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
    return JSON.createParser(ObjectReadContext.empty(), in);
  }

  /** The parser stands at the start of an account's object; afterwards at its end. */
  static PlannedAccount readAccount(JsonParser p) {
    Map<String, String> text = new TreeMap<>();
    Map<String, String> before = Map.of();
    for (String name = p.nextName(); name != null; name = p.nextName()) {
      if (p.nextToken() == JsonToken.START_OBJECT) {
        before = strings(p);
      } else if (p.currentToken() != JsonToken.VALUE_NULL) {
        text.put(name, p.getString());
      }
    }
    String outcome = required(text, "outcome");
    for (Verdict verdict : Verdict.values()) {
      if (verdict.id().equals(outcome)) {
        return new PlannedAccount(
            new AccountId(required(text, "id")),
            required(text, "dn"),
            required(text, "login"),
            verdict,
            required(text, "reason"),
            text.getOrDefault("detail", ""),
            EntryVersion.of(before),
            Optional.ofNullable(text.get("deliverTo")),
            Optional.ofNullable(text.get("endsAt")).map(Instant::parse),
            Optional.ofNullable(text.get("policy")),
            Optional.ofNullable(text.get("person")).map(AccountId::new));
      }
    }
    throw new IllegalArgumentException("unknown outcome " + outcome);
  }

  private static SortedMap<String, Long> counts(JsonParser p) {
    SortedMap<String, Long> counts = new TreeMap<>();
    for (String name = p.nextName(); name != null; name = p.nextName()) {
      p.nextToken();
      counts.put(name, p.getLongValue());
    }
    return counts;
  }

  private static Map<String, String> strings(JsonParser p) {
    Map<String, String> values = new TreeMap<>();
    for (@Nullable String name = p.nextName(); name != null; name = p.nextName()) {
      p.nextToken();
      values.put(name, p.getString());
    }
    return values;
  }

  private static void nullable(JsonGenerator g, String name, Optional<String> value) {
    if (value.isPresent()) {
      g.writeStringProperty(name, value.get());
    } else {
      g.writeNullProperty(name);
    }
  }
}
