package org.keyturn.agent.journal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The processes in the table {@code holders}, and which of them are alive. */
final class SqlHolders implements Holders {

  static final String COLUMNS =
      "h.id AS h_id, h.kind, h.host, h.boot, h.pid_space, h.pid, h.process_start,"
          + " h.started_at AS h_started_at, h.beat_at";

  /** A row with what tells whether its process is alive. */
  record Row(Holder holder, ProcessIdentity process, Instant beatAt) {}

  private final SqliteDatabase database;
  private final ProcessIdentity self = ProcessIdentity.self();
  private final AtomicReference<@Nullable Holder> registered = new AtomicReference<>();

  SqlHolders(SqliteDatabase database) {
    this.database = database;
  }

  @Override
  public synchronized Registration register(Holder.Kind kind) {
    if (registered.get() != null) {
      throw new IllegalStateException("this process is registered");
    }
    Registration registration = database.write(transaction -> register(transaction, kind));
    if (registration instanceof Registration.Registered mine) {
      registered.set(mine.self());
    }
    return registration;
  }

  private Registration register(Transaction transaction, Holder.Kind kind) {
    List<Row> alive = forgetTheDead(transaction);
    Optional<Row> daemon = alive.stream().filter(SqlHolders::isDaemon).findFirst();
    if (kind == Holder.Kind.DAEMON && daemon.isPresent()) {
      return new Registration.HeldBy(daemon.get().holder());
    }
    long id = transaction.draw("holder", 1);
    Holder holder = new Holder(id, kind, self.host(), self.pid(), ProcessIdentity.startedAt());
    insert(transaction, holder);
    return new Registration.Registered(holder);
  }

  @Override
  public Optional<Holder> daemon() {
    Instant now = Micros.now(database.clock());
    return database.read(SqlHolders::rows).stream()
        .filter(row -> isDaemon(row) && isAlive(row, now))
        .map(Row::holder)
        .findFirst();
  }

  @Override
  public void beat() {
    Holder holder = required();
    database.change(
        transaction -> {
          int known =
              transaction
                  .sql()
                  .createUpdate("UPDATE holders SET beat_at = :now WHERE id = :id")
                  .bind("now", transaction.nowMicros())
                  .bind("id", holder.id())
                  .execute();
          if (known == 0) {
            comeBack(transaction, holder);
          }
        });
  }

  /** This process was silent for so long that another one took it for dead. */
  private void comeBack(Transaction transaction, Holder holder) {
    Optional<Row> daemon =
        forgetTheDead(transaction).stream().filter(SqlHolders::isDaemon).findFirst();
    if (holder.kind() == Holder.Kind.DAEMON && daemon.isPresent()) {
      throw new LedgerException(
          "This agent was silent for more than "
              + Holder.LEASE.toSeconds()
              + " seconds, and another one took its place: "
              + daemon.get().holder().describe()
              + ". Stop one of them.");
    }
    insert(transaction, holder);
  }

  /** This process, registered now as a command where it has not said yet what it is. */
  synchronized Holder required() {
    Holder holder = registered.get();
    if (holder == null && register(Holder.Kind.COMMAND) instanceof Registration.Registered now) {
      holder = now.self();
    }
    return Objects.requireNonNull(holder);
  }

  static List<Holder> othersAlive(Handle sql, Instant now) {
    ProcessIdentity self = ProcessIdentity.self();
    return rows(sql).stream()
        .filter(row -> !row.process().equals(self) && isAlive(self, row, now))
        .map(Row::holder)
        .toList();
  }

  boolean isAlive(Row row, Instant now) {
    return isAlive(self, row, now);
  }

  private static boolean isAlive(ProcessIdentity self, Row row, Instant now) {
    return switch (self.sees(row.process())) {
      case THERE -> true;
      case GONE -> false;
      case OUT_OF_SIGHT -> row.beatAt().plus(Holder.LEASE).isAfter(now);
    };
  }

  /** Closing the store: whatever this process held is free. */
  void leave() {
    Holder holder = registered.getAndSet(null);
    if (holder != null) {
      database.change(transaction -> delete(transaction, holder.id()));
    }
  }

  private List<Row> forgetTheDead(Transaction transaction) {
    List<Row> rows = rows(transaction.sql());
    for (Row row : rows) {
      if (!isAlive(row, transaction.now())) {
        delete(transaction, row.holder().id());
      }
    }
    return rows.stream().filter(row -> isAlive(row, transaction.now())).toList();
  }

  private static void delete(Transaction transaction, long id) {
    transaction.sql().createUpdate("DELETE FROM holders WHERE id = :id").bind("id", id).execute();
  }

  private void insert(Transaction transaction, Holder holder) {
    transaction
        .sql()
        .createUpdate(
            "INSERT INTO holders (id, kind, host, boot, pid_space, pid, process_start, started_at,"
                + " beat_at) VALUES (:id, :kind, :host, :boot, :pidSpace, :pid, :start,"
                + " :startedAt, :now)")
        .bind("id", holder.id())
        .bind("kind", holder.kind().name())
        .bind("host", self.host())
        .bind("boot", self.boot())
        .bind("pidSpace", self.pidSpace())
        .bind("pid", self.pid())
        .bind("start", self.start())
        .bind("startedAt", Micros.of(holder.startedAt()))
        .bind("now", transaction.nowMicros())
        .execute();
  }

  private static boolean isDaemon(Row row) {
    return row.holder().kind() == Holder.Kind.DAEMON;
  }

  private static List<Row> rows(Handle sql) {
    return sql.createQuery("SELECT " + COLUMNS + " FROM holders h ORDER BY h.id")
        .map((row, context) -> row(row))
        .list();
  }

  static Row row(ResultSet row) throws SQLException {
    Holder holder =
        new Holder(
            row.getLong("h_id"),
            Holder.Kind.valueOf(row.getString("kind")),
            row.getString("host"),
            row.getLong("pid"),
            Micros.required(row, "h_started_at"));
    ProcessIdentity process =
        new ProcessIdentity(
            holder.host(),
            row.getString("boot"),
            row.getString("pid_space"),
            holder.pid(),
            row.getString("process_start"));
    return new Row(holder, process, Micros.required(row, "beat_at"));
  }
}
