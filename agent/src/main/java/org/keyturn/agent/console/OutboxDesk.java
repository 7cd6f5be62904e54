package org.keyturn.agent.console;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.keyturn.agent.journal.Ledger;
import org.keyturn.agent.journal.Message;

/** What is owed to people and programs, and what became of it. Thread-safe. */
public final class OutboxDesk {

  private static final String NOWHERE = "";

  private final Ledger ledger;
  private final Runnable deliverSoon;

  /**
   * @param deliverSoon has what is due sent
   */
  public OutboxDesk(Ledger ledger, Runnable deliverSoon) {
    this.ledger = ledger;
    this.deliverSoon = deliverSoon;
  }

  /**
   * Some messages, newest first.
   *
   * @param more whether there are older ones
   */
  public record Page(List<Message> messages, boolean more) {}

  /**
   * How much waits.
   *
   * @param dueSince since when the one that is due the longest has been
   */
  public record Depth(long owed, long parked, Optional<Instant> dueSince) {}

  /**
   * @param before a message's number; {@link Long#MAX_VALUE}: from the newest on
   */
  public Page page(Sight sight, Optional<Message.State> state, long before, int size) {
    List<Message> found = ledger.lookups().messages(state, before, size + 1);
    return new Page(found.stream().limit(size).toList(), found.size() > size);
  }

  public Depth depth(Sight sight, Instant now) {
    Map<Message.State, Long> waiting = ledger.lookups().waiting();
    return new Depth(
        waiting.getOrDefault(Message.State.OWED, 0L),
        waiting.getOrDefault(Message.State.PARKED, 0L),
        ledger.lookups().dueSince(now));
  }

  /** Tries one again at once. False where it waits for nothing. */
  public boolean retry(Command admin, long message) {
    boolean again = ledger.outbox().retry(Optional.of(message)) > 0;
    if (again) {
      audit(admin, "message-retried", "message " + message);
      deliverSoon.run();
    }
    return again;
  }

  /** Tries all again that are parked or wait for another attempt; returns how many. */
  public int retryAll(Command admin) {
    int again = ledger.outbox().retry(Optional.empty());
    if (again > 0) {
      audit(admin, "message-retried", "messages " + again);
      deliverSoon.run();
    }
    return again;
  }

  /** Gives one up. False where it was not owed. */
  public boolean drop(Command admin, long message) {
    boolean dropped = ledger.outbox().drop(message, "");
    if (dropped) {
      audit(admin, "message-dropped", "message " + message);
    }
    return dropped;
  }

  private void audit(Command admin, String event, String subject) {
    ledger.audit().append(admin.operator().login(), event, NOWHERE, subject, Map.of());
  }
}
