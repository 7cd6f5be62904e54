package org.keyturn.agent.journal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jdbi.v3.core.statement.TemplateEngine;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.SynchronousMode;

/**
 * One SQLite file that can be made anew at will, and is where it is damaged or of another shape.
 * Nothing in it is worth waiting for the disk. Thread-safe.
 */
final class RosterFile implements AutoCloseable {

  private static final int DAMAGED = 11;
  private static final int NO_DATABASE = 26;

  private final Path path;
  private SqliteConnections connections;
  private Jdbi jdbi;

  RosterFile(Path path) {
    this.path = path;
    this.connections = connections(path);
    this.jdbi = jdbi(connections);
    if (!isInShape()) {
      makeAnew();
    }
  }

  <T> T read(Function<Handle, T> work) {
    return mended(() -> attempt(work));
  }

  <T> T write(Function<Handle, T> work) {
    return mended(
        () -> {
          synchronized (this) {
            return attempt(sql -> sql.inTransaction(work::apply));
          }
        });
  }

  private interface Attempt<T> {
    T make();
  }

  private <T> T attempt(Function<Handle, T> work) {
    Jdbi open;
    synchronized (this) {
      open = jdbi;
    }
    try (Handle handle = open.open()) {
      return work.apply(handle);
    }
  }

  /** Once more on an empty file, where this one turns out to be none that can be read. */
  private <T> T mended(Attempt<T> attempt) {
    try {
      return attempt.make();
    } catch (JdbiException e) {
      if (!isDamage(e)) {
        throw new LedgerException("The index " + path + " cannot be used: " + code(e) + ".", e);
      }
      makeAnew();
      return attempt.make();
    }
  }

  private static boolean isDamage(Throwable error) {
    int code = code(error);
    return code == DAMAGED || code == NO_DATABASE;
  }

  private static int code(Throwable error) {
    for (Throwable t = error; t != null; t = t.getCause()) {
      if (t instanceof SQLException sql) {
        return Faults.code(sql);
      }
    }
    return 0;
  }

  private boolean isInShape() {
    if (!Files.exists(path)) {
      return false;
    }
    try (Connection connection = connections.openConnection();
        Statement statement = connection.createStatement();
        ResultSet shape = statement.executeQuery("PRAGMA user_version")) {
      return shape.next() && shape.getInt(1) == RosterRows.SHAPE;
    } catch (SQLException e) {
      return false;
    }
  }

  private synchronized void makeAnew() {
    connections.close();
    try {
      for (String ending : List.of("", "-wal", "-shm")) {
        Files.deleteIfExists(path.resolveSibling(path.getFileName() + ending));
      }
      StoreFolder.createPrivate(path);
    } catch (IOException e) {
      throw new UncheckedIOException("the index " + path + " cannot be made", e);
    }
    connections = connections(path);
    jdbi = jdbi(connections);
    try (Connection connection = connections.openConnection();
        Statement statement = connection.createStatement()) {
      statement.executeUpdate(RosterRows.TABLES);
      statement.executeUpdate("PRAGMA user_version = " + RosterRows.SHAPE);
    } catch (SQLException e) {
      throw new LedgerException("The index " + path + " cannot be made.", e);
    }
  }

  private static SqliteConnections connections(Path path) {
    SQLiteConfig config = new SQLiteConfig();
    config.setBusyTimeout((int) SqliteConnections.BUSY.toMillis());
    config.setJournalMode(JournalMode.WAL);
    // What a power failure leaves of it is made anew.
    config.setSynchronous(SynchronousMode.OFF);
    config.setCacheSize(-16 * 1024); // kibibytes, for each connection
    config.setJournalSizeLimit(4 * 1024 * 1024);
    config.setGetGeneratedKeys(false);
    return new SqliteConnections(path, config);
  }

  private static Jdbi jdbi(SqliteConnections connections) {
    Jdbi jdbi = Jdbi.create(connections);
    jdbi.getConfig(SqlStatements.class)
        .setUnusedBindingAllowed(true)
        .setTemplateEngine(TemplateEngine.NOP);
    return jdbi;
  }

  @Override
  public synchronized void close() {
    connections.close();
  }
}
