package org.keyturn.agent.web;

import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.keyturn.agent.account.Account;
import org.keyturn.agent.account.Secret;
import org.keyturn.agent.console.ConsoleSettings;
import org.keyturn.agent.console.Operator;
import org.keyturn.agent.console.Sight;
import org.keyturn.agent.directory.DirectoryException;
import org.keyturn.agent.directory.SignInResult;
import org.keyturn.agent.journal.AuditTrail;
import org.keyturn.agent.recovery.PortalDirectories;
import org.keyturn.agent.recovery.ProofChannel;
import org.keyturn.agent.recovery.SignInCode;
import org.keyturn.agent.recovery.SignInCode.Ended;
import org.keyturn.agent.run.OwnChange;

/** {@code /admin/sign-in}: an operator's password, and a code where the config asks for one. */
public final class SignInPages extends Pages {

  static final String PATH = "/admin/sign-in";

  private static final String CODE = PATH + "/code";
  private static final String CHANNEL = PATH + "/channel";
  static final String HOME = "/admin";
  private static final int WRONG = 422;
  private static final int AWAY = 503;

  private final Reception reception;
  private final PortalDirectories directories;
  private final SignInCode codes;
  private final AuditTrail audit;
  private final Clock clock;

  public SignInPages(
      Reception reception,
      PortalDirectories directories,
      SignInCode codes,
      AuditTrail audit,
      Clock clock) {
    this.reception = reception;
    this.directories = directories;
    this.codes = codes;
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * Whose password was right, and who is not in yet.
   *
   * @param ticket of the code that was sent; empty: none yet
   */
  private record Halfway(Person person, String ticket, String channel) {}

  @Override
  List<Route> routes() {
    return List.of(
        Route.get(PATH, Access.ANYONE, exchange -> form(exchange, new Entered(), 200)),
        Route.post(PATH, Access.ANYONE, this::signIn),
        Route.get(CHANNEL, Access.ANYONE, exchange -> channel(exchange, new Entered(), 200)),
        Route.post(CHANNEL, Access.ANYONE, this::choose),
        Route.get(CODE, Access.ANYONE, exchange -> code(exchange, new Entered(), 200)),
        Route.post(CODE, Access.ANYONE, this::enter),
        Route.post("/admin/sign-out", Sight.class, this::signOut),
        Route.post("/admin/directory", Sight.class, this::lookElsewhere));
  }

  private Answer signOut(Exchange exchange, Sight evidence) {
    record(evidence.operator(), "operator-signed-out");
    exchange.end();
    return Answer.seeOther(PATH);
  }

  private Answer lookElsewhere(Exchange exchange, Sight evidence) {
    String name = exchange.form().text("directory");
    if (!directories.names().contains(name)) {
      throw new Refusal(Refusal.BAD_REQUEST);
    }
    exchange.remember(new Here(name));
    return Answer.seeOther(HOME);
  }

  private static Answer form(Exchange exchange, Entered entered, int status) {
    return entered.view(status, "admin-sign-in", Map.of("login", exchange.form().text("login")));
  }

  private record SignedIn(Account account, String directory, SignInResult.Kind kind) {}

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
      Optional<SignedIn> one = reception.people().attempt(login, password, this::proven);
      return one.isPresent()
          ? let(exchange, one.get())
          : form(exchange, new Entered().wrong("login", words.say("wrong-sign-in")), WRONG);
    } catch (People.TooOften e) {
      return form(
          exchange, new Entered().wrong("login", words.say("wrong-too-often")), Refusal.TOO_MANY);
    } catch (DirectoryException e) {
      return form(exchange, new Entered().wrong("login", words.say("not-done-away")), AWAY);
    }
  }

  private Optional<SignedIn> proven(People.Known known, Secret password) {
    SignInResult result = known.directory().signIn(known.account().dn(), password);
    if (result.kind() == SignInResult.Kind.UNREACHABLE) {
      throw new DirectoryException(DirectoryException.Kind.UNREACHABLE, result.detail());
    }
    return OwnChange.proves(result.kind())
        ? Optional.of(new SignedIn(known.account(), known.name(), result.kind()))
        : Optional.empty();
  }

  /** The password was right: another browser's secret from here on, whatever comes of it. */
  private Answer let(Exchange exchange, SignedIn one) {
    exchange.end();
    if (one.kind() != SignInResult.Kind.OK) {
      exchange.remember(new ChangePages.MustChange());
      return Answer.seeOther("/change");
    }
    Optional<Sight> sight = reception.operators().of(one.directory(), one.account());
    if (sight.isEmpty()) {
      audit.append(
          one.account().login(),
          "operator-refused",
          one.directory(),
          one.account().login(),
          Map.of("why", "no role"));
      return form(
          exchange,
          new Entered().wrong("login", exchange.words().say("wrong-no-role")),
          Refusal.FORBIDDEN);
    }
    ConsoleSettings settings = reception.operators().settings();
    Person person =
        new Person(one.directory(), one.account().id(), one.account().login(), clock.instant());
    if (!settings.secondFactor().isAskedOf(sight.get().operator().role())) {
      return enterAs(exchange, person, sight.get());
    }
    Map<ProofChannel, String> channels = codes.channels(one.account());
    if (channels.isEmpty()) {
      audit.append(
          person.login(),
          "operator-refused",
          one.directory(),
          person.login(),
          Map.of("why", "no address for a code"));
      return form(
          exchange,
          new Entered().wrong("login", exchange.words().say("wrong-no-second")),
          Refusal.FORBIDDEN);
    }
    exchange.remember(new Halfway(person, "", ""));
    return channels.size() == 1
        ? send(exchange, person, one.account(), channels.keySet().iterator().next())
        : Answer.seeOther(CHANNEL);
  }

  private Answer enterAs(Exchange exchange, Person person, Sight sight) {
    ConsoleSettings settings = reception.operators().settings();
    exchange.end();
    exchange.remember(
        new Operating(
            person.id(),
            person.login(),
            person.since(),
            person.since(),
            settings.idle(),
            settings.longest()));
    record(sight.operator(), "operator-signed-in");
    return Answer.seeOther(HOME);
  }

  private void record(Operator operator, String event) {
    audit.append(
        operator.login(),
        event,
        operator.directory(),
        operator.login(),
        Map.of("role", operator.role().id()));
  }

  private Optional<Account> account(Person person) {
    return directories
        .ask(person.directory(), directory -> directory.read(person.id()))
        .filter(account -> AccountPages.isStill(person, account));
  }

  private Answer channel(Exchange exchange, Entered entered, int status) {
    Optional<Halfway> halfway = exchange.remembered(Halfway.class);
    Optional<Account> account = halfway.flatMap(h -> account(h.person()));
    if (account.isEmpty()) {
      return Answer.seeOther(PATH);
    }
    List<Map<String, Object>> choices = new ArrayList<>();
    codes
        .channels(account.get())
        .forEach(
            (channel, address) ->
                choices.add(
                    Map.of(
                        "id",
                        channel.id(),
                        "label",
                        exchange
                            .words()
                            .say(
                                channel == ProofChannel.RECOVERY_MAIL
                                    ? "channel-mail"
                                    : "channel-mobile",
                                address),
                        "first",
                        choices.isEmpty())));
    return entered.view(status, "admin-channel", Map.of("choices", choices));
  }

  private Answer choose(Exchange exchange) {
    Optional<Halfway> halfway = exchange.remembered(Halfway.class);
    Optional<ProofChannel> channel = ProofChannel.byId(exchange.form().text("channel"));
    Optional<Account> account = halfway.flatMap(h -> account(h.person()));
    if (account.isEmpty()) {
      return Answer.seeOther(PATH);
    }
    return channel
        .filter(c -> codes.channels(account.get()).containsKey(c))
        .map(c -> send(exchange, halfway.get().person(), account.get(), c))
        .orElseGet(
            () ->
                channel(
                    exchange,
                    new Entered().wrong("channel", exchange.words().say("wrong-no-channel")),
                    WRONG));
  }

  private Answer send(Exchange exchange, Person person, Account account, ProofChannel channel) {
    Optional<String> ticket = codes.send(person.directory(), account, channel, exchange.browser());
    if (ticket.isEmpty()) {
      return form(
          exchange,
          new Entered().wrong("login", exchange.words().say("wrong-address-too-often")),
          Refusal.TOO_MANY);
    }
    String masked = codes.channels(account).getOrDefault(channel, "");
    exchange.remember(new Halfway(person, ticket.get(), masked));
    return Answer.seeOther(CODE);
  }

  private static Answer code(Exchange exchange, Entered entered, int status) {
    Optional<Halfway> halfway = exchange.remembered(Halfway.class);
    if (halfway.filter(h -> !h.ticket().isEmpty()).isEmpty()) {
      return Answer.seeOther(PATH);
    }
    Map<String, Object> values = new HashMap<>();
    values.put("sent", exchange.words().say("admin-code-sent", halfway.get().channel()));
    return entered.view(status, "admin-code", values);
  }

  private Answer enter(Exchange exchange) {
    Words words = exchange.words();
    Optional<Halfway> halfway = exchange.remembered(Halfway.class);
    try {
      Optional<Account> account = halfway.flatMap(h -> account(h.person()));
      if (account.isEmpty()) {
        return Answer.seeOther(PATH);
      }
      Halfway at = halfway.get();
      Ended ended =
          codes.enter(account.get(), at.ticket(), exchange.browser(), exchange.form().text("code"));
      if (ended instanceof Ended.NoCode) {
        return code(exchange, new Entered().wrong("code", words.say("wrong-no-code")), WRONG);
      } else if (ended instanceof Ended.Wrong wrong) {
        return code(
            exchange, new Entered().wrong("code", words.say("wrong-code", wrong.left())), WRONG);
      } else if (ended instanceof Ended.Over) {
        exchange.end();
        return form(exchange, new Entered().wrong("login", words.say("wrong-code-over")), WRONG);
      }
      return reception
          .operators()
          .of(at.person().directory(), account.get())
          .map(sight -> enterAs(exchange, at.person(), sight))
          .orElseGet(() -> Answer.seeOther(PATH));
    } catch (DirectoryException e) {
      return code(exchange, new Entered().wrong("code", words.say("not-done-away")), AWAY);
    }
  }
}
