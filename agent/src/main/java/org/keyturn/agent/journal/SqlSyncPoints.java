package org.keyturn.agent.journal;

import java.util.Optional;

/** The table {@code sync_points}, a row a directory. */
final class SqlSyncPoints implements SyncPoints {

  private final SqliteDatabase database;

  SqlSyncPoints(SqliteDatabase database) {
    this.database = database;
  }

  @Override
  public Optional<SyncPoint> find(String directory) {
    return database.read(
        sql ->
            sql.createQuery(
                    "SELECT declaration, cookie, group_digests, pending, full_at FROM sync_points"
                        + " WHERE directory = :directory")
                .bind("directory", directory)
                .map(
                    (row, context) ->
                        new SyncPoint(
                            row.getString("declaration"),
                            row.getString("cookie"),
                            Json.read(row.getString("group_digests")),
                            Json.read(row.getString("pending")),
                            Micros.required(row, "full_at")))
                .findOne());
  }

  @Override
  public void save(String directory, SyncPoint point) {
    database.change(
        transaction ->
            transaction
                .sql()
                .createUpdate(
                    "INSERT INTO sync_points"
                        + " (directory, declaration, cookie, group_digests, pending, full_at)"
                        + " VALUES (:directory, :declaration, :cookie, :groups, :pending, :fullAt)"
                        + " ON CONFLICT (directory) DO UPDATE SET declaration = :declaration,"
                        + " cookie = :cookie, group_digests = :groups, pending = :pending, full_at = :fullAt")
                .bind("directory", directory)
                .bind("declaration", point.declaration())
                .bind("cookie", point.cookie())
                .bind("groups", Json.write(point.groups()))
                .bind("pending", Json.write(point.pending()))
                .bind("fullAt", Micros.of(point.fullAt()))
                .execute());
  }
}
