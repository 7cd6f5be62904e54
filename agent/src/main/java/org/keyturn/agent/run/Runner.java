package org.keyturn.agent.run;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.keyturn.agent.account.Action;
import org.keyturn.agent.directory.Directory;
import org.keyturn.agent.directory.DirectoryException;
import org.keyturn.agent.journal.Ledger;
import org.keyturn.agent.journal.Run;
import org.keyturn.agent.journal.Runs.Ownership;
import org.keyturn.agent.journal.Runs.TakeOver;
import org.keyturn.agent.journal.Tally;
import org.keyturn.agent.plan.Plan;
import org.keyturn.agent.plan.PlanHeader;
import org.keyturn.agent.plan.Untouchables;
import org.keyturn.agent.run.RunResult.Ending;

/**
 * Carries plans out, window by window: intents are forced to disk, the writes of the window are
 * sent, their outcomes and the messages they owe are committed together. What a crash leaves
 * between an intent and its outcome is settled by reading the directory before anything new is
 * written. {@link Pipeline} is the walk; this is what stands before and after it.
 *
 * <p>One runner carries out one run at a time, on the calling thread and its writers.
 */
public final class Runner {

  private final Directory directory;
  private final Ledger ledger;
  private final Passwords passwords;
  private final RunSettings settings;
  private final Clock clock;
  private final Stop stop;
  private final Progress progress;
  private final Openings openings;
  private final Campaigning campaigning;
  private final Carrier.Source carriers;
  private final Engine engine;

  /** At any hour. */
  public Runner(
      Directory directory,
      Ledger ledger,
      Passwords passwords,
      RunSettings settings,
      Clock clock,
      Stop stop,
      Progress progress) {
    this(
        directory,
        ledger,
        passwords,
        settings,
        clock,
        stop,
        progress,
        Openings.ALWAYS,
        Carrier.Source.DIRECT,
        Engine.OF_THREADS);
  }

  /**
   * @param openings when a wave of a campaign may start, and a reminder leave
   * @param carriers what takes the changes to the directory
   */
  public Runner(
      Directory directory,
      Ledger ledger,
      Passwords passwords,
      RunSettings settings,
      Clock clock,
      Stop stop,
      Progress progress,
      Openings openings,
      Carrier.Source carriers) {
    this(
        directory,
        ledger,
        passwords,
        settings,
        clock,
        stop,
        progress,
        openings,
        carriers,
        Engine.OF_THREADS);
  }

  /**
   * @param engine what its writers run on
   */
  Runner(
      Directory directory,
      Ledger ledger,
      Passwords passwords,
      RunSettings settings,
      Clock clock,
      Stop stop,
      Progress progress,
      Openings openings,
      Carrier.Source carriers,
      Engine engine) {
    this.directory = directory;
    this.ledger = ledger;
    this.passwords = passwords;
    this.settings = settings;
    this.clock = clock;
    this.stop = stop;
    this.progress = progress;
    this.openings = openings;
    this.campaigning = new Campaigning(ledger, openings, clock);
    this.carriers = carriers;
    this.engine = engine;
  }

  /**
   * Puts the plan on disk and carries it out.
   *
   * @param reveal is given each new password that is to be shown, once every account is through
   * @throws RunFailure where the plan was carried out before, or its passwords would reach nobody
   */
  public RunResult carryOut(Plan plan, Brief brief, Reveal reveal) {
    try (Together alone = Together.begin(List.of(new Together.Course(this, plan, brief)))) {
      return alone.next(reveal);
    }
  }

  void admit(PlanHeader header, Brief brief) {
    new Admission(ledger.runs()).judge(header);
    campaigning.refuse(header, brief);
  }

  Beginning beginning(Run run, Plan plan, Brief brief) {
    return new Beginning(passwords, brief, run, plan);
  }

  List<Ownership> begin(List<Beginning> all) {
    return Beginning.begin(ledger.runs(), all);
  }

  RunResult go(Run run, Ownership ownership, Brief brief, Reveal reveal) {
    return carryOn(run, ownership, reveal, sheet -> wave(run, ownership, brief.operator(), sheet));
  }

