package org.keyturn.agent.cli;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.keyturn.agent.journal.Message;
import org.keyturn.agent.journal.Outbox;
import org.keyturn.agent.notify.Recipients;
import org.keyturn.agent.plan.Printable;
import org.keyturn.agent.report.Csv;
import org.keyturn.agent.report.MessageDocument;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "outbox",
    sortOptions = false,
    subcommands = OutboxPreview.class,
    description =
        "What is owed to people: list it, try it again, give it up, or preview a template.",
    footer = {
      "",
      "Examples:",
      "  keyturn outbox",
      "  keyturn outbox retry        what is parked, and what waits for another attempt",
      "  keyturn outbox drop 17",
      "  keyturn outbox preview expiry-reminder --user f.vries"
    })
final class OutboxCommand extends WithAgent {

  @Parameters(index = "0", arity = "0..1", paramLabel = "list|retry|drop", description = "list.")
  String what = "list";

  @Parameters(index = "1", arity = "0..1", paramLabel = "MESSAGE", description = "Its number.")
  @Nullable Long id;

  @Option(names = "--limit", paramLabel = "N", description = "At most so many.")
  int limit = 50;

  @Override
  int call(Desk desk) {
    Outbox outbox = desk.agent().ledger().outbox();
    switch (what) {
      case "list" -> list(desk, outbox);
      case "retry" -> {
        int again = outbox.retry(Optional.ofNullable(id));
        desk.screen().note(Words.count(again, "message", "messages") + " to be tried again.");
        Delivery.deliver(desk);
        if (desk.json()) {
          Json.object(desk.screen().out(), g -> g.writeNumberProperty("retried", again));
        }
      }
      case "drop" -> drop(desk, outbox);
      default -> throw new InputException("outbox " + what + ": list, retry, drop or preview");
    }
    return Exit.DONE;
  }

  private void drop(Desk desk, Outbox outbox) {
    if (id == null) {
      throw new InputException("outbox drop: which message? keyturn outbox lists their numbers");
    }
    long number = id;
    if (!outbox.drop(number, "")) {
      throw new InputException("outbox drop " + number + ": there is no such message that is owed");
    }
    desk.agent()
        .ledger()
        .audit()
        .append(desk.actor(), "message-dropped", "", "message " + number, Map.of());
    desk.screen().note("Message " + number + " is given up.");
    if (desk.json()) {
      Json.object(desk.screen().out(), g -> g.writeNumberProperty("dropped", number));
    }
  }

  private static void csv(Desk desk, List<Message> all) {
    try (Csv csv =
        new Csv(
            desk.screen().out(),
            "message",
            "kind",
            "channel",
            "to",
            "state",
            "attempts",
            "run",
            "created",
            "sent",
            "error",
            "due")) {
      all.forEach(
          m ->
              csv.row(
                  m.id(),
                  m.content().kind(),
                  channel(m),
                  Recipients.shown(m.content()),
                  m.state().name().toLowerCase(Locale.ROOT),
                  m.attempts(),
                  m.run().orElse(""),
                  m.createdAt(),
                  m.sentAt().map(Instant::toString).orElse(""),
                  m.error(),
                  MessageDocument.due(m).map(Instant::toString).orElse("")));
    }
  }

  private static String channel(Message message) {
    return message.content().channel().name().toLowerCase(Locale.ROOT);
  }

  private static String note(Message message, Instant now) {
    return Stream.concat(
            MessageDocument.due(message)
                .filter(now::isBefore)
                .map(at -> "not before " + Words.time(at))
                .stream(),
            Stream.of(message.error()).filter(error -> !error.isEmpty()))
        .map(Printable::line)
        .collect(Collectors.joining("; "));
  }

  private void list(Desk desk, Outbox outbox) {
    List<Message> all = outbox.list(Optional.empty(), limit);
    if (desk.json()) {
      Json.array(desk.screen().out(), g -> all.forEach(m -> MessageDocument.KEYS.write(g, m)));
      return;
    }
    if (desk.csv()) {
      csv(desk, all);
      return;
    }
    Instant now = desk.agent().clock().instant();
    Table table = new Table(desk.screen().width(), "no", "kind", "to", "state", "since", "note");
    all.forEach(
        m ->
            table.row(
                Long.toString(m.id()),
                m.content().kind(),
                Recipients.shown(m.content()),
                m.state().name().toLowerCase(Locale.ROOT),
                Words.time(m.createdAt()),
                note(m, now)));
    if (table.isEmpty()) {
      desk.screen().note("Nothing was ever owed to anybody.");
    } else {
      table.print(desk.screen().out(), desk.screen());
    }
  }
}
