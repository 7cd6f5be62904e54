package org.keyturn.agent.journal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Consumer;

/** The chain in the table {@code audit}; see {@link AuditChain} for what is hashed. */
final class SqlAuditTrail implements AuditTrail {

  private static final int PAGE = 1_000;
  static final String COLUMNS = "seq, at, actor, event, directory, run, subject, details, hash";

  private final SqliteDatabase database;

  SqlAuditTrail(SqliteDatabase database) {
    this.database = database;
  }

  @Override
  public void append(
      String actor, String event, String directory, String subject, Map<String, String> details) {
    database.change(
        transaction ->
            AuditChain.append(
                transaction,
                List.of(
                    new AuditChain.Draft(
                        actor, event, directory, Optional.empty(), subject, details))));
  }

  @Override
  public void entries(Instant since, Consumer<Entry> sink) {
    long first =
        database.read(
            sql ->
                sql.createQuery("SELECT COALESCE(MIN(seq), 0) FROM audit WHERE at >= :since")
                    .bind("since", Micros.of(since))
                    .map((row, context) -> row.getLong(1))
                    .one());
    if (first == 0) {
      return;
    }
    long after = first - 1;
    List<Entry> page;
    do {
      page = page(after);
      for (Entry entry : page) {
        if (!entry.at().isBefore(since)) {
          sink.accept(entry);
        }
        after = entry.seq();
      }
    } while (page.size() == PAGE);
  }

  @Override
  public Optional<Head> head() {
    return Optional.of(end()).filter(head -> head.seq() > 0);
  }

  @Override
  public Verdict verify(Optional<Head> known) {
    // Both were seen before the walk begins, so whatever is appended meanwhile lies after them.
    ChainCheck check = new ChainCheck(known, database.headOutside(), end());
    int limit = PAGE;
    while (true) {
      try {
        List<Entry> page = page(check.position(), limit);
        for (Entry entry : page) {
          Optional<Verdict> broken = check.next(entry);
          if (broken.isPresent()) {
            return broken.get();
          }
        }
        if (page.isEmpty()) {
          return check.end();
        }
      } catch (UnreadableEntryException e) {
        if (limit == 1) {
          return new Verdict.Tampered(e.seq, "entry " + e.seq + " cannot be read");
        }
        // One by one, to judge those before it first.
        limit = 1;
      }
    }
  }

  private Head end() {
    return database.read(
        sql ->
            sql.createQuery("SELECT seq, hash FROM audit_head")
                .map((row, context) -> new Head(row.getLong(1), row.getString(2)))
                .one());
  }

  private List<Entry> page(long after) {
    return page(after, PAGE);
  }

  private List<Entry> page(long after, int limit) {
    return database.read(
        sql ->
            sql.createQuery(
                    "SELECT "
                        + COLUMNS
                        + " FROM audit WHERE seq > :after ORDER BY seq LIMIT :limit")
                .bind("after", after)
                .bind("limit", limit)
                .map((row, context) -> entry(row))
                .list());
  }

  /** What a row holds is not what the agent writes there. */
  private static final class UnreadableEntryException extends LedgerException {

    private static final long serialVersionUID = 1;

    private final long seq;

    UnreadableEntryException(long seq) {
      super("Entry " + seq + " of the audit trail cannot be read. Run: keyturn audit verify");
      this.seq = seq;
    }
  }

  static Entry entry(ResultSet row) throws SQLException {
    long seq = row.getLong("seq");
    SortedMap<String, String> details;
    try {
      details = Json.read(row.getString("details"));
    } catch (LedgerException e) {
      throw new UnreadableEntryException(seq);
    }
    return new Entry(
        seq,
        Micros.required(row, "at"),
        row.getString("actor"),
        row.getString("event"),
        row.getString("directory"),
        Optional.ofNullable(row.getString("run")),
        row.getString("subject"),
        details,
        row.getString("hash"));
  }
}
