package org.keyturn.agent;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.keyturn.agent.directory.Directory;
import org.keyturn.agent.directory.WriteResult;
import org.keyturn.agent.journal.Run;
import org.keyturn.agent.plan.Brake;
import org.keyturn.agent.plan.Declaration;
import org.keyturn.agent.plan.PolicyDrift;
import org.keyturn.agent.run.Brief;
import org.keyturn.agent.run.PolicyWrites;
import org.keyturn.agent.run.Progress;
import org.keyturn.agent.run.RunResult;
import org.keyturn.agent.run.Runner;
import org.keyturn.agent.run.Stop;
import org.keyturn.agent.run.SyncPass;

/**
 * One pass over what is declared with nobody to ask, for a schedule or a watch: the policies first,
 * then, as they are now, the accounts, under the brake.
 */
public final class SyncRound {

  private final Agent agent;
  private final Optional<String> job;
  private final Brake.Limits limits;
  private final String actor;
  private final Stop stop;

  /**
   * @param job the config's; empty for a command
   * @param actor for the audit trail
   * @param stop ends the round after the writes in flight
   */
  public SyncRound(
      Agent agent, Optional<String> job, Brake.Limits limits, String actor, Stop stop) {
    this.agent = agent;
    this.job = job;
    this.limits = limits;
    this.actor = actor;
    this.stop = stop;
  }

  /**
   * What came of it.
   *
   * @param run what changed accounts; empty where there was nothing to change, or the brake held
   * @param detail for people; empty where everything is as declared
   * @param everybody why everybody was looked at; empty: only those that may have changed were
   */
  public record Outcome(Optional<String> run, String detail, Optional<String> everybody) {}

  /**
   * @param reason for the audit trail
   */
  public Outcome carryOut(Directory directory, String reason) {
    Declaration declaration = Declaration.of(directory, agent.config().policies());
    List<PolicyDrift> policies = declaration.drift();
    StringBuilder detail = new StringBuilder();
    policies.forEach(drift -> repair(directory, drift, detail));
    Declaration now =
        policies.isEmpty() ? declaration : Declaration.of(directory, agent.config().policies());
    SyncPass pass = agent.syncPass(directory);
    try (SyncPass.Seen seen = pass.look(now, job, agent.config().operator(), false)) {
      if (seen.plan().header().changes() == 0) {
        pass.done(seen, Optional.empty());
        return new Outcome(Optional.empty(), detail.toString(), seen.why());
      }
      if (Brake.judge(seen.plan().header(), limits, directory)
          instanceof Brake.Verdict.Tripped tripped) {
        detail.append("brake: ").append(tripped.text());
        return new Outcome(Optional.empty(), detail.toString(), seen.why());
      }
      return changed(directory, pass, seen, reason, detail);
    }
  }

  private Outcome changed(
      Directory directory, SyncPass pass, SyncPass.Seen seen, String reason, StringBuilder detail) {
    Runner runner = agent.runner(directory, OptionalDouble.empty(), stop, Progress.NONE);
    RunResult result =
        runner.carryOut(
            seen.plan(),
            new Brief(actor, agent.config().operator(), reason),
            (item, password) -> {});
    if (result.run().state() == Run.State.DONE) {
      pass.done(seen, Optional.of(result.run().id()));
    }
    detail
        .append(result.tally().applied())
        .append(" of ")
        .append(seen.plan().header().changes())
        .append(" accounts brought to what is declared");
    if (!result.detail().isEmpty()) {
      detail.append(": ").append(result.detail());
    }
    return new Outcome(Optional.of(result.run().id()), detail.toString(), seen.why());
  }

  private void repair(Directory directory, PolicyDrift drift, StringBuilder detail) {
    WriteResult result =
        new PolicyWrites(agent.ledger().audit(), directory, actor).write(drift.wanted());
    boolean so = result instanceof WriteResult.Applied || result instanceof WriteResult.AlreadySo;
    detail
        .append("policy ")
        .append(drift.name())
        .append(so ? " set; " : " not set: " + PolicyWrites.whyNot(result) + "; ");
  }
}
