package org.keyturn.agent.journal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/**
 * Some accounts of one run as they stand within a transaction, by their place in the plan: what a
 * transaction needs of them, and not the images, which take longer to read than all the rest.
 */
final class Window {

  /** Who it is, and how far. */
  record Row(String id, String dn, String login, Item.State state) {}

  /** Far below the number of variables that any of the databases takes. */
  static final int PAGE = 1_000;

  private final Map<Long, Row> rows = new HashMap<>();
  private final String run;

  private Window(String run) {
    this.run = run;
  }

  static Window read(Handle sql, String run, List<Long> seqs) {
    Window window = new Window(run);
    for (int from = 0; from < seqs.size(); from += PAGE) {
      sql.createQuery(
              "SELECT seq, account_id, dn, login, state FROM items"
                  + " WHERE run = :run AND seq IN (<seqs>)")
          .bind("run", run)
          .bindList("seqs", seqs.subList(from, Math.min(from + PAGE, seqs.size())))
          .map((row, context) -> window.add(row))
          .forEach(seq -> {});
    }
    return window;
  }

  /**
   * @throws IllegalStateException where the run has no such account
   */
  Row at(long seq) {
    Row row = rows.get(seq);
    if (row == null) {
      throw new IllegalStateException("run " + run + " has no account " + seq);
    }
    return row;
  }

  private long add(ResultSet row) throws SQLException {
    long seq = row.getLong(1);
    rows.put(
        seq,
        new Row(
            row.getString(2),
            row.getString(3),
            row.getString(4),
            Item.State.valueOf(row.getString(5))));
    return seq;
  }
}
