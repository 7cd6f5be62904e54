package org.keyturn.agent.run;

import java.util.List;
import org.keyturn.agent.directory.Authorship;
import org.keyturn.agent.directory.Batch;
import org.keyturn.agent.directory.Directory;
import org.keyturn.agent.directory.Write;
import org.keyturn.agent.journal.Run;
import org.keyturn.agent.journal.Runs.Ownership;

/**
 * What carries the changes of one run to the directory: in one guarded write, as the directory does
 * it by itself, or in several steps that it keeps a record of. Thread-safe.
 */
public interface Carrier {

  /** As {@link Directory#batch}. */
  Batch batch(List<Write> writes);

  /**
   * As {@link Directory#whoWrote}. What is half done is untouched: it is sent again, and goes on
   * where it was.
   */
  Authorship whoWrote(Write write);

  /** Gives a run its carrier. */
  interface Source {

    /** One write each. */
    Source DIRECT =
        (directory, run, ownership) ->
            new Carrier() {
              @Override
              public Batch batch(List<Write> writes) {
                return directory.batch(writes);
              }

              @Override
              public Authorship whoWrote(Write write) {
                return directory.whoWrote(write);
              }
            };

    Carrier of(Directory directory, Run run, Ownership ownership);
  }
}
