package org.keyturn.agent.journal;

import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** The table {@code sheets}. */
final class SqlSheets {

  private SqlSheets() {}

  static void insert(Transaction transaction, Run run, SheetPlace place) {
    transaction
        .sql()
        .createUpdate(
            "INSERT INTO sheets (run, file, recipients, passphrase)"
                + " VALUES (:run, :file, :recipients, :passphrase)")
        .bind("run", run.id())
        .bind("file", place.file())
        .bind("recipients", place.recipients())
        .bind("passphrase", place.passphrase().orElse(null))
        .execute();
  }

  static Optional<SheetPlace> find(Handle sql, String run) {
    return sql.createQuery("SELECT file, recipients, passphrase FROM sheets WHERE run = :run")
        .bind("run", run)
        .map(
            (row, context) ->
                new SheetPlace(
                    row.getString("file"),
                    row.getString("recipients"),
                    Optional.ofNullable(row.getBytes("passphrase"))))
        .findOne();
  }

  static void destroyPassphrase(Transaction transaction, Run run) {
    transaction
        .sql()
        .createUpdate("UPDATE sheets SET passphrase = NULL WHERE run = :run")
        .bind("run", run.id())
        .execute();
  }
}
