package org.keyturn.agent.journal;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/** The table {@code tickets}. Each step is one statement that says what it must find. */
final class SqlTickets implements Tickets {

  private final SqliteDatabase database;
  private final ProofSpending spending;

  SqlTickets(SqliteDatabase database, SqlHolders holders) {
    this.database = database;
    this.spending = new ProofSpending(database, holders);
  }

  @Override
  public void open(Ticket ticket) {
    database.change(transaction -> TicketRows.insert(transaction, ticket));
  }

  @Override
  public Optional<Ticket> live(String id, String browser) {
    return database.read(
        sql ->
            sql.createQuery("SELECT * FROM tickets WHERE" + TicketRows.OWN)
                .bind("id", id)
                .bind("browser", browser)
                .bind("now", Micros.of(Micros.now(database.clock())))
                .map((row, context) -> TicketRows.ticket(row))
                .findOne());
  }

  @Override
  public Optional<Ticket> send(
      String id, String browser, String channel, Function<Ticket, Optional<NewMessage>> message) {
    return database.write(
        transaction -> {
          Optional<Ticket> found = own(transaction, id, browser).filter(t -> mayGo(t, channel));
          if (found.isEmpty()) {
            return Optional.empty();
          }
          Ticket ticket = found.get();
          if (tooSoon(transaction, ticket, channel)) {
            return found;
          }
          boolean codeLeft = codesToday(transaction, ticket) < CODES;
          if (codeLeft) {
            TicketRows.endAll(transaction, ticket.directory(), ticket.subject(), id);
          }
          Ticket sent = sent(transaction, ticket, channel, codeLeft);
          if (codeLeft && ticket.genuine()) {
            TicketRows.audit(transaction, sent, "code-sent", Map.of("channel", channel));
            message
                .apply(sent)
                .ifPresent(
                    owed ->
                        SqlOutbox.insert(
                            transaction, List.of(new SqlOutbox.Owed(Optional.empty(), owed))));
          }
          return Optional.of(sent);
        });
  }

  private static boolean mayGo(Ticket ticket, String channel) {
    return ticket.purpose() == Ticket.Purpose.RECOVERY
        && ticket.step() != Ticket.Step.PROVED
        && ticket.shown().containsKey(channel)
        && !ticket.proved().contains(channel);
  }

  private static boolean tooSoon(Transaction transaction, Ticket ticket, String channel) {
    return ticket.step() == Ticket.Step.SENT
        && ticket.channel().filter(channel::equals).isPresent()
        && ticket
            .sentAt()
            .filter(at -> at.plus(AGAIN_AFTER).isAfter(transaction.now()))
            .isPresent();
  }

  private static int codesToday(Transaction transaction, Ticket ticket) {
    return transaction
        .sql()
        .createQuery(
            "SELECT COALESCE(SUM(code), 0) FROM tickets WHERE directory = :directory"
                + " AND subject = :subject AND purpose = 'RECOVERY' AND sent_at > :since")
        .bind("directory", ticket.directory())
        .bind("subject", ticket.subject())
        .bind("since", Micros.of(transaction.now().minus(DAY)))
        .map((row, context) -> row.getInt(1))
        .one();
  }

  /** Without a code left, nothing that is typed is right; it is counted all the same. */
  private static Ticket sent(
      Transaction transaction, Ticket ticket, String channel, boolean codeLeft) {
    return transaction
        .sql()
        .createQuery(
            "UPDATE tickets SET step = 'SENT', channel = :channel, code = code + :one,"
                + " tries = CASE WHEN :one = 1 THEN 0 ELSE tries END, sent_at = :now"
                + " WHERE id = :id RETURNING *")
        .bind("channel", channel)
        .bind("one", codeLeft ? 1 : 0)
        .bind("now", transaction.nowMicros())
        .bind("id", ticket.id())
        .map((row, context) -> TicketRows.ticket(row))
        .one();
  }

  @Override
  public Attempt attempt(String id, String browser, Predicate<Ticket> right) {
    // Whoever has no ticket does not queue where tickets are written.
    return live(id, browser).isEmpty() ? new Attempt.Over() : counted(id, browser, right);
  }

  private Attempt counted(String id, String browser, Predicate<Ticket> right) {
    return database.write(
        transaction -> {
          Optional<Ticket> counted =
              transaction
                  .sql()
                  .createQuery(
                      "UPDATE tickets SET tries = tries + 1 WHERE step = 'SENT' AND tries < :most"
                          + " AND (purpose = 'CLAIM' OR sent_at > :since) AND"
                          + TicketRows.OWN
                          + " RETURNING *")
                  .bind("most", TRIES)
                  .bind("since", Micros.of(transaction.now().minus(CODE_LIVES)))
                  .bind("id", id)
                  .bind("browser", browser)
                  .bind("now", transaction.nowMicros())
                  .map((row, context) -> TicketRows.ticket(row))
                  .findOne();
          if (counted.isEmpty()) {
            return new Attempt.Over();
          }
          // Both are asked for: the answer takes no longer where there is a code.
          boolean same = right.test(counted.get());
          return same && counted.get().genuine() && counted.get().code() > 0
              ? new Attempt.Right(proved(transaction, counted.get(), browser))
              : wrong(transaction, counted.get());
        });
  }

  private static Attempt wrong(Transaction transaction, Ticket ticket) {
    int left = TRIES - ticket.tries();
    if (left == 0 && ticket.genuine()) {
      TicketRows.audit(
          transaction, ticket, "code-guessed-at", Map.of("tries", Integer.toString(TRIES)));
    }
    return new Attempt.Wrong(left);
  }

  private static Ticket proved(Transaction transaction, Ticket ticket, String browser) {
    boolean all = ticket.proved().size() + 1 >= ticket.needed();
    TicketRows.audit(
        transaction,
        ticket,
        "identity-proved",
        Map.of("channel", ticket.channel().orElse(Ticket.LINK)));
    return transaction
        .sql()
        .createQuery(
            "UPDATE tickets SET step = :step, browser = :browser,"
                + " proved = TRIM(proved || ' ' || COALESCE(channel, :link))"
                + " WHERE id = :id RETURNING *")
        .bind("step", all ? "PROVED" : "ASKED")
        .bind("link", Ticket.LINK)
        .bind("browser", browser)
        .bind("id", ticket.id())
        .map((row, context) -> TicketRows.ticket(row))
        .one();
  }

  @Override
  public Optional<Runs.Ownership> spend(
      String proof,
      String browser,
      Run run,
      Item item,
      byte[] sealed,
      List<Map.Entry<Run, Item>> later) {
    return spending.spend(proof, browser, run, item, sealed, later);
  }

  @Override
  public void giveBack(String run) {
    spending.giveBack(run);
  }

  private static Optional<Ticket> own(Transaction transaction, String id, String browser) {
    return transaction
        .sql()
        .createQuery("SELECT * FROM tickets WHERE" + TicketRows.OWN)
        .bind("id", id)
        .bind("browser", browser)
        .bind("now", transaction.nowMicros())
        .map((row, context) -> TicketRows.ticket(row))
        .findOne();
  }
}
