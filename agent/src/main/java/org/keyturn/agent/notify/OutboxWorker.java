package org.keyturn.agent.notify;

import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.keyturn.agent.journal.Channel;
import org.keyturn.agent.journal.Message;
import org.keyturn.agent.journal.Outbox;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers what the outbox owes, at least once and in order, channel by channel; codes that
 * somebody waits for go first. A message is marked sent only after its courier handed it over: a
 * crash in between repeats it with the same Message-ID and content. One thread at a time.
 */
public final class OutboxWorker {

  private static final Logger LOG = LoggerFactory.getLogger(OutboxWorker.class);

  private static final int BATCH = 100;

  /** So many in a row, and it is the place that fails, not the message. */
  private static final int FAILURES_IN_A_ROW = 5;

  private final Outbox outbox;
  private final Map<Channel, Courier> couriers;
  private final StillSo stillSo;
  private final Backoff backoff;

  /**
   * For messages that never wait, or that nothing overtakes.
   *
   * @param couriers of the channels that this one delivers
   * @param random for the jitter between attempts
   */
  public OutboxWorker(Outbox outbox, Map<Channel, Courier> couriers, RandomGenerator random) {
    this(outbox, couriers, message -> new StillSo.Yes(), random);
  }

  /**
   * @param couriers of the channels that this one delivers
   * @param stillSo asked of each message that waited
   * @param random for the jitter between attempts
   */
  public OutboxWorker(
      Outbox outbox, Map<Channel, Courier> couriers, StillSo stillSo, RandomGenerator random) {
    this.outbox = outbox;
    this.couriers = new EnumMap<>(couriers);
    this.stillSo = stillSo;
    this.backoff = new Backoff(random);
  }

  /** Why nobody can be mailed anything at present; empty where that looks well. */
  public Optional<String> away() {
    return away(Channel.MAIL);
  }

  /** Why nothing goes out on a channel at present; empty where that looks well. */
  public Optional<String> away(Channel channel) {
    Courier courier = couriers.get(channel);
    return courier == null
        ? Optional.of("the config does not say how " + channel + " goes out")
        : courier.away();
  }

  /**
   * Hands over everything that is due; stops early where a place fails again and again, and leaves
   * the rest for it as it stands.
   *
   * @return how many were taken
   * @throws org.keyturn.agent.journal.LedgerException where the outbox cannot be read or written
   */
  public int deliverDue(Instant now) {
    int sent = 0;
    for (Map.Entry<Channel, Courier> entry : couriers.entrySet()) {
      try {
        sent += deliver(entry.getKey(), entry.getValue(), now);
      } finally {
        entry.getValue().rest();
      }
    }
    return sent;
  }

  private int deliver(Channel channel, Courier courier, Instant now) {
    Round round = new Round(courier, now);
    long after = 0;
    List<Message> batch;
    do {
      // Before each batch: whoever waits for a code does not wait for a hundred thousand reminders.
      outbox.awaited(channel, now, BATCH).forEach(round::take);
      batch = outbox.due(channel, now, after, BATCH);
      batch.forEach(round::take);
      after = batch.isEmpty() ? after : batch.get(batch.size() - 1).id();
    } while (batch.size() == BATCH && round.goesOn());
    return round.sent;
  }

  /** What one channel takes at one time, and which places of it do not. */
  private final class Round {

    private final Courier courier;
    private final Instant now;
    private final Map<String, Integer> failuresInARow = new HashMap<>();
    private final Set<String> failing = new HashSet<>();
    private int sent;

    Round(Courier courier, Instant now) {
      this.courier = courier;
      this.now = now;
    }

    boolean goesOn() {
      return failing.size() < courier.places();
    }

    void take(Message message) {
      String place = courier.place(message);
      if (failing.contains(place) || !isStillSo(message, now)) {
        return;
      }
      Gateway.HandOver result = courier.handOver(message);
      settle(courier, message, result, now);
      sent += result instanceof Gateway.Taken ? 1 : 0;
      int failures =
          result instanceof Gateway.TryLater ? failuresInARow.merge(place, 1, Integer::sum) : 0;
      failuresInARow.put(place, failures);
      if (failures == FAILURES_IN_A_ROW) {
        LOG.warn("{} messages in a row were not taken; the others wait", failures);
        failing.add(place);
      }
    }
  }

  /** One that is not leaves for good; one of which that is not known waits. */
  private boolean isStillSo(Message message, Instant now) {
    if (!message.nextAttemptAt().isAfter(message.createdAt())) {
      return true; // it is owed since just now
    }
    StillSo.Answer answer = stillSo.ask(message);
    if (answer instanceof StillSo.No no) {
      outbox.drop(message.id(), "Not sent: " + no.why() + ".");
      LOG.info("message {} is not sent: {}", message.id(), no.why());
    } else if (answer instanceof StillSo.Unknown unknown) {
      outbox.failed(
          message.id(),
          "It waited, and whether it is still so is not known: " + unknown.why() + ".",
          now.plus(backoff.after(message.attempts())));
    }
    return answer instanceof StillSo.Yes;
  }

  private void settle(Courier courier, Message message, Gateway.HandOver result, Instant now) {
    String recipient = Recipients.shown(message.content());
    int attempts = message.attempts() + 1;
    if (result instanceof Gateway.Taken) {
      outbox.sent(message.id());
      LOG.debug("message {} for {} was taken", message.id(), recipient);
    } else if (result instanceof Gateway.Refused refused) {
      park(message, recipient, refused.reason());
    } else if (result instanceof Gateway.TryLater later) {
      if (attempts >= courier.mostAttempts()) {
        park(message, recipient, "Given up after " + attempts + " attempts. " + later.reason());
      } else {
        outbox.failed(message.id(), later.reason(), now.plus(backoff.after(message.attempts())));
      }
    }
  }

  private void park(Message message, String recipient, String reason) {
    outbox.parked(message.id(), reason);
    LOG.warn("message {} for {} is parked: {}", message.id(), recipient, reason);
  }
}
