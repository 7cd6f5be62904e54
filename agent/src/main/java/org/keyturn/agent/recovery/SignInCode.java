package org.keyturn.agent.recovery;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.keyturn.agent.account.Account;
import org.keyturn.agent.account.Secret;
import org.keyturn.agent.journal.Ledger;
import org.keyturn.agent.journal.Standing;
import org.keyturn.agent.journal.Ticket;
import org.keyturn.agent.journal.Tickets;
import org.keyturn.agent.notify.Messages;
import org.keyturn.agent.password.Codes;

/**
 * The code that an operator types beside their password: it goes to an address that does not hang
 * on that password. Whoever calls has just seen the password. Thread-safe.
 */
public final class SignInCode {

  private static final Duration LIFE = Duration.ofMinutes(10);

  private final Ledger ledger;
  private final Codes codes;
  private final Set<ProofChannel> open;
  private final Optional<String> country;
  private final Runnable outbox;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();

  /**
   * @param open the channels that messages can be sent by
   * @param country of telephone numbers that are written without one
   * @param outbox has messages delivered soon
   */
  public SignInCode(
      Ledger ledger,
      Codes codes,
      Set<ProofChannel> open,
      Optional<String> country,
      Runnable outbox,
      Clock clock) {
    this.ledger = ledger;
    this.codes = codes;
    this.open = Set.copyOf(open);
    this.country = country;
    this.outbox = outbox;
    this.clock = clock;
  }

  /** Where a code can go, masked as it is shown; empty: nowhere. */
  public Map<ProofChannel, String> channels(Account account) {
    Map<ProofChannel, String> shown = new EnumMap<>(ProofChannel.class);
    for (ProofChannel channel : open) {
      channel
          .address(account)
          .filter(address -> channel.isReachable(address, country))
          .ifPresent(address -> shown.put(channel, channel.mask(address)));
    }
    return shown;
  }

  /**
   * @param channel one of {@link #channels}
   * @param browser a hash of its secret
   * @return the ticket's id; empty: no more codes today
   */
  public Optional<String> send(
      String directory, Account account, ProofChannel channel, String browser) {
    Map<ProofChannel, String> shown = channels(account);
    String address = channel.address(account).orElseThrow();
    Instant now = clock.instant();
    Ticket ticket =
        Ticket.signIn(
            Ticket.newId(random),
            directory,
            account.id().value(),
            account.login(),
            Standing.addresses(account),
            account.state().changedAt(),
            browser,
            ProofChannel.byId(shown),
            channel.id(),
            now,
            now.plus(LIFE));
    boolean sent =
        ledger
            .signIns()
            .open(
                ticket,
                Messages.signInCode(directory, account, channel.way(), address, ticket.id()));
    outbox.run();
    return sent ? Optional.of(ticket.id()) : Optional.empty();
  }

  /** What came of a code. */
  public sealed interface Ended {

    record Right() implements Ended {}

    /**
     * @param left how many more times it is looked at
     */
    record Wrong(int left) implements Ended {}

    /** Not what a code looks like; it was not counted. */
    record NoCode() implements Ended {}

    /** Its time or its tries are over, or the account is not what it was. */
    record Over() implements Ended {}
  }

  /**
   * @param account as read just now
   */
  public Ended enter(Account account, String ticket, String browser, String typed) {
    Optional<Secret> code = Codes.typed(typed);
    if (code.isEmpty()) {
      return new Ended.NoCode();
    }
    try (Secret guess = code.get()) {
      Tickets.Attempt attempt =
          ledger
              .tickets()
              .attempt(ticket, browser, now -> codes.isCode(now.id(), now.code(), guess));
      if (attempt instanceof Tickets.Attempt.Wrong wrong && wrong.left() > 0) {
        return new Ended.Wrong(wrong.left());
      }
      return attempt instanceof Tickets.Attempt.Right
              && ledger
                  .signIns()
                  .spend(ticket, browser)
                  .filter(proof -> Standing.holds(proof, account) && account.state().enabled())
                  .isPresent()
          ? new Ended.Right()
          : new Ended.Over();
    }
  }
}
