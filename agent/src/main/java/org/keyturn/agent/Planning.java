package org.keyturn.agent;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.keyturn.agent.account.Action;
import org.keyturn.agent.directory.Directory;
import org.keyturn.agent.directory.DirectoryException;
import org.keyturn.agent.lifecycle.Return;
import org.keyturn.agent.plan.Former;
import org.keyturn.agent.plan.KinFinder;
import org.keyturn.agent.plan.LinkSettings;
import org.keyturn.agent.plan.LinkedPlanner;
import org.keyturn.agent.plan.Plan;
import org.keyturn.agent.plan.PlanRequest;
import org.keyturn.agent.plan.Planner;
import org.keyturn.agent.plan.Plans;
import org.keyturn.agent.plan.PurgePlanner;
import org.keyturn.agent.plan.Reach;
import org.keyturn.agent.plan.RestorePlanner;
import org.keyturn.agent.plan.SyncPlanner;
import org.keyturn.agent.plan.UndoPlanner;
import org.keyturn.agent.run.SyncPass;
import org.keyturn.agent.run.Undo;

/** How this agent plans: the planner of each action, over one directory or several. Thread-safe. */
final class Planning {

  private final Agent agent;

  Planning(Agent agent) {
    this.agent = agent;
  }

  Planner planner(Directory directory) {
    return new Planner(
        directory,
        agent.clock(),
        planFolder(),
        account -> agent.ledger().runs().movedTo(directory.info().name(), account),
        new LedgerReminders(agent::ledger, agent.clock(), agent.config().jobs()));
  }

  /** Freezes what is asked for; the caller closes it. */
  Plan plan(Directory directory, PlanRequest request) {
    if (request.action() == Action.RESTORE) {
      return new RestorePlanner(directory, agent.clock(), planFolder(), former(directory))
          .plan(request);
    }
    if (request.action() == Action.PURGE) {
      agent.keepsakes().expectReaders();
      return new PurgePlanner(directory, agent.clock(), planFolder(), former(directory))
          .plan(request);
    }
    return planner(directory)
        .plan(request.action() == Action.REMOVE ? asConfigured(request) : request);
  }

  /**
   * As {@link #plan}; with one for each directory in which the same people have accounts, unless
   * that one alone is meant.
   *
   * @param reach of whoever asks
   * @throws DirectoryException where one of them is away: then there is no plan of any
   */
  Plans plans(Directory directory, PlanRequest request, Reach reach) {
    return link(directory, request)
        .map(link -> link.from(directory.info().name(), reach))
        .filter(link -> link.by().size() > 1)
        .map(link -> new LinkedPlanner(link, agent::directory, this::plan, planFolder(), reach))
        .map(planner -> planner.plan(directory, request))
        .orElseGet(() -> Plans.of(directory, plan(directory, request)));
  }

  /** The directories that a request may write to: the one that is asked for comes first. */
  List<Directory> directories(Directory directory, PlanRequest request) {
    List<Directory> all = new ArrayList<>(List.of(directory));
    List<String> others =
        link(directory, request).map(l -> l.others(directory.info().name())).orElse(List.of());
    for (String name : others) {
      try {
        all.add(agent.directory(name));
      } catch (DirectoryException e) {
        throw LinkSettings.told(name, e);
      }
    }
    return all;
  }

  private Optional<LinkSettings> link(Directory directory, PlanRequest request) {
    return agent
        .config()
        .linkOf(directory.info().name())
        .filter(link -> !request.only() && LinkSettings.concerns(request.action()));
  }

  /** What finds the accounts that people of a directory have in others; empty: nothing does. */
  Optional<KinFinder> kin(Directory directory) {
    return agent
        .config()
        .linkOf(directory.info().name())
        .map(link -> new KinFinder(link, agent::directory, true));
  }

  private PlanRequest asConfigured(PlanRequest removal) {
    return removal.with(
        removal
            .options()
            .lifecycle()
            .orElse(agent.config().removal().tellManager(), agent.config().removal().purgeAfter()));
  }

  /** Who was removed from a directory. */
  Former former(Directory directory) {
    return returning(directory);
  }

  private Return returning(Directory directory) {
    return new Return(directory, agent.ledger().removals());
  }

  Undo undo(Directory directory) {
    return new Undo(
        agent.ledger().runs(),
        new UndoPlanner(directory, agent.clock(), planFolder(), returning(directory)));
  }

  SyncPass syncPass(Directory directory) {
    return new SyncPass(
        directory,
        agent.ledger(),
        new SyncPlanner(directory, agent.clock(), planFolder()),
        agent.clock());
  }

  /** Where plans are spooled; readable by the agent alone. */
  private Path planFolder() {
    Path folder = agent.config().store().path().resolve("plans");
    try {
      if (!Files.isDirectory(folder)) {
        Files.createDirectories(
            folder,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      }
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make " + folder + ": " + e.getMessage(), e);
    }
  }
}
