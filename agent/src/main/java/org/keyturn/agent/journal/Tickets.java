package org.keyturn.agent.journal;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Proofs of identity. Everything is counted by account and kept here, so that a restart, another
 * address or many requests at once change nothing. A browser is named by a hash of its secret; what
 * belongs to another browser is as good as not there.
 */
public interface Tickets {

  /** How often one code may be guessed at. */
  int TRIES = 5;

  /** How many codes an account gets in {@link #DAY}, whoever asks for them. */
  int CODES = 3;

  /** How many codes beside a password an operator gets in {@link #DAY}. */
  int SIGN_INS = 30;

  Duration DAY = Duration.ofDays(1);
  Duration CODE_LIVES = Duration.ofMinutes(10);

  /** A code is not sent again sooner. */
  Duration AGAIN_AFTER = Duration.ofMinutes(1);

  void open(Ticket ticket);

  /** A ticket that lives, of this browser, or a link that no browser has used. */
  Optional<Ticket> live(String id, String browser);

  /**
   * Makes the next code, where the account has one left today, and stores the message with it.
   * Other tickets of the account are dead then. A decoy, and one that has no code left, goes the
   * same way without a message.
   *
   * @param message what is owed for a ticket as it is with its new code
   * @return the ticket as it is now; empty: it is dead, or the channel is none of its own
   */
  Optional<Ticket> send(
      String id, String browser, String channel, Function<Ticket, Optional<NewMessage>> message);

  /**
   * Counts one guess, and proves the channel where it is right. A link belongs to the browser of
   * the right guess from then on.
   *
   * @param right whether what was typed is the code of this ticket; takes the same time always
   */
  Attempt attempt(String id, String browser, Predicate<Ticket> right);

  sealed interface Attempt {

    /**
     * @param ticket {@code PROVED}, or {@code ASKED} where another channel is to be proved
     */
    record Right(Ticket ticket) implements Attempt {}

    /**
     * @param left how many guesses are left
     */
    record Wrong(int left) implements Attempt {}

    /** Not looked at: there is no such ticket, its code's time is over, or its tries are. */
    record Over() implements Attempt {}
  }

  /**
   * Spends a proof on one write: in one transaction the proof is looked at again and is spent, the
   * account's other tickets are dead, and the run, its only account and its intent are on disk.
   *
   * @param proof the ticket's id
   * @param sealed the new password
   * @param later the runs that set it in other directories, begun with this one; nobody owns them
   * @return the right to write; empty: no such proof, spent before, or another run is at work on
   *     the account. Nothing has changed then
   */
  Optional<Runs.Ownership> spend(
      String proof,
      String browser,
      Run run,
      Item item,
      byte[] sealed,
      List<Map.Entry<Run, Item>> later);

  /** The directory surely did not write: the proof is good for another try, as long as it lives. */
  void giveBack(String run);
}
