package org.keyturn.agent.console;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.keyturn.agent.account.Action;
import org.keyturn.agent.journal.Ledger;
import org.keyturn.agent.journal.Occurrences.Occurrence;
import org.keyturn.agent.journal.Pauses;
import org.keyturn.agent.journal.Run;
import org.keyturn.agent.schedule.FireTimes;
import org.keyturn.agent.schedule.ScheduleSettings;

/** The config's jobs, when they come and what came of them, and their rest. Thread-safe. */
public final class Schedules {

  private static final int NEXT = 3;

  private final List<Declared> jobs;
  private final Ledger ledger;

  public Schedules(List<Declared> jobs, Ledger ledger) {
    this.jobs = List.copyOf(jobs);
    this.ledger = ledger;
  }

  /**
   * A job as the config has it.
   *
   * @param schedule empty: it runs when somebody says so
   * @param watched whether it follows the changes of its directory besides
   */
  public record Declared(
      String name,
      Action action,
      String directory,
      Optional<ScheduleSettings> schedule,
      boolean watched) {}

  /**
   * A job and what is known of it.
   *
   * @param next its next instants, whether it rests or not
   * @param last what came of the last one
   * @param campaign a run of it that goes on wave by wave
   */
  public record Job(
      Declared declared,
      List<Instant> next,
      Optional<Occurrence> last,
      Optional<Pauses.Pause> pause,
      Optional<Run> campaign) {}

  /** In the config's order. */
  public List<Job> all(Sight sight, Instant now) {
    return jobs.stream().map(job -> job(job, now)).toList();
  }

  private Job job(Declared job, Instant now) {
    return new Job(
        job,
        next(job, now),
        ledger.occurrences().list(Optional.of(job.name()), 1).stream().findFirst(),
        ledger.pauses().find(job.name()),
        ledger.campaigns().ofJob(job.name()));
  }

  private static List<Instant> next(Declared job, Instant now) {
    List<Instant> next = new ArrayList<>();
    Instant after = now;
    while (job.schedule().isPresent() && next.size() < NEXT) {
      Optional<Instant> at = FireTimes.next(job.schedule().get(), after);
      if (at.isEmpty()) {
        break; // a year that is past
      }
      next.add(at.get());
      after = at.get();
    }
    return next;
  }

  public Optional<Declared> find(Sight sight, String name) {
    return jobs.stream().filter(job -> job.name().equals(name)).findFirst();
  }

  /**
   * Lets the scheduled instants of a job pass until {@link #goOn}.
   *
   * @return false where the config has no such schedule, or it rests already
   */
  public boolean pause(Command admin, String name, String reason) {
    return find(admin, name).flatMap(Declared::schedule).isPresent()
        && ledger.pauses().pause(name, admin.operator().login(), reason);
  }

  /** False where it was not paused. What passed meanwhile is not made up for. */
  public boolean goOn(Command admin, String name) {
    return ledger.pauses().goOn(name, admin.operator().login());
  }
}
