package org.keyturn.agent;

import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.keyturn.agent.config.KeyturnConfig;
import org.keyturn.agent.directory.Directories;
import org.keyturn.agent.directory.Directory;
import org.keyturn.agent.journal.Holder;
import org.keyturn.agent.journal.Holders.Registration;
import org.keyturn.agent.journal.Ledger;
import org.keyturn.agent.journal.Ledgers;
import org.keyturn.agent.lifecycle.Removing;
import org.keyturn.agent.notify.OutboxWorker;
import org.keyturn.agent.password.Codes;
import org.keyturn.agent.password.Sealer;
import org.keyturn.agent.plan.Former;
import org.keyturn.agent.plan.KinFinder;
import org.keyturn.agent.plan.Plan;
import org.keyturn.agent.plan.PlanRequest;
import org.keyturn.agent.plan.Plans;
import org.keyturn.agent.plan.Reach;
import org.keyturn.agent.report.Explainer;
import org.keyturn.agent.report.Reporter;
import org.keyturn.agent.run.Carrier;
import org.keyturn.agent.run.Progress;
import org.keyturn.agent.run.RunFailure;
import org.keyturn.agent.run.RunSettings;
import org.keyturn.agent.run.Runner;
import org.keyturn.agent.run.Stop;
import org.keyturn.agent.run.SyncPass;
import org.keyturn.agent.run.Undo;
import org.keyturn.agent.schedule.QuartzOpenings;
import org.keyturn.agent.web.MetricsServer;
import org.keyturn.agent.web.WebServer;
import org.keyturn.agent.web.WebSettings;

/**
 * What wires objects, each part in a class of its own beside it. Everything is opened when it is
 * first needed and closed in reverse order. Thread-safe.
 */
public final class Agent implements AutoCloseable {

  private final KeyturnConfig config;
  private final Clock clock;
  private final Holder.Kind kind;
  private final Deque<AutoCloseable> opened = new ArrayDeque<>();
  private final Map<String, Directory> directories = new HashMap<>();
  private final Planning planning = new Planning(this);
  private final Messaging messaging = new Messaging(this);
  private @Nullable Ledger ledger;
  private @Nullable Sealer sealer;
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
      messaging.subscribers().begin(open.eventFeeds());
      ledger = open;
    }
    return open;
  }

  /** Freezes what is asked for; the caller closes it. */
  public Plan plan(Directory directory, PlanRequest request) {
    return planning.plan(directory, request);
  }

  /**
   * As {@link #plan}; with one for each directory in which the same people have accounts, unless
   * that one alone is meant.
   *
   * @throws org.keyturn.agent.directory.DirectoryException where one of them is away: then there is
   *     no plan of any
   */
  public Plans plans(Directory directory, PlanRequest request) {
    return planning.plans(directory, request, Reach.EVERYWHERE);
  }

  Planning planning() {
    return planning;
  }

  /** The directories that a request may write to: the one that is asked for comes first. */
  public List<Directory> directories(Directory directory, PlanRequest request) {
    return planning.directories(directory, request);
  }

  /** What finds the accounts that people of a directory have in others; empty: nothing does. */
  public Optional<KinFinder> kin(Directory directory) {
    return planning.kin(directory);
  }

  /** Who was removed from a directory. */
  public Former former(Directory directory) {
    return planning.former(directory);
  }

  public Undo undo(Directory directory) {
    return planning.undo(directory);
  }

  public SyncPass syncPass(Directory directory) {
    return planning.syncPass(directory);
  }

  SealedKeepsakes keepsakes() {
    return new SealedKeepsakes(config.store().path(), config.sheets(), clock);
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
        config.passwords(), sealer(), config.recovery().linkLifetime(), messaging.ways(), clock);
  }

  synchronized Sealer sealer() {
    Sealer open = sealer;
    if (open == null) {
      open = new Sealer(config.store().path());
      sealer = open;
    }
    return open;
  }

  Codes codes() {
    return new Codes(config.store().path());
  }

  /** What delivers messages to people; empty where the config has no mail. */
  public Optional<OutboxWorker> outbox() {
    return messaging.outbox();
  }

  /**
   * Tells programs what happened since they were told last. One thread at a time.
   *
   * @return how often one was told something
   */
  public int tellPrograms() {
    return messaging.tellPrograms();
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
            messaging.ways(),
            soon -> new ConsoleWork(this, passwords(), soon),
            clock);
    opened.push(portal);
    WebServer server = portal.open(settings, onError, outbox);
    console = portal.console().orElse(null);
    return server;
  }

  /**
   * Where figures are told, its address taken and nobody answered yet; empty where the config has
   * none. It is the caller's to close, before this agent.
   *
   * @throws RunFailure where its address cannot be had
   */
  public synchronized Optional<MetricsServer> metrics() {
    return config
        .metrics()
        .map(
            listen -> {
              Metrics metrics = new Metrics(config, ledger(), clock);
              opened.push(metrics);
              return MetricsServer.open(listen, metrics::scrape);
            });
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
