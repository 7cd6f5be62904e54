package org.keyturn.agent.console;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.keyturn.agent.account.Action;
import org.keyturn.agent.account.Secret;
import org.keyturn.agent.directory.DirectoryException;
import org.keyturn.agent.journal.Ledger;
import org.keyturn.agent.journal.PendingPlan;
import org.keyturn.agent.journal.PendingPlan.Person;
import org.keyturn.agent.journal.PendingPlan.State;
import org.keyturn.agent.journal.PendingPlans;
import org.keyturn.agent.journal.Run;
import org.keyturn.agent.journal.Waves;
import org.keyturn.agent.plan.Plan;
import org.keyturn.agent.plan.PlanException;
import org.keyturn.agent.plan.PlanHeader;
import org.keyturn.agent.plan.PlanRequest;
import org.keyturn.agent.policy.Rule;
import org.keyturn.agent.run.RunFailure;

/**
 * What operators have done: each act is frozen as a plan, looked at, confirmed by whoever planned
 * it, where the brake says no approved by somebody else, and then carried out in the background. A
 * plan keeps through a restart, and for {@link PlanHeader#VALID}. Thread-safe.
 */
public final class Acts {

  /** For the audit trail, where nobody did it. */
  private static final String AGENT = "agent";

  private final Ledger ledger;
  private final PendingPlans plans;
  private final Shelf shelf;
  private final Work work;
  private final Operators operators;
  private final Mandate mandate;
  private final Backlog backlog;
  private final Clock clock;

  Acts(
      Ledger ledger,
      Shelf shelf,
      Work work,
      Operators operators,
      Mandate mandate,
      Backlog backlog,
      Clock clock) {
    this.ledger = ledger;
    this.plans = ledger.pendingPlans();
    this.shelf = shelf;
    this.work = work;
    this.operators = operators;
    this.mandate = mandate;
    this.backlog = backlog;
    this.clock = clock;
  }

  /**
   * Freezes what is asked for.
   *
   * @throws Nobody where a filter finds nobody
   * @throws PlanException where it cannot be planned; see {@link Work} for its like
   * @throws DirectoryException where the directory is away
   */
  public PendingPlan plan(Permit permit, Ask ask) {
    if (ask.somebody() && ask.selection().isEmpty()) {
      throw new Nobody();
    }
    Operator by = permit.operator();
    PlanRequest request =
        new PlanRequest(
            Optional.empty(),
            permit.action(),
            ask.selection(),
            new Rule.Always(),
            ask.options().with(permit.remit()),
            Optional.of(by.dn()));
    try (Frozen frozen = work.plan(permit.directory(), request, permit.reach())) {
      if (ask.somebody() && ask.searched() && frozen.selected() == 0) {
        throw new Nobody();
      }
      long listed = ask.selection().keys().size();
      long gone = ask.searched() ? 0 : Math.max(0, listed - frozen.header().selected());
      return freeze(frozen, by, ask.searched(), gone);
    }
  }

  /** Freezes what a configured job would do now; throws as {@link #plan}. */
  public PendingPlan job(Command admin, String name) {
    try (Frozen frozen = work.job(name, admin.operator())) {
      return freeze(frozen, admin.operator(), true, 0);
    }
  }

  /**
   * Freezes what takes a run back; throws as {@link #plan}.
   *
   * @throws RunFailure where there is no such run, or nothing of it to take back
   */
  public PendingPlan undo(Command admin, String run) {
    Run found =
        ledger
            .runs()
            .find(run)
            .orElseThrow(
                () -> new RunFailure(RunFailure.Kind.INPUT, "there is no run of this number"));
    try (Frozen frozen = work.undo(found, admin.operator())) {
      return freeze(frozen, admin.operator(), false, 0);
    }
  }

  private PendingPlan freeze(Frozen frozen, Operator by, boolean searched, long gone) {
    PlanHeader header = frozen.header();
    Braking braking = Braking.of(frozen, plan -> work.judge(plan, searched));
    PendingPlan pending =
        new PendingPlan(
            header.id(),
            frozen.checksum(),
            header.action(),
            header.directory(),
            header.job(),
            frozen.changes(),
            gone,
            searched,
            isGrave(frozen),
            new PendingPlan.Planner(
                new Person(by.directory(), by.id(), by.login()), by.dn(), by.role().id(), by.via()),
            braking.says(),
            braking.tripped(),
            header.createdAt(),
            header.validUntil(),
            State.PLANNED,
            "",
            Optional.empty(),
            "");
    shelf.put(frozen);
    plans.add(pending);
    return pending;
  }

