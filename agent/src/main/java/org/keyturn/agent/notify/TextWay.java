package org.keyturn.agent.notify;

import java.util.Map;
import java.util.Optional;
import org.keyturn.agent.journal.Message;

/** By text message to a telephone. */
record TextWay(Templates templates, PhoneNumbers numbers, TextGateway gateway)
    implements PersonCourier.Way {

  @Override
  public Gateway.HandOver handOver(Message message, MessageKind kind, Map<String, Object> values) {
    PhoneNumbers.Parsed parsed = numbers.parse(message.content().recipient());
    if (parsed instanceof PhoneNumbers.Unusable unusable) {
      return new Gateway.Refused(unusable.reason());
    }
    Language language = Language.of(message.content().language());
    Optional<String> words = templates.text(kind, language, values);
    if (words.isEmpty()) {
      return new Gateway.Refused("There is no text message of the kind " + kind.id() + ".");
    }
    return gateway.handOver(
        new TextMessage(
            MailWriter.messageId(message),
            message.createdAt(),
            ((PhoneNumbers.Dialled) parsed).e164(),
            language.id(),
            words.get()));
  }

  @Override
  public Optional<String> away() {
    return gateway.away();
  }

  @Override
  public void rest() {
    gateway.rest();
  }
}
