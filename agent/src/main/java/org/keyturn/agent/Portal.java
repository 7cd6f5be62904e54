package org.keyturn.agent;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.keyturn.agent.account.Account;
import org.keyturn.agent.config.KeyturnConfig;
import org.keyturn.agent.console.ConsoleSettings;
import org.keyturn.agent.console.Work;
import org.keyturn.agent.directory.Directory;
import org.keyturn.agent.journal.Channel;
import org.keyturn.agent.journal.Ledger;
import org.keyturn.agent.notify.SmsSettings;
import org.keyturn.agent.password.Codes;
import org.keyturn.agent.password.PasswordJudge;
import org.keyturn.agent.plan.KinFinder;
import org.keyturn.agent.recovery.AddressChange;
import org.keyturn.agent.recovery.EvenTime;
import org.keyturn.agent.recovery.People;
import org.keyturn.agent.recovery.ProofChannel;
import org.keyturn.agent.recovery.Recovery;
import org.keyturn.agent.run.Elsewhere;
import org.keyturn.agent.run.OwnReset;
import org.keyturn.agent.run.Passwords;
import org.keyturn.agent.web.Pages;
import org.keyturn.agent.web.PasswordPages;
import org.keyturn.agent.web.RecoveryPages;
import org.keyturn.agent.web.Tries;
import org.keyturn.agent.web.WebServer;
import org.keyturn.agent.web.WebSettings;

/** The pages that the config asks for, over connections of their own. */
final class Portal implements AutoCloseable {

  /** In which a directory answers, and its answer is one of everybody's. */
  private static final Duration ANSWERS = Duration.ofMillis(500);

  private final KeyturnConfig config;
  private final Ledger ledger;
  private final Supplier<? extends Passwords> passwords;
  private final Codes codes;
  private final Set<Channel> ways;
  private final Clock clock;
  private final Function<Runnable, Work> work;
  private final OwnConnections directories;
  private Optional<Console> console = Optional.empty();

  /**
   * @param ways by which messages to people go
   * @param work the agent as the console needs it, by what has messages delivered soon
   */
  Portal(
      KeyturnConfig config,
      Ledger ledger,
      Supplier<? extends Passwords> passwords,
      Codes codes,
      Set<Channel> ways,
      Function<Runnable, Work> work,
      Clock clock) {
    this.config = config;
    this.ledger = ledger;
    this.passwords = passwords;
    this.codes = codes;
    this.ways = Set.copyOf(ways);
    this.work = work;
    this.clock = clock;
    this.directories = new OwnConnections(config.directories());
  }

  /** Its address taken, and nobody answered yet; to be closed before this. */
  WebServer open(WebSettings settings, Consumer<Error> onError, Runnable outbox) {
    List<Pages> pages = new ArrayList<>();
    Tries tries = new Tries(clock);
    pages.add(
        new PasswordPages(
            directories, ledger, config.passwords(), addressChange(outbox), tries, clock));
    if (config.mail().isPresent()) {
      pages.add(new RecoveryPages(recovery(outbox), config.passwords()));
    }
    console = config.console().map(s -> console(s, tries, outbox, onError));
    console.ifPresent(c -> pages.addAll(c.pages()));
    return WebServer.open(
        settings,
        new LedgerHealth(ledger),
        clock,
        pages,
        console.map(Console::reception),
        console.map(Console::api),
        onError);
  }

  private Console console(
      ConsoleSettings settings, Tries tries, Runnable outbox, Consumer<Error> onError) {
    return new Console(
        settings,
        config,
        directories,
        ledger,
        codes,
        ways,
        tries,
        outbox,
        work.apply(outbox),
        onError,
        clock);
  }

  Optional<Console> console() {
    return console;
  }

  private AddressChange addressChange(Runnable outbox) {
    Map<String, Set<ProofChannel>> offered = new LinkedHashMap<>();
    if (config.recovery().ownAddresses()) {
      config
          .directories()
          .forEach(
              (name, directory) -> offered.put(name, ProofChannel.by(ways, directory.accounts())));
    }
    return new AddressChange(
        ledger, codes, offered, config.sms().flatMap(SmsSettings::country), outbox, clock);
  }

  OwnReset reset(Directory directory) {
    return new OwnReset(directory, ledger, passwords.get(), clock, this::elsewhere);
  }

  /** Where it cannot be told who is who, somebody has one account. */
  private List<Elsewhere.There> elsewhere(Directory home, Account account) {
    List<Elsewhere.There> all = new ArrayList<>();
    config
        .linkOf(home.info().name())
        .map(link -> new KinFinder(link, directories::open, false))
        .map(finder -> finder.of(home, List.of(account.id())).get(0))
        .ifPresent(
            kin ->
                kin.elsewhere()
                    .forEach(
                        (name, other) ->
                            all.add(new Elsewhere.There(directories.open(name), other))));
    return all;
  }

  /** What people do by themselves, who prove who they are by what we send them. */
  private Recovery recovery(Runnable outbox) {
    return new Recovery(
        new People(
            directories,
            this::reset,
            config.recovery(),
            ProofChannel.by(ways),
            config.sms().flatMap(SmsSettings::country),
            clock),
        new Recovery.Desk(
            ledger.tickets(),
            ledger.outbox(),
            codes,
            new PasswordJudge(config.passwords()),
            outbox),
        EvenTime.of(ANSWERS),
        clock);
  }

  @Override
  public void close() {
    console.ifPresent(Console::close);
    directories.close();
  }
}
