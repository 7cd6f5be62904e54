package org.keyturn.agent.journal;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jdbi.v3.core.ConnectionFactory;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.Pragma;
import org.sqlite.SQLiteConfig.SynchronousMode;

/** Open connections to one file, lent to one thread at a time and kept for the next. */
final class SqliteConnections implements ConnectionFactory, AutoCloseable {

  /** Longer than the longest transaction: a plan of a million accounts put on disk. */
  static final Duration BUSY = Duration.ofSeconds(60);

  private static final int KEPT = 8;

  private final String url;
  private final SQLiteConfig config;
  private final Deque<Connection> idle = new ArrayDeque<>();
  private boolean closed;

  SqliteConnections(StoreFolder store) {
    this(store.database(), configure());
  }

  SqliteConnections(Path database, SQLiteConfig config) {
    this.url = "jdbc:sqlite:" + database;
    this.config = config;
  }

  String url() {
    return url;
  }

  SQLiteConfig config() {
    return config;
  }

  private static SQLiteConfig configure() {
    SQLiteConfig config = new SQLiteConfig();
    config.setBusyTimeout((int) BUSY.toMillis());
    config.setJournalMode(JournalMode.WAL);
    config.setSynchronous(SynchronousMode.FULL);
    config.enforceForeignKeys(true);
    // What is deleted is overwritten: sealed passwords are destroyed, not forgotten.
    config.setPragma(Pragma.SECURE_DELETE, "true");
    // Kibibytes where negative: the accounts' index of a large plan stays in memory.
    config.setCacheSize(-32 * 1024);
    // A large plan leaves a large log behind; it is cut to this.
    config.setJournalSizeLimit(16 * 1024 * 1024);
    config.setGetGeneratedKeys(false);
    return config;
  }

  /** Test only: for who has not a minute. */
  synchronized void waitAtMost(Duration busy) {
    config.setBusyTimeout((int) busy.toMillis());
    idle.forEach(SqliteConnections::discard);
    idle.clear();
  }

  /** Test only: a small disk. */
  synchronized void limitPages(int pages) {
    config.setMaxPageCount(pages);
    idle.forEach(SqliteConnections::discard);
    idle.clear();
  }

  @Override
  public Connection openConnection() throws SQLException {
    synchronized (this) {
      if (closed) {
        throw new IllegalStateException("the store is closed");
      }
      Connection kept = idle.pollFirst();
      if (kept != null) {
        return kept;
      }
    }
    return config.createConnection(url);
  }

  @Override
  public void closeConnection(Connection connection) throws SQLException {
    if (connection.isClosed()) {
      return;
    }
    synchronized (this) {
      if (!closed && idle.size() < KEPT) {
        idle.addFirst(connection);
        return;
      }
    }
    connection.close();
  }

  /** Closes one that may be in a bad state; what it had begun is undone. */
  static void discard(Connection connection) {
    try {
      connection.close();
    } catch (SQLException e) {
      // It is not used again in any case.
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    idle.forEach(SqliteConnections::discard);
    idle.clear();
  }
}
