package org.keyturn.agent.web.api;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.keyturn.agent.account.Action;
import org.keyturn.agent.console.Acts;
import org.keyturn.agent.console.Care;
import org.keyturn.agent.console.Command;
import org.keyturn.agent.console.Confirmed;
import org.keyturn.agent.console.Frozen;
import org.keyturn.agent.console.Permit;
import org.keyturn.agent.console.Sight;
import org.keyturn.agent.console.Typed;
import org.keyturn.agent.document.Shape;
import org.keyturn.agent.journal.PendingPlan;
import org.keyturn.agent.plan.Plan;
import org.keyturn.agent.plan.PlanCursor;
import org.keyturn.agent.plan.PlanException;
import org.keyturn.agent.recovery.PortalDirectories;

/** Acts: planned, looked at, carried out by their checksum, where the brake holds them approved. */
public final class PlanOperations extends Operations {

  private static final String PLAN = "/plans/{plan}";
  private static final long MOST = 1_000_000;

  private final Acts acts;
  private final PortalDirectories directories;
  private final Supplier<List<String>> deliveries;

  /**
   * @param deliveries how new passwords can reach people here, the best first
   */
  public PlanOperations(
      Acts acts, PortalDirectories directories, Supplier<List<String>> deliveries) {
    this.acts = acts;
    this.directories = directories;
    this.deliveries = deliveries;
  }

  @Override
  String tag() {
    return "plans";
  }

  @Override
  List<Operation<?, ?>> all() {
    return List.of(
        Operation.get("/plans", Sight.class, "listPlans", "Plans that wait for a second admin")
            .answers(PlanDocuments.PLANS, (call, sight) -> waiting(sight)),
        Operation.post("/plans", Care.class, "createPlan", "Freeze a plan; nothing is changed")
            .takes(PlanInput.SHAPE)
            .bulk()
            .creates(PlanDocuments.PLAN, PlanOperations::place, this::plan),
        Operation.get(PLAN, Sight.class, "getPlan", "One plan")
            .query("accounts", new Shape.Number(0, MOST), "How many are told at most; 200.")
            .answers(PlanDocuments.PLAN, (call, sight) -> one(call, sight)),
        Operation.delete(
                PLAN, Care.class, "dropPlan", "Think better of it, as long as nothing is done")
            .answers(PlanDocuments.PLAN, this::drop),
        Operation.post(PLAN + "/run", Care.class, "runPlan", "Carry out exactly that plan, or less")
            .takes(PlanInput.RUN)
            .bulk()
            .starts(PlanDocuments.PLAN, t -> "/runs/" + t.plan().id(), this::run),
        Operation.post(
                PLAN + "/approve",
                Command.class,
                "approvePlan",
                "Let a plan of somebody else's past the brake")
            .takes(PlanInput.APPROVAL)
            .starts(PlanDocuments.PLAN, t -> "/runs/" + t.plan().id(), this::approve));
  }

  private static String place(PlanDocuments.Told told) {
    return "/plans/" + told.plan().id();
  }

  private List<PlanDocuments.Told> waiting(Sight sight) {
    return acts.waiting(sight).stream().map(PlanOperations::briefly).toList();
  }

  private PlanDocuments.Told plan(Call call, Care care) {
    String directory = call.sent("directory").orElseThrow();
    Action action = PlanInput.action(call);
    if (!directories.names().contains(directory)) {
      throw Problem.wrong(
          "/directory", "is not known; there are: " + String.join(", ", directories.names()));
    }
    Permit permit =
        Permit.of(care, directory, action)
            .orElseThrow(
                () ->
                    Problem.of(
                        Problem.Kind.NOT_ALLOWED,
                        "The role "
                            + care.operator().role().id()
                            + " does not reach to "
                            + action.id()
                            + " in "
                            + directory));
    return told(acts, care, acts.plan(permit, PlanInput.ask(call, deliveries.get())));
  }

  private PlanDocuments.Told one(Call call, Sight sight) {
    return told(acts, sight, found(call, sight), call.number("accounts", PlanDocuments.FEW));
  }

  private PendingPlan found(Call call, Sight sight) {
    String id = call.path("plan");
    return acts.find(sight, id).orElseThrow(() -> Problem.notFound("There is no plan " + id));
  }

  /** With a few of its accounts. */
  static PlanDocuments.Told told(Acts acts, Sight sight, PendingPlan pending) {
    return told(acts, sight, pending, PlanDocuments.FEW);
  }

