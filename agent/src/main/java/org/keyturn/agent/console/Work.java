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
import org.keyturn.agent.plan.PlanOptions;
import org.keyturn.agent.plan.PlanRequest;
import org.keyturn.agent.plan.Reach;
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

  /**
   * With one for each other directory in which the same people have accounts and that whoever asks
   * reaches. The caller closes it.
   */
  Frozen plan(String directory, PlanRequest request, Reach reach);

  /** A configured job, now. The caller closes it. */
  Frozen job(String name, Operator by);

  /** What takes a run back. The caller closes it. */
  Frozen undo(Run run, Operator by);

  /**
   * @param searched whether a filter chose the accounts, also where the plan names them
   */
  Brake.Verdict judge(Plan plan, boolean searched);

  /**
   * The other directories in which the same people may have accounts that this leaves as they are,
   * because whoever asked for it does not reach them.
   */
  List<String> elsewhere(Frozen frozen);

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

  /**
   * What a run says and hears while it is carried out.
   *
   * @param waves that whoever confirmed it wants; empty: as its job has it
   */
  record Hands(Stop stop, Progress progress, Reveal reveal, Optional<Waving> waves) {

    /** As it has begun. */
    public Hands(Stop stop, Progress progress, Reveal reveal) {
      this(stop, progress, reveal, Optional.empty());
    }

    Hands in(Optional<Waving> pace) {
      return new Hands(stop, progress, reveal, pace);
    }
  }

  /** All of it is on record as runs before anything is written anywhere. */
  void carryOut(Frozen frozen, PendingPlan pending, Given given, Hands hands);

  /**
   * Goes on with a run, and then with those that were begun together with it and come after it.
   *
   * @param operator the DN of whoever asks, which is not touched
   * @return how it ended itself
   */
  RunResult resume(Run run, String operator, Hands hands);
}
