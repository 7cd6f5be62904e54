package org.keyturn.agent.journal;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Those of the table {@code tickets} whose purpose is {@code ADDRESS}. */
final class SqlNewAddresses implements NewAddresses {

  private final SqliteDatabase database;

  SqlNewAddresses(SqliteDatabase database) {
    this.database = database;
  }

  @Override
  public boolean open(Ticket address, NewMessage code) {
    return database.write(
        transaction -> {
          if (codesToday(transaction, address) >= Tickets.CODES) {
            return false;
          }
          transaction
              .sql()
              .createUpdate(
                  "UPDATE tickets SET step = 'DEAD' WHERE directory = :directory"
                      + " AND subject = :subject AND purpose = 'ADDRESS'"
                      + " AND step IN ('SENT', 'PROVED')")
              .bind("directory", address.directory())
              .bind("subject", address.subject())
              .execute();
          TicketRows.insert(transaction, address);
          TicketRows.audit(
              transaction,
              address,
              "address-code-sent",
              Map.of("channel", address.channel().orElse("")));
          SqlOutbox.insert(transaction, List.of(new SqlOutbox.Owed(Optional.empty(), code)));
          return true;
        });
  }

  private static int codesToday(Transaction transaction, Ticket address) {
    return transaction
        .sql()
        .createQuery(
            "SELECT COUNT(*) FROM tickets WHERE directory = :directory AND subject = :subject"
                + " AND purpose = 'ADDRESS' AND sent_at > :since")
        .bind("directory", address.directory())
        .bind("subject", address.subject())
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
                    "UPDATE tickets SET step = 'SPENT' WHERE purpose = 'ADDRESS'"
                        + " AND step = 'PROVED' AND"
                        + TicketRows.OWN
                        + " RETURNING *")
                .bind("id", ticket)
                .bind("browser", browser)
                .bind("now", transaction.nowMicros())
                .map((row, context) -> TicketRows.ticket(row))
                .findOne());
  }
}