  /** Of several people, of somebody who can do more than others, or for good. */
  private boolean isGrave(Frozen frozen) {
    return frozen.people() > 1
        || frozen.header().action() == Action.PURGE
        || frozen.plans().stream().anyMatch(this::isOfPrivileged);
  }

  private boolean isOfPrivileged(Plan plan) {
    return OneAccount.of(plan)
        .filter(one -> operators.isPrivileged(plan.header().directory(), one.dn()))
        .isPresent();
  }

  public Optional<PendingPlan> find(Sight sight, String plan) {
    return plans.find(plan);
  }

  /**
   * What was frozen, verified. The caller closes it.
   *
   * @throws PlanException where it is not there any more, or is not what it was
   */
  public Frozen open(Sight sight, PendingPlan pending) {
    return shelf.open(pending);
  }

  /** Those that wait for a second person, oldest first. */
  public List<PendingPlan> waiting(Sight sight) {
    return plans.in(State.WAITING).stream()
        .filter(plan -> clock.instant().isBefore(plan.validUntil()))
        .toList();
  }

  /** How many wait for this very person. */
  public long waitingFor(Command admin) {
    return waiting(admin).stream().filter(plan -> !isOwn(admin, plan)).count();
  }

  /** Whether they planned it themselves. */
  public static boolean isOwn(Care care, PendingPlan plan) {
    return plan.planner().person().isSame(care.person());
  }

  /**
   * Its planner means it.
   *
   * @param checksum of what they looked at
   * @param reason why
   * @param typed the new password of the one account, where one was typed; else empty; stays the
   *     caller's
   */
  public Confirmed confirm(Care care, String id, String checksum, String reason, Secret typed) {
    return confirm(care, id, checksum, reason, Typed.one(typed));
  }

  /** The same with the new passwords of several. */
  public Confirmed confirm(Care care, String id, String checksum, String reason, Typed typed) {
    Optional<PendingPlan> found = plans.find(id);
    if (found.isEmpty() || !isOwn(care, found.get())) {
      return Confirmed.of(Confirmed.Kind.NOT_YOURS);
    }
    PendingPlan pending = found.get();
    if (pending.state() != State.PLANNED) {
      return Confirmed.of(Confirmed.Kind.ALREADY);
    }
    Optional<Confirmed> refused = refusal(pending, checksum, typed);
    if (refused.isPresent()) {
      return refused.get();
    }
    if (!plans.confirm(id, checksum, reason, sealed(pending, typed))) {
      return Confirmed.of(Confirmed.Kind.ALREADY);
    }
    if (pending.tripped()) {
      return Confirmed.of(Confirmed.Kind.WAITING);
    }
    backlog.start(id);
    return Confirmed.of(Confirmed.Kind.BEGUN);
  }

  private Optional<Confirmed> refusal(PendingPlan pending, String checksum, Typed typed) {
    if (!clock.instant().isBefore(pending.validUntil())) {
      drop(pending.id(), AGENT, "it was older than a day");
      return Optional.of(Confirmed.of(Confirmed.Kind.TOO_OLD));
    }
    if (!pending.checksum().equals(checksum)) {
      return Optional.of(Confirmed.of(Confirmed.Kind.ANOTHER));
    }
    try (Frozen frozen = shelf.open(pending)) {
      if (pending.changes() == 0) {
        return Optional.of(Confirmed.of(Confirmed.Kind.NOTHING));
      }
      Optional<String> away = work.undeliverable(pending.action(), frozen.header().options());
      return away.isPresent()
          ? Optional.of(new Confirmed(Confirmed.Kind.UNDELIVERABLE, List.of(away.get())))
          : typed.objection(frozen, work);
    } catch (PlanException e) {
      drop(pending.id(), AGENT, "its file is not what was frozen");
      return Optional.of(Confirmed.of(Confirmed.Kind.ANOTHER));
    }
  }

