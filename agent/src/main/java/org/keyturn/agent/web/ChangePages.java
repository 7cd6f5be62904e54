package org.keyturn.agent.web;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.keyturn.agent.account.Secret;
import org.keyturn.agent.directory.DirectoryException;
import org.keyturn.agent.journal.AuditTrail;
import org.keyturn.agent.password.PasswordJudge;
import org.keyturn.agent.password.PasswordSettings;
import org.keyturn.agent.password.Violation;
import org.keyturn.agent.run.OwnChange;

/** {@code /change}: a person exchanges a password that they know, also one that has expired. */
final class ChangePages {

  private static final String PATH = "/change";
  private static final int WRONG = 422;
  private static final int AWAY = 503;

  private final People people;
  private final AuditTrail audit;
  private final PasswordSettings settings;
  private final PasswordJudge judge;

  ChangePages(People people, AuditTrail audit, PasswordSettings settings) {
    this.people = people;
    this.audit = audit;
    this.settings = settings;
    this.judge = new PasswordJudge(settings);
  }

  List<Route> routes() {
    return List.of(
        Route.get(PATH, Access.ANYONE, exchange -> show(exchange, new Entered(), 200)),
        Route.post(PATH, Access.ANYONE, this::take),
        Route.get(PATH + "/done", Access.ANYONE, exchange -> Answer.view("change-done", Map.of())));
  }

  private Answer show(Exchange exchange, Entered entered, int status) {
    Map<String, Object> values = new HashMap<>();
    values.put("login", exchange.form().text("login"));
    values.put("rules", PasswordWords.rules(settings, exchange.words()));
    values.put("must", exchange.remembered(MustChange.class).isPresent());
    return entered.view(status, "change", values);
  }

  /** Somebody signed in to the account and may do nothing there before this. */
  record MustChange() {}

  private Answer take(Exchange exchange) {
    Words words = exchange.words();
    try (Secret old = exchange.form().secret("old");
        Secret fresh = exchange.form().secret("new");
        Secret again = exchange.form().secret("again")) {
      Entered entered = new Entered();
      String login = exchange.form().text("login");
      if (login.isBlank()) {
        entered.wrong("login", words.say("wrong-no-login"));
      }
      if (old.length() == 0) {
        entered.wrong("old", words.say("wrong-no-old"));
      }
      if (fresh.length() == 0) {
        entered.wrong("new", words.say("wrong-no-new"));
      } else if (!fresh.sameAs(again)) {
        entered.wrong("again", words.say("wrong-again"));
      }
      return entered.isFine()
          ? changed(exchange, login, old, fresh)
          : show(exchange, entered, WRONG);
    } catch (People.TooOften e) {
      return show(
          exchange, new Entered().wrong("login", words.say("wrong-too-often")), Refusal.TOO_MANY);
    } catch (DirectoryException e) {
      return show(exchange, new Entered().wrong("login", words.say("not-done-away")), AWAY);
    }
  }

  private Answer changed(Exchange exchange, String login, Secret old, Secret fresh) {
    Optional<OwnChange.Result> result =
        people.attempt(
            login,
            old,
            (known, password) -> {
              OwnChange change = new OwnChange(known.directory(), audit, judge);
              OwnChange.Result answer = change.change(known.account(), password, fresh);
              return answer instanceof OwnChange.Result.NotProven
                  ? Optional.empty()
                  : Optional.of(answer);
            });
    Words words = exchange.words();
    if (result.isEmpty()) {
      return show(exchange, new Entered().wrong("login", words.say("wrong-sign-in")), WRONG);
    } else if (result.get() instanceof OwnChange.Result.Refused refused) {
      Entered entered = new Entered();
      for (Violation violation : refused.why()) {
        entered.wrong("new", PasswordWords.say(violation, settings, words));
      }
      return show(exchange, entered, WRONG);
    } else if (result.get() instanceof OwnChange.Result.NotDone not) {
      String sentence =
          switch (not.why()) {
            case PROTECTED -> words.say("not-done-protected");
            case MOVED -> words.say("not-done-moved");
            case AWAY -> words.say("not-done-away");
            case UNSURE -> words.say("not-done-unsure");
          };
      return show(exchange, new Entered().wrong("login", sentence), AWAY);
    }
    exchange.end();
    return Answer.seeOther(PATH + "/done");
  }
}
