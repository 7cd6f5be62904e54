package org.keyturn.agent.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.statement.ColonPrefixSqlParser;
import org.jdbi.v3.core.statement.DefinedAttributeTemplateEngine;
import org.jdbi.v3.core.statement.SqlParser;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jdbi.v3.core.statement.StatementContext;
import org.jdbi.v3.core.statement.TemplateEngine;
import org.jspecify.annotations.Nullable;

/**
 * Reads and write transactions on one SQLite file. Threads of this process queue for the one place
 * to write; other processes are waited for by {@code BEGIN IMMEDIATE} and its busy timeout, so that
 * a transaction that has begun can always be finished. Thread-safe.
 */
final class SqliteDatabase implements AutoCloseable {

  /** Statements are parsed once a process, however often a store is opened. */
  private static final TemplateEngine LISTS = new DefinedAttributeTemplateEngine();

  private static final Map<String, Function<StatementContext, String>> TEMPLATES =
      new ConcurrentHashMap<>();

  private static final SqlParser PARSER = new ColonPrefixSqlParser();

  private final StoreFolder store;
  private final Clock clock;
  private final SqliteConnections connections;
  private final AuditHead headFile;
  private final ReentrantLock writer = new ReentrantLock(true);
  private final @Nullable Object fileKey;
  // Jdbi's classes take longer to load than the store takes to open.
  private @Nullable Jdbi jdbi;

  SqliteDatabase(StoreFolder store, Clock clock, SqliteConnections connections, AuditHead head) {
    this.store = store;
    this.clock = clock;
    this.connections = connections;
    this.headFile = head;
    this.fileKey = fileKey();
  }

  Clock clock() {
    return clock;
  }

  /** Statements that change nothing, each on what was committed when it started. */
  <T> T read(Function<Handle, T> work) {
    try (Handle handle = jdbi().open()) {
      return work.apply(handle);
    } catch (JdbiException e) {
      throw Faults.sentence(store, e);
    }
  }

  void change(Consumer<Transaction> work) {
    write(
        transaction -> {
          work.accept(transaction);
          return true;
        });
  }

  /**
   * One write transaction: on disk when this returns, undone where the work throws.
   *
   * @throws IllegalStateException where the work of this thread's other transaction asks for one
   */
  <T> T write(Function<Transaction, T> work) {
    if (writer.isHeldByCurrentThread()) {
      throw new IllegalStateException("a write inside a write");
    }
    writer.lock();
    try {
      refuseReplaced();
      try (Handle handle = jdbi().open()) {
        return transact(handle, work);
      }
    } catch (JdbiException e) {
      throw Faults.isBusy(e) ? Faults.busy(store, others(), e) : Faults.sentence(store, e);
    } finally {
      writer.unlock();
    }
  }

  /** Reading waits for nobody, so it can be asked who writes. */
  private List<Holder> others() {
    return read(sql -> SqlHolders.othersAlive(sql, Micros.now(clock)));
  }

  private <T> T transact(Handle handle, Function<Transaction, T> work) {
    handle.execute("BEGIN IMMEDIATE");
    Transaction transaction = new Transaction(handle, Micros.now(clock));
    T result;
    try {
      result = work.apply(transaction);
      handle.execute("COMMIT");
    } catch (RuntimeException | Error e) {
      rollBack(handle.getConnection());
      throw e;
    }
    transaction.head().ifPresent(headFile::advance);
    return result;
  }

  /** A connection whose roll-back fails is not used again: closing it undoes what is left. */
  private static void rollBack(Connection connection) {
    try (Statement statement = connection.createStatement()) {
      statement.execute("ROLLBACK");
    } catch (SQLException e) {
      // Full and I/O errors make SQLite roll back by itself, and this says only so.
      SqliteConnections.discard(connection);
    }
  }

  /**
   * Moves what was committed from the log into the database and empties the log, so that what was
   * overwritten is in neither. Lets it be where somebody reads or writes at the moment: the next
   * one does it, or closing the store.
   */
  void checkpoint() {
    read(
        handle -> {
          handle.execute("PRAGMA busy_timeout = 200");
          try {
            handle.execute("PRAGMA wal_checkpoint(TRUNCATE)");
          } finally {
            handle.execute("PRAGMA busy_timeout = " + SqliteConnections.BUSY.toMillis());
          }
          return true;
        });
  }

  /** A file that was unlinked takes writes that nobody will ever read. */
  private void refuseReplaced() {
    if (!Objects.equals(fileKey, fileKey())) {
      throw new LedgerException(
          "The database "
              + store.database()
              + " was deleted or replaced while it was in use. Nothing was written. Stop every"
              + " process that uses it, restore the folder from a backup, and start again.");
    }
  }

  private @Nullable Object fileKey() {
    try {
      return Files.readAttributes(store.database(), BasicFileAttributes.class).fileKey();
    } catch (IOException e) {
      return null;
    }
  }

  private synchronized Jdbi jdbi() {
    if (jdbi == null) {
      jdbi = Jdbi.create(connections);
      jdbi.getConfig(SqlStatements.class)
          .setUnusedBindingAllowed(true)
          .setTemplateEngine(SqliteDatabase::filled)
          .setSqlParser(PARSER);
    }
    return jdbi;
  }

  Optional<AuditTrail.Head> headOutside() {
    return headFile.read();
  }

  private static String filled(String statement, StatementContext context) {
    return TEMPLATES
        .computeIfAbsent(statement, text -> LISTS.parse(text, context.getConfig()).orElseThrow())
        .apply(context);
  }

  @Override
  public void close() {
    connections.close();
  }
}
