package org.keyturn.agent;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.keyturn.agent.account.Action;
import org.keyturn.agent.config.KeyturnConfig;
import org.keyturn.agent.directory.Directories;
import org.keyturn.agent.directory.Directory;
import org.keyturn.agent.directory.DirectoryException;
import org.keyturn.agent.journal.Channel;
import org.keyturn.agent.journal.Holder;
import org.keyturn.agent.journal.Holders.Registration;
import org.keyturn.agent.journal.Ledger;
import org.keyturn.agent.journal.Ledgers;
import org.keyturn.agent.lifecycle.Removing;
import org.keyturn.agent.lifecycle.Return;
import org.keyturn.agent.notify.Couriers;
import org.keyturn.agent.notify.Gateway;
import org.keyturn.agent.notify.Gateways;
import org.keyturn.agent.notify.MailSettings;
import org.keyturn.agent.notify.OutboxWorker;
import org.keyturn.agent.notify.SecretOpener;
import org.keyturn.agent.notify.Subscribers;
import org.keyturn.agent.notify.Templates;
import org.keyturn.agent.password.Codes;
import org.keyturn.agent.password.Sealer;
import org.keyturn.agent.plan.Former;
import org.keyturn.agent.plan.KinFinder;
import org.keyturn.agent.plan.LinkSettings;
import org.keyturn.agent.plan.LinkedPlanner;
import org.keyturn.agent.plan.Plan;
import org.keyturn.agent.plan.PlanRequest;
import org.keyturn.agent.plan.Planner;
import org.keyturn.agent.plan.Plans;
import org.keyturn.agent.plan.PurgePlanner;
import org.keyturn.agent.plan.Reach;
import org.keyturn.agent.plan.RestorePlanner;
import org.keyturn.agent.plan.SyncPlanner;
import org.keyturn.agent.plan.UndoPlanner;
import org.keyturn.agent.report.Explainer;
import org.keyturn.agent.report.Reporter;
import org.keyturn.agent.run.Carrier;
import org.keyturn.agent.run.Progress;
import org.keyturn.agent.run.RunFailure;
import org.keyturn.agent.run.RunSettings;
import org.keyturn.agent.run.Runner;
import org.keyturn.agent.run.StillEnding;
import org.keyturn.agent.run.Stop;
import org.keyturn.agent.run.SyncPass;
import org.keyturn.agent.run.Undo;
import org.keyturn.agent.schedule.QuartzOpenings;
import org.keyturn.agent.web.WebServer;
import org.keyturn.agent.web.WebSettings;

/**
 * The only place that wires objects. Everything is opened when it is first needed and closed in
 * reverse order. Thread-safe.
 */
public final class Agent implements AutoCloseable {

  private final KeyturnConfig config;
  private final Clock clock;
  private final Holder.Kind kind;
  private final Deque<AutoCloseable> opened = new ArrayDeque<>();
  private final Map<String, Directory> directories = new HashMap<>();
  private @Nullable Ledger ledger;
  private @Nullable Sealer sealer;
  private @Nullable OutboxWorker people;
  private @Nullable OutboxWorker programs;
  private volatile @Nullable Console console;

  /**
   * @param kind what this process is; there is one daemon a store
   */
  public Agent(KeyturnConfig config, Clock clock, Holder.Kind kind) {
    this.config = config;
    this.clock = clock;
    this.kind = kind;
  }

  public KeyturnConfig config() {
    return config;
  }

  public Clock clock() {
    return clock;
  }

  /**
   * A directory of the config, connected.
   *
   * @throws org.keyturn.agent.directory.DirectoryException where none of its servers will have us
   */
  public synchronized Directory directory(String name) {
    Directory open = directories.get(name);
    if (open == null) {
      open = Directories.open(Objects.requireNonNull(config.directories().get(name), name));
      opened.push(open);
      directories.put(name, open);
    }
    return open;
  }

  /** Lets go of a directory's connections, so that its next use may choose another server. */
  public synchronized void release(String name) {
    Directory open = directories.remove(name);
    if (open != null) {
      opened.remove(open);
      open.close();
    }
  }

  /**
   * The store; a daemon is registered in it.
   *
   * @throws RunFailure where another daemon holds it
   */
  public synchronized Ledger ledger() {
    Ledger open = ledger;
    if (open == null) {
      open = Ledgers.open(config.store(), clock);
      opened.push(open);
      if (kind == Holder.Kind.DAEMON
          && open.holders().register(kind) instanceof Registration.HeldBy held) {
        throw new RunFailure(
            RunFailure.Kind.HELD,
            "the store "
                + config.store().path()
                + " is held by another "
                + held.other().describe()
                + "; stop that one first, or give this one a store of its own");
      }
      subscribers().begin(open.eventFeeds());
      ledger = open;
    }
    return open;
  }

