package org.keyturn.agent.journal;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The table {@code event_feeds}, a row a subscriber. */
final class SqlEventFeeds implements EventFeeds {

  private static final int PAGE = 500;

  private final SqliteDatabase database;

  SqlEventFeeds(SqliteDatabase database) {
    this.database = database;
  }

  @Override
  public void begin(Collection<String> subscribers) {
    Set<String> known =
        database.read(
            sql ->
                sql.createQuery("SELECT subscriber FROM event_feeds")
                    .mapTo(String.class)
                    .collect(Collectors.toSet()));
    List<String> fresh = subscribers.stream().filter(name -> !known.contains(name)).toList();
    if (fresh.isEmpty()) {
      return;
    }
    database.change(
        transaction ->
            fresh.forEach(
                name ->
                    transaction
                        .sql()
                        .createUpdate(
                            "INSERT INTO event_feeds (subscriber, seq)"
                                + " SELECT :name, seq FROM audit_head WHERE id = 1"
                                + " ON CONFLICT (subscriber) DO NOTHING")
                        .bind("name", name)
                        .execute()));
  }

  @Override
  public int owe(String subscriber, Function<AuditTrail.Entry, Optional<NewMessage>> wanted) {
    int owed = 0;
    while (isBehind(subscriber)) {
      owed += database.write(transaction -> owePage(transaction, subscriber, wanted));
    }
    return owed;
  }

  /** A look that locks nothing: mostly there is nothing to tell. */
  private boolean isBehind(String subscriber) {
    return database.read(
        sql ->
            sql.createQuery(
                    "SELECT 1 FROM event_feeds f JOIN audit_head h ON h.seq > f.seq"
                        + " WHERE f.subscriber = :name")
                .bind("name", subscriber)
                .mapTo(Integer.class)
                .findOne()
                .isPresent());
  }

  /** The messages and how far they go are one transaction. */
  private static int owePage(
      Transaction transaction,
      String subscriber,
      Function<AuditTrail.Entry, Optional<NewMessage>> wanted) {
    List<AuditTrail.Entry> page =
        transaction
            .sql()
            .createQuery(
                "SELECT "
                    + SqlAuditTrail.COLUMNS
                    + " FROM audit WHERE seq > (SELECT seq FROM event_feeds WHERE subscriber ="
                    + " :name) ORDER BY seq LIMIT :limit")
            .bind("name", subscriber)
            .bind("limit", PAGE)
            .map((row, context) -> SqlAuditTrail.entry(row))
            .list();
    if (page.isEmpty()) {
      return 0; // another process was faster
    }
    transaction
        .sql()
        .createUpdate("UPDATE event_feeds SET seq = :seq WHERE subscriber = :name")
        .bind("seq", page.get(page.size() - 1).seq())
        .bind("name", subscriber)
        .execute();
    return SqlOutbox.insert(
        transaction,
        page.stream()
            .map(wanted)
            .flatMap(Optional::stream)
            .map(message -> new SqlOutbox.Owed(Optional.empty(), message))
            .toList());
  }
}
