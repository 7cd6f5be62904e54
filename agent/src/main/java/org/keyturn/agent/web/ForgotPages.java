package org.keyturn.agent.web;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.keyturn.agent.directory.DirectoryException;
import org.keyturn.agent.journal.Ticket;
import org.keyturn.agent.recovery.ProofChannel;
import org.keyturn.agent.recovery.Recovery;

/**
 * {@code /forgot}: who they are, where a code can go, and the code. Which step is open is the
 * ticket's to say; a page that is asked for too early leads back to it.
 */
final class ForgotPages {

  static final String START = "/forgot";
  static final String CHANNEL = "/forgot/channel";
  static final String CODE = "/forgot/code";
  static final String OVER = "/forgot/over";

  private static final int WRONG = 422;
  private static final int AWAY = 503;

  private final Recovery recovery;

  ForgotPages(Recovery recovery) {
    this.recovery = recovery;
  }

  List<Route> routes() {
    return List.of(
        Route.get(START, Access.ANYONE, exchange -> start(exchange, new Entered(), 200)),
        Route.post(START, Access.ANYONE, this::begin),
        Route.get(CHANNEL, Access.ANYONE, this::channels),
        Route.post(CHANNEL, Access.ANYONE, this::send),
        Route.get(CODE, Access.ANYONE, exchange -> code(exchange, new Entered(), 200)),
        Route.post(CODE, Access.ANYONE, this::enter),
        Route.get(OVER, Access.ANYONE, exchange -> Answer.view("forgot-over", Map.of())));
  }

  private Answer start(Exchange exchange, Entered entered, int status) {
    return entered.view(status, "forgot", Map.of("login", exchange.form().text("login")));
  }

  private Answer begin(Exchange exchange) {
    String login = exchange.form().text("login");
    if (login.isBlank()) {
      return start(
          exchange, new Entered().wrong("login", exchange.words().say("wrong-no-login")), WRONG);
    }
    try {
      Ticket ticket = recovery.begin(login, exchange.browser());
      exchange.remember(new RecoveryPages.At(ticket.id()));
      return Answer.seeOther(CHANNEL);
    } catch (DirectoryException e) {
      return start(
          exchange, new Entered().wrong("login", exchange.words().say("not-done-away")), AWAY);
    }
  }

  private Optional<Ticket> ticket(Exchange exchange) {
    return exchange
        .remembered(RecoveryPages.At.class)
        .flatMap(at -> recovery.find(at.ticket(), exchange.browser()));
  }

  private Answer channels(Exchange exchange) {
    Optional<Ticket> ticket = ticket(exchange);
    return ticket.isPresent()
        ? channels(exchange, ticket.get(), new Entered(), 200)
        : Answer.seeOther(START);
  }

  private static Answer channels(Exchange exchange, Ticket ticket, Entered entered, int status) {
    List<Map<String, Object>> choices = new ArrayList<>();
    for (ProofChannel channel : open(ticket)) {
      Map<String, Object> choice = new HashMap<>();
      choice.put("id", channel.id());
      choice.put("first", choices.isEmpty());
      choice.put("label", exchange.words().say(label(channel), shown(ticket, channel)));
      choices.add(choice);
    }
    Map<String, Object> values = new HashMap<>();
    values.put("choices", choices);
    values.put("second", !ticket.proved().isEmpty());
    return entered.view(status, "forgot-channel", values);
  }

  private static List<ProofChannel> open(Ticket ticket) {
    return Stream.of(ProofChannel.values())
        .filter(c -> ticket.shown().containsKey(c.id()) && !ticket.proved().contains(c.id()))
        .toList();
  }

  private static String shown(Ticket ticket, ProofChannel channel) {
    return ticket.shown().getOrDefault(channel.id(), "");
  }

  private static String label(ProofChannel channel) {
    return switch (channel) {
      case RECOVERY_MAIL -> "channel-mail";
      case MOBILE -> "channel-mobile";
    };
  }

  private Answer send(Exchange exchange) {
    Optional<Ticket> ticket = ticket(exchange);
    if (ticket.isEmpty()) {
      return Answer.seeOther(OVER);
    }
    Optional<ProofChannel> channel = ProofChannel.byId(exchange.form().text("channel"));
    if (channel.isEmpty()) {
      Entered entered = new Entered().wrong("channel", exchange.words().say("wrong-no-channel"));
      return channels(exchange, ticket.get(), entered, WRONG);
    }
    try {
      Optional<Ticket> sent = recovery.send(ticket.get().id(), exchange.browser(), channel.get());
      return Answer.seeOther(sent.isPresent() ? CODE : OVER);
    } catch (DirectoryException e) {
      Entered entered = new Entered().wrong("channel", exchange.words().say("not-done-away"));
      return channels(exchange, ticket.get(), entered, AWAY);
    }
  }

  private Answer code(Exchange exchange, Entered entered, int status) {
    Optional<Ticket> ticket = ticket(exchange).filter(t -> t.step() == Ticket.Step.SENT);
    Optional<ProofChannel> channel = ticket.flatMap(Ticket::channel).flatMap(ProofChannel::byId);
    if (channel.isEmpty()) {
      return Answer.seeOther(START);
    }
    Map<String, Object> values = new HashMap<>();
    values.put("channel", channel.get().id());
    recovery
        .againIn(ticket.get())
        .ifPresent(
            wait -> {
              values.put("again", Long.toString(wait.toSeconds() + 1));
              values.put("again-wait", exchange.words().say("code-again-in", "{0}"));
            });
    values.put("where", exchange.words().say("code-where", shown(ticket.get(), channel.get())));
    return entered.view(status, "forgot-code", values);
  }

  private Answer enter(Exchange exchange) {
    Optional<RecoveryPages.At> at = exchange.remembered(RecoveryPages.At.class);
    if (at.isEmpty()) {
      return Answer.seeOther(OVER);
    }
    return entered(
        recovery.enter(at.get().ticket(), exchange.browser(), exchange.form().text("code")),
        exchange,
        wrong -> code(exchange, wrong, WRONG));
  }

  /** Where a typed code leads, from this page or from a link's. */
  static Answer entered(
      Recovery.Entered result, Exchange exchange, Function<Entered, Answer> again) {
    Words words = exchange.words();
    if (result instanceof Recovery.Entered.Right right) {
      return Answer.seeOther(
          right.ticket().step() == Ticket.Step.PROVED ? ChoosePages.PATH : CHANNEL);
    } else if (result instanceof Recovery.Entered.NoCode) {
      return again.apply(new Entered().wrong("code", words.say("wrong-no-code")));
    } else if (result instanceof Recovery.Entered.Wrong wrong && wrong.left() > 0) {
      return again.apply(new Entered().wrong("code", words.say("wrong-code", wrong.left())));
    }
    return Answer.seeOther(OVER);
  }
}
