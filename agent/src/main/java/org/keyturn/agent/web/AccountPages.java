package org.keyturn.agent.web;

import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.keyturn.agent.account.Account;
import org.keyturn.agent.account.Secret;
import org.keyturn.agent.directory.DirectoryException;
import org.keyturn.agent.directory.SignInResult;
import org.keyturn.agent.journal.Ledger;
import org.keyturn.agent.recovery.AddressChange;
import org.keyturn.agent.recovery.ProofChannel;
import org.keyturn.agent.run.OwnChange;

/** {@code /account}: what a person who signed in may see of their own account. */
final class AccountPages {

  static final String SIGN_IN = "/account/sign-in";

  private static final String PATH = "/account";
  private static final int WRONG = 422;
  private static final int AWAY = 503;

  private final People people;
  private final Ledger ledger;
  private final AddressChange change;
  private final Clock clock;

  AccountPages(People people, Ledger ledger, AddressChange change, Clock clock) {
    this.people = people;
    this.ledger = ledger;
    this.change = change;
    this.clock = clock;
  }

  List<Route> routes() {
    return List.of(
        Route.get(PATH, Access.SIGNED_IN, this::show),
        Route.get(SIGN_IN, Access.ANYONE, exchange -> form(exchange, new Entered(), 200)),
        Route.post(SIGN_IN, Access.ANYONE, this::signIn),
        Route.post(PATH + "/sign-out", Access.SIGNED_IN, AccountPages::signOut));
  }

  private static Answer signOut(Exchange exchange) {
    exchange.end();
    return Answer.seeOther("/");
  }

  private static Answer form(Exchange exchange, Entered entered, int status) {
    return entered.view(status, "sign-in", Map.of("login", exchange.form().text("login")));
  }

  private record SignedIn(Person person, SignInResult.Kind kind) {}

  private Answer signIn(Exchange exchange) {
    Words words = exchange.words();
    String login = exchange.form().text("login");
    try (Secret password = exchange.form().secret("password")) {
      Entered entered = new Entered();
      if (login.isBlank()) {
        entered.wrong("login", words.say("wrong-no-login"));
      }
      if (password.length() == 0) {
        entered.wrong("password", words.say("wrong-no-password"));
      }
      if (!entered.isFine()) {
        return form(exchange, entered, WRONG);
      }
      Optional<SignedIn> signedIn = people.attempt(login, password, this::proven);
      return signedIn
          .map(one -> let(exchange, one))
          .orElseGet(
              () ->
                  form(exchange, new Entered().wrong("login", words.say("wrong-sign-in")), WRONG));
    } catch (People.TooOften e) {
      return form(
          exchange, new Entered().wrong("login", words.say("wrong-too-often")), Refusal.TOO_MANY);
    } catch (DirectoryException e) {
      return form(exchange, new Entered().wrong("login", words.say("not-done-away")), AWAY);
    }
  }

  private Optional<SignedIn> proven(People.Known known, Secret password) {
    Account account = known.account();
    SignInResult result = known.directory().signIn(account.dn(), password);
    if (result.kind() == SignInResult.Kind.UNREACHABLE) {
      throw new DirectoryException(DirectoryException.Kind.UNREACHABLE, result.detail());
    }
    return OwnChange.proves(result.kind())
        ? Optional.of(
            new SignedIn(
                new Person(known.name(), account.id(), account.login(), clock.instant()),
                result.kind()))
        : Optional.empty();
  }

  /** Whoever knows a password that must be changed may do that and nothing else. */
  private static Answer let(Exchange exchange, SignedIn one) {
    exchange.renew();
    if (one.kind() != SignInResult.Kind.OK) {
      exchange.remember(new ChangePages.MustChange());
      return Answer.seeOther("/change");
    }
    exchange.remember(one.person());
    return Answer.seeOther(PATH);
  }

  private Answer show(Exchange exchange) {
    Person person = exchange.remembered(Person.class).orElseThrow();
    Optional<People.Known> known;
    try {
      known = people.read(person);
    } catch (DirectoryException e) {
      return form(
          exchange, new Entered().wrong("login", exchange.words().say("not-done-away")), AWAY);
    }
    // Somebody who was removed, or got another password, since they signed in.
    if (known.filter(k -> isStill(person, k.account())).isEmpty()) {
      exchange.end();
      return Answer.seeOther(SIGN_IN);
    }
    Account account = known.get().account();
    AccountWords said = new AccountWords(exchange.words(), clock.instant());
    Map<String, Object> values = new HashMap<>(said.expiry(account.state().expiry()));
    values.put("who", exchange.words().say("account-who", account.login()));
    values.put("addresses", said.addresses(account));
    values.put("changes", changes(exchange.words(), known.get()));
    values.putAll(
        said.events(
            ledger.runs().history(account.id(), AccountWords.MOST),
            ledger.outbox().about(account.login(), AccountWords.MOST),
            person.directory()));
    return Answer.view("account", values);
  }

  private List<Map<String, String>> changes(Words words, People.Known known) {
    return change.offered(known.owner()).stream()
        .sorted()
        .map(
            channel ->
                Map.of(
                    "path",
                    AddressPages.PATH + "?channel=" + channel.id(),
                    "text",
                    words.say(
                        channel == ProofChannel.RECOVERY_MAIL ? "address-mail" : "address-mobile")))
        .toList();
  }

  static boolean isStill(Person person, Account account) {
    return account.state().enabled()
        && !account.state().mustChange()
        && account.state().changedAt().filter(at -> at.isAfter(person.since())).isEmpty();
  }
}
