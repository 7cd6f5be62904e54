package org.keyturn.agent.plan;

import java.util.Optional;
import org.keyturn.agent.account.Action;
import org.keyturn.agent.account.Lifecycle;
import org.keyturn.agent.policy.Rule;

/**
 * What is to be planned.
 *
 * @param job the config's job; empty for a command
 * @param action what is to be done
 * @param selection whom it means
 * @param rule which of them are due
 * @param options how it is to be done
 * @param operator the login or DN of whoever asks: never touched; empty for a schedule
 */
public record PlanRequest(
    Optional<String> job,
    Action action,
    Selection selection,
    Rule rule,
    PlanOptions options,
    Optional<String> operator) {

  /** A configured job. */
  public static PlanRequest of(JobSettings job, Optional<String> operator) {
    return new PlanRequest(
        Optional.of(job.name()),
        job.action(),
        Selection.of(job.select()),
        job.when(),
        options(job),
        operator);
  }

  /** The same, done in this way. */
  public PlanRequest with(Lifecycle lifecycle) {
    return new PlanRequest(job, action, selection, rule, options.with(lifecycle), operator);
  }

  private static PlanOptions options(JobSettings job) {
    if (job.when() instanceof Rule.RemindAt rule && job.action() == Action.REMIND) {
      return PlanOptions.remind(rule.reminders(), job.testTo());
    }
    return new PlanOptions(
        job.action() == Action.RESET && job.mustChange(),
        job.action() == Action.RESET ? job.deliver() : "",
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        job.spreading());
  }
}