  void letGo(Ownership ownership, String why) {
    ledger.runs().interrupt(ownership, why);
  }

  /**
   * Takes up a run that a process left behind; of a campaign, the wave that is due.
   *
   * @throws RunFailure where somebody alive carries it on, or another run goes first
   */
  public RunResult resume(Run run, Optional<String> operator, Reveal reveal) {
    Optional<Campaigning.Rest> rest = campaigning.notNow(run.id());
    if (rest.isPresent()) {
      return result(run.id(), rest.get().ending(), rest.get().why());
    }
    Optional<Run> first = Following.waitsFor(ledger.runs(), run);
    if (first.isPresent()) {
      throw new RunFailure(
          RunFailure.Kind.HELD,
          "run "
              + run.id()
              + " sets the passwords of run "
              + first.get().id()
              + ", which is not done: keyturn resume "
              + first.get().id());
    }
    return taken(run, reveal, ownership -> sheet -> wave(run, ownership, operator, sheet));
  }

  /**
   * Ends an open run: whoever was not reached stays as they are, skipped as given up.
   *
   * @param why for people
   * @throws RunFailure where somebody alive carries it on
   */
  public RunResult giveUp(Run run, String why, Reveal reveal) {
    return taken(
        run,
        reveal,
        ownership ->
            sheet ->
                new GivingUp(ledger.runs(), run, ownership, settling(run, ownership))
                    .rest(why)
                    .map(left -> interrupt(ownership, Ending.INTERRUPTED, left)));
  }

  /** Whether another run, which was begun together with one, has to be done before it. */
  public static boolean waits(Ledger ledger, Run run) {
    return Following.waitsFor(ledger.runs(), run).isPresent();
  }

  private RunResult taken(
      Run run, Reveal reveal, Function<Ownership, Function<Sheet, Optional<RunResult>>> work) {
    TakeOver takeOver = ledger.runs().takeOver(run.id());
    if (takeOver instanceof TakeOver.HeldBy held) {
      throw new RunFailure(
          RunFailure.Kind.HELD,
          "run " + run.id() + " is being carried out by " + held.other().describe());
    }
    if (takeOver instanceof TakeOver.Taken taken) {
      return carryOn(run, taken.ownership(), reveal, work.apply(taken.ownership()));
    }
    return result(run.id(), Ending.DONE, "it was done already");
  }

  /**
   * Settles what crashed processes left between intent and outcome in this directory, and lets go
   * of their runs again: nothing is written to the directory, and the accounts are free for others.
   *
   * @return the runs that are still to be resumed
   */
  public List<Run> settleUnfinished() {
    List<Run> open =
        ledger.runs().unfinished().stream()
            .filter(run -> run.directory().equals(directory.info().name()))
            .toList();
    open.forEach(this::settle);
    return open;
  }

  private void settle(Run run) {
    if (!ledger.runs().unresolved(run.id(), 1).isEmpty()
        && ledger.runs().takeOver(run.id()) instanceof TakeOver.Taken taken) {
      Ownership ownership = taken.ownership();
      try {
        boolean told = settling(run, ownership).settle();
        ledger
            .runs()
            .interrupt(ownership, told ? run.stoppedBy().orElse("its process ended") : "unknown");
      } catch (RuntimeException e) {
        letGo(ownership, e);
        throw e;
      }
    }
  }

  private Settling settling(Run run, Ownership ownership) {
    return new Settling(
        directory, carriers.of(directory, run, ownership), ledger, passwords, run, ownership);
  }

  Run begun(Plan plan, Brief brief) {
    PlanHeader h = plan.header();
    return new Run(
        h.id(),
        h.job(),
        h.action(),
        h.directory(),
        directory.info().url(),
        brief.actor(),
        brief.reason(),
        plan.checksum(),
        new Run.Options(
            h.options().mustChange(),
            h.options().deliver(),
            h.options().deliverTo(),
            h.options().reminders().map(brief::reminding),
            h.options().undoes(),
            h.options().lifecycle(),
            h.options().remit(),
            h.linked()),
        h.scanned(),
        Run.State.OPEN,
        clock.instant(),
        Optional.empty(),
        Optional.empty());
  }