  public Planner planner(Directory directory) {
    return new Planner(
        directory,
        clock,
        planFolder(),
        account -> ledger().runs().movedTo(directory.info().name(), account),
        new LedgerReminders(this::ledger, clock, config.jobs()));
  }

  /** Freezes what is asked for; the caller closes it. */
  public Plan plan(Directory directory, PlanRequest request) {
    if (request.action() == Action.RESTORE) {
      return new RestorePlanner(directory, clock, planFolder(), former(directory)).plan(request);
    }
    if (request.action() == Action.PURGE) {
      keepsakes().expectReaders();
      return new PurgePlanner(directory, clock, planFolder(), former(directory)).plan(request);
    }
    return planner(directory)
        .plan(request.action() == Action.REMOVE ? asConfigured(request) : request);
  }

  /**
   * As {@link #plan}; with one for each directory in which the same people have accounts, unless
   * that one alone is meant.
   *
   * @throws org.keyturn.agent.directory.DirectoryException where one of them is away: then there is
   *     no plan of any
   */
  public Plans plans(Directory directory, PlanRequest request) {
    return plans(directory, request, Reach.EVERYWHERE);
  }

  /** The same, where the authority of whoever asks ends somewhere. */
  Plans plans(Directory directory, PlanRequest request, Reach reach) {
    return link(directory, request)
        .map(link -> link.from(directory.info().name(), reach))
        .filter(link -> link.by().size() > 1)
        .map(link -> new LinkedPlanner(link, this::directory, this::plan, planFolder(), reach))
        .map(planner -> planner.plan(directory, request))
        .orElseGet(() -> Plans.of(directory, plan(directory, request)));
  }

  /** The directories that a request may write to: the one that is asked for comes first. */
  public List<Directory> directories(Directory directory, PlanRequest request) {
    List<Directory> all = new ArrayList<>(List.of(directory));
    List<String> others =
        link(directory, request).map(l -> l.others(directory.info().name())).orElse(List.of());
    for (String name : others) {
      try {
        all.add(directory(name));
      } catch (DirectoryException e) {
        throw LinkSettings.told(name, e);
      }
    }
    return all;
  }

  private Optional<LinkSettings> link(Directory directory, PlanRequest request) {
    return config
        .linkOf(directory.info().name())
        .filter(link -> !request.only() && LinkSettings.concerns(request.action()));
  }

  /** What finds the accounts that people of a directory have in others; empty: nothing does. */
  public Optional<KinFinder> kin(Directory directory) {
    return config
        .linkOf(directory.info().name())
        .map(link -> new KinFinder(link, this::directory, true));
  }

  private PlanRequest asConfigured(PlanRequest removal) {
    return removal.with(
        removal
            .options()
            .lifecycle()
            .orElse(config.removal().tellManager(), config.removal().purgeAfter()));
  }

  SealedKeepsakes keepsakes() {
    return new SealedKeepsakes(config.store().path(), config.sheets(), clock);
  }

  /** Who was removed from a directory. */
  public Former former(Directory directory) {
    return returning(directory);
  }

  private Return returning(Directory directory) {
    return new Return(directory, ledger().removals());
  }

  public Undo undo(Directory directory) {
    return new Undo(
        ledger().runs(), new UndoPlanner(directory, clock, planFolder(), returning(directory)));
  }

  public SyncPass syncPass(Directory directory) {
    return new SyncPass(
        directory, ledger(), new SyncPlanner(directory, clock, planFolder()), clock);
  }

