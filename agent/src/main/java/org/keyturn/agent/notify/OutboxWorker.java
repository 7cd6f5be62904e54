package org.keyturn.agent.notify;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.keyturn.agent.account.Secret;
import org.keyturn.agent.journal.Message;
import org.keyturn.agent.journal.Outbox;
import org.keyturn.agent.template.TemplateException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers what the outbox owes, at least once and in order. A message is marked sent only after
 * the gateway took it: a crash in between repeats it with the same Message-ID and content. One
 * thread at a time.
 */
public final class OutboxWorker {

  private static final Logger LOG = LoggerFactory.getLogger(OutboxWorker.class);

  private static final int BATCH = 100;

  /** So many in a row, and it is the gateway that fails, not the message. */
  private static final int FAILURES_IN_A_ROW = 5;

  private final Outbox outbox;
  private final MailWriter writer;
  private final Gateway gateway;
  private final SecretOpener opener;
  private final Backoff backoff;

  /**
   * @param random for the jitter between attempts
   */
  public OutboxWorker(
      Outbox outbox,
      Templates templates,
      MailSettings settings,
      Gateway gateway,
      SecretOpener opener,
      RandomGenerator random) {
    this.outbox = outbox;
    this.writer = new MailWriter(templates, settings.organisation(), settings.help());
    this.gateway = gateway;
    this.opener = opener;
    this.backoff = new Backoff(random);
  }

  /** Why nobody can be told anything at present; empty where that looks well. */
  public Optional<String> away() {
    return gateway.away();
  }

  /**
   * Hands over everything that is due; stops early where the gateway fails again and again, and
   * leaves the rest as it stands.
   *
   * @return how many the gateway took
   * @throws org.keyturn.agent.journal.LedgerException where the outbox cannot be read or written
   */
  public int deliverDue(Instant now) {
    try {
      return deliverAll(now);
    } finally {
      gateway.rest();
    }
  }

  private int deliverAll(Instant now) {
    int sent = 0;
    int failuresInARow = 0;
    List<Message> batch;
    do {
      batch = outbox.due(now, BATCH);
      for (Message message : batch) {
        Gateway.HandOver result = attempt(message);
        settle(message, result, now);
        if (result instanceof Gateway.TryLater) {
          failuresInARow++;
        } else {
          failuresInARow = 0;
        }
        if (failuresInARow == FAILURES_IN_A_ROW) {
          LOG.warn("{} messages in a row were not taken; the others wait", failuresInARow);
          return sent;
        }
        sent += result instanceof Gateway.Taken ? 1 : 0;
      }
    } while (batch.size() == BATCH);
    return sent;
  }

  private void settle(Message message, Gateway.HandOver result, Instant now) {
    String recipient = Recipients.mask(message.content().recipient());
    if (result instanceof Gateway.Taken) {
      outbox.sent(message.id());
      LOG.debug("message {} for {} was taken", message.id(), recipient);
    } else if (result instanceof Gateway.TryLater later) {
      outbox.failed(message.id(), later.reason(), now.plus(backoff.after(message.attempts())));
    } else if (result instanceof Gateway.Refused refused) {
      outbox.parked(message.id(), refused.reason());
      LOG.warn("message {} for {} is parked: {}", message.id(), recipient, refused.reason());
    }
  }

  /** A template that an operator broke may be mended; a kind, a seal or a value may not. */
  private Gateway.HandOver attempt(Message message) {
    Optional<MessageKind> kind = MessageKind.byId(message.content().kind());
    if (kind.isEmpty()) {
      return new Gateway.Refused("There is no kind of message with the name it carries.");
    }
    Mail mail;
    try {
      mail = write(message, kind.get());
    } catch (TemplateException e) {
      return new Gateway.TryLater(String.valueOf(e.getMessage()));
    } catch (UnopenedException e) {
      return new Gateway.Refused(String.valueOf(e.getMessage()));
    } catch (DateTimeException | IllegalArgumentException e) {
      return new Gateway.Refused("The message cannot be written: " + e.getMessage());
    }
    return gateway.handOver(mail);
  }

  private Mail write(Message message, MessageKind kind) {
    if (kind != MessageKind.PASSWORD_RESET) {
      return writer.write(message, kind, Optional.empty());
    }
    if (message.content().sealed().length == 0) {
      throw new UnopenedException("The message holds no sealed password.");
    }
    try (Secret password = open(message)) {
      return writer.write(message, kind, Optional.of(password));
    }
  }

  private Secret open(Message message) {
    try {
      return opener.open(message);
    } catch (RuntimeException e) {
      throw new UnopenedException("The password could not be opened: " + e.getMessage());
    }
  }

  /** The temporary password of a message stays sealed. */
  private static final class UnopenedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    UnopenedException(String message) {
      super(message);
    }
  }
}
