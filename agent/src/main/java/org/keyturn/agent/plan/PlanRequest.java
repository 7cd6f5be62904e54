package org.keyturn.agent.plan;

import java.util.Optional;
import org.keyturn.agent.account.Action;
import org.keyturn.agent.account.Lifecycle;
import org.keyturn.agent.account.Remit;
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
 * @param only whether nothing is done to the accounts of the same people in other directories
 */
public record PlanRequest(
    Optional<String> job,
    Action action,
    Selection selection,
    Rule rule,
    PlanOptions options,
    Optional<String> operator,
    boolean only) {

  /** To be done wherever people have accounts. */
  public PlanRequest(
      Optional<String> job,
      Action action,
      Selection selection,
      Rule rule,
      PlanOptions options,
      Optional<String> operator) {
    this(job, action, selection, rule, options, operator, false);
  }

  /** A configured job. */
  public static PlanRequest of(JobSettings job, Optional<String> operator) {
    return new PlanRequest(
        Optional.of(job.name()),
        job.action(),
        Selection.of(job.select()),
        job.when(),
        options(job),
        operator,
        job.only());
  }

  /** The same, done in this way. */
  public PlanRequest with(Lifecycle lifecycle) {
    return new PlanRequest(job, action, selection, rule, options.with(lifecycle), operator, only);
  }

  /** The same, to the accounts of this directory alone. */
  public PlanRequest only(boolean alone) {
    return new PlanRequest(job, action, selection, rule, options, operator, alone);
  }

  /** The same for other accounts of the same people: whether they are due was decided. */
  PlanRequest elsewhere(Selection accounts, Remit remit) {
    return new PlanRequest(
        job,
        action,
        accounts,
        new Rule.Always(),
        options.elsewhere(action).with(remit),
        operator,
        true);
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
