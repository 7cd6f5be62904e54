package org.keyturn.agent.directory;

import java.util.List;
import java.util.function.Function;

/**
 * Writes that are sent in one go and share what has to be read before and after them, where a
 * server lets no write carry that itself. The guard stays each write's own.
 */
public interface Batch {

  /**
   * As {@link Directory#apply}, but that {@code Applied} may mean only that the server took it,
   * until it is {@linkplain #confirmed confirmed}. Thread-safe.
   */
  WriteResult apply(Write write);

  /**
   * What became of the writes, those that went through read back.
   *
   * @param writes of this batch
   * @param results what {@link #apply} said of each, in order
   */
  List<WriteResult> confirmed(List<Write> writes, List<WriteResult> results);

  /** Of writes that each carry all they need. */
  static Batch each(Function<Write, WriteResult> apply) {
    return new Batch() {
      @Override
      public WriteResult apply(Write write) {
        return apply.apply(write);
      }

      @Override
      public List<WriteResult> confirmed(List<Write> writes, List<WriteResult> results) {
        return results;
      }
    };
  }
}
