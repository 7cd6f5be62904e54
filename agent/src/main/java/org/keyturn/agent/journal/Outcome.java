package org.keyturn.agent.journal;

import java.util.List;
import java.util.Optional;
import org.keyturn.agent.account.EntryVersion;

/**
 * What became of one account, with what is owed to it in the same transaction.
 *
 * @param seq the account's place in the plan
 * @param state an outcome, {@code UNKNOWN}, or {@code PLANNED} to let go of an intent that surely
 *     was not written
 * @param reason kebab-case; empty for {@code APPLIED}
 * @param detail for people; never a secret
 * @param message what the person is told
 * @param copies what others are told of it
 * @param after what the entry looked like right after the write
 * @param ticket the claim of a password that nobody knows
 */
public record Outcome(
    long seq,
    Item.State state,
    String reason,
    String detail,
    Optional<NewMessage> message,
    List<NewMessage> copies,
    Optional<EntryVersion> after,
    Optional<Ticket> ticket) {

  public Outcome {
    copies = List.copyOf(copies);
  }

  /** As above, with nothing seen of the entry. */
  public Outcome(
      long seq, Item.State state, String reason, String detail, Optional<NewMessage> message) {
    this(seq, state, reason, detail, message, List.of(), Optional.empty(), Optional.empty());
  }

  /** The same, of which others are told as well. */
  public Outcome copiedTo(List<NewMessage> others) {
    return new Outcome(seq, state, reason, detail, message, others, after, ticket);
  }

  /** The same, done without something, for people; blank: nothing is missing. */
  public Outcome without(String something) {
    return something.isBlank()
        ? this
        : new Outcome(seq, state, reason, "without " + something, message, copies, after, ticket);
  }

  /** The same, having left the entry like this. */
  public Outcome leaving(EntryVersion seen) {
    return new Outcome(seq, state, reason, detail, message, copies, Optional.of(seen), ticket);
  }

  /** The same, telling the person this, at each of their addresses. */
  public Outcome telling(List<NewMessage> messages) {
    return new Outcome(
        seq,
        state,
        reason,
        detail,
        messages.stream().findFirst(),
        messages.stream().skip(1).toList(),
        after,
        ticket);
  }

  /** The same, to be claimed with this. */
  public Outcome claimedBy(Ticket claim) {
    return new Outcome(seq, state, reason, detail, message, copies, after, Optional.of(claim));
  }
}
