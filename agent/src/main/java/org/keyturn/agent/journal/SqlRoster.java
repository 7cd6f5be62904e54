package org.keyturn.agent.journal;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.keyturn.agent.account.AccountId;

/** A roster in a SQLite file of its own, beside the ledger. */
final class SqlRoster implements Roster {

  private final RosterFile file;

  SqlRoster(Path path) {
    this.file = new RosterFile(path);
  }

  @Override
  public Standing standing() {
    return file.read(
        sql ->
            sql.createQuery("SELECT * FROM standing")
                .map((row, context) -> RosterRows.standing(row))
                .one());
  }

  @Override
  public void put(List<RosterEntry> entries, long pass) {
    if (!entries.isEmpty()) {
      file.write(sql -> put(sql, entries, pass));
    }
  }

  private static boolean put(Handle sql, List<RosterEntry> entries, long pass) {
    try (PreparedBatch batch = sql.prepareBatch(RosterRows.PUT)) {
      entries.forEach(entry -> RosterRows.bind(batch, entry, pass));
      batch.execute();
    }
    return true;
  }

  @Override
  public void drop(Collection<AccountId> ids) {
    if (!ids.isEmpty()) {
      String all = Json.array(ids.stream().map(AccountId::value).toList());
      file.write(
          sql ->
              sql.createUpdate("DELETE FROM roster WHERE id IN (SELECT value FROM json_each(:ids))")
                  .bind("ids", all)
                  .execute());
    }
  }

  @Override
  public void settle(Standing standing) {
    file.write(sql -> settle(sql, standing));
  }

  @Override
  public void settle(Standing standing, long pass) {
    file.write(
        sql -> {
          sql.createUpdate("DELETE FROM roster WHERE pass <> :pass").bind("pass", pass).execute();
          return settle(sql, standing);
        });
  }

  private static int settle(Handle sql, Standing standing) {
    return sql.createUpdate(
            "UPDATE standing SET cookie = :cookie, rules = :rules, read_at = :readAt,"
                + " whole_at = :wholeAt")
        .bind("cookie", standing.cookie())
        .bind("rules", standing.rules())
        .bind("readAt", Micros.orNull(standing.readAt()))
        .bind("wholeAt", Micros.orNull(standing.wholeAt()))
        .execute();
  }

  @Override
  public long count(Filter filter) {
    return count(new RosterQuery(filter));
  }

  @Override
  public boolean finds(Filter filter, AccountId id) {
    return count(new RosterQuery(filter).of(id)) > 0;
  }

  private long count(RosterQuery query) {
    return file.read(
        sql ->
            sql.createQuery("SELECT COUNT(*) FROM roster" + query.where())
                .bindMap(query.values())
                .mapTo(long.class)
                .one());
  }

  @Override
  public List<RosterEntry> page(Filter filter, Order order, long offset, int limit) {
    RosterQuery query = new RosterQuery(filter);
    String sorted = RosterQuery.orderBy(order);
    // The inner one passes over what is skipped in an index alone.
    return file.read(
        sql ->
            sql.createQuery(
                    "SELECT * FROM roster WHERE rowid IN (SELECT rowid FROM roster"
                        + query.where()
                        + sorted
                        + " LIMIT :limit OFFSET :offset)"
                        + sorted)
                .bindMap(query.values())
                .bind("limit", limit)
                .bind("offset", offset)
                .map((row, context) -> RosterRows.entry(row))
                .list());
  }

  @Override
  public void ids(Filter filter, Consumer<AccountId> sink) {
    RosterQuery query = new RosterQuery(filter);
    file.read(
        sql -> {
          try (Stream<String> ids =
              sql
                  .createQuery(
                      "SELECT id FROM roster"
                          + query.where()
                          + RosterQuery.orderBy(new Order(Column.LOGIN, false)))
                  .bindMap(query.values())
                  .mapTo(String.class)
                  .stream()) {
            ids.forEach(id -> sink.accept(new AccountId(id)));
          }
          return true;
        });
  }

  private record Policy(String name, long accounts) {}

  @Override
  public SortedMap<String, Long> policies() {
    SortedMap<String, Long> all = new TreeMap<>();
    file.read(
            sql ->
                sql.createQuery(
                        "SELECT policy, COUNT(*) AS accounts FROM roster WHERE policy <> ''"
                            + " GROUP BY policy")
                    .map(
                        (row, context) ->
                            new Policy(row.getString("policy"), row.getLong("accounts")))
                    .list())
        .forEach(policy -> all.put(policy.name(), policy.accounts()));
    return all;
  }

  @Override
  public void close() {
    file.close();
  }
}
