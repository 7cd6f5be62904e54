package org.keyturn.agent.notify;

import java.util.Map;
import java.util.Optional;

/** Hands text messages to a provider that takes them as mail, to an address with the number. */
record MailTextGateway(String address, Gateway mail) implements TextGateway {

  @Override
  public Gateway.HandOver handOver(TextMessage message) {
    String to =
        Placeholders.fill(
            address, Map.of("number", message.number(), "digits", message.number().substring(1)));
    // No subject: providers put it before the text.
    return mail.handOver(
        new Mail(
            message.messageId(),
            message.createdAt(),
            to,
            message.language(),
            "",
            message.text(),
            ""));
  }

  @Override
  public Optional<String> away() {
    return mail.away();
  }

  @Override
  public void rest() {
    mail.rest();
  }
}
