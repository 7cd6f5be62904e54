package org.keyturn.agent.journal;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.keyturn.agent.account.Action;

/** Outcomes with the messages they owe and their audit entries, in one transaction. */
final class SqlOutcomes {

  /** What sets a password, or lets somebody in again who is to choose one. */
  private static final Set<Action> ENDING_PROOFS =
      Set.of(Action.RESET, Action.REMOVE, Action.RESTORE);

  private final SqliteDatabase database;

  SqlOutcomes(SqliteDatabase database) {
    this.database = database;
  }

  void record(Runs.Ownership ownership, List<Outcome> outcomes) {
    database.change(
        transaction -> {
          Run run = Fence.passOpen(transaction, ownership);
          if (!outcomes.isEmpty()) {
            record(transaction, run, outcomes);
          }
        });
  }

  static void record(Transaction transaction, Run run, List<Outcome> outcomes) {
    List<Long> seqs = outcomes.stream().map(Outcome::seq).toList();
    Window items = Window.read(transaction.sql(), run.id(), seqs);
    Set<Long> once = new HashSet<>();
    for (Outcome outcome : outcomes) {
      expectAllowed(run, outcome.seq(), items.at(outcome.seq()).state(), outcome.state());
      if (!once.add(outcome.seq())) {
        throw new IllegalStateException("account " + outcome.seq() + " has two outcomes at once");
      }
    }
    store(transaction, run, outcomes);
    owe(transaction, run, outcomes);
    endProofs(transaction, run, items, outcomes);
    deleteEach(
        transaction,
        "DELETE FROM sealed WHERE run = :run AND seq = :seq",
        run,
        seqsOf(outcomes, state -> state.isOutcome() && state != Item.State.APPLIED));
    release(transaction, run, seqsOf(outcomes, state -> state != Item.State.UNKNOWN));
    AuditChain.append(transaction, entries(run, items, outcomes));
  }

  /** An outcome is never overwritten, and a write is never recorded that was not intended. */
  private static void expectAllowed(Run run, long seq, Item.State from, Item.State to) {
    boolean written = to == Item.State.APPLIED || to == Item.State.UNKNOWN;
    boolean allowed =
        switch (from) {
          case PLANNED -> to != Item.State.INTENT && !(written && run.action().writes());
          case INTENT, UNKNOWN -> to != Item.State.INTENT;
          default -> false;
        };
    if (!allowed) {
      throw new IllegalStateException(
          "account " + seq + " of run " + run.id() + ": " + from + " → " + to);
    }
  }

  private static void store(Transaction transaction, Run run, List<Outcome> outcomes) {
    PreparedBatch batch =
        transaction
            .sql()
            .prepareBatch(
                "UPDATE items SET state = :state, reason = :reason, detail = :detail, at = :now,"
                    + " post_image = :after"
                    + " WHERE run = :run AND seq = :seq");
    for (Outcome outcome : outcomes) {
      batch
          .bind("state", outcome.state().name())
          .bind("reason", outcome.state() == Item.State.PLANNED ? "" : outcome.reason())
          .bind("detail", outcome.detail())
          .bind("after", outcome.after().map(after -> Json.write(after.attributes())).orElse(null))
          .bind("now", transaction.nowMicros())
          .bind("run", run.id())
          .bind("seq", outcome.seq())
          .add();
    }
    batch.execute();
  }

  private static void owe(Transaction transaction, Run run, List<Outcome> outcomes) {
    List<SqlOutbox.Owed> owed = new ArrayList<>();
    for (Outcome outcome : outcomes) {
      Stream.concat(outcome.message().stream(), outcome.copies().stream())
          .map(message -> new SqlOutbox.Owed(Optional.of(run.id()), message))
          .forEach(owed::add);
    }
    SqlOutbox.insert(transaction, owed);
  }

  /** A password that was set ends what was proved before it, and may be one to be claimed. */
  private static void endProofs(
      Transaction transaction, Run run, Window items, List<Outcome> outcomes) {
    if (!ENDING_PROOFS.contains(run.action())) {
      return;
    }
    for (Outcome outcome : outcomes) {
      if (outcome.state() == Item.State.APPLIED) {
        TicketRows.endAll(transaction, run.directory(), items.at(outcome.seq()).id(), "");
      }
      outcome.ticket().ifPresent(ticket -> TicketRows.insert(transaction, ticket));
    }
  }

  private static List<Long> seqsOf(List<Outcome> outcomes, Predicate<Item.State> which) {
    return outcomes.stream()
        .filter(outcome -> which.test(outcome.state()))
        .map(Outcome::seq)
        .toList();
  }

  static void deleteEach(Transaction transaction, String statement, Run run, List<Long> seqs) {
    if (seqs.isEmpty()) {
      return;
    }
    PreparedBatch batch = transaction.sql().prepareBatch(statement);
    for (Long seq : seqs) {
      batch.bind("run", run.id()).bind("seq", seq).add();
    }
    batch.execute();
  }

  private static void release(Transaction transaction, Run run, List<Long> seqs) {
    for (int from = 0; from < seqs.size(); from += Window.PAGE) {
      transaction
          .sql()
          .createUpdate(
              "DELETE FROM claims WHERE directory = :directory AND run = :run AND seq IN (<seqs>)"
                  + " AND account_id IN (SELECT i.account_id FROM items i"
                  + " WHERE i.run = :run AND i.seq IN (<seqs>))")
          .bind("directory", run.directory())
          .bind("run", run.id())
          .bindList("seqs", seqs.subList(from, Math.min(from + Window.PAGE, seqs.size())))
          .execute();
    }
  }

  private static List<AuditChain.Draft> entries(Run run, Window items, List<Outcome> outcomes) {
    return outcomes.stream()
        .filter(outcome -> outcome.state() != Item.State.PLANNED)
        .map(outcome -> entry(run, items.at(outcome.seq()), outcome))
        .toList();
  }

  private static AuditChain.Draft entry(Run run, Window.Row item, Outcome outcome) {
    Map<String, String> details = new TreeMap<>();
    details.put("action", run.action().id());
    details.put("id", item.id());
    details.put("dn", item.dn());
    if (!outcome.reason().isEmpty()) {
      details.put("reason", outcome.reason());
    }
    if (!outcome.detail().isEmpty()) {
      details.put("detail", outcome.detail());
    }
    String event = "account-" + outcome.state().name().toLowerCase(Locale.ROOT).replace('_', '-');
    return new AuditChain.Draft(
        run.actor(), event, run.directory(), Optional.of(run.id()), item.login(), details);
  }
}
