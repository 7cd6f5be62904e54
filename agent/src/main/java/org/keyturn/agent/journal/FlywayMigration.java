package org.keyturn.agent.journal;

import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.sqlite.SQLiteDataSource;

/** Flyway, in a class of its own so that its classes are loaded only where tables change. */
final class FlywayMigration {

  private FlywayMigration() {}

  static void run(SqliteConnections connections) {
    try {
      Flyway.configure()
          .dataSource(dataSource(connections))
          .locations("classpath:org/keyturn/agent/journal")
          .sqlMigrationPrefix("V")
          .load()
          .migrate();
    } catch (FlywayException e) {
      throw new LedgerException(
          "The tables of the store could not be made or brought up to date. Nothing was changed."
              + " Check that the disk is not full.",
          e);
    }
  }

  private static SQLiteDataSource dataSource(SqliteConnections connections) {
    SQLiteDataSource source = new SQLiteDataSource(connections.config());
    source.setUrl(connections.url());
    return source;
  }
}
