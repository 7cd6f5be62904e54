package org.keyturn.agent.notify;

import jakarta.mail.internet.InternetAddress;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;

/** Whom each mail is from. */
final class Sender {

  private Sender() {}

  /**
   * @param from the sender's address
   * @param organisation the name that people know the sender by
   * @throws IllegalArgumentException where {@code from} is no address
   */
  static InternetAddress of(String from, String organisation) {
    if (!(Recipients.parse(from) instanceof Recipients.One sender)) {
      throw new IllegalArgumentException("mail.from is not one mail address: " + from);
    }
    try {
      return new InternetAddress(
          sender.address(), NeutralText.line(organisation), StandardCharsets.UTF_8.name());
    } catch (UnsupportedEncodingException e) {
      throw new IllegalStateException("every Java has UTF-8", e);
    }
  }
}
