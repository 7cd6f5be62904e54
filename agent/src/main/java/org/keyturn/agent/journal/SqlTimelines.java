package org.keyturn.agent.journal;

import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Sums over {@code items}, in the database. */
final class SqlTimelines implements Timelines {

  private final SqliteDatabase database;

  SqlTimelines(SqliteDatabase database) {
    this.database = database;
  }

  @Override
  public List<Run> ofMany(String directory, Instant since, int limit) {
    return database.read(
        sql ->
            sql.createQuery(
                    "SELECT "
                        + RunRows.RUN
                        + " FROM runs r WHERE r.directory = :directory"
                        + " AND (r.state = 'OPEN' OR r.ended_at >= :since)"
                        + " AND (EXISTS (SELECT 1 FROM campaigns c WHERE c.run = r.id)"
                        + " OR (r.action IN ('reset', 'force-change')"
                        + " AND EXISTS (SELECT 1 FROM items i WHERE i.run = r.id AND i.seq = 1)))"
                        + " ORDER BY r.started_at DESC, r.id DESC LIMIT :limit")
                .bind("directory", directory)
                .bind("since", Micros.of(since))
                .bind("limit", limit)
                .map((row, context) -> RunRows.run(row))
                .list());
  }

  @Override
  public SortedMap<Instant, Long> applied(String run) {
    long step = STEP.toMillis() * 1_000;
    SortedMap<Instant, Long> all = new TreeMap<>();
    database
        .read(
            sql ->
                sql.createQuery(
                        "SELECT i.at / :step AS mark, COUNT(*) AS accounts FROM items i"
                            + " WHERE i.run = :run AND i.state = 'APPLIED' GROUP BY i.at / :step")
                    .bind("step", step)
                    .bind("run", run)
                    .map(
                        (row, context) ->
                            new Mark(
                                Micros.at(row.getLong("mark") * step), row.getLong("accounts")))
                    .list())
        .forEach(mark -> all.put(mark.at(), mark.accounts()));
    return all;
  }

  private record Mark(Instant at, long accounts) {}
}
