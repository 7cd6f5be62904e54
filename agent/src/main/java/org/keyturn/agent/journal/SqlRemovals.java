package org.keyturn.agent.journal;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.keyturn.agent.account.AccountId;
import org.keyturn.agent.account.EntryVersion;
import org.keyturn.agent.journal.Runs.Ownership;

/** The tables {@code removals} and {@code removal_steps}. */
final class SqlRemovals implements Removals {

  private static final String OF = " WHERE directory = :directory AND account_id = :account";

  private final SqliteDatabase database;

  SqlRemovals(SqliteDatabase database) {
    this.database = database;
  }

  @Override
  public void begin(Ownership ownership, Removal removal, List<RemovalStep> steps, boolean anew) {
    database.change(
        transaction -> {
          Run run = Fence.passOpen(transaction, ownership);
          if (anew) {
            delete(transaction, removal, "removal_steps");
            delete(transaction, removal, "removals");
          }
          upsert(transaction, removal);
          List<RemovalStep> all = RemovalMerge.merged(steps(transaction.sql(), removal), steps);
          delete(transaction, removal, "removal_steps");
          all.forEach(step -> insert(transaction, removal, step));
          audit(transaction, run, removal, "removal-begun", Map.of("dn", removal.dn()));
        });
  }

  private static void delete(Transaction transaction, Removal removal, String table) {
    transaction
        .sql()
        .createUpdate("DELETE FROM " + table + OF)
        .bind("directory", removal.directory())
        .bind("account", removal.id().value())
        .execute();
  }

  /** What an earlier one knows of where the account stood and whether it was enabled stays. */
  private static void upsert(Transaction transaction, Removal removal) {
    transaction
        .sql()
        .createUpdate(
            "INSERT INTO removals (directory, account_id, run, dn, login, mail, manager, enabled,"
                + " state, at, purge_after) VALUES (:directory, :account, :run, :dn, :login, :mail,"
                + " :manager, :enabled, 'BEGUN', :now, :purgeAfter)"
                + " ON CONFLICT (directory, account_id)"
                + " DO UPDATE SET run = excluded.run, state = 'BEGUN', at = excluded.at,"
                + " purge_after = excluded.purge_after,"
                + " manager = CASE excluded.manager WHEN '' THEN removals.manager"
                + " ELSE excluded.manager END")
        .bind("directory", removal.directory())
        .bind("account", removal.id().value())
        .bind("run", removal.run())
        .bind("dn", removal.dn())
        .bind("login", removal.login())
        .bind("mail", removal.mail())
        .bind("purgeAfter", removal.purgeAfter().map(Duration::toSeconds).orElse(null))
        .bind("manager", removal.manager().map(AccountId::value).orElse(""))
        .bind("enabled", removal.enabled() ? 1 : 0)
        .bind("now", transaction.nowMicros())
        .execute();
  }

  private static void insert(Transaction transaction, Removal removal, RemovalStep step) {
    transaction
        .sql()
        .createUpdate(
            "INSERT INTO removal_steps (directory, account_id, seq, kind, subject, attribute,"
                + " content, pre_image, state) VALUES (:directory, :account, :seq, :kind, :subject,"
                + " :attribute, :content, :before, :state)")
        .bind("directory", removal.directory())
        .bind("account", removal.id().value())
        .bind("seq", step.seq())
        .bind("kind", step.kind().name())
        .bind("subject", step.subject())
        .bind("attribute", step.attribute())
        .bind("content", RemovalRows.text(step.values()))
        .bind("before", step.before().map(b -> Json.write(b.attributes())).orElse(null))
        .bind("state", step.state().name())
        .execute();
  }

  @Override
  public Optional<Removal> find(String directory, AccountId account) {
    return database.read(sql -> find(sql, directory, account));
  }

  private static Optional<Removal> find(Handle sql, String directory, AccountId account) {
    return sql.createQuery("SELECT * FROM removals" + OF)
        .bind("directory", directory)
        .bind("account", account.value())
        .map((row, context) -> RemovalRows.removal(row))
        .findOne();
  }

  @Override
  public List<RemovalStep> steps(String directory, AccountId account) {
    return database.read(sql -> steps(sql, directory, account));
  }

