package org.keyturn.agent.journal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.keyturn.agent.account.AccountId;
import org.keyturn.agent.account.Action;
import org.keyturn.agent.account.EntryVersion;
import org.keyturn.agent.account.Lifecycle;
import org.keyturn.agent.account.Remit;

/** Rows of {@code runs} (as {@code r}) and {@code items} (as {@code i}) as values. */
final class RunRows {

  static final String RUN =
      "r.id AS r_id, r.job, r.action, r.directory, r.server, r.actor, r.reason AS r_reason,"
          + " r.plan_checksum, r.must_change, r.deliver, r.deliver_to, r.reminding, r.undoes, r.partial, r.tell_manager, r.purge_after,"
          + " r.remit, r.linked,"
          + " r.scanned, r.state AS r_state, r.started_at AS r_started_at, r.ended_at,"
          + " r.stopped_by";

  static final String ITEM =
      "i.seq, i.account_id, i.dn, i.login, i.why, i.pre_image, i.state, i.reason, i.detail,"
          + " i.attempts, i.at, i.deliver_to AS i_deliver_to, i.given, i.post_image, i.ends_at,"
          + " i.policy, i.person";

  private RunRows() {}

  static Run run(ResultSet row) throws SQLException {
    return new Run(
        row.getString("r_id"),
        Optional.ofNullable(row.getString("job")),
        action(row.getString("action")),
        row.getString("directory"),
        row.getString("server"),
        row.getString("actor"),
        row.getString("r_reason"),
        row.getString("plan_checksum"),
        new Run.Options(
            row.getInt("must_change") != 0,
            row.getString("deliver"),
            Optional.ofNullable(row.getString("deliver_to")),
            Optional.ofNullable(row.getString("reminding")).map(RemindingText::read),
            Optional.ofNullable(row.getString("undoes")),
            new Lifecycle(
                row.getInt("partial") != 0,
                row.getInt("tell_manager") != 0,
                seconds(row, "purge_after")),
            Remit.of(Json.read(row.getString("remit"))),
            linked(row.getString("linked"))),
        row.getLong("scanned"),
        Run.State.valueOf(row.getString("r_state")),
        Micros.required(row, "r_started_at"),
        Micros.optional(row, "ended_at"),
        Optional.ofNullable(row.getString("stopped_by")));
  }

  /** A column that may be NULL. */
  static Optional<Duration> seconds(ResultSet row, String column) throws SQLException {
    long seconds = row.getLong(column);
    return row.wasNull() ? Optional.empty() : Optional.of(Duration.ofSeconds(seconds));
  }

  static Item item(ResultSet row) throws SQLException {
    return new Item(
        row.getLong("seq"),
        new AccountId(row.getString("account_id")),
        row.getString("dn"),
        row.getString("login"),
        row.getString("why"),
        new EntryVersion(Json.read(row.getString("pre_image"))),
        Item.State.valueOf(row.getString("state")),
        row.getString("reason"),
        row.getString("detail"),
        row.getInt("attempts"),
        Micros.optional(row, "at"),
        Optional.ofNullable(row.getString("i_deliver_to")),
        row.getInt("given") != 0,
        Optional.ofNullable(row.getString("post_image")).map(Json::read).map(EntryVersion::new),
        Micros.optional(row, "ends_at"),
        Optional.ofNullable(row.getString("policy")),
        Optional.ofNullable(row.getString("person")).map(AccountId::new));
  }

  private static List<String> linked(@Nullable String ids) {
    return ids == null ? List.of() : List.of(ids.split(" "));
  }

  static Optional<Run> find(Handle sql, String run) {
    return sql.createQuery("SELECT " + RUN + " FROM runs r WHERE r.id = :run")
        .bind("run", run)
        .map((row, context) -> run(row))
        .findOne();
  }

  private static Action action(String id) {
    return Action.byId(id)
        .orElseThrow(
            () ->
                new LedgerException(
                    "The store has a run with the action "
                        + id
                        + ", which this version does not know. Install the version that began"
                        + " it."));
  }
}
