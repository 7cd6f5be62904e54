package org.keyturn.agent.journal;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** SQLite's own look at its file: {@code PRAGMA quick_check}. */
final class QuickCheck {

  private static final String SOUND = "ok";

  private QuickCheck() {}

  static List<String> of(SqliteConnections connections) throws SQLException {
    List<String> problems = new ArrayList<>();
    Connection connection = connections.openConnection();
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("PRAGMA quick_check(10)")) {
      while (row.next()) {
        problems.add(row.getString(1));
      }
    } finally {
      connections.closeConnection(connection);
    }
    problems.remove(SOUND);
    return problems;
  }
}
