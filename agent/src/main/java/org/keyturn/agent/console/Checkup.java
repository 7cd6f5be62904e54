package org.keyturn.agent.console;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.keyturn.agent.directory.Directory;
import org.keyturn.agent.directory.DirectoryException;
import org.keyturn.agent.directory.Finding;
import org.keyturn.agent.journal.AuditTrail;
import org.keyturn.agent.journal.Ledger;
import org.keyturn.agent.journal.LedgerException;
import org.keyturn.agent.journal.Occurrences.Occurrence;
import org.keyturn.agent.journal.Occurrences.State;
import org.keyturn.agent.recovery.PortalDirectories;

/** How the agent is: everything that it needs is looked at, and each has its sign. Thread-safe. */
public final class Checkup {

  static final Duration LAG = Duration.ofMinutes(15);
  static final Duration LONG_LAG = Duration.ofHours(1);
  static final Duration ENDS_SOON = Duration.ofDays(21);

  private static final long LITTLE_SPACE = 1L << 30;
  private static final long NO_SPACE = 100L << 20;

  private final Settings settings;
  private final Ledger ledger;
  private final PortalDirectories directories;
  private final Schedules schedules;
  private final OutboxDesk outbox;
  private final Clock clock;
  private final Instant started;

  public Checkup(
      Settings settings,
      Ledger ledger,
      PortalDirectories directories,
      Schedules schedules,
      OutboxDesk outbox,
      Clock clock) {
    this.settings = settings;
    this.ledger = ledger;
    this.directories = directories;
    this.schedules = schedules;
    this.outbox = outbox;
    this.clock = clock;
    this.started = clock.instant();
  }

  /**
   * What is to be looked at.
   *
   * @param version this program's
   * @param store the ledger's folder
   * @param mail whether anybody can be told anything
   * @param certificate until when the portal's holds; empty where it has none
   */
  public record Settings(
      String version, Path store, boolean mail, Supplier<Optional<Instant>> certificate) {}

  /** All signs. Asks every directory, which may take as long as their time-out. */
  public List<Sign> all(Sight sight) {
    List<Sign> signs = new ArrayList<>();
    signs.add(Sign.ok(Sign.Kind.AGENT, "", settings.version(), started));
    signs.addAll(quick(sight));
    directories.names().forEach(name -> signs.addAll(directory(name)));
    return signs;
  }

  /** Those that cost next to nothing: no directory is asked. */
  public List<Sign> quick(Sight sight) {
    List<Sign> signs = new ArrayList<>();
    Instant now = clock.instant();
    signs.add(disk());
    certificate(now).ifPresent(signs::add);
    try {
      Optional<AuditTrail.Head> unused = ledger.audit().head();
      signs.add(Sign.ok(Sign.Kind.LEDGER, "", size()));
      signs.addAll(messages(outbox.depth(sight, now), now));
      schedules.all(sight, now).forEach(job -> job(job).ifPresent(signs::add));
    } catch (LedgerException e) {
      signs.add(Sign.fail(Sign.Kind.LEDGER, "", String.valueOf(e.getMessage())));
    }
    return signs;
  }

  private long size() {
    try {
      return Files.size(settings.store().resolve("keyturn.db"));
    } catch (IOException e) {
      return 0; // the ledger answered
    }
  }

  private Sign disk() {
    try {
      long free = Files.getFileStore(settings.store()).getUsableSpace();
      if (free < NO_SPACE) {
        return Sign.fail(Sign.Kind.DISK, "", free);
      }
      return free < LITTLE_SPACE
          ? Sign.warn(Sign.Kind.DISK, "", free)
          : Sign.ok(Sign.Kind.DISK, "", free);
    } catch (IOException e) {
      return Sign.fail(Sign.Kind.DISK, "", 0L);
    }
  }

  private Optional<Sign> certificate(Instant now) {
    return settings
        .certificate()
        .get()
        .map(
            until -> {
              if (!until.isAfter(now)) {
                return Sign.fail(Sign.Kind.CERTIFICATE, "", until);
              }
              return until.isBefore(now.plus(ENDS_SOON))
                  ? Sign.warn(Sign.Kind.CERTIFICATE, "", until)
                  : Sign.ok(Sign.Kind.CERTIFICATE, "", until);
            });
  }

  private List<Sign> messages(OutboxDesk.Depth depth, Instant now) {
    List<Sign> signs = new ArrayList<>();
    if (!settings.mail()) {
      signs.add(Sign.warn(Sign.Kind.MAIL, ""));
    } else {
      Instant since = depth.dueSince().orElse(now);
      signs.add(
          new Sign(
              Sign.Kind.OUTBOX,
              lateness(Duration.between(since, now)),
              "",
              List.of(depth.owed(), since)));
    }
    signs.add(
        depth.parked() == 0
            ? Sign.ok(Sign.Kind.PARKED, "", 0L)
            : Sign.warn(Sign.Kind.PARKED, "", depth.parked()));
    return signs;
  }

  private static Finding.Level lateness(Duration lag) {
    if (lag.compareTo(LONG_LAG) >= 0) {
      return Finding.Level.FAIL;
    }
    return lag.compareTo(LAG) >= 0 ? Finding.Level.WARN : Finding.Level.OK;
  }

  /** Nothing of a job that rests: somebody wished it so. */
  private static Optional<Sign> job(Schedules.Job job) {
    if (job.pause().isPresent() || job.declared().schedule().isEmpty()) {
      return Optional.empty();
    }
    String name = job.declared().name();
    Optional<Occurrence> last = job.last();
    if (last.isEmpty()) {
      return Optional.of(Sign.ok(Sign.Kind.JOB, name));
    }
    Object[] values = {last.get().scheduledAt(), last.get().detail()};
    return Optional.of(
        last.get().state() == State.FIRED || job.campaign().isPresent()
            ? Sign.ok(Sign.Kind.JOB, name, values)
            : Sign.warn(Sign.Kind.JOB, name, values));
  }

  private List<Sign> directory(String name) {
    try {
      return directories.ask(
          name,
          there ->
              List.of(
                  Sign.ok(Sign.Kind.DIRECTORY, name, there.info().url()),
                  clock(name, there.clockOffset())));
    } catch (DirectoryException e) {
      return List.of(Sign.fail(Sign.Kind.DIRECTORY, name, String.valueOf(e.getMessage())));
    }
  }

  private static Sign clock(String name, Optional<Duration> ahead) {
    if (ahead.isEmpty()) {
      return Sign.warn(Sign.Kind.CLOCK, name);
    }
    long seconds = ahead.get().toSeconds();
    return ahead.get().abs().compareTo(Directory.CLOCKS_APART) > 0
        ? Sign.fail(Sign.Kind.CLOCK, name, seconds)
        : Sign.ok(Sign.Kind.CLOCK, name, seconds);
  }
}
