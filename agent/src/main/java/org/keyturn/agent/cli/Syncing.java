package org.keyturn.agent.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.keyturn.agent.directory.Directory;
import org.keyturn.agent.directory.LastWrite;
import org.keyturn.agent.directory.NormalDn;
import org.keyturn.agent.directory.WriteResult;
import org.keyturn.agent.journal.Run;
import org.keyturn.agent.plan.Brake;
import org.keyturn.agent.plan.Declaration;
import org.keyturn.agent.plan.PolicyDrift;
import org.keyturn.agent.run.PolicyWrites;
import org.keyturn.agent.run.SyncPass;

/** One pass over what is declared, for somebody at a terminal: what drifted, and its repair. */
final class Syncing {

  private final Desk desk;
  private final ActOptions options;
  private final Optional<String> job;
  private final Directory directory;

  Syncing(Desk desk, ActOptions options, Optional<String> job) {
    this.desk = desk;
    this.options = options;
    this.job = job;
    this.directory = desk.directory();
  }

  /** Tells what drifted. Only {@code strict} makes drift an exit code. */
  int check(boolean full, boolean strict) {
    Declaration declaration = declaration();
    List<PolicyDrift> policies = declaration.drift();
    try (SyncPass.Seen seen = look(declaration, full);
        SyncView view = new SyncView(desk, directory, declaration, options.details)) {
      view.told(seen);
      Map<NormalDn, LastWrite> written = written(policies);
      policies.forEach(drift -> view.policy(drift, "drifted", "", written));
      view.accounts(seen);
      boolean drifted = !policies.isEmpty() || view.isDrift(seen);
      view.verdict(seen, policies.size());
      return drifted && strict ? Exit.SOME_FAILED : Exit.DONE;
    }
  }

  /** Brings the policies to what was declared, and then, as they are now, the accounts. */
  int sync(Brake.Limits limits, boolean full) {
    if (options.dryRun) {
      return check(full, false);
    }
    Declaration declaration = declaration();
    new Acting(desk, options).settleUnfinished(directory);
    List<PolicyDrift> policies = declaration.drift();
    if (!policies.isEmpty() && !options.yes && !PolicyQuestion.confirmed(desk, policies)) {
      desk.screen().note("Nothing was written.");
      return Exit.INPUT;
    }
    Map<NormalDn, LastWrite> written = written(policies);
    List<String> outcomes = new ArrayList<>();
    int worst = Exit.DONE;
    PolicyWrites writes = new PolicyWrites(desk.agent().ledger().audit(), directory, desk.actor());
    for (PolicyDrift drift : policies) {
      WriteResult result = writes.write(drift.wanted());
      boolean so = result instanceof WriteResult.Applied || result instanceof WriteResult.AlreadySo;
      outcomes.add(so ? "" : PolicyWrites.whyNot(result));
      if (!so) {
        worst = Exit.SOME_FAILED;
        desk.screen()
            .fail("policy " + drift.name() + " was not set: " + PolicyWrites.whyNot(result));
      }
    }
    Declaration now = policies.isEmpty() ? declaration : declaration();
    try (SyncPass.Seen seen = look(now, full);
        SyncView view = new SyncView(desk, directory, now, options.details)) {
      view.told(seen);
      for (int i = 0; i < policies.size(); i++) {
        String why = outcomes.get(i);
        view.policy(policies.get(i), why.isEmpty() ? "applied" : "failed", why, written);
      }
      view.accounts(seen);
      int exit = carryOut(seen, limits, view, full);
      view.verdict(seen, policies.size());
      return exit == Exit.DONE ? worst : exit;
    }
  }

  private int carryOut(SyncPass.Seen seen, Brake.Limits limits, SyncView view, boolean full) {
    SyncPass pass = desk.agent().syncPass(directory);
    if (seen.plan().header().changes() == 0) {
      pass.done(seen, Optional.empty());
      return Exit.DONE;
    }
    int exit =
        new Acting(desk, options, Optional.empty(), view.run())
            .carryOut(
                directory,
                seen.plan(),
                limits,
                Acting.Orders.NONE,
                "sync --check --details" + (full ? " --full" : ""));
    String run = seen.plan().header().id();
    if (desk.agent()
        .ledger()
        .runs()
        .find(run)
        .filter(r -> r.state() == Run.State.DONE)
        .isPresent()) {
      pass.done(seen, Optional.of(run));
    }
    return exit;
  }

  private Map<NormalDn, LastWrite> written(List<PolicyDrift> policies) {
    return directory.lastWrites(policies.stream().map(p -> p.wanted().dn()).toList());
  }

  private SyncPass.Seen look(Declaration declaration, boolean full) {
    return desk.agent().syncPass(directory).look(declaration, job, desk.operator(), full);
  }

  private Declaration declaration() {
    Declaration declaration = Declaration.of(directory, desk.config().policies());
    if (declaration.isEmpty()) {
      throw new InputException(
          "the config declares no password-policies for " + directory.info().name());
    }
    return declaration;
  }
}
