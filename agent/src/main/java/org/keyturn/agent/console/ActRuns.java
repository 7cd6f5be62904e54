package org.keyturn.agent.console;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.keyturn.agent.account.Secret;
import org.keyturn.agent.journal.Item;
import org.keyturn.agent.journal.Ledger;
import org.keyturn.agent.journal.PendingPlan;
import org.keyturn.agent.journal.Run;
import org.keyturn.agent.journal.Runs;
import org.keyturn.agent.journal.SheetPlace;
import org.keyturn.agent.journal.Tally;
import org.keyturn.agent.run.Progress;
import org.keyturn.agent.run.Reveal;
import org.keyturn.agent.run.RunFailure;
import org.keyturn.agent.run.RunResult;
import org.keyturn.agent.run.Stop;

/** Runs as their operators watch, stop and take them up. Thread-safe. */
public final class ActRuns {

  private final Ledger ledger;
  private final Work work;
  private final Backlog backlog;

  ActRuns(Ledger ledger, Work work, Backlog backlog) {
    this.ledger = ledger;
    this.work = work;
    this.backlog = backlog;
  }

  /** A password that is shown once; whoever takes it closes it. */
  public record Shown(String login, Secret password) {}

  /**
   * @return empty: there is no such run, and no plan that may become it
   */
  public Optional<RunNow> now(Sight sight, String id) {
    Optional<Run> run = ledger.runs().find(id);
    List<Run> all = run.map(this::together).orElse(List.of());
    String leader = leader(run, id);
    Optional<PendingPlan> plan = ledger.pendingPlans().find(leader);
    if (run.isEmpty() && plan.isEmpty()) {
      return Optional.empty();
    }
    Tally tally =
        Tally.of(all.stream().flatMap(r -> ledger.runs().counts(r.id()).stream()).toList());
    Optional<LiveRun> live = backlog.live(leader);
    return Optional.of(
        new RunNow(
            run,
            plan,
            tally,
            Tally.of(run.map(r -> ledger.runs().counts(r.id())).orElse(List.of())),
            all.isEmpty() ? stage(plan.orElseThrow()) : stage(all, live),
            live.flatMap(LiveRun::pace),
            live.map(LiveRun::waiting).orElse(""),
            backlog.trouble(leader).orElse(""),
            all.stream().filter(r -> !r.id().equals(id)).map(this::part).toList()));
  }

  /**
   * The first of those that were begun together stands for all of them; the others for themselves.
   */
  private List<Run> together(Run run) {
    List<String> linked = run.options().linked();
    return linked.indexOf(run.id()) == 0
        ? linked.stream().flatMap(id -> ledger.runs().find(id).stream()).toList()
        : List.of(run);
  }

  private RunNow.Part part(Run run) {
    return new RunNow.Part(run, Tally.of(ledger.runs().counts(run.id())));
  }

  /** The run by whose id they were planned. */
  private static String leader(Optional<Run> run, String id) {
    return run.map(r -> r.options().linked()).flatMap(l -> l.stream().findFirst()).orElse(id);
  }

  private static RunNow.Stage stage(PendingPlan plan) {
    return switch (plan.state()) {
      case PLANNED -> RunNow.Stage.PLANNED;
      case WAITING -> RunNow.Stage.WAITING;
      case QUEUED, BEGUN -> RunNow.Stage.QUEUED;
      case DROPPED -> RunNow.Stage.DROPPED;
    };
  }

  /** Where the first stands that is not done. */
  private RunNow.Stage stage(List<Run> all, Optional<LiveRun> live) {
    Optional<Run> open = all.stream().filter(r -> r.state() == Run.State.OPEN).findFirst();
    return open.map(run -> stage(run, live)).orElse(RunNow.Stage.DONE);
  }

  private RunNow.Stage stage(Run run, Optional<LiveRun> live) {
    String id = run.id();
    if (run.stoppedBy().isEmpty() && ledger.runs().aliveHolder(id).isPresent()) {
      return ledger.stops().asked(id).isPresent() ? RunNow.Stage.STOPPING : RunNow.Stage.RUNNING;
    } else if (live.isPresent()) {
      return RunNow.Stage.QUEUED;
    } else if (Tally.of(ledger.runs().counts(id)).open() == 0
        && run.options().deliver().equals("show")) {
      return RunNow.Stage.SHOWS;
    }
    return ledger
        .campaigns()
        .find(id)
        .map(c -> c.paused().isPresent() ? RunNow.Stage.PAUSED : RunNow.Stage.RESTS)
        .orElse(RunNow.Stage.STOPPED);
  }