  /**
   * @param work empty where every account has its outcome; else how far it came, and the run is let
   *     go of
   */
  private RunResult carryOn(
      Run run, Ownership ownership, Reveal reveal, Function<Sheet, Optional<RunResult>> work) {
    try (Sheet sheet = Sheet.of(run, ledger.runs(), passwords)) {
      Optional<RunResult> stopped = work.apply(sheet);
      if (stopped.isPresent()) {
        return stopped.get();
      }
      sheet.complete(ownership);
      return end(run, ownership, reveal);
    } catch (DirectoryException e) {
      return interrupt(ownership, Ending.UNREACHABLE, String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      letGo(ownership, e);
      throw e;
    }
  }

  /** This process may live on; the run must not stay its own. */
  private void letGo(Ownership ownership, RuntimeException why) {
    try {
      ledger.runs().interrupt(ownership, "failed: " + why.getClass().getSimpleName());
    } catch (RuntimeException e) {
      why.addSuppressed(e);
    }
  }

  private Optional<RunResult> wave(
      Run run, Ownership ownership, Optional<String> operator, Sheet sheet) {
    return campaigning
        .start(ownership)
        .map(rest -> result(run.id(), rest.ending(), rest.why()))
        .or(() -> writeAll(run, ownership, operator, sheet))
        .or(
            () ->
                campaigning
                    .end(ownership)
                    .map(rest -> result(run.id(), rest.ending(), rest.why())));
  }

  /** Empty where every account that is to be reached has its outcome; else how far it came. */
  private Optional<RunResult> writeAll(
      Run run, Ownership ownership, Optional<String> operator, Sheet sheet) {
    Untouchables untouchables = Untouchables.of(directory, operator, run.options().remit());
    progress.started(campaigning.toDo(run.id()));
    Carrier carrier = carriers.of(directory, run, ownership);
    Settling settling = settling(run, ownership);
    LiveBrake brake = new LiveBrake(settings.brake());
    Refusals refusals = new Refusals();
    try (Listening listening = Listening.to(ledger.stops(), run.id(), stop);
        Writers writers = new Writers(settings, engine, brake, refusals, listening.stop())) {
      return new Pipeline(
              directory,
              carrier,
              ledger.runs(),
              run,
              settings,
              listening.stop(),
              progress,
              settling,
              new Preparation(
                  directory,
                  ledger,
                  passwords,
                  untouchables,
                  clock,
                  run,
                  ownership,
                  sheet,
                  openings),
              writers,
              new Landing(ledger.runs(), passwords, settling, refusals, run, ownership),
              brake)
          .carryOut()
          .map(halt -> interrupt(ownership, halt.ending(), halt.why()));
    }
  }

  private RunResult end(Run run, Ownership ownership, Reveal reveal) {
    if (run.options().deliver().equals("show")
        && !new Revealing(ledger.runs(), passwords, clock).reveal(run, reveal)) {
      return interrupt(ownership, Ending.INTERRUPTED, "the new passwords could not be shown");
    }
    if (run.action() == Action.RESET || run.action() == Action.REMOVE) {
      // Seen by a person, in the outbox under a seal of their own, or for nobody.
      ledger.runs().destroySealed(ownership);
    }
    ledger.runs().finish(ownership);
    return result(run.id(), Ending.DONE, "");
  }

  private RunResult interrupt(Ownership ownership, Ending ending, String why) {
    if (ending == Ending.BRAKE) {
      boolean unused = ledger.campaigns().pause(ownership.run(), why);
    }
    ledger.runs().interrupt(ownership, ending.stoppedBy(why));
    return result(ownership.run(), ending, why);
  }

  RunResult result(String id, Ending ending, String detail) {
    return new RunResult(
        ledger.runs().find(id).orElseThrow(), Tally.of(ledger.runs().counts(id)), ending, detail);
  }
}
