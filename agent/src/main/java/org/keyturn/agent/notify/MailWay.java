package org.keyturn.agent.notify;

import java.util.Map;
import java.util.Optional;
import org.keyturn.agent.journal.Message;

/** By mail. */
record MailWay(MailWriter writer, Gateway gateway) implements PersonCourier.Way {

  @Override
  public Gateway.HandOver handOver(Message message, MessageKind kind, Map<String, Object> values) {
    return gateway.handOver(writer.write(message, kind, values));
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
