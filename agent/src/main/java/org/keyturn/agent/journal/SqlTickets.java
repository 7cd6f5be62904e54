package org.keyturn.agent.journal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;

/** The table {@code tickets}. Each step is one statement that says what it must find. */
final class SqlTickets implements Tickets {

  private static final String LIVES = " step IN ('ASKED', 'SENT', 'PROVED') AND expires_at > :now";
  private static final String OWN =
      " id = :id AND (browser = :browser OR (browser IS NULL AND purpose = 'CLAIM')) AND" + LIVES;

  private final SqliteDatabase database;
  private final SqlHolders holders;

  SqlTickets(SqliteDatabase database, SqlHolders holders) {
    this.database = database;
    this.holders = holders;
  }

  @Override
  public void open(Ticket ticket) {
    database.change(transaction -> insert(transaction, ticket));
  }

  @Override
  public boolean open(Ticket address, NewMessage code) {
    return database.write(
        transaction -> {
          if (addressesToday(transaction, address) >= CODES) {
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
          insert(transaction, address);
          audit(
              transaction,
              address,
              "address-code-sent",
              Map.of("channel", address.channel().orElse("")));
          SqlOutbox.insert(transaction, List.of(new SqlOutbox.Owed(Optional.empty(), code)));
          return true;
        });
  }

  private static int addressesToday(Transaction transaction, Ticket address) {
    return transaction
        .sql()
        .createQuery(
            "SELECT COUNT(*) FROM tickets WHERE directory = :directory AND subject = :subject"
                + " AND purpose = 'ADDRESS' AND sent_at > :since")
        .bind("directory", address.directory())
        .bind("subject", address.subject())
        .bind("since", Micros.of(transaction.now().minus(DAY)))
        .map((row, context) -> row.getInt(1))
        .one();
  }

  @Override
  public Optional<Ticket> spend(String address, String browser) {
    return database.write(
        transaction ->
            transaction
                .sql()
                .createQuery(
                    "UPDATE tickets SET step = 'SPENT' WHERE purpose = 'ADDRESS'"
                        + " AND step = 'PROVED' AND"
                        + OWN
                        + " RETURNING *")
                .bind("id", address)
                .bind("browser", browser)
                .bind("now", transaction.nowMicros())
                .map((row, context) -> ticket(row))
                .findOne());
  }

  /** Old ones go by the way; one that was asked a code for counts for a day. */
  static void insert(Transaction transaction, Ticket ticket) {
    transaction
        .sql()
        .createUpdate(
            "DELETE FROM tickets WHERE expires_at <= :now"
                + " AND (sent_at IS NULL OR expires_at <= :yesterday)")
        .bind("now", transaction.nowMicros())
        .bind("yesterday", Micros.of(transaction.now().minus(DAY)))
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

  @Override
  public Optional<Ticket> live(String id, String browser) {
    return database.read(
        sql ->
            sql.createQuery("SELECT * FROM tickets WHERE" + OWN)
                .bind("id", id)
                .bind("browser", browser)
                .bind("now", Micros.of(Micros.now(database.clock())))
                .map((row, context) -> ticket(row))
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
            endAll(transaction, ticket.directory(), ticket.subject(), id);
          }
          Ticket sent = sent(transaction, ticket, channel, codeLeft);
          if (codeLeft && ticket.genuine()) {
            audit(transaction, sent, "code-sent", Map.of("channel", channel));
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
        .map((row, context) -> ticket(row))
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
                          + OWN
                          + " RETURNING *")
                  .bind("most", TRIES)
                  .bind("since", Micros.of(transaction.now().minus(CODE_LIVES)))
                  .bind("id", id)
                  .bind("browser", browser)
                  .bind("now", transaction.nowMicros())
                  .map((row, context) -> ticket(row))
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
      audit(transaction, ticket, "code-guessed-at", Map.of("tries", Integer.toString(TRIES)));
    }
    return new Attempt.Wrong(left);
  }

  private static void audit(
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

  private static Ticket proved(Transaction transaction, Ticket ticket, String browser) {
    boolean all = ticket.proved().size() + 1 >= ticket.needed();
    audit(
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
        .map((row, context) -> ticket(row))
        .one();
  }

  @Override
  public Optional<Runs.Ownership> spend(
      String proof, String browser, Run run, Item item, byte[] sealed) {
    Holder self = holders.required();
    try {
      return Optional.of(
          database.write(
              transaction -> {
                spendOrUndo(transaction, proof, browser, run, item);
                endAll(transaction, run.directory(), item.id().value(), proof);
                Runs.Ownership ownership =
                    RunStart.begin(transaction, run, List.of(item).iterator(), i -> sealed, self);
                intendOrUndo(transaction, run, new Intent(item.seq(), sealed));
                return ownership;
              }));
    } catch (NotSpent e) {
      return Optional.empty();
    }
  }

  /** Undoes the transaction. */
  private static final class NotSpent extends RuntimeException {
    private static final long serialVersionUID = 1;

    NotSpent() {
      super("not spent", null, false, false);
    }
  }

  private static void intendOrUndo(Transaction transaction, Run run, Intent intent) {
    if (SqlIntents.intend(transaction, run, List.of(intent)).isEmpty()) {
      throw new NotSpent();
    }
  }

  private static void spendOrUndo(
      Transaction transaction, String proof, String browser, Run run, Item item) {
    int spent =
        transaction
            .sql()
            .createUpdate(
                "UPDATE tickets SET step = 'SPENT', run = :run WHERE id = :id"
                    + " AND browser = :browser AND step = 'PROVED' AND genuine = 1"
                    + " AND directory = :directory AND subject = :subject AND expires_at > :now")
            .bind("run", run.id())
            .bind("id", proof)
            .bind("browser", browser)
            .bind("directory", run.directory())
            .bind("subject", item.id().value())
            .bind("now", transaction.nowMicros())
            .execute();
    if (spent != 1) {
      throw new NotSpent();
    }
  }

  @Override
  public void giveBack(String run) {
    database.change(
        transaction ->
            transaction
                .sql()
                .createUpdate(
                    "UPDATE tickets SET step = 'PROVED', run = NULL WHERE run = :run"
                        + " AND step = 'SPENT'")
                .bind("run", run)
                .execute());
  }

  private static Optional<Ticket> own(Transaction transaction, String id, String browser) {
    return transaction
        .sql()
        .createQuery("SELECT * FROM tickets WHERE" + OWN)
        .bind("id", id)
        .bind("browser", browser)
        .bind("now", transaction.nowMicros())
        .map((row, context) -> ticket(row))
        .findOne();
  }

  private static Ticket ticket(ResultSet row) throws SQLException {
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
