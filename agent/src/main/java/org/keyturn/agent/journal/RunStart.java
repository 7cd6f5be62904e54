package org.keyturn.agent.journal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.keyturn.agent.account.AccountId;

/** Puts a frozen plan on disk. */
final class RunStart {

  /** Accounts that are handed to the database at once: bounds the heap, not the transaction. */
  private static final int BATCH = 1_000;

  private RunStart() {}

  static Runs.Ownership begin(
      Transaction transaction,
      Run run,
      Iterator<Item> plan,
      Function<Item, byte[]> sealed,
      Holder self) {
    if (run.state() != Run.State.OPEN) {
      throw new IllegalArgumentException("a run begins open");
    }
    PendingPlanRows.refuseDropped(transaction, run.id());
    long fence = transaction.draw("fence", 1);
    insert(transaction, run, self, fence);
    insert(transaction, run, plan, sealed);
    Map<String, String> details = RunEvents.details(SqlItems.counts(transaction.sql(), run.id()));
    details.put("action", run.action().id());
    details.put("planChecksum", run.planChecksum());
    details.put("server", run.server());
    details.put("scanned", Long.toString(run.scanned()));
    details.put("by", self.describe());
    if (!run.options().linked().isEmpty()) {
      details.put("linked", String.join(" ", run.options().linked()));
    }
    if (!run.reason().isEmpty()) {
      details.put("reason", run.reason());
    }
    RunEvents.append(transaction, run, "run-begun", details);
    return new Runs.Ownership(run.id(), fence);
  }

  private static void insert(Transaction transaction, Run run, Holder self, long fence) {
    int inserted =
        transaction
            .sql()
            .createUpdate(
                "INSERT INTO runs (id, job, action, directory, server, actor, reason,"
                    + " plan_checksum, must_change, deliver, deliver_to, reminding, undoes,"
                    + " partial, tell_manager, purge_after, remit, linked, scanned, state, started_at, ended_at, stopped_by, holder, fence) VALUES"
                    + " (:id, :job, :action, :directory, :server, :actor, :reason, :checksum,"
                    + " :mustChange, :deliver, :deliverTo, :reminding, :undoes, :partial,"
                    + " :tellManager, :purgeAfter, :remit, :linked, :scanned, 'OPEN',"
                    + " :startedAt, NULL, NULL, :holder, :fence) ON CONFLICT (id) DO NOTHING")
            .bind("id", run.id())
            .bind("job", run.job().orElse(null))
            .bind("action", run.action().id())
            .bind("directory", run.directory())
            .bind("server", run.server())
            .bind("actor", run.actor())
            .bind("reason", run.reason())
            .bind("checksum", run.planChecksum())
            .bind("mustChange", run.options().mustChange() ? 1 : 0)
            .bind("deliver", run.options().deliver())
            .bind("deliverTo", run.options().deliverTo().orElse(null))
            .bind("reminding", run.options().reminding().map(RemindingText::write).orElse(null))
            .bind("undoes", run.options().undoes().orElse(null))
            .bind("partial", run.options().lifecycle().partial() ? 1 : 0)
            .bind("tellManager", run.options().lifecycle().tellManager() ? 1 : 0)
            .bind(
                "purgeAfter",
                run.options().lifecycle().purgeAfter().map(Duration::toSeconds).orElse(null))
            .bind("remit", Json.write(run.options().remit().asMap()))
            .bind(
                "linked",
                run.options().linked().isEmpty() ? null : String.join(" ", run.options().linked()))
            .bind("scanned", run.scanned())
            .bind("startedAt", Micros.of(run.startedAt()))
            .bind("holder", self.id())
            .bind("fence", fence)
            .execute();
    if (inserted == 0) {
      throw new LedgerException(
          "There is a run " + run.id() + " already. Nothing was begun; try again.");
    }
  }

  private static void insert(
      Transaction transaction, Run run, Iterator<Item> plan, Function<Item, byte[]> sealed) {
    List<Intent> given = new ArrayList<>();
    PreparedBatch batch =
        transaction
            .sql()
            .prepareBatch(
                "INSERT INTO items (run, seq, account_id, dn, login, why, pre_image, state, reason,"
                    + " detail, attempts, at, deliver_to, given, ends_at, policy, person) VALUES (:run,"
                    + " :seq, :account, :dn, :login, :why, :preImage, :state, :reason, :detail, 0,"
                    + " :at, :deliverTo, :given, :endsAt, :policy, :person)");
    while (plan.hasNext()) {
      Item item = plan.next();
      add(batch, run, item);
      if (item.given()) {
        given.add(new Intent(item.seq(), sealed.apply(item)));
      }
      if (batch.size() == BATCH) {
        batch.execute();
        seal(transaction, run, given);
      }
    }
    if (batch.size() > 0) {
      batch.execute();
      seal(transaction, run, given);
    }
  }

  /** A password that an operator chose is there from the start: a later process has the same. */
  private static void seal(Transaction transaction, Run run, List<Intent> given) {
    SqlIntents.seal(transaction, run, given);
    given.clear();
  }

  private static void add(PreparedBatch batch, Run run, Item item) {
    boolean planned = item.state() == Item.State.PLANNED;
    if (!planned && !item.state().isOutcome()) {
      throw new IllegalArgumentException("a plan has no account that is " + item.state());
    }
    batch
        .bind("run", run.id())
        .bind("seq", item.seq())
        .bind("account", item.id().value())
        .bind("dn", item.dn())
        .bind("login", item.login())
        .bind("why", item.why())
        .bind("preImage", Json.write(item.before().attributes()))
        .bind("state", item.state().name())
        .bind("reason", planned ? "" : item.reason())
        .bind("detail", item.detail())
        .bind("at", Micros.orNull(item.at()))
        .bind("deliverTo", item.deliverTo().orElse(null))
        .bind("given", item.given() ? 1 : 0)
        .bind("endsAt", Micros.orNull(item.endsAt()))
        .bind("policy", item.policy().orElse(null))
        .bind("person", item.person().map(AccountId::value).orElse(null))
        .add();
  }
}