  /** Whether somebody may stop it, take it up and look at its passwords. */
  public boolean isTheirs(Care care, String run) {
    Optional<PendingPlan> plan = ledger.pendingPlans().find(leader(ledger.runs().find(run), run));
    return plan.isPresent() ? care.mayDecideOn(plan.get()) : care.mayDecideOnOthers();
  }

  /**
   * Asks whichever process carries it out to let its writes end; what is not begun never is.
   *
   * @return false where it is not theirs
   */
  public boolean stop(Care care, String run) {
    if (!isTheirs(care, run)) {
      return false;
    }
    String by = care.operator().login();
    if (ledger.pendingPlans().drop(run, by, "stopped before it began")) {
      return true;
    }
    boolean unused = ledger.campaigns().pause(run, "stopped by " + by);
    Optional<Run> found = ledger.runs().find(run);
    backlog.live(leader(found, run)).ifPresent(live -> live.stop().ask("stopped by " + by));
    found.map(this::together).orElse(List.of()).stream()
        .filter(one -> one.state() == Run.State.OPEN)
        .forEach(one -> ledger.stops().ask(one.id(), by));
    return true;
  }

  /**
   * Takes up a run that was stopped.
   *
   * @return false where it is not theirs, or not there
   */
  public boolean resume(Care care, String id) {
    Optional<Run> run =
        ledger.runs().find(id).filter(r -> isTheirs(care, id)).flatMap(this::firstOpen);
    if (run.isEmpty()) {
      return false;
    }
    Optional<String> unused = ledger.campaigns().goOn(id, care.operator().login());
    backlog.resume(leader(run, id), run.get(), care.operator().dn());
    return true;
  }

  private Optional<Run> firstOpen(Run run) {
    return together(run).stream().filter(one -> one.state() == Run.State.OPEN).findFirst();
  }

  /**
   * The new passwords of a run, for whoever asked for it and nobody else. They are destroyed with
   * this: it gives them once.
   *
   * @return empty: they are not theirs, not yet all there, or were seen
   * @throws org.keyturn.agent.directory.DirectoryException where the directory is away: they are
   *     kept
   */
  public List<Shown> reveal(Care care, String id) {
    Optional<RunNow> now = now(care, id);
    if (now.filter(n -> n.stage() == RunNow.Stage.SHOWS).isEmpty()
        || now.get().plan().filter(p -> p.planner().person().isSame(care.person())).isEmpty()) {
      return List.of();
    }
    List<Shown> shown = new ArrayList<>();
    try {
      RunResult result =
          work.resume(
              now.get().run().orElseThrow(),
              care.operator().dn(),
              new Work.Hands(new Stop(), Progress.NONE, collecting(shown)));
      if (result.ending() == RunResult.Ending.DONE) {
        return shown;
      }
    } catch (RunFailure e) {
      // Somebody else asks for them this very moment.
    }
    shown.forEach(one -> one.password().close());
    return List.of();
  }

  private static Reveal collecting(List<Shown> shown) {
    return (item, password) -> shown.add(new Shown(item.login(), password.copy()));
  }

  /**
   * The sealed sheet of a run, whole.
   *
   * @return empty: it has none, or not yet
   */
  public Optional<byte[]> sheet(Care care, String id) {
    if (!isTheirs(care, id)
        || ledger.runs().find(id).filter(r -> r.state() == Run.State.DONE).isEmpty()) {
      return Optional.empty();
    }
    Optional<SheetPlace> place = ledger.runs().sheet(id);
    if (place.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(Files.readAllBytes(Path.of(place.get().file())));
    } catch (NoSuchFileException e) {
      return Optional.empty(); // Whoever may read the folder took it away.
    } catch (IOException e) {
      throw new UncheckedIOException("the sheet of run " + id + " cannot be read", e);
    }
  }

  /** Streams the accounts of a run. */
  public void items(Sight sight, String id, Consumer<Item> sink) {
    Runs runs = ledger.runs();
    runs.items(id, sink);
  }
}
