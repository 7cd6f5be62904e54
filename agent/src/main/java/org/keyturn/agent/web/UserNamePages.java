package org.keyturn.agent.web;

import java.util.List;
import java.util.Map;
import org.keyturn.agent.directory.DirectoryException;
import org.keyturn.agent.recovery.Recovery;

/** {@code /user-name}: it is mailed to whoever has the address, and never shown. */
final class UserNamePages {

  private static final String PATH = "/user-name";
  private static final int WRONG = 422;
  private static final int AWAY = 503;

  private final Recovery recovery;

  UserNamePages(Recovery recovery) {
    this.recovery = recovery;
  }

  List<Route> routes() {
    return List.of(
        Route.get(PATH, Access.ANYONE, exchange -> show(exchange, new Entered(), 200)),
        Route.post(PATH, Access.ANYONE, this::tell),
        Route.get(
            PATH + "/sent", Access.ANYONE, exchange -> Answer.view("user-name-sent", Map.of())));
  }

  private static Answer show(Exchange exchange, Entered entered, int status) {
    return entered.view(status, "user-name", Map.of("mail", exchange.form().text("mail")));
  }

  private Answer tell(Exchange exchange) {
    String mail = exchange.form().text("mail");
    if (mail.isBlank()) {
      return show(
          exchange, new Entered().wrong("mail", exchange.words().say("wrong-no-mail")), WRONG);
    }
    try {
      recovery.tellUserName(mail);
      return Answer.seeOther(PATH + "/sent");
    } catch (DirectoryException e) {
      return show(
          exchange, new Entered().wrong("mail", exchange.words().say("not-done-away")), AWAY);
    }
  }
}
