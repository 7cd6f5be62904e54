package org.keyturn.agent.journal;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/** Some accounts of one run as they stand within a transaction, by their place in the plan. */
final class Window {

  /** Far below the number of variables that any of the databases takes. */
  private static final int PAGE = 1_000;

  private final Map<Long, Item> items = new HashMap<>();
  private final String run;

  private Window(String run) {
    this.run = run;
  }

  static Window read(Handle sql, String run, List<Long> seqs) {
    Window window = new Window(run);
    for (int from = 0; from < seqs.size(); from += PAGE) {
      sql.createQuery(
              "SELECT " + RunRows.ITEM + " FROM items i WHERE i.run = :run AND i.seq IN (<seqs>)")
          .bind("run", run)
          .bindList("seqs", seqs.subList(from, Math.min(from + PAGE, seqs.size())))
          .map((row, context) -> RunRows.item(row))
          .forEach(item -> window.items.put(item.seq(), item));
    }
    return window;
  }

  /**
   * @throws IllegalStateException where the run has no such account
   */
  Item at(long seq) {
    Item item = items.get(seq);
    if (item == null) {
      throw new IllegalStateException("run " + run + " has no account " + seq);
    }
    return item;
  }
}
