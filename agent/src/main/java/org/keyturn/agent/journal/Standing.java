package org.keyturn.agent.journal;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import org.keyturn.agent.account.Account;

/** What an account must still be for a ticket of its to hold. */
public final class Standing {

  /** As far as the clocks of directory and agent may be apart. */
  private static final Duration CLOCKS = Duration.ofMinutes(5);

  private Standing() {}

  /**
   * Whether nobody has set the password meanwhile, themselves or for them, nor changed where its
   * messages go. A claim begins with a password of our own making, so for it that instant counts.
   */
  public static boolean holds(Ticket ticket, Account account) {
    boolean samePassword =
        ticket.purpose() == Ticket.Purpose.CLAIM
            ? account
                .state()
                .changedAt()
                .map(at -> !at.isAfter(ticket.createdAt().plus(CLOCKS)))
                .orElse(true)
            : seconds(account.state().changedAt()).equals(seconds(ticket.passwordAt()));
    return samePassword
        && account.id().value().equals(ticket.subject())
        && ticket.addresses().equals(addresses(account));
  }

  private static Optional<Long> seconds(Optional<Instant> instant) {
    return instant.map(Instant::getEpochSecond);
  }

  /** A hash of the addresses that do not hang on the password. */
  public static String addresses(Account account) {
    return hash(account.recoveryMail().orElse("") + "\0" + account.mobile().orElse(""));
  }

  /** SHA-256 in hex; for a value that is random enough not to be guessed, or not secret. */
  public static String hash(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
