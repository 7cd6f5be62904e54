package org.keyturn.agent.journal;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A proof of identity under way: of one account, for one purpose, in one browser. Neither its code
 * nor the browser's secret stands in it.
 *
 * @param id random; also what a claim link names
 * @param purpose what it is for
 * @param directory the config's name of the directory
 * @param subject the account's id; where nobody is meant, a keyed hash of what was typed, so that
 *     its codes and tries are counted as everybody's are
 * @param genuine false for one that goes every step as the others do, and leads nowhere
 * @param login for people; may be empty
 * @param addresses a hash of the account's addresses: see {@link Standing}
 * @param passwordAt when the password was set, as seen at the start
 * @param browser a hash of the secret that the browser keeps; empty: a link that nobody has used
 * @param shown channel → masked address; of an {@code ADDRESS} the new one as it is
 * @param needed how many different channels are to be proved
 * @param proved those that were
 * @param step how far it came
 * @param channel where the last code went
 * @param code the number of the last code; 0: none was made
 * @param tries how often that code was guessed at
 * @param sentAt when a code was last asked for
 * @param createdAt when it began
 * @param expiresAt it is dead from then on
 */
public record Ticket(
    String id,
    Purpose purpose,
    String directory,
    String subject,
    boolean genuine,
    String login,
    String addresses,
    Optional<Instant> passwordAt,
    Optional<String> browser,
    Map<String, String> shown,
    int needed,
    Set<String> proved,
    Step step,
    Optional<String> channel,
    int code,
    int tries,
    Optional<Instant> sentAt,
    Instant createdAt,
    Instant expiresAt) {

  /** What is proved by a claim: it went to the channel of its message. */
  public static final String LINK = "link";

  public Ticket {
    shown = Map.copyOf(shown);
    proved = Set.copyOf(proved);
    if (needed < 1) {
      throw new IllegalArgumentException("a ticket without proof");
    }
  }

  public enum Purpose {
    /** Somebody forgot their password. */
    RECOVERY,
    /** The link of a reset: the password is scrambled, and whoever gets the mail chooses one. */
    CLAIM,
    /** Somebody who is signed in says where else they can be reached: whether it is theirs. */
    ADDRESS,
    /** An operator's password was right: whether it is them. */
    SIGN_IN
  }

  /** {@code ASKED → SENT → PROVED → SPENT}; {@code DEAD} once a newer one took its place. */
  public enum Step {
    /** Known by name; no code was asked for, or the one of another channel still is to be. */
    ASKED,
    SENT,
    /** Everything is proved: good for one password. */
    PROVED,
    SPENT,
    DEAD
  }

  /** 128 bits: nobody finds another one's. */
  public static String newId(SecureRandom random) {
    byte[] bytes = new byte[16];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  /** Where a person who forgot their password begins. */
  public static Ticket recovery(
      String id,
      String directory,
      String subject,
      boolean genuine,
      String login,
      String addresses,
      Optional<Instant> passwordAt,
      String browser,
      Map<String, String> shown,
      int needed,
      Instant now,
      Instant expiresAt) {
    return new Ticket(
        id,
        Purpose.RECOVERY,
        directory,
        subject,
        genuine,
        login,
        addresses,
        passwordAt,
        Optional.of(browser),
        shown,
        needed,
        Set.of(),
        Step.ASKED,
        Optional.empty(),
        0,
        0,
        Optional.empty(),
        now,
        expiresAt);
  }

  /** What a reset by link owes: its code is in the same mail, and typed by a person. */
  public static Ticket claim(
      String id,
      String directory,
      String subject,
      String login,
      String addresses,
      Instant now,
      Instant expiresAt) {
    return new Ticket(
        id,
        Purpose.CLAIM,
        directory,
        subject,
        true,
        login,
        addresses,
        Optional.empty(),
        Optional.empty(),
        Map.of(),
        1,
        Set.of(),
        Step.SENT,
        Optional.empty(),
        1,
        0,
        Optional.of(now),
        now,
        expiresAt);
  }

  /** An operator who gave their password: the code beside it is on the way. */
  public static Ticket signIn(
      String id,
      String directory,
      String subject,
      String login,
      String addresses,
      Optional<Instant> passwordAt,
      String browser,
      Map<String, String> shown,
      String channel,
      Instant now,
      Instant expiresAt) {
    return new Ticket(
        id,
        Purpose.SIGN_IN,
        directory,
        subject,
        true,
        login,
        addresses,
        passwordAt,
        Optional.of(browser),
        shown,
        1,
        Set.of(),
        Step.SENT,
        Optional.of(channel),
        1,
        0,
        Optional.of(now),
        now,
        expiresAt);
  }

  /** A new address of somebody: its code is on the way to it. */
  public static Ticket address(
      String id,
      String directory,
      String subject,
      String login,
      String addresses,
      Optional<Instant> passwordAt,
      String browser,
      String channel,
      String address,
      Instant now,
      Instant expiresAt) {
    return new Ticket(
        id,
        Purpose.ADDRESS,
        directory,
        subject,
        true,
        login,
        addresses,
        passwordAt,
        Optional.of(browser),
        Map.of(channel, address),
        1,
        Set.of(),
        Step.SENT,
        Optional.of(channel),
        1,
        0,
        Optional.of(now),
        now,
        expiresAt);
  }
}
