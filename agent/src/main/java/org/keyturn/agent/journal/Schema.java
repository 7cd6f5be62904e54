package org.keyturn.agent.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;

/** Brings the tables to the version that this program knows. */
final class Schema {

  /** The number of the newest migration beside this class. */
  static final int CURRENT = 16;

  private static final Object ONE_AT_A_TIME = new Object();

  private final StoreFolder store;
  private final SqliteConnections connections;

  Schema(StoreFolder store, SqliteConnections connections) {
    this.store = store;
    this.connections = connections;
  }

  /** Cheap where there is nothing to do: one look, and none of Flyway's classes. */
  void bringUp() throws SQLException {
    Optional<Integer> version = version();
    refuseNewer(version);
    if (version.isEmpty()) {
      store.refuseLost("without tables");
    }
    if (version.orElse(0) < CURRENT) {
      synchronized (ONE_AT_A_TIME) {
        migrate();
      }
    }
  }

  private void migrate() throws SQLException {
    try {
      StoreFolder.createPrivate(store.migrateLock());
      try (FileChannel file = FileChannel.open(store.migrateLock(), StandardOpenOption.WRITE);
          FileLock held = file.lock()) {
        // Another process may have done it while this one waited.
        if (held.isValid() && version().orElse(0) < CURRENT) {
          FlywayMigration.run(connections);
        }
      }
    } catch (IOException e) {
      throw new LedgerException(
          "The file "
              + store.migrateLock()
              + " cannot be locked ("
              + e.getMessage()
              + "). Put the store on a local file system that this user can write to.",
          e);
    }
  }

  /** The version that the tables have; empty where there are none. */
  private Optional<Integer> version() throws SQLException {
    Connection connection = connections.openConnection();
    try (Statement statement = connection.createStatement()) {
      if (!hasHistory(statement)) {
        return Optional.empty();
      }
      try (ResultSet row =
          statement.executeQuery(
              "SELECT MAX(CAST(version AS INTEGER)) FROM flyway_schema_history WHERE success")) {
        return row.next() ? Optional.of(row.getInt(1)) : Optional.empty();
      }
    } finally {
      connections.closeConnection(connection);
    }
  }

  private static boolean hasHistory(Statement statement) throws SQLException {
    try (ResultSet row =
        statement.executeQuery(
            "SELECT 1 FROM sqlite_master WHERE name = 'flyway_schema_history'")) {
      return row.next();
    }
  }

  private void refuseNewer(Optional<Integer> version) {
    if (version.orElse(0) > CURRENT) {
      throw new LedgerException(
          "The store "
              + store.path()
              + " was written by a newer version of this program (its tables are version "
              + version.orElseThrow()
              + ", this program knows "
              + CURRENT
              + "). Install that version or a later one.");
    }
  }
}
