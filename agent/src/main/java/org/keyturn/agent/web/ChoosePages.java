package org.keyturn.agent.web;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.keyturn.agent.account.Secret;
import org.keyturn.agent.directory.DirectoryException;
import org.keyturn.agent.journal.Ticket;
import org.keyturn.agent.password.PasswordSettings;
import org.keyturn.agent.password.Violation;
import org.keyturn.agent.recovery.Chosen;
import org.keyturn.agent.recovery.Recovery;

/** {@code /forgot/password}: the last step of a forgotten password and of a claim. */
final class ChoosePages {

  static final String PATH = "/forgot/password";

  private static final String DONE = "/forgot/done";
  private static final int WRONG = 422;
  private static final int AWAY = 503;

  private final Recovery recovery;
  private final PasswordSettings settings;

  ChoosePages(Recovery recovery, PasswordSettings settings) {
    this.recovery = recovery;
    this.settings = settings;
  }

  List<Route> routes() {
    return List.of(
        Route.get(PATH, Access.ANYONE, this::look),
        Route.post(PATH, Access.ANYONE, this::take),
        Route.get(DONE, Access.ANYONE, exchange -> Answer.view("forgot-done", Map.of())));
  }

  private Optional<Ticket> proved(Exchange exchange) {
    return exchange
        .remembered(RecoveryPages.At.class)
        .flatMap(at -> recovery.find(at.ticket(), exchange.browser()))
        .filter(ticket -> ticket.step() == Ticket.Step.PROVED);
  }

  private Answer look(Exchange exchange) {
    return proved(exchange)
        .map(ticket -> show(exchange, ticket, new Entered(), 200))
        .orElseGet(() -> Answer.seeOther(ForgotPages.START));
  }

  /** The user name stands in the form for the browser that keeps passwords. */
  private Answer show(Exchange exchange, Ticket ticket, Entered entered, int status) {
    Map<String, Object> values = new HashMap<>();
    values.put("login", ticket.login());
    values.put("rules", PasswordWords.rules(settings, exchange.words()));
    return entered.view(status, "forgot-password", values);
  }

  private Answer take(Exchange exchange) {
    Optional<Ticket> ticket = proved(exchange);
    if (ticket.isEmpty()) {
      return Answer.seeOther(ForgotPages.OVER);
    }
    Words words = exchange.words();
    try (Secret fresh = exchange.form().secret("new");
        Secret again = exchange.form().secret("again")) {
      if (fresh.length() == 0) {
        return show(
            exchange, ticket.get(), new Entered().wrong("new", words.say("wrong-no-new")), WRONG);
      } else if (!fresh.sameAs(again)) {
        return show(
            exchange, ticket.get(), new Entered().wrong("again", words.say("wrong-again")), WRONG);
      }
      return chosen(
          exchange, ticket.get(), recovery.choose(ticket.get().id(), exchange.browser(), fresh));
    } catch (DirectoryException e) {
      return show(
          exchange, ticket.get(), new Entered().wrong("new", words.say("not-done-away")), AWAY);
    }
  }

  private Answer chosen(Exchange exchange, Ticket ticket, Chosen chosen) {
    Words words = exchange.words();
    if (chosen instanceof Chosen.Done) {
      exchange.end();
      return Answer.seeOther(DONE);
    } else if (chosen instanceof Chosen.Refused refused) {
      Entered entered = new Entered();
      for (Violation violation : refused.violations()) {
        entered.wrong("new", PasswordWords.say(violation, settings, words));
      }
      return show(exchange, ticket, entered, WRONG);
    } else if (chosen instanceof Chosen.Over) {
      return Answer.seeOther(ForgotPages.OVER);
    }
    String sentence =
        chosen instanceof Chosen.Later
            ? words.say("not-done-away")
            : chosen instanceof Chosen.Unsure
                ? words.say("not-done-unsure")
                : words.say("not-done-protected");
    return show(exchange, ticket, new Entered().wrong("new", sentence), AWAY);
  }
}
