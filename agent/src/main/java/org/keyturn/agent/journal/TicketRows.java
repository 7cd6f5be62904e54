package org.keyturn.agent.journal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The table {@code tickets}, as all that is done with one reads and writes it. */
final class TicketRows {

  private static final String LIVES = " step IN ('ASKED', 'SENT', 'PROVED') AND expires_at > :now";

  /** One that lives, of the browser, or a link that no browser has used. */
  static final String OWN =
      " id = :id AND (browser = :browser OR (browser IS NULL AND purpose = 'CLAIM')) AND" + LIVES;

  private TicketRows() {}

  /** Old ones go by the way; one that was asked a code for counts for a day. */
  static void insert(Transaction transaction, Ticket ticket) {
    transaction
        .sql()
        .createUpdate(
            "DELETE FROM tickets WHERE expires_at <= :now"
                + " AND (sent_at IS NULL OR expires_at <= :yesterday)")
        .bind("now", transaction.nowMicros())
        .bind("yesterday", Micros.of(transaction.now().minus(Tickets.DAY)))
        .execute();
    transaction
        .sql()
        .createUpdate(
            "INSERT INTO tickets (id, purpose, directory, subject, genuine, login, addresses,"
                + " password_at, browser, shown, needed, proved, step, channel, code, tries,"
                + " sent_at, created_at, expires_at, run) VALUES (:id, :purpose, :directory,"
                + " :subject, :genuine, :login, :addresses, :passwordAt, :browser, :shown,"
                + " :needed, '', :step, :channel, :code, 0, :sentAt, :createdAt, :expiresAt, NULL)")
        .bind("id", ticket.id())
        .bind("purpose", ticket.purpose().name())
        .bind("directory", ticket.directory())
        .bind("subject", ticket.subject())
        .bind("genuine", ticket.genuine() ? 1 : 0)
        .bind("login", ticket.login())
        .bind("addresses", ticket.addresses())
        .bind("passwordAt", Micros.orNull(ticket.passwordAt()))
        .bind("browser", ticket.browser().orElse(null))
        .bind("shown", Json.write(ticket.shown()))
        .bind("needed", ticket.needed())
        .bind("step", ticket.step().name())
        .bind("channel", ticket.channel().orElse(null))
        .bind("code", ticket.code())
        .bind("sentAt", Micros.orNull(ticket.sentAt()))
        .bind("createdAt", Micros.of(ticket.createdAt()))
        .bind("expiresAt", Micros.of(ticket.expiresAt()))
        .execute();
  }

  /** What was set for somebody, or by them, ends every proof that began before. */
  static void endAll(Transaction transaction, String directory, String subject, String but) {
    transaction
        .sql()
        .createUpdate(
            "UPDATE tickets SET step = 'DEAD' WHERE directory = :directory AND subject = :subject"
                + " AND id <> :but AND step IN ('ASKED', 'SENT', 'PROVED')")
        .bind("directory", directory)
        .bind("subject", subject)
        .bind("but", but)
        .execute();
  }

  static void audit(
      Transaction transaction, Ticket ticket, String event, Map<String, String> details) {
    Map<String, String> all = new TreeMap<>(details);
    all.put("id", ticket.subject());
    all.put("purpose", ticket.purpose().name().toLowerCase(Locale.ROOT));
    AuditChain.append(
        transaction,
        List.of(
            new AuditChain.Draft(
                "portal", event, ticket.directory(), Optional.empty(), ticket.login(), all)));
  }

  static Ticket ticket(ResultSet row) throws SQLException {
    String proved = row.getString("proved");
    return new Ticket(
        row.getString("id"),
        Ticket.Purpose.valueOf(row.getString("purpose")),
        row.getString("directory"),
        row.getString("subject"),
        row.getInt("genuine") != 0,
        row.getString("login"),
        row.getString("addresses"),
        Micros.optional(row, "password_at"),
        Optional.ofNullable(row.getString("browser")),
        Map.copyOf(Json.read(row.getString("shown"))),
        row.getInt("needed"),
        proved.isEmpty() ? Set.of() : Set.of(proved.split(" ")),
        Ticket.Step.valueOf(row.getString("step")),
        Optional.ofNullable(row.getString("channel")),
        row.getInt("code"),
        row.getInt("tries"),
        Micros.optional(row, "sent_at"),
        Micros.required(row, "created_at"),
        Micros.required(row, "expires_at"));
  }
}