  /** Where plans are spooled; readable by the agent alone. */
  private Path planFolder() {
    Path folder = config.store().path().resolve("plans");
    try {
      if (!Files.isDirectory(folder)) {
        Files.createDirectories(
            folder,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      }
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make " + folder + ": " + e.getMessage(), e);
    }
  }

  public Runner runner(Directory directory, OptionalDouble rate, Stop stop, Progress progress) {
    return runner(
        directory,
        rate,
        stop,
        progress,
        (there, run, ownership) ->
            new Removing(
                there, ledger().removals(), config.removal(), keepsakes(), run, ownership));
  }

  Runner runner(
      Directory directory,
      OptionalDouble rate,
      Stop stop,
      Progress progress,
      Carrier.Source carriers) {
    int writers =
        Objects.requireNonNull(config.directories().get(directory.info().name())).connections();
    return new Runner(
        directory,
        ledger(),
        passwords(),
        RunSettings.with(writers, rate, config.liveBrake()),
        clock,
        stop,
        progress,
        new QuartzOpenings(),
        carriers);
  }

  SealedPasswords passwords() {
    return new SealedPasswords(
        config.passwords(), sealer(), config.recovery().linkLifetime(), ways(), clock);
  }

  /** By which channels messages to people go. */
  private Set<Channel> ways() {
    Set<Channel> ways = EnumSet.noneOf(Channel.class);
    if (config.mail().isPresent()) {
      ways.add(Channel.MAIL);
      config.sms().ifPresent(sms -> ways.add(Channel.SMS));
    }
    return ways;
  }

  private synchronized Sealer sealer() {
    Sealer open = sealer;
    if (open == null) {
      open = new Sealer(config.store().path());
      sealer = open;
    }
    return open;
  }

  /** What delivers messages to people; empty where the config has no mail. */
  public synchronized Optional<OutboxWorker> outbox() {
    if (people == null) {
      people = config.mail().map(this::outbox).orElse(null);
    }
    return Optional.ofNullable(people);
  }

  /**
   * Tells programs what happened since they were told last. One thread at a time.
   *
   * @return how often one was told something
   */
  public int tellPrograms() {
    subscribers().owe(ledger().eventFeeds());
    return programs().deliverDue(clock.instant());
  }

  private synchronized OutboxWorker programs() {
    OutboxWorker open = programs;
    if (open == null) {
      open = new OutboxWorker(ledger().outbox(), subscribers().couriers(clock), new SecureRandom());
      programs = open;
    }
    return open;
  }

  private Subscribers subscribers() {
    return new Subscribers(config.webhooks(), config.hooks());
  }

  private OutboxWorker outbox(MailSettings mail) {
    Gateway gateway = Gateways.of(mail);
    Templates templates = new Templates(mail.templates());
    String portal = config.web().flatMap(WebSettings::publicUrl).map(URI::toString).orElse("");
    SecretOpener secrets = new MessageSecrets(this::sealer, codes());
    return new OutboxWorker(
        ledger().outbox(),
        config
            .sms()
            .map(sms -> Couriers.toPeople(templates, mail, portal, gateway, sms, secrets))
            .orElseGet(() -> Couriers.toPeople(templates, mail, portal, gateway, secrets)),
        new StillEnding(config.directories().keySet(), this::directory, clock),
        new SecureRandom());
  }

  private Codes codes() {
    return new Codes(config.store().path());
  }

  /**
   * The portal, its address taken and nobody answered yet; empty where the config has none. It is
   * the caller's to close, before this agent.
   *
   * @param onError what to do about an {@link Error} in it
   * @param outbox has messages delivered soon
   * @throws RunFailure where its address cannot be had
   */
  public Optional<WebServer> web(Consumer<Error> onError, Runnable outbox) {
    return config.web().map(settings -> web(settings, onError, outbox));
  }

  private synchronized WebServer web(
      WebSettings settings, Consumer<Error> onError, Runnable outbox) {
    Portal portal =
        new Portal(
            config,
            ledger(),
            this::passwords,
            codes(),
            ways(),
            soon -> new ConsoleWork(this, passwords(), soon),
            clock);
    opened.push(portal);
    WebServer server = portal.open(settings, onError, outbox);
    console = portal.console().orElse(null);
    return server;
  }

  /** Drops plans of the console that waited for too long, and begins those that nobody began. */
  public void tidyPlans() {
    Console open = console;
    if (open != null) {
      open.desk().acts().tidy();
    }
  }

  /** Lets the writes of the console's runs end; their directories are closed after this. */
  public void endActs() {
    Console open = console;
    if (open != null) {
      open.close();
    }
  }

  public Explainer explainer(Directory directory) {
    return new Explainer(directory, ledger(), Explaining.jobs(config));
  }

  public Reporter reporter(Directory directory) {
    return new Reporter(
        directory,
        Objects.requireNonNull(config.directories().get(directory.info().name())),
        ledger());
  }

  @Override
  public synchronized void close() {
    while (!opened.isEmpty()) {
      try {
        opened.pop().close();
      } catch (Exception e) {
        throw new IllegalStateException("closing failed", e);
      }
    }
  }
}
