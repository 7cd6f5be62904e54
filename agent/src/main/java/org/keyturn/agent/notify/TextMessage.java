package org.keyturn.agent.notify;

import java.time.Instant;

/**
 * A message as a telephone will show it. May hold a code; lives as long as one hand-over.
 *
 * @param messageId the same at every attempt
 * @param number E.164: {@code +31612345678}
 */
record TextMessage(
    String messageId, Instant createdAt, String number, String language, String text) {

  /** Without its angle brackets: for gateways that know a message by its id. */
  String id() {
    return messageId.substring(1, messageId.length() - 1);
  }

  @Override
  public String toString() {
    return "TextMessage[" + messageId + " to " + Recipients.maskPhone(number) + "]";
  }
}