  /**
   * Has a plan that is confirmed next carried out wave by wave; what is not theirs, or was
   * confirmed, is left as it is.
   *
   * @return what speaks against waves; empty: nothing does
   */
  public Optional<String> pace(Care care, String id, Optional<Waving> waves) {
    Optional<PendingPlan> mine =
        plans.find(id).filter(p -> isOwn(care, p) && p.state() == State.PLANNED);
    if (mine.isEmpty()) {
      return Optional.empty();
    }
    try (Frozen frozen = shelf.open(mine.get())) {
      Optional<String> objection = waves.flatMap(wanted -> objection(frozen));
      if (objection.isEmpty()) {
        shelf.pace(id, waves);
      }
      return objection;
    } catch (PlanException e) {
      return Optional.empty(); // Whoever confirms it is told.
    }
  }

  private static Optional<String> objection(Frozen frozen) {
    if (frozen.isLinked()) {
      return Optional.of("would reach the accounts of one person on different days");
    }
    return Waves.reach(frozen.header().options().deliver())
        ? Optional.empty()
        : Optional.of("go on when nobody is there to be given a password: deliver link or mail");
  }

  /** The waves in which a plan that was confirmed is to be carried out; empty: in one go. */
  public Optional<Waving> pace(Sight sight, PendingPlan pending) {
    return shelf.pace(pending.id());
  }

  private byte[] sealed(PendingPlan pending, Typed typed) {
    if (typed.isNothing()) {
      return new byte[0];
    }
    try (Frozen frozen = shelf.open(pending)) {
      return typed.sealed(frozen.first(), work);
    }
  }

  /**
   * Somebody else means it too, and lets this one plan past the brake.
   *
   * @param checksum of what they looked at
   * @throws DirectoryException where it cannot be told whether its planner may still plan it
   */
  public Approved approve(Command admin, String id, String checksum) {
    Optional<PendingPlan> found = plans.find(id);
    if (found.isEmpty() || found.get().state() != State.WAITING) {
      return Approved.NOT_WAITING;
    }
    PendingPlan pending = found.get();
    if (isOwn(admin, pending)) {
      return Approved.OWN;
    } else if (!clock.instant().isBefore(pending.validUntil())) {
      drop(id, AGENT, "it was older than a day");
      return Approved.TOO_OLD;
    } else if (!pending.checksum().equals(checksum)) {
      return Approved.ANOTHER;
    }
    Optional<String> lapsed = mandate.lapsed(pending);
    if (lapsed.isPresent()) {
      drop(id, AGENT, lapsed.get());
      return Approved.LAPSED;
    }
    try (Frozen unchanged = shelf.open(pending)) {
      if (!plans.approve(unchanged.header().id(), unchanged.checksum(), admin.person())) {
        return Approved.NOT_WAITING;
      }
    } catch (PlanException e) {
      drop(id, AGENT, "its file is not what was frozen");
      return Approved.ANOTHER;
    }
    backlog.start(id);
    return Approved.BEGUN;
  }

  /**
   * Thinks better of it; of somebody else's plan, an admin alone can.
   *
   * @return false where it is theirs to say no more
   */
  public boolean drop(Care care, String id, String why) {
    return plans.find(id).filter(care::mayDecideOn).isPresent()
        && drop(id, care.operator().login(), why);
  }

  /** Whether it is theirs to say no. */
  public static boolean mayDrop(Care care, PendingPlan plan) {
    return care.mayDecideOn(plan);
  }

  private boolean drop(String id, String by, String why) {
    boolean dropped = plans.drop(id, by, why);
    if (dropped) {
      shelf.remove(id);
    }
    return dropped;
  }

  /** Drops what waited for too long, and takes up what a process left that had no time for it. */
  public void tidy() {
    for (State state : List.of(State.PLANNED, State.WAITING)) {
      plans.in(state).stream()
          .filter(plan -> !clock.instant().isBefore(plan.validUntil()))
          .forEach(plan -> drop(plan.id(), AGENT, "it was older than a day"));
    }
    plans.in(State.QUEUED).forEach(plan -> backlog.start(plan.id()));
  }
}
