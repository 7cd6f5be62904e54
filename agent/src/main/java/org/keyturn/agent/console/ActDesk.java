package org.keyturn.agent.console;

import java.nio.file.Path;
import java.time.Clock;
import java.util.function.Consumer;
import org.keyturn.agent.journal.Ledger;

/** All that acts need, and what carries them out in the background until this is closed. */
public final class ActDesk implements AutoCloseable {

  private final Acts acts;
  private final ActRuns runs;
  private final Backlog backlog;
  private final Drafts drafts;

  /**
   * @param store the folder of the store
   * @param onError what to do about an {@link Error}, after which nothing can be relied on
   */
  public ActDesk(
      Ledger ledger,
      Path store,
      Work work,
      Operators operators,
      Clock clock,
      Consumer<Error> onError) {
    this.drafts = new Drafts(clock);
    Mandate mandate = new Mandate(operators, ledger.accessTokens(), clock);
    Shelf shelf = new Shelf(store);
    this.backlog = new Backlog(ledger, shelf, work, mandate, clock, onError);
    this.acts = new Acts(ledger, shelf, work, operators, mandate, backlog, clock);
    this.runs = new ActRuns(ledger, work, backlog);
  }

  public Acts acts() {
    return acts;
  }

  public ActRuns runs() {
    return runs;
  }

  public Drafts drafts() {
    return drafts;
  }

  /** Lets the writes in flight end; what is left is taken up by the next process. */
  @Override
  public void close() {
    drafts.close();
    backlog.close();
  }
}
