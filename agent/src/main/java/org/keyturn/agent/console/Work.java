package org.keyturn.agent.console;

import java.util.List;
import java.util.Optional;
import org.keyturn.agent.account.AccountId;
import org.keyturn.agent.account.Action;
import org.keyturn.agent.account.Secret;
import org.keyturn.agent.journal.PendingPlan;
import org.keyturn.agent.journal.Run;
import org.keyturn.agent.plan.Brake;
import org.keyturn.agent.plan.Plan;
import org.keyturn.agent.plan.PlanHeader;
import org.keyturn.agent.plan.PlanOptions;
import org.keyturn.agent.plan.PlanRequest;
import org.keyturn.agent.run.Given;
import org.keyturn.agent.run.Progress;
import org.keyturn.agent.run.Reveal;
import org.keyturn.agent.run.RunResult;
import org.keyturn.agent.run.Stop;

/**
 * The agent as acts need it: what plans and carries out is the same whoever asks. Thread-safe.
 *
 * <p>What reads or writes a directory throws {@link org.keyturn.agent.directory.DirectoryException}
 * where it is away, {@link org.keyturn.agent.plan.PlanException}, {@link
 * org.keyturn.agent.plan.SelectionException} and {@link org.keyturn.agent.run.RunFailure} where it
 * cannot be done, each with a sentence for the operator.
 */
public interface Work {

  /** The caller closes it. */
  Plan plan(String directory, PlanRequest request);

  /** A configured job, now. The caller closes it. */
  Plan job(String name, Operator by);

  /** What takes a run back. The caller closes it. */
  Plan undo(Run run, Operator by);

  /**
   * @param searched whether a filter chose the accounts, also where the plan names them
   */
  Brake.Verdict judge(Plan plan, boolean searched);

  /**
   * The other directories in which the same people have accounts that such a plan leaves as they
   * are: a plan from a page is of one directory.
   */
  List<String> elsewhere(PlanHeader plan);

  /** How new passwords can reach people here: of link, show, mail and sheet, the best first. */
  List<String> deliveries();

  /** Why new passwords would reach nobody; empty: nothing speaks against it. */
  Optional<String> undeliverable(Action action, PlanOptions options);

  /**
   * What is wrong with a password that was typed for somebody; sentences without it.
   *
   * @param typed stays the caller's
   */
  List<String> objections(String directory, AccountId account, Secret typed);

  byte[] seal(Secret typed, String plan, AccountId account);

  /** The caller's to close. */
  Secret open(byte[] sealed, String plan, AccountId account);

  /** What a run says and hears while it is carried out. */
  record Hands(Stop stop, Progress progress, Reveal reveal) {}

  RunResult carryOut(Plan plan, PendingPlan pending, Given given, Hands hands);

  /**
   * @param operator the DN of whoever asks, which is not touched
   */
  RunResult resume(Run run, String operator, Hands hands);
}
