package org.keyturn.agent.cli;

import org.keyturn.agent.config.ConfigException;
import org.keyturn.agent.directory.DirectoryException;
import org.keyturn.agent.journal.FencedException;
import org.keyturn.agent.journal.LedgerException;
import org.keyturn.agent.journal.StoreBusyException;
import org.keyturn.agent.password.SealException;
import org.keyturn.agent.plan.PlanException;
import org.keyturn.agent.plan.SelectionException;
import org.keyturn.agent.run.RunFailure;
import org.keyturn.agent.run.RunResult;
import org.keyturn.agent.run.SheetException;

/** Exit codes; a contract. */
final class Exit {

  static final int DONE = 0;
  static final int SOME_FAILED = 1;
  static final int INPUT = 2;
  static final int DIRECTORY = 3;
  static final int BRAKE = 4;
  static final int HELD = 5;
  static final int STORE = 6;
  static final int BUG = 70;
  static final int INTERRUPTED = 130;

  private Exit() {}

  /** Of two runs: what stopped the first stopped the other too. */
  static int worse(int first, int second) {
    return first > SOME_FAILED ? first : Math.max(first, second);
  }

  static int of(RunResult result) {
    return switch (result.ending()) {
      case DONE -> result.tally().hasFailures() ? SOME_FAILED : DONE;
      case WAVE ->
          result.tally().failed() + result.tally().parked() > result.tally().open()
              ? SOME_FAILED
              : DONE;
      case INTERRUPTED -> INTERRUPTED;
      case UNREACHABLE -> DIRECTORY;
      case BRAKE -> BRAKE;
    };
  }

  /** {@link #BUG} for what nobody expected: then the stack trace matters. */
  static int of(Throwable failure) {
    if (failure instanceof DirectoryException e) {
      return e.kind() == DirectoryException.Kind.BAD_REQUEST ? INPUT : DIRECTORY;
    }
    if (failure instanceof RunFailure e) {
      return e.kind() == RunFailure.Kind.HELD ? HELD : INPUT;
    }
    if (failure instanceof FencedException || failure instanceof StoreBusyException) {
      return HELD;
    }
    if (failure instanceof LedgerException
        || failure instanceof SealException
        || failure instanceof SheetException) {
      return STORE;
    }
    if (failure instanceof ConfigException
        || failure instanceof SelectionException
        || failure instanceof PlanException
        || failure instanceof InputException) {
      return INPUT;
    }
    return BUG;
  }
}
