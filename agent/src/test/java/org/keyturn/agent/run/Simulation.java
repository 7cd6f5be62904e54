package org.keyturn.agent.run;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import org.keyturn.agent.account.Action;
import org.keyturn.agent.directory.DirectoryException;
import org.keyturn.agent.journal.FencedException;
import org.keyturn.agent.journal.Item;
import org.keyturn.agent.journal.Message;
import org.keyturn.agent.journal.Run;
import org.keyturn.agent.notify.Couriers;
import org.keyturn.agent.notify.MailSettings;
import org.keyturn.agent.notify.OutboxWorker;
import org.keyturn.agent.notify.Templates;
import org.keyturn.agent.password.Sealer;
import org.keyturn.agent.plan.Plan;
import org.keyturn.agent.plan.PlanOptions;
import org.keyturn.agent.plan.PlanRequest;
import org.keyturn.agent.plan.Planner;
import org.keyturn.agent.plan.Selection;
import org.keyturn.agent.plan.SelectionException;
import org.keyturn.agent.policy.Rule;
import org.keyturn.agent.run.History.Now;
import org.keyturn.agent.run.History.Planned;

/**
 * What one seed comes to: an operator plans a run or two and resumes what is left unfinished, in
 * bad weather, until it becomes calm and everything is brought to its end. Planner, runner, ledger
 * and outbox are the product's own.
 */
final class Simulation implements AutoCloseable {

  private static final int TRIES = 3;
  private static final int ROUNDS = 40;

  /** What is the same for every seed and costs time to make. */
  record Props(
      Path template,
      Sealer sealer,
      Templates templates,
      MailSettings mail,
      SimulatedSheets sheets) {}

  private final Props props;
  private final Path folder;
  private final SplittableRandom random;
  private final World world;
  private final RunSettings settings;
  private final Optional<String> operator;
  private final Post post;
  private final List<Path> sheets = new ArrayList<>();
  private int plansLeft;

  Simulation(long seed, Path folder, Props props, World.Defect defect) {
    this.props = props;
    this.folder = folder;
    this.random = new SplittableRandom(seed);
    this.world = new World(random.split(), 2 + random.nextInt(7), defect);
    world.history.guarded = random.nextInt(5) > 0;
    world.history.refusalsInARow = 2 + random.nextInt(5);
    this.settings =
        new RunSettings(
            1 + random.nextInt(6),
            1 + random.nextInt(4),
            new LiveLimits(
                world.history.refusalsInARow, 10, 80, 90, Duration.ofSeconds(2), "the simulator"),
            Duration.ofMillis(1),
            Duration.ofMillis(3),
            OptionalDouble.empty());
    for (int i = 1; i <= random.nextInt(3); i++) {
      world.history.untouchable.add("id-" + i);
    }
    this.operator = random.nextInt(3) == 0 ? Optional.of("u0") : Optional.empty();
    operator.ifPresent(o -> world.history.untouchable.add("id-0"));
    this.plansLeft = 1 + random.nextInt(2);
    this.post = new Post(world, props.sealer());
    Folders.copy(props.template(), store());
  }

  private Path store() {
    return folder.resolve("store");
  }

  /** Runs it to its end. */
  History history() {
    for (int tries = 0; tries < TRIES; tries++) {
      process(this::tryOnce);
    }
    world.calm();
    for (int round = 0; round < ROUNDS && process(this::bringToItsEnd); round++) {
      world.later(Duration.ofDays(1));
    }
    process(this::writeDown);
    return world.history;
  }

  /** What one process does, whatever becomes of it; false where it says that all is done. */
  private boolean process(Predicate<AgentProcess> work) {
    AgentProcess process = new AgentProcess(world, store(), this::takeOver);
    try (process) {
      return work.test(process);
    } catch (World.Killed e) {
      return true;
    } catch (DirectoryException | FencedException | RunFailure e) {
      return true; // told to the operator, who tries again
    }
  }

  private boolean tryOnce(AgentProcess process) {
    if (plansLeft > 0 && random.nextInt(2) == 0) {
      plan(process);
    } else {
      resumeAll(process);
    }
    if (random.nextBoolean()) {
      deliver(process);
    }
    return true;
  }

  private boolean bringToItsEnd(AgentProcess process) {
    if (plansLeft > 0) {
      plan(process);
    }
    resumeAll(process);
    process.ledger.outbox().retry(Optional.empty());
    deliver(process);
    return plansLeft > 0
        || !process.ledger.runs().unfinished().isEmpty()
        || !process.ledger.outbox().list(Optional.of(Message.State.OWED), 1).isEmpty();
  }

