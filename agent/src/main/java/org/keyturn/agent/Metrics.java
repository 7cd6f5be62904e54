package org.keyturn.agent;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.keyturn.agent.config.KeyturnConfig;
import org.keyturn.agent.journal.AuditQuestion;
import org.keyturn.agent.journal.AuditTrail;
import org.keyturn.agent.journal.Ledger;
import org.keyturn.agent.journal.LedgerException;
import org.keyturn.agent.journal.Lookups;
import org.keyturn.agent.journal.Message;
import org.keyturn.agent.journal.Occurrences;
import org.keyturn.agent.journal.Occurrences.Occurrence;
import org.keyturn.agent.journal.PendingPlan;

/**
 * How the agent does, for Prometheus. All of it is read from the ledger, which every process writes
 * to: what a command does counts as well. Counters begin with this process; each reading costs what
 * happened since the one before, not what is on record. Names and e-mail addresses are in none.
 * Thread-safe.
 */
final class Metrics implements AutoCloseable {

  /** Entries of the trail that are read at a time. */
  private static final int PAGE = 500;

  /** Of a job, so many scheduled times are looked at for one that it was begun at. */
  private static final int FEW = 20;

  private static final Set<Message.State> OPEN = Set.of(Message.State.OWED, Message.State.PARKED);

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final KeyturnConfig config;
  private final Ledger ledger;
  private final Clock clock;
  private final JvmGcMetrics gc = new JvmGcMetrics();
  private final MultiGauge messages;
  private final MultiGauge jobs;
  private final MultiGauge missed;
  private final Map<Figure, Double> figures = new EnumMap<>(Figure.class);
  private long counted;

  /** What is one number. */
  private enum Figure {
    UP("keyturn.ledger.up", "1 where the ledger can be read, 0 where not.", ""),
    OVERDUE(
        "keyturn.outbox.overdue",
        "For how long the message that is due the longest is.",
        "seconds"),
    UNFINISHED("keyturn.runs.unfinished", "Open runs that nobody carries on.", ""),
    APPROVALS("keyturn.plans.waiting", "Plans that wait for a second admin.", ""),
    STORE("keyturn.store.size", "The ledger's files.", "bytes");

    private final String name;
    private final String says;
    private final String unit;

    Figure(String name, String says, String unit) {
      this.name = name;
      this.says = says;
      this.unit = unit;
    }
  }

  Metrics(KeyturnConfig config, Ledger ledger, Clock clock) {
    this.config = config;
    this.ledger = ledger;
    this.clock = clock;
    this.counted = ledger.audit().head().map(AuditTrail.Head::seq).orElse(0L);
    this.messages =
        MultiGauge.builder("keyturn.outbox.messages")
            .description(
                "Messages that did not leave, by state: owed, or parked until somebody acts.")
            .register(registry);
    this.jobs =
        MultiGauge.builder("keyturn.job.last.begun")
            .description("The latest scheduled time of a job that it was begun at; Unix time.")
            .baseUnit("seconds")
            .register(registry);
    this.missed =
        MultiGauge.builder("keyturn.job.missed")
            .description("1 where a job's latest scheduled time came to nothing.")
            .register(registry);
    for (Figure figure : Figure.values()) {
      figures.put(figure, 0.0);
      Gauge.builder(figure.name, () -> figures.get(figure))
          .description(figure.says)
          .baseUnit(figure.unit.isEmpty() ? null : figure.unit)
          .register(registry);
    }
    new JvmMemoryMetrics().bindTo(registry);
    gc.bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
    new FileDescriptorMetrics().bindTo(registry);
  }

  /** The text that a scraper is answered. */
  synchronized String scrape() {
    try {
      look();
      figures.put(Figure.UP, 1.0);
    } catch (LedgerException e) {
      // The gauges keep what was seen last.
      figures.put(Figure.UP, 0.0);
    }
    return registry.scrape();
  }

  private void look() {
    Instant now = clock.instant();
    Lookups lookups = ledger.lookups();
    Map<Message.State, Long> waiting = lookups.waiting();
    messages.register(
        OPEN.stream()
            .map(
                state ->
                    MultiGauge.Row.of(
                        Tags.of("state", state.name().toLowerCase(Locale.ROOT)),
                        waiting.getOrDefault(state, 0L)))
            .toList(),
        true);
    figures.put(Figure.OVERDUE, lookups.dueSince(now).map(due -> seconds(due, now)).orElse(0.0));
    figures.put(Figure.UNFINISHED, (double) ledger.runs().unfinished().size());
    figures.put(
        Figure.APPROVALS, (double) ledger.pendingPlans().in(PendingPlan.State.WAITING).size());
    figures.put(Figure.STORE, (double) storeSize());
    schedules();
    count();
  }

  private static double seconds(Instant from, Instant to) {
    return Math.max(0, Duration.between(from, to).toMillis() / 1000.0);
  }

  private long storeSize() {
    long bytes = 0;
    for (String name : List.of("keyturn.db", "keyturn.db-wal")) {
      Path file = config.store().path().resolve(name);
      try {
        bytes += Files.size(file);
      } catch (NoSuchFileException e) {
        // There is a log while somebody writes.
      } catch (IOException e) {
        throw new LedgerException("The file " + file + " cannot be looked at.", e);
      }
    }
    return bytes;
  }

  private void schedules() {
    List<MultiGauge.Row<?>> begun = new ArrayList<>();
    List<MultiGauge.Row<?>> lost = new ArrayList<>();
    config
        .jobs()
        .forEach(
            (name, job) -> {
              if (job.schedule().isPresent()) {
                List<Occurrence> latest = ledger.occurrences().list(Optional.of(name), FEW);
                boolean isMissed =
                    latest.stream()
                        .findFirst()
                        .filter(o -> o.state() == Occurrences.State.MISSED)
                        .isPresent();
                Tags tags = Tags.of("job", name);
                lost.add(MultiGauge.Row.of(tags, isMissed ? 1 : 0));
                latest.stream()
                    .filter(o -> o.state() == Occurrences.State.FIRED && o.run().isPresent())
                    .findFirst()
                    .ifPresent(
                        o -> begun.add(MultiGauge.Row.of(tags, o.scheduledAt().getEpochSecond())));
              }
            });
    jobs.register(begun, true);
    missed.register(lost, true);
  }

  /** What the trail has more than when it was looked at before. */
  private void count() {
    long newest = ledger.audit().head().map(AuditTrail.Head::seq).orElse(0L);
    long before = newest + 1;
    while (before > counted + 1) {
      Lookups.AuditPage page = ledger.lookups().audit(AuditQuestion.ALL, before, PAGE);
      for (AuditTrail.Entry entry : page.entries()) {
        if (entry.seq() > counted) {
          registry.counter("keyturn.events", Tags.of("event", entry.event())).increment();
        }
      }
      before = page.entries().stream().mapToLong(AuditTrail.Entry::seq).min().orElse(counted + 1);
    }
    counted = Math.max(counted, newest);
  }

  @Override
  public void close() {
    gc.close();
    registry.close();
  }
}
