package org.keyturn.agent.run;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.keyturn.agent.directory.Batch;
import org.keyturn.agent.directory.Directory;
import org.keyturn.agent.directory.DirectoryException;
import org.keyturn.agent.directory.Scope;
import org.keyturn.agent.journal.Item;
import org.keyturn.agent.journal.Run;
import org.keyturn.agent.journal.Runs;
import org.keyturn.agent.run.RunResult.Ending;

/**
 * Keeps the directory busy: while the writes of one window are under way, the intents of the next
 * are put on disk and the outcomes of the last recorded. Memory holds two windows, however many
 * accounts there are. Used by one thread.
 */
final class Pipeline {

  /** How many windows are under way at a time. */
  private static final int DEPTH = 2;

  private final Directory directory;
  private final Carrier carrier;
  private final Runs runs;
  private final Run run;
  private final WindowSize window;
  private final Stop stop;
  private final Progress progress;
  private final Settling settling;
  private final Preparation preparation;
  private final Writers writers;
  private final Landing landing;
  private final LiveBrake brake;
  private final Patience patience;

  Pipeline(
      Directory directory,
      Carrier carrier,
      Runs runs,
      Run run,
      RunSettings settings,
      Stop stop,
      Progress progress,
      Settling settling,
      Preparation preparation,
      Writers writers,
      Landing landing,
      LiveBrake brake) {
    this.directory = directory;
    this.carrier = carrier;
    this.runs = runs;
    this.run = run;
    this.window = new WindowSize(settings.window(), settings.rate().isEmpty());
    this.stop = stop;
    this.progress = progress;
    this.settling = settling;
    this.preparation = preparation;
    this.writers = writers;
    this.landing = landing;
    this.brake = brake;
    this.patience = new Patience(settings.firstWait(), settings.patience(), stop, progress);
  }

  /** Why a run ended before its end. */
  record Halt(Ending ending, String why) {}

  /** What some windows in a row came to. */
  private record Leg(Optional<String> away, Optional<String> refusal) {}

  /** Empty where every account has its outcome. */
  Optional<Halt> carryOut() {
    while (true) {
      if (stop.asked()) {
        return Optional.of(new Halt(Ending.INTERRUPTED, stop.why()));
      }
      Optional<String> away;
      try {
        away = settled();
        if (away.isEmpty()) {
          Leg leg = windows();
          if (leg.refusal().isPresent()) {
            return Optional.of(new Halt(Ending.UNREACHABLE, leg.refusal().get()));
          }
          if (brake.tripped().isPresent()) {
            return Optional.of(new Halt(Ending.BRAKE, brake.tripped().get()));
          }
          if (leg.away().isEmpty() && !stop.asked()) {
            return Optional.empty();
          }
          away = leg.away();
        }
      } catch (DirectoryException e) {
        if (e.kind() != DirectoryException.Kind.UNREACHABLE) {
          throw e;
        }
        away = Optional.of(String.valueOf(e.getMessage()));
      }
      if (away.isPresent() && !stop.asked() && !patience.wait(away.get()) && !stop.asked()) {
        return Optional.of(new Halt(Ending.UNREACHABLE, away.get()));
      }
    }
  }

  /**
   * Empty where no write is without an answer any more; else why that cannot be.
   *
   * @throws DirectoryException where it is because the directory is away or refuses the agent
   */
  private Optional<String> settled() {
    if (settling.settle()) {
      return Optional.empty();
    }
    int unused = directory.countUpTo(Scope.all(), 1);
    return Optional.of("the directory does not say what became of a write");
  }

  /** Window after window, until nobody is left or something keeps the writers from sending. */
  private Leg windows() {
    Deque<Flight> underWay = new ArrayDeque<>();
    Leg leg = new Leg(Optional.empty(), Optional.empty());
    writers.goOn();
    try {
      while (true) {
        leg = new Leg(leg.away().or(() -> launch(underWay)), leg.refusal());
        Flight first = underWay.peek();
        if (first == null) {
          return leg;
        }
        Landing.Summary summary = landing.land(first);
        window.landed(summary, first.writes().size(), first.nanos());
        leg = with(leg, summary);
        first.wipe();
        underWay.remove();
      }
    } catch (DirectoryException e) {
      writers.halt(String.valueOf(e.getMessage()));
      landAll(underWay);
      throw e;
    } finally {
      abandon(underWay);
    }
  }

  /** Empty, or why nobody more can be sent for now. */
  private Optional<String> launch(Deque<Flight> underWay) {
    while (underWay.size() < DEPTH && writers.open()) {
      List<Item> planned = runs.planned(run.id(), window.size());
      if (planned.isEmpty()) {
        return Optional.empty();
      }
      Preparation.Ready ready = preparation.ready(planned);
      underWay.add(flight(ready.writes()));
      advanced(landing.unwritten(ready.outcomes()));
      if (ready.held().isPresent()) {
        return ready.held();
      }
    }
    return Optional.empty();
  }

  private Flight flight(List<Prepared> writes) {
    Batch batch;
    try {
      batch = carrier.batch(writes.stream().map(Prepared::write).toList());
    } catch (RuntimeException | Error e) {
      writes.forEach(Prepared::wipe);
      throw e;
    }
    return new Flight(writes, batch, writers);
  }

  private Leg with(Leg leg, Landing.Summary summary) {
    advanced(summary);
    return new Leg(leg.away().or(summary::away), leg.refusal().or(summary::refusal));
  }

  private void advanced(Landing.Summary summary) {
    progress.advanced(summary.done(), summary.failures());
    if (summary.done() > 0) {
      patience.reward();
    }
  }

  private void landAll(Deque<Flight> underWay) {
    for (Flight flight = underWay.peek(); flight != null; flight = underWay.peek()) {
      advanced(landing.land(flight));
      flight.wipe();
      underWay.remove();
    }
  }

  /** After a failure of our own: no writer may use a password that is wiped. */
  private void abandon(Deque<Flight> underWay) {
    if (underWay.isEmpty()) {
      return;
    }
    writers.halt("the run failed");
    for (Flight flight : underWay) {
      flight.await();
      flight.wipe();
    }
  }
}