  private void plan(AgentProcess process) {
    Runner runner = runner(process);
    List<Run> unused = runner.settleUnfinished();
    Action action = random.nextInt(5) == 0 ? Action.FORCE_CHANGE : Action.RESET;
    int way = random.nextInt(20);
    String deliver = way == 0 ? "sheet" : way < 9 ? "show" : "mail";
    PlanOptions options =
        action == Action.RESET
            ? PlanOptions.reset(random.nextInt(4) > 0, deliver, Optional.empty())
            : PlanOptions.NONE;
    Selection all =
        new Selection(List.of(), "", Optional.empty(), List.of(), Optional.empty(), true, Set.of());
    PlanRequest request =
        new PlanRequest(Optional.empty(), action, all, new Rule.Always(), options, operator);
    try (Plan plan = new Planner(process.directory, world.clock(), folder).plan(request)) {
      plansLeft--;
      String id = plan.header().id();
      long selected = plan.header().changes() + plan.header().alreadySo() + plan.header().skipped();
      world.history.plans.put(id, new Planned(id, world.step(), selected, action == Action.RESET));
      process.sitDown(id);
      Optional<SheetOrder> sheet =
          deliver.equals("sheet") && action == Action.RESET
              ? Optional.of(sheet())
              : Optional.empty();
      Brief brief = new Brief("anna", operator, "", Given.NOTHING, sheet);
      RunResult result = runner.carryOut(plan, brief, post.screen(process));
      if (result.tally().selected() != selected) {
        throw new AssertionError("accounted: " + result.tally() + " is not of " + selected);
      }
    } catch (SelectionException e) {
      plansLeft--; // nobody is left
    } finally {
      process.run = "";
    }
  }

  private SheetOrder sheet() {
    Path file = folder.resolve("sheet-" + sheets.size() + ".pgp");
    sheets.add(file);
    return new SheetOrder(file, props.sheets().seal(), Optional.empty());
  }

  private void resumeAll(AgentProcess process) {
    for (Run run : process.ledger.runs().unfinished()) {
      resume(process, run);
    }
  }

  private void resume(AgentProcess process, Run run) {
    process.sitDown(run.id());
    try {
      RunResult unused = runner(process).resume(run, operator, post.screen(process));
    } finally {
      process.run = "";
    }
  }

  /** Another process, while the first one sleeps. */
  private void takeOver(Run run) {
    boolean unused =
        process(
            process -> {
              resume(process, run);
              return true;
            });
  }

  private Runner runner(AgentProcess process) {
    return new Runner(
        process.directory,
        process.ledger,
        post.passwords(process),
        settings,
        world.clock(),
        process.stop,
        new Progress() {
          @Override
          public void started(long accounts) {}

          @Override
          public void advanced(long accounts, long failures) {}

          @Override
          public void waiting(String why) {
            world.waits();
          }
        },
        Openings.ALWAYS,
        Carrier.Source.DIRECT,
        new Engine(writers -> new TurnByTurn(writers, random.split()), world::nanoTime));
  }

  private void deliver(AgentProcess process) {
    int unused =
        new OutboxWorker(
                process.ledger.outbox(),
                Couriers.toPeople(
                    props.templates(),
                    props.mail(),
                    "",
                    post.gateway(process),
                    message ->
                        props
                            .sealer()
                            .open(
                                message.content().sealed(),
                                message.run().orElse(""),
                                message.content().values().getOrDefault("account", ""))),
                random.split())
            .deliverDue(world.clock().instant());
  }

  private boolean writeDown(AgentProcess process) {
    for (String id : world.history.plans.keySet()) {
      Optional<Run> run = process.ledger.runs().find(id);
      if (run.isPresent()) {
        List<Item> items = new ArrayList<>();
        process.ledger.runs().items(id, items::add);
        world.history.runs.put(
            id, new History.Ended(id, run.get().state() == Run.State.DONE, items));
      }
    }
    for (Path sheet : sheets) {
      props.sheets().rows(sheet).forEach((id, password) -> post.delivered(id, password, "sheet"));
    }
    world
        .entries
        .values()
        .forEach(e -> world.history.people.add(new Now(e.id, e.password, e.author)));
    return true;
  }

  @Override
  public void close() {
    Folders.delete(folder);
  }
}
