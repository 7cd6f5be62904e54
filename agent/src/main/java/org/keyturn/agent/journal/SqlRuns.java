package org.keyturn.agent.journal;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.keyturn.agent.account.AccountId;

/** The table {@code runs} and who owns a run; accounts, intents and outcomes in rooms beside. */
final class SqlRuns implements Runs {

  /** A run with its holder's row, where there is one. */
  private record Held(Run run, Optional<SqlHolders.Row> holder) {}

  private final SqliteDatabase database;
  private final SqlHolders holders;
  private final SqlItems items;
  private final SqlIntents intents;
  private final SqlOutcomes outcomes;

  SqlRuns(SqliteDatabase database, SqlHolders holders) {
    this.database = database;
    this.holders = holders;
    this.items = new SqlItems(database);
    this.intents = new SqlIntents(database);
    this.outcomes = new SqlOutcomes(database);
  }

  @Override
  public List<Ownership> begin(List<Order> orders) {
    Holder self = holders.required();
    return database.write(
        transaction -> orders.stream().map(order -> begin(transaction, order, self)).toList());
  }

  private static Ownership begin(Transaction transaction, Order order, Holder self) {
    Run run = order.run();
    Ownership ownership = RunStart.begin(transaction, run, order.items(), order.sealed(), self);
    order.sheet().ifPresent(place -> SqlSheets.insert(transaction, run, place));
    order.waves().ifPresent(pace -> CampaignRows.insert(transaction, run, pace));
    return ownership;
  }

  @Override
  public Optional<SheetPlace> sheet(String run) {
    return database.read(sql -> SqlSheets.find(sql, run));
  }

  @Override
  public TakeOver takeOver(String id) {
    // Also where that process is paused amid a write: it is named without waiting for it.
    Optional<Holder> busy = aliveHolder(id);
    if (busy.isPresent()) {
      return new TakeOver.HeldBy(busy.get());
    }
    Holder self = holders.required();
    return database.write(
        transaction -> {
          // The fencing number is drawn first: its row lets one process at a time come past here.
          long fence = transaction.draw("fence", 1);
          Optional<Held> found =
              held(transaction.sql(), "WHERE r.id = :run AND r.state = 'OPEN'", id).stream()
                  .findFirst();
          if (found.isEmpty()) {
            return new TakeOver.NotOpen();
          }
          Held held = found.get();
          Optional<Holder> alive = alive(held, transaction.now());
          if (alive.isPresent()) {
            return new TakeOver.HeldBy(alive.get());
          }
          own(transaction, held, self, fence);
          Unanswered.record(transaction, held.run());
          return new TakeOver.Taken(new Ownership(id, fence));
        });
  }

  private static void own(Transaction transaction, Held held, Holder self, long fence) {
    transaction
        .sql()
        .createUpdate(
            "UPDATE runs SET holder = :holder, fence = :fence, stopped_by = NULL,"
                + " stop_asked = NULL WHERE id = :run")
        .bind("holder", self.id())
        .bind("fence", fence)
        .bind("run", held.run().id())
        .execute();
    RunEvents.append(
        transaction,
        held.run(),
        "run-taken-over",
        Map.of(
            "by",
            self.describe(),
            "from",
            held.holder().map(row -> row.holder().describe()).orElse("nobody")));
  }

  @Override
  public void finish(Ownership ownership) {
    database.change(transaction -> RunEnd.finish(transaction, ownership));
    // What was destroyed stands in the log until it is emptied.
    database.checkpoint();
  }

  @Override
  public void interrupt(Ownership ownership, String stoppedBy) {
    database.change(transaction -> RunEnd.interrupt(transaction, ownership, stoppedBy));
  }

  @Override
  public void destroySealed(Ownership ownership, List<Long> seqs) {
    database.change(
        transaction ->
            SqlOutcomes.deleteEach(
                transaction,
                "DELETE FROM sealed WHERE run = :run AND seq = :seq",
                Fence.pass(transaction, ownership),
                seqs));
    database.checkpoint();
  }

