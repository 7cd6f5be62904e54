package org.keyturn.agent.journal;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Those of the table {@code tickets} that have one purpose. */
final class SqlCodeTickets implements CodeTickets {

  private final SqliteDatabase database;
  private final Ticket.Purpose purpose;
  private final int aDay;
  private final String event;

  /**
   * @param aDay how many codes an account gets in {@link Tickets#DAY}
   * @param event what the audit trail calls it that one was made
   */
  SqlCodeTickets(SqliteDatabase database, Ticket.Purpose purpose, int aDay, String event) {
    this.database = database;
    this.purpose = purpose;
    this.aDay = aDay;
    this.event = event;
  }

  @Override
  public boolean open(Ticket ticket, NewMessage code) {
    if (ticket.purpose() != purpose) {
      throw new IllegalArgumentException("a ticket for " + ticket.purpose());
    }
    return database.write(
        transaction -> {
          if (codesToday(transaction, ticket) >= aDay) {
            return false;
          }
          transaction
              .sql()
              .createUpdate(
                  "UPDATE tickets SET step = 'DEAD' WHERE directory = :directory"
                      + " AND subject = :subject AND purpose = :purpose"
                      + " AND step IN ('SENT', 'PROVED')")
              .bind("directory", ticket.directory())
              .bind("subject", ticket.subject())
              .bind("purpose", purpose.name())
              .execute();
          TicketRows.insert(transaction, ticket);
          TicketRows.audit(
              transaction, ticket, event, Map.of("channel", ticket.channel().orElse("")));
          SqlOutbox.insert(transaction, List.of(new SqlOutbox.Owed(Optional.empty(), code)));
          return true;
        });
  }

  private int codesToday(Transaction transaction, Ticket ticket) {
    return transaction
        .sql()
        .createQuery(
            "SELECT COUNT(*) FROM tickets WHERE directory = :directory AND subject = :subject"
                + " AND purpose = :purpose AND sent_at > :since")
        .bind("directory", ticket.directory())
        .bind("subject", ticket.subject())
        .bind("purpose", purpose.name())
        .bind("since", Micros.of(transaction.now().minus(Tickets.DAY)))
        .map((row, context) -> row.getInt(1))
        .one();
  }

  @Override
  public Optional<Ticket> spend(String ticket, String browser) {
    return database.write(
        transaction ->
            transaction
                .sql()
                .createQuery(
                    "UPDATE tickets SET step = 'SPENT' WHERE purpose = :purpose"
                        + " AND step = 'PROVED' AND"
                        + TicketRows.OWN
                        + " RETURNING *")
                .bind("id", ticket)
                .bind("browser", browser)
                .bind("purpose", purpose.name())
                .bind("now", transaction.nowMicros())
                .map((row, context) -> TicketRows.ticket(row))
                .findOne());
  }
}
