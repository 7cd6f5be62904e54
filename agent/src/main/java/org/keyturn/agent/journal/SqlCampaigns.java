package org.keyturn.agent.journal;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;

/** The table {@code campaigns}. */
final class SqlCampaigns implements Campaigns {

  private final SqliteDatabase database;

  SqlCampaigns(SqliteDatabase database) {
    this.database = database;
  }

  @Override
  public Optional<Campaign> find(String run) {
    return database.read(sql -> CampaignRows.find(sql, run));
  }

  @Override
  public List<Run> due() {
    Instant now = Micros.now(database.clock());
    return database.read(
        sql ->
            sql.createQuery(
                    "SELECT "
                        + RunRows.RUN
                        + " FROM campaigns c JOIN runs r ON r.id = c.run"
                        + " WHERE c.due_at <= :now AND c.paused IS NULL AND r.state = 'OPEN'"
                        + " ORDER BY c.due_at, r.id")
                .bind("now", Micros.of(now))
                .map((row, context) -> RunRows.run(row))
                .list());
  }

  @Override
  public Optional<Run> ofJob(String job) {
    return database.read(
        sql ->
            sql.createQuery(
                    "SELECT "
                        + RunRows.RUN
                        + " FROM campaigns c JOIN runs r ON r.id = c.run"
                        + " WHERE r.job = :job AND r.state = 'OPEN'"
                        + " ORDER BY r.started_at LIMIT 1")
                .bind("job", job)
                .map((row, context) -> RunRows.run(row))
                .findFirst());
  }

  @Override
  public Campaign start(Runs.Ownership ownership, Instant beat) {
    return database.write(
        transaction -> {
          Run run = Fence.passOpen(transaction, ownership);
          Campaign campaign = CampaignRows.find(transaction.sql(), run.id()).orElseThrow();
          if (campaign.left() == 0) {
            next(transaction, run, campaign, beat);
          }
          transaction
              .sql()
              .createUpdate("UPDATE campaigns SET due_at = NULL WHERE run = :run")
              .bind("run", run.id())
              .execute();
          return CampaignRows.find(transaction.sql(), run.id()).orElseThrow();
        });
  }

  /** The wave ends at the last of its accounts: what is skipped between them belongs to none. */
  private static void next(Transaction transaction, Run run, Campaign campaign, Instant beat) {
    List<Long> seqs =
        transaction
            .sql()
            .createQuery(
                "SELECT seq FROM items WHERE run = :run AND state = 'PLANNED' AND reason = ''"
                    + " ORDER BY seq LIMIT :size")
            .bind("run", run.id())
            .bind("size", campaign.waves().sizeOf(campaign.wave() + 1))
            .map((row, context) -> row.getLong(1))
            .list();
    if (seqs.isEmpty()) {
      return;
    }
    transaction
        .sql()
        .createUpdate(
            "UPDATE campaigns SET wave = wave + 1, accounts = :accounts, after_seq = until_seq,"
                + " until_seq = :until, started_at = :beat WHERE run = :run")
        .bind("accounts", seqs.size())
        .bind("until", seqs.get(seqs.size() - 1))
        .bind("beat", Micros.of(beat))
        .bind("run", run.id())
        .execute();
    event(transaction, run, "wave-begun", campaign.wave() + 1, seqs.size(), Map.of());
  }

  @Override
  public void rest(Runs.Ownership ownership, Instant dueAt, Optional<String> paused) {
    database.change(
        transaction -> {
          Run run = Fence.passOpen(transaction, ownership);
          Handle sql = transaction.sql();
          Campaign campaign = CampaignRows.find(sql, run.id()).orElseThrow();
          sql.createUpdate("UPDATE campaigns SET due_at = :due WHERE run = :run")
              .bind("due", Micros.of(dueAt))
              .bind("run", run.id())
              .execute();
          sql.createUpdate("UPDATE runs SET holder = 0, stopped_by = NULL WHERE id = :run")
              .bind("run", run.id())
              .execute();
          Map<String, String> more = new TreeMap<>();
          more.put("failed", Long.toString(campaign.failed()));
          more.put("next", dueAt.toString());
          event(transaction, run, "wave-rested", campaign.wave(), campaign.accounts(), more);
          paused.ifPresent(why -> pause(transaction, run, why));
        });
  }

  private static void event(
      Transaction transaction,
      Run run,
      String event,
      long wave,
      long accounts,
      Map<String, String> more) {
    Map<String, String> details = new TreeMap<>(more);
    details.put("wave", Long.toString(wave));
    details.put("accounts", Long.toString(accounts));
    RunEvents.append(transaction, run, event, details);
  }

  @Override
  public boolean pause(String id, String why) {
    return database.write(
        transaction ->
            RunRows.find(transaction.sql(), id)
                .filter(run -> run.state() == Run.State.OPEN)
                .filter(run -> CampaignRows.find(transaction.sql(), id).isPresent())
                .map(run -> pause(transaction, run, why))
                .orElse(false));
  }

  private static boolean pause(Transaction transaction, Run run, String why) {
    int paused =
        transaction
            .sql()
            .createUpdate("UPDATE campaigns SET paused = :why WHERE run = :run AND paused IS NULL")
            .bind("why", why)
            .bind("run", run.id())
            .execute();
    if (paused == 1) {
      RunEvents.append(transaction, run, "campaign-paused", Map.of("by", why));
    }
    return true;
  }

  @Override
  public Optional<String> goOn(String id, String who) {
    if (find(id).flatMap(Campaign::paused).isEmpty()) {
      return Optional.empty();
    }
    return database.write(
        transaction -> {
          Optional<String> why = CampaignRows.find(transaction.sql(), id).flatMap(Campaign::paused);
          if (why.isPresent()) {
            transaction
                .sql()
                .createUpdate("UPDATE campaigns SET paused = NULL WHERE run = :run")
                .bind("run", id)
                .execute();
            RunRows.find(transaction.sql(), id)
                .ifPresent(
                    run ->
                        RunEvents.append(transaction, run, "campaign-resumed", Map.of("by", who)));
          }
          return why;
        });
  }
}
