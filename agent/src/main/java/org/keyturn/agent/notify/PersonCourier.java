package org.keyturn.agent.notify;

import java.time.DateTimeException;
import java.util.Map;
import java.util.Optional;
import org.keyturn.agent.account.Secret;
import org.keyturn.agent.journal.Message;
import org.keyturn.agent.template.TemplateException;

/** Takes to people what their templates make of a message, its secret opened for that moment. */
final class PersonCourier implements Courier {

  /** One way to reach a person. */
  interface Way {

    /**
     * @throws TemplateException where a template cannot be used
     */
    Gateway.HandOver handOver(Message message, MessageKind kind, Map<String, Object> values);

    Optional<String> away();

    default void rest() {}
  }

  private final MessageValues values;
  private final SecretOpener opener;
  private final Way way;

  PersonCourier(MessageValues values, SecretOpener opener, Way way) {
    this.values = values;
    this.opener = opener;
    this.way = way;
  }

  /** A template that an operator broke may be mended; a kind, a seal or a value may not. */
  @Override
  public Gateway.HandOver handOver(Message message) {
    Optional<MessageKind> kind = MessageKind.byId(message.content().kind());
    if (kind.isEmpty()) {
      return new Gateway.Refused("There is no kind of message with the name it carries.");
    }
    try {
      return way.handOver(message, kind.get(), values(message, kind.get()));
    } catch (TemplateException e) {
      return new Gateway.TryLater(String.valueOf(e.getMessage()));
    } catch (UnopenedException e) {
      return new Gateway.Refused(String.valueOf(e.getMessage()));
    } catch (DateTimeException | IllegalArgumentException e) {
      return new Gateway.Refused("The message cannot be written: " + e.getMessage());
    }
  }

  private Map<String, Object> values(Message message, MessageKind kind) {
    if (kind.secret().isEmpty()) {
      return values.of(message.content(), kind, MessageValues.dateOf(message), Optional.empty());
    }
    if (!kind.tellsCode() && message.content().sealed().length == 0) {
      throw new UnopenedException("The message holds no sealed " + kind.secret().get() + ".");
    }
    try (Secret secret = open(message, kind.secret().get())) {
      return values.of(message.content(), kind, MessageValues.dateOf(message), Optional.of(secret));
    }
  }

  private Secret open(Message message, String what) {
    try {
      return opener.open(message);
    } catch (RuntimeException e) {
      throw new UnopenedException("The " + what + " could not be opened: " + e.getMessage());
    }
  }

  @Override
  public Optional<String> away() {
    return way.away();
  }

  @Override
  public void rest() {
    way.rest();
  }

  /** The secret of a message stays sealed. */
  private static final class UnopenedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    UnopenedException(String message) {
      super(message);
    }
  }
}