  @Override
  public void destroySealed(Ownership ownership) {
    database.change(
        transaction -> {
          Run run = Fence.pass(transaction, ownership);
          if (run.siblings().stream().noneMatch(other -> isOpen(transaction.sql(), other))) {
            destroySealed(transaction.sql(), run.id());
            run.siblings().forEach(other -> destroySealed(transaction.sql(), other));
          }
        });
    database.checkpoint();
  }

  private static boolean isOpen(Handle sql, String run) {
    return RunRows.find(sql, run).filter(r -> r.state() == Run.State.OPEN).isPresent();
  }

  private static void destroySealed(Handle sql, String run) {
    sql.createUpdate("DELETE FROM sealed WHERE run = :run").bind("run", run).execute();
  }

  @Override
  public List<Long> intend(Ownership ownership, List<Intent> window) {
    return intents.intend(ownership, window);
  }

  @Override
  public void record(Ownership ownership, List<Outcome> window) {
    outcomes.record(ownership, window);
  }

  @Override
  public Optional<Run> find(String run) {
    return database.read(sql -> held(sql, "WHERE r.id = :run", run)).stream()
        .map(Held::run)
        .findFirst();
  }

  @Override
  public List<Run> list(int limit) {
    return database.read(
        sql ->
            sql.createQuery(
                    "SELECT "
                        + RunRows.RUN
                        + " FROM runs r ORDER BY r.started_at DESC, r.id DESC LIMIT :limit")
                .bind("limit", limit)
                .map((row, context) -> RunRows.run(row))
                .list());
  }

  @Override
  public List<Run> unfinished() {
    Instant now = Micros.now(database.clock());
    return database
        .read(sql -> held(sql, "WHERE r.state = 'OPEN' ORDER BY r.started_at, r.id", ""))
        .stream()
        .filter(held -> alive(held, now).isEmpty())
        .map(Held::run)
        .toList();
  }

  @Override
  public Optional<Holder> aliveHolder(String run) {
    Instant now = Micros.now(database.clock());
    return database.read(sql -> held(sql, "WHERE r.id = :run AND r.state = 'OPEN'", run)).stream()
        .flatMap(held -> alive(held, now).stream())
        .findFirst();
  }

  private Optional<Holder> alive(Held held, Instant now) {
    return held.holder().filter(row -> holders.isAlive(row, now)).map(SqlHolders.Row::holder);
  }

  private static List<Held> held(Handle sql, String which, String run) {
    return sql.createQuery(
            "SELECT "
                + RunRows.RUN
                + ", "
                + SqlHolders.COLUMNS
                + " FROM runs r LEFT JOIN holders h ON h.id = r.holder "
                + which)
        .bind("run", run)
        .map(
            (row, context) ->
                new Held(
                    RunRows.run(row),
                    row.getString("kind") == null
                        ? Optional.empty()
                        : Optional.of(SqlHolders.row(row))))
        .list();
  }

  @Override
  public List<Item> planned(String run, int limit) {
    return items.planned(run, limit);
  }

  @Override
  public long reminded(String job, Instant since, boolean test) {
    return items.reminded(job, since, test);
  }

  @Override
  public List<Item> unresolved(String run, int limit) {
    return items.unresolved(run, limit);
  }

  @Override
  public Optional<byte[]> sealed(String run, long seq) {
    return items.sealed(run, seq);
  }

  @Override
  public List<Count> counts(String run) {
    return items.counts(run);
  }

  @Override
  public void items(String run, Consumer<Item> sink) {
    items.items(run, sink);
  }

  @Override
  public Optional<Item> item(String run, AccountId account) {
    return items.item(run, account);
  }

  @Override
  public Optional<Instant> movedTo(String directory, AccountId account) {
    return items.movedTo(directory, account);
  }

  @Override
  public List<Map.Entry<Run, Item>> history(AccountId account, int limit) {
    return items.history(account, limit);
  }
}
