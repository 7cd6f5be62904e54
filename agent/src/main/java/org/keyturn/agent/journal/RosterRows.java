package org.keyturn.agent.journal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.keyturn.agent.account.AccountId;
import org.keyturn.agent.account.Expiry;
import org.keyturn.agent.account.Lock;
import org.keyturn.agent.account.PasswordState;

/** How a {@link RosterEntry} stands in its table. */
final class RosterRows {

  /** Raised whenever the table, or what stands in it, is another: older files are made anew. */
  static final int SHAPE = 2;

  /**
   * What is searched stands in the indexes of names and logins too: words are looked for in one of
   * them from end to end, in its order, and the table is read for the rows alone that are shown.
   */
  static final String TABLES =
      """
      CREATE TABLE roster (
        id TEXT NOT NULL PRIMARY KEY, dn TEXT NOT NULL, place TEXT NOT NULL,
        login TEXT NOT NULL, name TEXT NOT NULL, mail TEXT NOT NULL,
        login_key TEXT NOT NULL, name_key TEXT NOT NULL, search TEXT NOT NULL,
        policy TEXT NOT NULL, changed_at INTEGER, expiry TEXT NOT NULL, expires_at INTEGER,
        must_change INTEGER NOT NULL, enabled INTEGER NOT NULL, held INTEGER NOT NULL,
        locked_until INTEGER, last_sign_in INTEGER, reachable INTEGER NOT NULL,
        pass INTEGER NOT NULL);
      CREATE INDEX roster_login ON roster (login_key, id, search);
      CREATE INDEX roster_name ON roster (name_key, id, search);
      CREATE INDEX roster_changed ON roster (changed_at, id);
      CREATE INDEX roster_expires ON roster (expires_at, id);
      CREATE INDEX roster_sign_in ON roster (last_sign_in, id);
      CREATE INDEX roster_policy ON roster (policy);
      CREATE TABLE standing (
        cookie TEXT NOT NULL, rules TEXT NOT NULL, read_at INTEGER, whole_at INTEGER);
      INSERT INTO standing VALUES ('', '', NULL, NULL);
      """;

  static final String PUT =
      "INSERT OR REPLACE INTO roster VALUES (:id, :dn, :place, :login, :name, :mail, :loginKey,"
          + " :nameKey, :search, :policy, :changedAt, :expiry, :expiresAt, :mustChange, :enabled,"
          + " :held, :lockedUntil, :lastSignIn, :reachable, :pass)";

  private static final String AT = "at";
  private static final String NEVER = "never";

  private RosterRows() {}

  static void bind(PreparedBatch batch, RosterEntry entry, long pass) {
    PasswordState state = entry.state();
    String login = SearchText.folded(entry.login());
    String name = SearchText.folded(entry.name());
    batch
        .bind("id", entry.id().value())
        .bind("dn", entry.dn())
        .bind("place", entry.place())
        .bind("login", entry.login())
        .bind("name", entry.name())
        .bind("mail", entry.mail())
        .bind("loginKey", login)
        .bind("nameKey", name)
        .bind("search", login + '\n' + name + '\n' + SearchText.folded(entry.mail()))
        .bind("policy", entry.policy())
        .bind("changedAt", Micros.orNull(state.changedAt()))
        .bind("expiry", text(state.expiry()))
        .bind("expiresAt", Micros.orNull(state.expiry().end()))
        .bind("mustChange", state.mustChange())
        .bind("enabled", state.enabled())
        .bind("held", state.lock().equals(Lock.UNTIL_UNLOCKED))
        .bind("lockedUntil", Micros.orNull(state.lock().until()))
        .bind("lastSignIn", Micros.orNull(state.lastSignInAt()))
        .bind("reachable", entry.reachable())
        .bind("pass", pass)
        .add();
  }

  /** {@code at}, {@code never}, or why it cannot be told, after a question mark. */
  private static String text(Expiry expiry) {
    if (expiry instanceof Expiry.Unknown unknown) {
      return "?" + unknown.reason();
    }
    return expiry instanceof Expiry.Never ? NEVER : AT;
  }

  static RosterEntry entry(ResultSet row) throws SQLException {
    return new RosterEntry(
        new AccountId(row.getString("id")),
        row.getString("dn"),
        row.getString("place"),
        row.getString("login"),
        row.getString("name"),
        row.getString("mail"),
        row.getString("policy"),
        new PasswordState(
            Micros.optional(row, "changed_at"),
            row.getBoolean("must_change"),
            expiry(row),
            lock(row),
            row.getBoolean("enabled"),
            Micros.optional(row, "last_sign_in")),
        row.getBoolean("reachable"));
  }

  private static Expiry expiry(ResultSet row) throws SQLException {
    Optional<Instant> end = Micros.optional(row, "expires_at");
    String text = row.getString("expiry");
    if (end.isPresent()) {
      return new Expiry.At(end.get());
    }
    return text.equals(NEVER) ? new Expiry.Never() : new Expiry.Unknown(text.substring(1));
  }

  private static Lock lock(ResultSet row) throws SQLException {
    if (row.getBoolean("held")) {
      return Lock.UNTIL_UNLOCKED;
    }
    Optional<Instant> until = Micros.optional(row, "locked_until");
    return until.<Lock>map(Lock.Until::new).orElse(Lock.NONE);
  }

  static Roster.Standing standing(ResultSet row) throws SQLException {
    return new Roster.Standing(
        row.getString("cookie"),
        row.getString("rules"),
        Micros.optional(row, "read_at"),
        Micros.optional(row, "whole_at"));
  }
}
