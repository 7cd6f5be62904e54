package org.keyturn.agent;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;
import org.keyturn.agent.config.KeyturnConfig;
import org.keyturn.agent.console.AuditSearch;
import org.keyturn.agent.console.Checkup;
import org.keyturn.agent.console.OutboxDesk;
import org.keyturn.agent.console.People;
import org.keyturn.agent.console.RunHistory;
import org.keyturn.agent.console.Schedules;
import org.keyturn.agent.console.Sight;
import org.keyturn.agent.journal.Ledger;
import org.keyturn.agent.recovery.PortalDirectories;
import org.keyturn.agent.run.RunFailure;
import org.keyturn.agent.web.OperationPages;
import org.keyturn.agent.web.PortalCertificate;
import org.keyturn.agent.web.WebSettings;

/** What operators see of the agent itself: its jobs, runs, messages, trail and health. */
final class Operations {

  private final Schedules schedules;
  private final RunHistory history;
  private final OutboxDesk outbox;
  private final AuditSearch trail;
  private final Checkup checkup;
  private final Clock clock;

  /**
   * @param deliverSoon has messages delivered soon
   * @param onError what to do about an {@link Error} in the background
   */
  Operations(
      KeyturnConfig config,
      Ledger ledger,
      PortalDirectories directories,
      Runnable deliverSoon,
      Consumer<Error> onError,
      Clock clock) {
    this.schedules = new Schedules(declared(config), ledger);
    this.history = new RunHistory(ledger);
    this.outbox = new OutboxDesk(ledger, deliverSoon);
    this.trail = new AuditSearch(ledger, clock, onError);
    this.checkup =
        new Checkup(
            new Checkup.Settings(
                version(),
                config.store().path(),
                config.mail().isPresent(),
                () -> certificate(config)),
            ledger,
            directories,
            schedules,
            outbox,
            clock);
    this.clock = clock;
  }

  private static List<Schedules.Declared> declared(KeyturnConfig config) {
    return config.jobs().values().stream()
        .map(
            job ->
                new Schedules.Declared(
                    job.settings().name(),
                    job.settings().action(),
                    job.settings().directory(),
                    job.schedule(),
                    job.watch()))
        .toList();
  }

  private static String version() {
    return Optional.ofNullable(Operations.class.getPackage().getImplementationVersion())
        .orElse("keyturn");
  }

  /** One that cannot be read any more has ended, as far as its readers go. */
  private static Optional<Instant> certificate(KeyturnConfig config) {
    try {
      return config.web().map(WebSettings::tls).flatMap(PortalCertificate::until);
    } catch (RunFailure e) {
      return Optional.of(Instant.EPOCH);
    }
  }

  /**
   * @param approvals how many plans wait for a second admin
   */
  OperationPages pages(ToLongFunction<Sight> approvals, People people) {
    return new OperationPages(approvals, people, schedules, history, outbox, trail, checkup, clock);
  }

  Schedules schedules() {
    return schedules;
  }

  RunHistory history() {
    return history;
  }

  OutboxDesk outbox() {
    return outbox;
  }

  AuditSearch trail() {
    return trail;
  }

  Checkup checkup() {
    return checkup;
  }
}
