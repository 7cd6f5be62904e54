package org.keyturn.agent.journal;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.keyturn.agent.account.AccountId;

/** Reads the accounts of runs from the table {@code items}. */
final class SqlItems {

  private static final int PAGE = 1_000;

  /** Of a campaign, the accounts up to here are those of the waves that were started. */
  private static final String REACHED =
      "COALESCE((SELECT c.until_seq FROM campaigns c WHERE c.run = :run), 9223372036854775807)";

  private final SqliteDatabase database;

  SqlItems(SqliteDatabase database) {
    this.database = database;
  }

  List<Item> planned(String run, int limit) {
    // The empty reason, which every planned account has, makes the index give them in order.
    return database.read(
        sql ->
            sql.createQuery(
                    "SELECT "
                        + RunRows.ITEM
                        + " FROM items i WHERE i.run = :run AND i.state = 'PLANNED'"
                        + " AND i.reason = '' AND i.seq <= "
                        + REACHED
                        + " ORDER BY i.seq LIMIT :limit")
                .bind("run", run)
                .bind("limit", limit)
                .map((row, context) -> RunRows.item(row))
                .list());
  }

  long reminded(String job, Instant since, boolean test) {
    return database.read(
        sql ->
            sql.createQuery(
                    "SELECT COUNT(*) FROM runs r JOIN items i ON i.run = r.id WHERE r.job = :job"
                        + " AND r.started_at >= :since AND r.action = 'remind'"
                        + " AND r.deliver_to IS "
                        + (test ? "NOT NULL" : "NULL")
                        + " AND i.state = 'APPLIED'")
                .bind("job", job)
                .bind("since", Micros.of(since))
                .mapTo(Long.class)
                .one());
  }

  List<Item> unresolved(String run, int limit) {
    return database.read(
        sql ->
            sql.createQuery(
                    "SELECT "
                        + RunRows.ITEM
                        + " FROM items i WHERE i.run = :run AND i.state IN ('INTENT', 'UNKNOWN')"
                        + " ORDER BY i.seq LIMIT :limit")
                .bind("run", run)
                .bind("limit", limit)
                .map((row, context) -> RunRows.item(row))
                .list());
  }

  Optional<byte[]> sealed(String run, long seq) {
    return database.read(
        sql ->
            sql.createQuery("SELECT content FROM sealed WHERE run = :run AND seq = :seq")
                .bind("run", run)
                .bind("seq", seq)
                .map((row, context) -> row.getBytes("content"))
                .findOne());
  }

  List<Runs.Count> counts(String run) {
    return database.read(sql -> counts(sql, run));
  }

  static List<Runs.Count> counts(Handle sql, String run) {
    return sql.createQuery(
            "SELECT state, reason, COUNT(*) AS accounts FROM items WHERE run = :run"
                + " GROUP BY state, reason ORDER BY state, reason")
        .bind("run", run)
        .map(
            (row, context) ->
                new Runs.Count(
                    Item.State.valueOf(row.getString("state")),
                    row.getString("reason"),
                    row.getLong("accounts")))
        .list();
  }

  void items(String run, Consumer<Item> sink) {
    long after = -1;
    List<Item> page;
    do {
      page = page(run, after);
      for (Item item : page) {
        sink.accept(item);
        after = item.seq();
      }
    } while (page.size() == PAGE);
  }

  private List<Item> page(String run, long after) {
    return database.read(
        sql ->
            sql.createQuery(
                    "SELECT "
                        + RunRows.ITEM
                        + " FROM items i WHERE i.run = :run AND i.seq > :after"
                        + " ORDER BY i.seq LIMIT :limit")
                .bind("run", run)
                .bind("after", after)
                .bind("limit", PAGE)
                .map((row, context) -> RunRows.item(row))
                .list());
  }

  Optional<Item> item(String run, AccountId account) {
    return database.read(
        sql ->
            sql.createQuery(
                    "SELECT "
                        + RunRows.ITEM
                        + " FROM items i WHERE i.account_id = :account AND i.run = :run"
                        + " ORDER BY i.seq LIMIT 1")
                .bind("account", account.value())
                .bind("run", run)
                .map((row, context) -> RunRows.item(row))
                .findFirst());
  }

  Optional<Instant> movedTo(String directory, AccountId account) {
    return database.read(
        sql ->
            sql.createQuery(
                    "SELECT i.ends_at FROM items i JOIN runs r ON r.id = i.run"
                        + " WHERE i.account_id = :account AND i.ends_at IS NOT NULL"
                        + " AND i.state = 'APPLIED' AND r.directory = :directory"
                        + " ORDER BY r.started_at DESC, r.id DESC LIMIT 1")
                .bind("account", account.value())
                .bind("directory", directory)
                .map((row, context) -> Micros.required(row, "ends_at"))
                .findFirst());
  }

  List<Map.Entry<Run, Item>> history(AccountId account, int limit) {
    return database.read(
        sql ->
            sql.createQuery(
                    "SELECT "
                        + RunRows.RUN
                        + ", "
                        + RunRows.ITEM
                        + " FROM items i JOIN runs r ON r.id = i.run"
                        + " WHERE i.account_id = :account"
                        + " ORDER BY r.started_at DESC, r.id DESC, i.seq DESC LIMIT :limit")
                .bind("account", account.value())
                .bind("limit", limit)
                .map((row, context) -> Map.entry(RunRows.run(row), RunRows.item(row)))
                .list());
  }
}
