package org.keyturn.agent.console;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.keyturn.agent.journal.Campaign;
import org.keyturn.agent.journal.Ledger;
import org.keyturn.agent.journal.Run;
import org.keyturn.agent.journal.RunQuestion;
import org.keyturn.agent.journal.Tally;
import org.keyturn.agent.report.CampaignDocument;
import org.keyturn.agent.report.RunState;

/** What was done, newest first, and the campaigns that go on. Thread-safe. */
public final class RunHistory {

  /** How far back the days go. */
  public static final int DAYS = 30;

  /** Of more runs in those days, the newest are counted. */
  private static final int MOST = 1_000;

  private final Ledger ledger;
  private final Map<String, Tally> ended = new Latest();

  public RunHistory(Ledger ledger) {
    this.ledger = ledger;
  }

  /**
   * A run and where it stands.
   *
   * @param campaign where it reaches its accounts wave by wave
   */
  public record Line(Run run, Tally tally, RunState state, Optional<Campaign> campaign) {

    /** How many waves are still to be started. */
    public long wavesToCome() {
      return campaign.map(c -> CampaignDocument.toCome(c, tally)).orElse(0L);
    }

    /** Whether a person has to say what becomes of it. */
    public boolean waitsForSomebody() {
      return state == RunState.UNFINISHED || state == RunState.PAUSED;
    }

    /** Those that ended badly, whoever is not reached yet excepted. */
    public long bad() {
      return tally.failed() + tally.parked() - tally.open();
    }
  }

  /**
   * Some runs.
   *
   * @param more whether there are older ones
   */
  public record Page(List<Line> lines, boolean more) {}

  /**
   * What was done on one day, by when its runs began.
   *
   * @param bad failed or parked
   */
  public record Day(LocalDate date, long applied, long bad, long runs) {}

  /**
   * @param before a run that the ledger has; blank: from the newest on
   */
  public Page page(Sight sight, RunQuestion question, String before, int size) {
    List<Run> found =
        before.isEmpty()
            ? ledger.lookups().runs(question, size + 1)
            : ledger.lookups().runsBefore(before, question, size + 1);
    return new Page(found.stream().limit(size).map(this::line).toList(), found.size() > size);
  }

  /** Open runs that go on only where somebody says so, the oldest first. */
  public List<Line> waiting(Sight sight) {
    return ledger.runs().unfinished().stream()
        .map(this::line)
        .filter(Line::waitsForSomebody)
        .toList();
  }

  private Line line(Run run) {
    return new Line(run, tally(run), RunState.of(ledger, run), ledger.campaigns().find(run.id()));
  }

  /** The counts of a run that is done are counted once: its accounts do not change any more. */
  private Tally tally(Run run) {
    if (run.state() == Run.State.OPEN) {
      return Tally.of(ledger.runs().counts(run.id()));
    }
    synchronized (ended) {
      Tally known = ended.get(run.id());
      if (known != null) {
        return known;
      }
    }
    Tally tally = Tally.of(ledger.runs().counts(run.id()));
    synchronized (ended) {
      ended.put(run.id(), tally);
    }
    return tally;
  }

  /** The last {@value #DAYS} days, the oldest first, today included. */
  public List<Day> days(Sight sight, Instant now, ZoneId zone) {
    LocalDate today = now.atZone(zone).toLocalDate();
    Map<LocalDate, Day> days = new LinkedHashMap<>();
    for (int ago = DAYS - 1; ago >= 0; ago--) {
      LocalDate date = today.minusDays(ago);
      days.put(date, new Day(date, 0, 0, 0));
    }
    Instant since = now.minus(Duration.ofDays(DAYS));
    for (Run run : ledger.lookups().runs(RunQuestion.ALL, MOST)) {
      if (run.startedAt().isBefore(since)) {
        break;
      }
      Line line = line(run);
      days.computeIfPresent(
          run.startedAt().atZone(zone).toLocalDate(),
          (date, day) ->
              new Day(
                  date,
                  day.applied() + line.tally().applied(),
                  day.bad() + line.bad(),
                  day.runs() + 1));
    }
    return new ArrayList<>(days.values());
  }

  /** Lets the wave that is under way end, and no other start. False where it is no campaign. */
  public boolean pause(Command admin, String run, String reason) {
    String by = admin.operator().login() + (reason.isEmpty() ? "" : ": " + reason);
    return ledger.campaigns().pause(run, "stopped by " + by);
  }

  /** Its next wave starts when it is due. False where it was not paused. */
  public boolean goOn(Command admin, String run) {
    return ledger.campaigns().goOn(run, admin.operator().login()).isPresent();
  }

  /** As many as a page and its chart ask for. */
  private static final class Latest extends LinkedHashMap<String, Tally> {
    private static final long serialVersionUID = 1;

    Latest() {
      super(16, 0.75f, true);
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, Tally> eldest) {
      return size() > 2 * MOST;
    }
  }
}
