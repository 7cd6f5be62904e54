package org.keyturn.agent.web;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.keyturn.agent.account.Secret;
import org.keyturn.agent.directory.DirectoryException;
import org.keyturn.agent.directory.SignInResult;
import org.keyturn.agent.recovery.AddressChange;
import org.keyturn.agent.recovery.AddressChange.Begun;
import org.keyturn.agent.recovery.AddressChange.Ended;
import org.keyturn.agent.recovery.ProofChannel;
import org.keyturn.agent.run.OwnChange;

/**
 * {@code /account/address}: another recovery mail or mobile of one's own. Who is signed in gives
 * their password once more: a browser that was left open is not enough to take an account over.
 */
final class AddressPages {

  static final String PATH = "/account/address";

  private static final String CODE = PATH + "/code";
  private static final String DONE = PATH + "/done";
  private static final String ACCOUNT = "/account";
  private static final int WRONG = 422;
  private static final int AWAY = 503;

  private final People people;
  private final AddressChange change;

  AddressPages(People people, AddressChange change) {
    this.people = people;
    this.change = change;
  }

  /** What a browser is at. */
  private record At(String ticket, ProofChannel channel) {}

  List<Route> routes() {
    return List.of(
        Route.get(PATH, Access.SIGNED_IN, this::form).withQuery("channel"),
        Route.post(PATH, Access.SIGNED_IN, this::begin),
        Route.get(CODE, Access.SIGNED_IN, exchange -> code(exchange, new Entered(), 200)),
        Route.post(CODE, Access.SIGNED_IN, this::enter),
        Route.get(DONE, Access.SIGNED_IN, exchange -> Answer.view("address-done", Map.of())));
  }

  private Answer form(Exchange exchange) {
    return exchange
        .query("channel")
        .flatMap(ProofChannel::byId)
        .map(channel -> form(exchange, channel, new Entered(), 200))
        .orElseGet(() -> Answer.seeOther(ACCOUNT));
  }

  private static Answer form(Exchange exchange, ProofChannel channel, Entered entered, int status) {
    boolean mail = channel == ProofChannel.RECOVERY_MAIL;
    Map<String, Object> values = new HashMap<>();
    values.put("channel", channel.id());
    values.put("address", exchange.form().text("address"));
    values.put("login", exchange.remembered(Person.class).orElseThrow().login());
    values.put("label", exchange.words().say(mail ? "account-recovery-mail" : "account-mobile"));
    values.put("type", mail ? "email" : "tel");
    values.put("autocomplete", mail ? "email" : "tel");
    return entered.view(status, "address", values);
  }

  private Answer begin(Exchange exchange) {
    Words words = exchange.words();
    Optional<ProofChannel> channel = ProofChannel.byId(exchange.form().text("channel"));
    if (channel.isEmpty()) {
      return Answer.seeOther(ACCOUNT);
    }
    try (Secret password = exchange.form().secret("password")) {
      Entered entered = new Entered();
      if (exchange.form().text("address").isBlank()) {
        entered.wrong("address", words.say("wrong-no-address"));
      }
      if (password.length() == 0) {
        entered.wrong("password", words.say("wrong-no-password"));
      }
      return entered.isFine()
          ? begin(exchange, channel.get(), password)
          : form(exchange, channel.get(), entered, WRONG);
    } catch (People.TooOften e) {
      return form(
          exchange,
          channel.get(),
          new Entered().wrong("password", words.say("wrong-too-often")),
          Refusal.TOO_MANY);
    } catch (DirectoryException e) {
      return form(
          exchange,
          channel.get(),
          new Entered().wrong("address", words.say("not-done-away")),
          AWAY);
    }
  }

  private Answer begin(Exchange exchange, ProofChannel channel, Secret password) {
    Words words = exchange.words();
    Person person = exchange.remembered(Person.class).orElseThrow();
    Optional<People.Known> owner =
        people.attempt(person.login(), password, (known, word) -> proven(person, known, word));
    if (owner.isEmpty()) {
      Entered entered = new Entered().wrong("password", words.say("wrong-own-password"));
      return form(exchange, channel, entered, WRONG);
    }
    Begun begun =
        change.begin(
            owner.get().owner(), channel, exchange.form().text("address"), exchange.browser());
    if (begun instanceof Begun.Sent sent) {
      exchange.remember(new At(sent.ticket().id(), channel));
      return Answer.seeOther(CODE);
    }
    Entered entered = new Entered().wrong("address", words.say(reason(begun, channel)));
    return form(
        exchange, channel, entered, begun instanceof Begun.TooOften ? Refusal.TOO_MANY : WRONG);
  }

  private static Optional<People.Known> proven(Person person, People.Known known, Secret password) {
    SignInResult result = known.directory().signIn(known.account().dn(), password);
    if (result.kind() == SignInResult.Kind.UNREACHABLE) {
      throw new DirectoryException(DirectoryException.Kind.UNREACHABLE, result.detail());
    }
    return known.account().id().equals(person.id()) && OwnChange.proves(result.kind())
        ? Optional.of(known)
        : Optional.empty();
  }

  private static String reason(Begun begun, ProofChannel channel) {
    if (begun instanceof Begun.NoAddress) {
      return channel == ProofChannel.RECOVERY_MAIL ? "wrong-no-mail" : "wrong-no-number";
    } else if (begun instanceof Begun.NothingGained) {
      return "wrong-same-address";
    }
    return begun instanceof Begun.TooOften ? "wrong-address-too-often" : "not-done-address";
  }

  private static Answer code(Exchange exchange, Entered entered, int status) {
    return exchange
        .remembered(At.class)
        .map(at -> entered.view(status, "address-code", Map.of("channel", at.channel().id())))
        .orElseGet(() -> Answer.seeOther(ACCOUNT));
  }

  private Answer enter(Exchange exchange) {
    Words words = exchange.words();
    Optional<At> at = exchange.remembered(At.class);
    Person person = exchange.remembered(Person.class).orElseThrow();
    try {
      Optional<People.Known> known =
          people.read(person).filter(k -> AccountPages.isStill(person, k.account()));
      if (at.isEmpty() || known.isEmpty()) {
        return Answer.seeOther(ACCOUNT);
      }
      return ended(
          exchange,
          change.enter(
              known.get().owner(),
              at.get().ticket(),
              exchange.browser(),
              exchange.form().text("code")));
    } catch (DirectoryException e) {
      return code(exchange, new Entered().wrong("code", words.say("not-done-away")), AWAY);
    }
  }

  private static Answer ended(Exchange exchange, Ended ended) {
    Words words = exchange.words();
    if (ended instanceof Ended.NoCode) {
      return code(exchange, new Entered().wrong("code", words.say("wrong-no-code")), WRONG);
    } else if (ended instanceof Ended.Wrong wrong) {
      Entered entered = new Entered().wrong("code", words.say("wrong-code", wrong.left()));
      return code(exchange, entered, WRONG);
    } else if (ended instanceof Ended.NotDone) {
      return code(exchange, new Entered().wrong("code", words.say("not-done-address")), AWAY);
    }
    exchange.forget(At.class);
    return Answer.seeOther(ended instanceof Ended.Done ? DONE : ForgotPages.OVER);
  }
}
