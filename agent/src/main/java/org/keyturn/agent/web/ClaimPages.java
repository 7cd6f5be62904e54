package org.keyturn.agent.web;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.keyturn.agent.recovery.Recovery;

/**
 * {@code /claim}: the link of a reset. Looking at it asks nobody and uses nothing up, whatever the
 * link names: the code that a person types from the mail is the proof.
 */
final class ClaimPages {

  private static final String PATH = "/claim";
  private static final int WRONG = 422;

  private final Recovery recovery;

  ClaimPages(Recovery recovery) {
    this.recovery = recovery;
  }

  List<Route> routes() {
    return List.of(
        Route.get(
                PATH,
                Access.ANYONE,
                exchange -> show(exchange.query("link").orElse(""), new Entered(), 200))
            .withQuery("link"),
        Route.post(PATH, Access.ANYONE, this::enter));
  }

  private static Answer show(String link, Entered entered, int status) {
    Map<String, Object> values = new HashMap<>();
    values.put("link", link);
    values.put("back", PATH + "?link=" + link);
    return entered.view(status, "claim", values);
  }

  private Answer enter(Exchange exchange) {
    String link = exchange.form().text("link");
    Recovery.Entered result =
        recovery.enter(link, exchange.browser(), exchange.form().text("code"));
    if (result instanceof Recovery.Entered.Right right) {
      exchange.remember(new RecoveryPages.At(right.ticket().id()));
    }
    return ForgotPages.entered(result, exchange, wrong -> show(link, wrong, WRONG));
  }
}
