package org.keyturn.agent.journal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.keyturn.agent.account.AccountId;
import org.keyturn.agent.account.Action;
import org.keyturn.agent.journal.PendingPlan.Person;

/** Rows of {@code pending_plans}. */
final class PendingPlanRows {

  private PendingPlanRows() {}

  static void insert(Transaction transaction, PendingPlan plan) {
    transaction
        .sql()
        .createUpdate(
            "INSERT INTO pending_plans (id, checksum, action, directory, job, changes, gone,"
                + " searched, grave, planned_in, planned_by, login, dn, role, via, brake, tripped,"
                + " created_at, valid_until, state, reason, dropped) VALUES (:id, :checksum,"
                + " :action, :directory, :job, :changes, :gone, :searched, :grave, :in, :by, :login, :dn,"
                + " :role, :via, :brake, :tripped, :created, :until, 'PLANNED', '', '')")
        .bind("id", plan.id())
        .bind("checksum", plan.checksum())
        .bind("action", plan.action().id())
        .bind("directory", plan.directory())
        .bind("job", plan.job().orElse(null))
        .bind("changes", plan.changes())
        .bind("gone", plan.gone())
        .bind("searched", plan.searched() ? 1 : 0)
        .bind("grave", plan.grave() ? 1 : 0)
        .bind("in", plan.planner().person().directory())
        .bind("by", plan.planner().person().id().value())
        .bind("login", plan.planner().person().login())
        .bind("dn", plan.planner().dn())
        .bind("role", plan.planner().role())
        .bind("via", plan.planner().via())
        .bind("brake", plan.brake())
        .bind("tripped", plan.tripped() ? 1 : 0)
        .bind("created", Micros.of(plan.createdAt()))
        .bind("until", Micros.of(plan.validUntil()))
        .execute();
  }

  /** In the transaction in which its run begins: dropping it comes before that, or not at all. */
  static void refuseDropped(Transaction transaction, String id) {
    boolean dropped =
        transaction
            .sql()
            .createQuery("SELECT 1 FROM pending_plans WHERE id = :id AND state = 'DROPPED'")
            .bind("id", id)
            .mapTo(Integer.class)
            .findOne()
            .isPresent();
    if (dropped) {
      throw new PlanDroppedException(id);
    }
  }

  static PendingPlan plan(ResultSet row) throws SQLException {
    return new PendingPlan(
        row.getString("id"),
        row.getString("checksum"),
        Action.byId(row.getString("action")).orElseThrow(),
        row.getString("directory"),
        Optional.ofNullable(row.getString("job")),
        row.getLong("changes"),
        row.getLong("gone"),
        row.getInt("searched") == 1,
        row.getInt("grave") == 1,
        new PendingPlan.Planner(
            new Person(
                row.getString("planned_in"),
                new AccountId(row.getString("planned_by")),
                row.getString("login")),
            row.getString("dn"),
            row.getString("role"),
            row.getString("via")),
        row.getString("brake"),
        row.getInt("tripped") == 1,
        Micros.required(row, "created_at"),
        Micros.required(row, "valid_until"),
        PendingPlan.State.valueOf(row.getString("state")),
        row.getString("reason"),
        approver(row),
        row.getString("dropped"));
  }

  private static Optional<Person> approver(ResultSet row) throws SQLException {
    Optional<String> directory = Optional.ofNullable(row.getString("approved_in"));
    return directory.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Person(
                directory.get(),
                new AccountId(row.getString("approved_by")),
                row.getString("approver")));
  }
}