  private static List<RemovalStep> steps(Handle sql, Removal removal) {
    return steps(sql, removal.directory(), removal.id());
  }

  private static List<RemovalStep> steps(Handle sql, String directory, AccountId account) {
    return sql.createQuery("SELECT * FROM removal_steps" + OF + " ORDER BY seq")
        .bind("directory", directory)
        .bind("account", account.value())
        .map((row, context) -> RemovalRows.step(row))
        .list();
  }

  @Override
  public void mark(
      Ownership ownership, AccountId account, RemovalStep step, RemovalStep.State state) {
    set(ownership, account, step, state, step.before());
  }

  @Override
  public void intendPassword(
      Ownership ownership, AccountId account, RemovalStep step, EntryVersion before) {
    set(ownership, account, step, RemovalStep.State.INTENT, Optional.of(before));
  }

  private void set(
      Ownership ownership,
      AccountId account,
      RemovalStep step,
      RemovalStep.State state,
      Optional<EntryVersion> before) {
    database.change(
        transaction -> {
          Run run = Fence.passOpen(transaction, ownership);
          Removal removal = find(transaction.sql(), run.directory(), account).orElseThrow();
          transaction
              .sql()
              .createUpdate(
                  "UPDATE removal_steps SET state = :state, pre_image = :before"
                      + OF
                      + " AND seq = :seq")
              .bind("state", state.name())
              .bind("before", before.map(b -> Json.write(b.attributes())).orElse(null))
              .bind("directory", run.directory())
              .bind("account", account.value())
              .bind("seq", step.seq())
              .execute();
          audit(transaction, run, removal, "removal-step", details(step, state));
        });
  }

  private static Map<String, String> details(RemovalStep step, RemovalStep.State state) {
    Map<String, String> details = new TreeMap<>();
    details.put("step", step.kind().name());
    details.put("state", state.name());
    if (!step.subject().isEmpty()) {
      details.put("group", step.subject());
    }
    if (!step.attribute().isEmpty()) {
      details.put("attribute", step.attribute());
    }
    return details;
  }

  @Override
  public void end(Ownership ownership, AccountId account, Removal.State state) {
    database.change(
        transaction -> {
          Run run = Fence.passOpen(transaction, ownership);
          Removal removal = find(transaction.sql(), run.directory(), account).orElseThrow();
          transaction
              .sql()
              .createUpdate("UPDATE removals SET state = :state, at = :now" + OF)
              .bind("state", state.name())
              .bind("now", transaction.nowMicros())
              .bind("directory", run.directory())
              .bind("account", account.value())
              .execute();
          if (state == Removal.State.PURGED) {
            forget(transaction, removal);
          }
          audit(transaction, run, removal, "removal-ended", Map.of("state", state.name()));
        });
  }

  /** What was kept to bring somebody back is kept no longer than they are. */
  private static void forget(Transaction transaction, Removal removal) {
    delete(transaction, removal, "removal_steps");
    transaction
        .sql()
        .createUpdate("UPDATE removals SET mail = '', manager = ''" + OF)
        .bind("directory", removal.directory())
        .bind("account", removal.id().value())
        .execute();
  }

  @Override
  public void removed(String directory, Consumer<Removal> sink) {
    each(directory, " AND state = 'REMOVED'", sink);
  }

  @Override
  public void onRecord(String directory, Consumer<Removal> sink) {
    each(directory, "", sink);
  }

  private void each(String directory, String which, Consumer<Removal> sink) {
    database
        .read(
            sql ->
                sql.createQuery(
                        "SELECT * FROM removals WHERE directory = :directory"
                            + which
                            + " ORDER BY login, account_id")
                    .bind("directory", directory)
                    .map((row, context) -> RemovalRows.removal(row))
                    .list())
        .forEach(sink);
  }

  private static void audit(
      Transaction transaction,
      Run run,
      Removal removal,
      String event,
      Map<String, String> details) {
    Map<String, String> all = new TreeMap<>(details);
    all.put("id", removal.id().value());
    AuditChain.append(
        transaction,
        List.of(
            new AuditChain.Draft(
                run.actor(), event, run.directory(), Optional.of(run.id()), removal.login(), all)));
  }
}