  /** What it says is verified now; its accounts are read as they are written. */
  private static PlanDocuments.Told told(Acts acts, Sight sight, PendingPlan pending, long most) {
    if (!pending.isOpen() && pending.state() != PendingPlan.State.QUEUED) {
      return briefly(pending);
    }
    try (Frozen frozen = acts.open(sight, pending)) {
      return new PlanDocuments.Told(
          pending,
          Optional.of(PlanDocuments.Counts.of(frozen)),
          acts.pace(sight, pending),
          sink -> accounts(acts, sight, pending, most, sink),
          Math.min(most, frozen.selected()));
    } catch (PlanException e) {
      return briefly(pending); // It became a run this very moment.
    }
  }

  private static void accounts(
      Acts acts, Sight sight, PendingPlan pending, long most, Consumer<PlanDocuments.Placed> sink) {
    try (Frozen frozen = acts.open(sight, pending)) {
      long left = most;
      for (Plan plan : frozen.plans()) {
        try (PlanCursor cursor = plan.accounts()) {
          for (; left > 0 && cursor.hasNext(); left--) {
            sink.accept(new PlanDocuments.Placed(plan.header().directory(), cursor.next()));
          }
        }
      }
    }
  }

  private static PlanDocuments.Told briefly(PendingPlan pending) {
    return new PlanDocuments.Told(pending, Optional.empty(), Optional.empty(), sink -> {}, 0);
  }

  private PlanDocuments.Told drop(Call call, Care care) {
    PendingPlan pending = found(call, care);
    boolean mayBegin = pending.isOpen() || pending.state() == PendingPlan.State.QUEUED;
    if (mayBegin && acts.drop(care, pending.id(), "by " + care.operator().via())) {
      return briefly(found(call, care));
    } else if (!Acts.mayDrop(care, pending)) {
      throw Problem.of(Problem.Kind.NOT_ALLOWED, "It is somebody else's plan");
    }
    throw Problem.of(
        Problem.Kind.CONFLICT,
        "It was carried out or dropped before; a run is stopped by POST /runs/{run}/stop");
  }

  private PlanDocuments.Told run(Call call, Care care) {
    PendingPlan pending = found(call, care);
    String reason = PlanInput.reason(call);
    Typed typed = PlanInput.typed(call);
    Optional<String> objection = acts.pace(care, pending.id(), PlanInput.waves(call));
    if (objection.isPresent()) {
      throw Problem.wrong("/waves", objection.get());
    }
    refuse(acts.confirm(care, pending.id(), call.sent("checksum").orElseThrow(), reason, typed));
    return briefly(found(call, care));
  }

  /**
   * @throws Problem where it is not carried out, nor waits for anybody
   */
  static void refuse(Confirmed confirmed) {
    String says =
        switch (confirmed.kind()) {
          case BEGUN, WAITING -> "";
          case NOT_YOURS ->
              throw Problem.of(Problem.Kind.NOT_ALLOWED, "It is somebody else's plan");
          case ALREADY -> "It was carried out or dropped before";
          case ANOTHER -> "The checksum is not the plan's: look at it again";
          case TOO_OLD -> "It is older than a day: make another";
          case NOTHING -> "It changes nobody";
          case UNDELIVERABLE -> String.join(" ", confirmed.why());
          case NOT_TYPED ->
              throw Problem.wrong(
                  "/passwords", "are for a reset that is shown, mailed or put into a sheet");
          case PASSWORD ->
              throw Problem.wrong(
                  Problem.Kind.INVALID,
                  confirmed.why().stream()
                      .map(why -> new Problem.Fault("/passwords", why))
                      .toList());
        };
    if (!says.isEmpty()) {
      throw Problem.of(Problem.Kind.CONFLICT, says);
    }
  }

  private PlanDocuments.Told approve(Call call, Command admin) {
    PendingPlan pending = found(call, admin);
    String says =
        switch (acts.approve(admin, pending.id(), call.sent("checksum").orElseThrow())) {
          case BEGUN -> "";
          case OWN ->
              throw Problem.of(
                  Problem.Kind.NOT_ALLOWED,
                  "Whoever planned it does not approve it, nor does a token of theirs");
          case ANOTHER -> "The checksum is not the plan's: look at it again";
          case TOO_OLD -> "It is older than a day";
          case LAPSED -> "Whoever planned it may not do so any more: plan it anew";
          case NOT_WAITING -> "It waits for nobody";
        };
    if (!says.isEmpty()) {
      throw Problem.of(Problem.Kind.CONFLICT, says);
    }
    return briefly(found(call, admin));
  }
}
