package org.keyturn.agent.recovery;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.keyturn.agent.account.Account;
import org.keyturn.agent.account.AccountId;
import org.keyturn.agent.account.Secret;
import org.keyturn.agent.directory.AccountKey.Kind;
import org.keyturn.agent.directory.DirectoryException;
import org.keyturn.agent.journal.NewMessage;
import org.keyturn.agent.journal.Outbox;
import org.keyturn.agent.journal.Standing;
import org.keyturn.agent.journal.Ticket;
import org.keyturn.agent.journal.Tickets;
import org.keyturn.agent.notify.Messages;
import org.keyturn.agent.password.Codes;
import org.keyturn.agent.password.PasswordJudge;

/**
 * The steps of somebody who forgot their password: {@link #begin} by name, {@link #send} a code,
 * {@link #enter} it, {@link #choose} a password. A claim link enters at the third. Every step takes
 * the ticket's id and the browser's secret; what does not fit the ticket in the ledger is {@code
 * OVER}, whatever the reason. Names that nobody has go the same way as all others, in the same
 * time. Thread-safe.
 *
 * <p>All methods throw {@link DirectoryException} where a directory cannot be read, for everybody.
 */
public final class Recovery {

  /** From the first step to the last. */
  private static final Duration LIFE = Duration.ofMinutes(30);

  private final People people;
  private final Desk desk;
  private final Whom whom;
  private final Decoy decoy;
  private final EvenTime time;
  private final Clock clock;
  private final Choosing choosing;
  private final UserNames userNames;
  private final SecureRandom random = new SecureRandom();

  /**
   * What the steps work with.
   *
   * @param codes makes the codes that are sent
   * @param judge says what is wrong with a password
   * @param outbox has messages delivered soon
   */
  public record Desk(
      Tickets tickets, Outbox messages, Codes codes, PasswordJudge judge, Runnable outbox) {}

  public Recovery(People people, Desk desk, EvenTime time, Clock clock) {
    this.people = people;
    this.desk = desk;
    this.whom = people.whom();
    this.decoy = new Decoy(desk.codes(), people.open());
    this.time = time;
    this.clock = clock;
    this.choosing = new Choosing(people, desk);
    this.userNames = new UserNames(whom, desk, time, clock);
  }

  /**
   * Somebody says who they are.
   *
   * @param typed a user name or a mail address; untrusted
   * @return a ticket, whoever that is; it knows where a code can go
   */
  public Ticket begin(String typed, String browser) {
    return time.take(
        () -> {
          Ticket ticket =
              whom.meant(typed, Kind.LOGIN, Kind.MAIL)
                  .flatMap(found -> genuine(found, browser))
                  .orElseGet(() -> nobody(typed, browser));
          desk.tickets().open(ticket);
          return ticket;
        });
  }

  private Optional<Ticket> genuine(Whom.Found found, String browser) {
    Account account = found.account();
    Help help = people.help(found.directory(), account);
    if (!help.given()) {
      return Optional.empty();
    }
    Instant now = clock.instant();
    return Optional.of(
        Ticket.recovery(
            Ticket.newId(random),
            found.directory(),
            account.id().value(),
            true,
            account.login(),
            Standing.addresses(account),
            account.state().changedAt(),
            browser,
            ProofChannel.byId(help.shown()),
            help.needed(),
            now,
            now.plus(LIFE)));
  }

  private Ticket nobody(String typed, String browser) {
    Instant now = clock.instant();
    return Ticket.recovery(
        Ticket.newId(random),
        people.first(),
        decoy.subject(typed),
        false,
        "",
        Standing.hash(""),
        Optional.empty(),
        browser,
        ProofChannel.byId(decoy.shown(typed)),
        1,
        now,
        now.plus(LIFE));
  }

  /** The ticket of this browser, as far as it came; empty: there is none that lives. */
  public Optional<Ticket> find(String ticket, String browser) {
    return desk.tickets().live(ticket, browser);
  }

  /**
   * Sends a code, or another one.
   *
   * @return the ticket as it is now; empty: over, or no channel of its own
   */
  public Optional<Ticket> send(String ticket, String browser, ProofChannel channel) {
    return time.take(
        () -> {
          Optional<Ticket> live = desk.tickets().live(ticket, browser);
          if (live.isEmpty()) {
            return Optional.empty();
          }
          Optional<Account> account = account(live.get());
          Optional<Ticket> sent =
              desk.tickets()
                  .send(ticket, browser, channel.id(), now -> message(now, account, channel));
          desk.outbox().run();
          return sent;
        });
  }

  /** How long {@link #send} sends no other one to the same address; empty: it does. */
  public Optional<Duration> againIn(Ticket ticket) {
    Instant now = clock.instant();
    return ticket
        .sentAt()
        .map(at -> Duration.between(now, at.plus(Tickets.AGAIN_AFTER)))
        .filter(wait -> !wait.isNegative() && !wait.isZero());
  }

  /** Nothing for an account that is not what it was when the ticket began. */
  private static Optional<NewMessage> message(
      Ticket ticket, Optional<Account> account, ProofChannel channel) {
    return account
        .filter(a -> Standing.holds(ticket, a))
        .flatMap(
            a ->
                channel
                    .address(a)
                    .map(
                        to ->
                            Messages.recoveryCode(
                                ticket.directory(),
                                a,
                                channel.way(),
                                to,
                                ticket.id(),
                                ticket.code())));
  }

  /** Asked for nobody as well. */
  private Optional<Account> account(Ticket ticket) {
    AccountId id =
        new AccountId(ticket.genuine() ? ticket.subject() : UUID.randomUUID().toString());
    return people.ask(ticket.directory(), directory -> directory.read(id));
  }

  /** What somebody typed as a code. */
  public sealed interface Entered {

    /**
     * @param ticket ready for a password, or for the code of another channel
     */
    record Right(Ticket ticket) implements Entered {}

    /**
     * @param left how many more times it is looked at
     */
    record Wrong(int left) implements Entered {}

    /** Not what a code looks like; it was not counted. */
    record NoCode() implements Entered {}

    record Over() implements Entered {}
  }

  public Entered enter(String ticket, String browser, String typed) {
    Optional<Secret> code = Codes.typed(typed);
    if (code.isEmpty()) {
      return new Entered.NoCode();
    }
    try (Secret guess = code.get()) {
      return time.take(
          () -> {
            Tickets.Attempt attempt =
                desk.tickets()
                    .attempt(
                        ticket, browser, now -> desk.codes().isCode(now.id(), now.code(), guess));
            if (attempt instanceof Tickets.Attempt.Right right) {
              return new Entered.Right(right.ticket());
            }
            return attempt instanceof Tickets.Attempt.Wrong wrong
                ? new Entered.Wrong(wrong.left())
                : new Entered.Over();
          });
    }
  }

  /**
   * @param password stays the caller's to close
   */
  public Chosen choose(String ticket, String browser, Secret password) {
    return choosing.choose(ticket, browser, password);
  }

  /**
   * Somebody forgot their user name: it goes to an address that the directory has, a few times a
   * day at most. The answer is the same whoever that is.
   *
   * @param typed a mail address; untrusted
   */
  public void tellUserName(String typed) {
    userNames.tell(typed);
  }
}
