package org.keyturn.agent.web;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.keyturn.agent.console.Command;
import org.keyturn.agent.console.OutboxDesk;
import org.keyturn.agent.console.Sight;
import org.keyturn.agent.journal.Message;
import org.keyturn.agent.notify.Recipients;
import org.keyturn.agent.plan.Printable;

/** {@code /admin/outbox}: what is owed to people and programs; addresses are masked. */
final class OutboxPages extends Pages {

  static final String PATH = "/admin/outbox";

  private static final int SIZE = 50;

  private final OutboxDesk outbox;
  private final Clock clock;

  OutboxPages(OutboxDesk outbox, Clock clock) {
    this.outbox = outbox;
    this.clock = clock;
  }

  @Override
  List<Route> routes() {
    return List.of(
        Route.get(PATH, Sight.class, this::show).withQuery("state", "before"),
        Route.post(PATH + "/retry", Command.class, this::retry),
        Route.post(PATH + "/drop", Command.class, this::drop));
  }

  private Answer show(Exchange exchange, Sight sight) {
    Address address = new Address(PATH, exchange, "state");
    Optional<Message.State> state = state(address.of("state"));
    OutboxDesk.Page page =
        outbox.page(sight, state, number(exchange.query("before")).orElse(Long.MAX_VALUE), SIZE);
    Instant now = clock.instant();
    Words words = exchange.words();
    Moments moments = new Moments(words, now, ZoneId.systemDefault());
    OutboxDesk.Depth depth = outbox.depth(sight, now);
    Map<String, Object> values = new HashMap<>(address.values());
    values.put("messages", page.messages().stream().map(m -> row(words, moments, m, now)).toList());
    values.put("any", !page.messages().isEmpty());
    values.put("filtered", state.isPresent());
    values.put("commands", sight instanceof Command);
    values.put("states", states(words, state));
    values.put("depth", words.say("outbox-depth", depth.owed(), depth.parked()));
    values.put("waiting", depth.owed() + depth.parked() > 0);
    values.put("newest", exchange.query("before").isPresent());
    values.put("first", address.path());
    values.put("older", page.more() ? List.of(address.with("before", last(page))) : List.of());
    return Answer.view("admin-outbox", values);
  }

  private static String last(OutboxDesk.Page page) {
    return Long.toString(page.messages().get(page.messages().size() - 1).id());
  }

  private static Optional<Message.State> state(String id) {
    return Stream.of(Message.State.values()).filter(state -> id(state).equals(id)).findFirst();
  }

  private static String id(Message.State state) {
    return state.name().toLowerCase(Locale.ROOT);
  }

  private static List<Map<String, Object>> states(Words words, Optional<Message.State> chosen) {
    List<Map<String, Object>> all = new ArrayList<>();
    for (Message.State state : Message.State.values()) {
      all.add(
          Map.of(
              "id", id(state),
              "text", words.say("message-" + id(state)),
              "selected", chosen.equals(Optional.of(state))));
    }
    return all;
  }

  private static Map<String, Object> row(
      Words words, Moments moments, Message message, Instant now) {
    boolean waits = message.state() == Message.State.OWED && message.nextAttemptAt().isAfter(now);
    boolean open = message.state() == Message.State.OWED || message.state() == Message.State.PARKED;
    Map<String, Object> row = new HashMap<>();
    row.put("id", Long.toString(message.id()));
    row.put("kind", Printable.line(message.content().kind()));
    row.put("to", Printable.line(Recipients.shown(message.content())));
    row.put("whose", Printable.line(message.content().values().getOrDefault("login", "")));
    row.put("state", words.say("message-" + id(message.state())));
    row.put("tone", tone(message));
    row.put("since", moments.of(message.createdAt()));
    row.put("sent", message.sentAt().map(moments::of).map(List::of).orElse(List.of()));
    row.put("due", waits ? List.of(moments.of(message.nextAttemptAt())) : List.of());
    row.put("attempts", message.attempts());
    row.put("tried", message.attempts() > 0);
    row.put("error", Printable.line(message.error()));
    row.put("parked", message.state() == Message.State.PARKED);
    row.put("open", open);
    row.put("run", message.run().map(List::of).orElse(List.of()));
    return row;
  }

  private static String tone(Message message) {
    return switch (message.state()) {
      case OWED -> message.error().isEmpty() ? "" : "warn";
      case SENT -> "ok";
      case PARKED -> "danger";
      case DROPPED -> "";
    };
  }

  private static Optional<Long> number(Optional<String> text) {
    return text.filter(digits -> digits.matches("\\d{1,18}")).map(Long::valueOf);
  }

  /** One, or all that nobody tries and all that wait for another attempt. */
  private Answer retry(Exchange exchange, Command admin) {
    Optional<Long> one = number(Optional.of(exchange.form().text("message")));
    if (one.isPresent()) {
      outbox.retry(admin, one.get());
    } else {
      outbox.retryAll(admin);
    }
    return Answer.seeOther(PATH);
  }

  private Answer drop(Exchange exchange, Command admin) {
    Optional<Long> message = number(Optional.of(exchange.form().text("message")));
    outbox.drop(admin, message.orElseThrow(() -> new Refusal(Refusal.BAD_REQUEST)));
    return Answer.seeOther(PATH);
  }
}
