package org.keyturn.agent.journal;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.keyturn.agent.journal.PendingPlan.Person;
import org.keyturn.agent.journal.PendingPlan.State;

/** The table {@code pending_plans}. Each step is one statement that says what it must find. */
final class SqlPendingPlans implements PendingPlans {

  private final SqliteDatabase database;

  SqlPendingPlans(SqliteDatabase database) {
    this.database = database;
  }

  @Override
  public void add(PendingPlan plan) {
    database.change(
        transaction -> {
          PendingPlanRows.insert(transaction, plan);
          Map<String, String> details = new TreeMap<>();
          details.put("changes", Long.toString(plan.changes()));
          details.put("brake", plan.brake());
          details.put("role", plan.planner().role());
          details.put("via", plan.planner().via());
          audit(transaction, plan, plan.planner().person().login(), "plan-frozen", details);
        });
  }

  @Override
  public Optional<PendingPlan> find(String id) {
    return database.read(
        sql ->
            sql.createQuery("SELECT * FROM pending_plans WHERE id = :id")
                .bind("id", id)
                .map((row, context) -> PendingPlanRows.plan(row))
                .findOne());
  }

  @Override
  public List<PendingPlan> in(State state) {
    return database.read(
        sql ->
            sql.createQuery("SELECT * FROM pending_plans WHERE state = :state ORDER BY created_at")
                .bind("state", state.name())
                .map((row, context) -> PendingPlanRows.plan(row))
                .list());
  }

  @Override
  public boolean confirm(String id, String checksum, String reason, byte[] sealed) {
    return database.write(
        transaction -> {
          Optional<PendingPlan> confirmed =
              transaction
                  .sql()
                  .createQuery(
                      "UPDATE pending_plans SET reason = :reason, given = :given,"
                          + " state = CASE tripped WHEN 1 THEN 'WAITING' ELSE 'QUEUED' END"
                          + " WHERE id = :id AND checksum = :checksum AND state = 'PLANNED'"
                          + " AND valid_until > :now RETURNING *")
                  .bind("reason", reason)
                  .bind("given", sealed.length == 0 ? null : sealed)
                  .bind("id", id)
                  .bind("checksum", checksum)
                  .bind("now", transaction.nowMicros())
                  .map((row, context) -> PendingPlanRows.plan(row))
                  .findOne();
          confirmed.ifPresent(
              plan ->
                  audit(
                      transaction,
                      plan,
                      plan.planner().person().login(),
                      plan.tripped() ? "approval-asked" : "plan-confirmed",
                      Map.of("reason", reason, "checksum", checksum, "brake", plan.brake())));
          return confirmed.isPresent();
        });
  }

  @Override
  public boolean approve(String id, String checksum, Person by) {
    return database.write(
        transaction -> {
          Optional<PendingPlan> approved =
              transaction
                  .sql()
                  .createQuery(
                      "UPDATE pending_plans SET state = 'QUEUED', approved_in = :directory,"
                          + " approved_by = :account, approver = :login, approved_at = :now"
                          + " WHERE id = :id AND checksum = :checksum AND state = 'WAITING'"
                          + " AND valid_until > :now"
                          + " AND NOT (planned_in = :directory AND planned_by = :account)"
                          + " RETURNING *")
                  .bind("directory", by.directory())
                  .bind("account", by.id().value())
                  .bind("login", by.login())
                  .bind("id", id)
                  .bind("checksum", checksum)
                  .bind("now", transaction.nowMicros())
                  .map((row, context) -> PendingPlanRows.plan(row))
                  .findOne();
          approved.ifPresent(
              plan ->
                  audit(
                      transaction,
                      plan,
                      by.login(),
                      "approved",
                      Map.of(
                          "plannedBy", plan.planner().person().login(),
                          "approvedBy", by.login(),
                          "checksum", checksum,
                          "brake", plan.brake(),
                          "reason", plan.reason())));
          return approved.isPresent();
        });
  }

  @Override
  public void begun(String id) {
    database.change(
        transaction ->
            transaction
                .sql()
                .createUpdate(
                    "UPDATE pending_plans SET state = 'BEGUN', given = NULL"
                        + " WHERE id = :id AND state = 'QUEUED'")
                .bind("id", id)
                .execute());
  }

  @Override
  public boolean drop(String id, String by, String why) {
    return database.write(
        transaction -> {
          Optional<PendingPlan> dropped =
              transaction
                  .sql()
                  .createQuery(
                      "UPDATE pending_plans SET state = 'DROPPED', given = NULL, dropped = :why"
                          + " WHERE id = :id AND state IN ('PLANNED', 'WAITING', 'QUEUED')"
                          + " AND NOT EXISTS (SELECT 1 FROM runs WHERE runs.id = pending_plans.id)"
                          + " RETURNING *")
                  .bind("why", why)
                  .bind("id", id)
                  .map((row, context) -> PendingPlanRows.plan(row))
                  .findOne();
          dropped.ifPresent(
              plan -> audit(transaction, plan, by, "plan-dropped", Map.of("why", why)));
          return dropped.isPresent();
        });
  }

  @Override
  public Optional<byte[]> given(String id) {
    return database.read(
        sql ->
            sql.createQuery("SELECT given FROM pending_plans WHERE id = :id AND given IS NOT NULL")
                .bind("id", id)
                .map((row, context) -> row.getBytes(1))
                .findOne());
  }

  /** The run has the plan's id, so that its trail begins here. */
  private static void audit(
      Transaction transaction,
      PendingPlan plan,
      String actor,
      String event,
      Map<String, String> details) {
    AuditChain.append(
        transaction,
        List.of(
            new AuditChain.Draft(
                actor,
                event,
                plan.directory(),
                Optional.of(plan.id()),
                plan.job().orElse(plan.action().id()),
                details)));
  }
}
