package org.keyturn.agent.journal;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A message that is owed to somebody.
 *
 * @param dedupe a message with the same key is never stored twice: {@code run/seq/kind}, or for a
 *     reminder {@code account/expiry/point}
 * @param kind which template; for a program which event
 * @param channel which way it goes
 * @param recipient where to; untrusted text
 * @param language {@code en}, {@code nl}; empty: the default
 * @param values what the template needs; never a secret
 * @param sealed a temporary password, sealed; empty array where there is none
 * @param notBefore when it may leave at the earliest; empty: at once
 */
public record NewMessage(
    String dedupe,
    String kind,
    Channel channel,
    String recipient,
    String language,
    Map<String, String> values,
    byte[] sealed,
    Optional<Instant> notBefore) {

  public NewMessage {
    values = Map.copyOf(values);
  }

  /** By mail, at once. */
  public NewMessage(
      String dedupe,
      String kind,
      String recipient,
      String language,
      Map<String, String> values,
      byte[] sealed) {
    this(dedupe, kind, Channel.MAIL, recipient, language, values, sealed);
  }

  /** By mail, at some time. */
  public NewMessage(
      String dedupe,
      String kind,
      String recipient,
      String language,
      Map<String, String> values,
      byte[] sealed,
      Optional<Instant> notBefore) {
    this(dedupe, kind, Channel.MAIL, recipient, language, values, sealed, notBefore);
  }

  /** By any channel, at once. */
  public NewMessage(
      String dedupe,
      String kind,
      Channel channel,
      String recipient,
      String language,
      Map<String, String> values,
      byte[] sealed) {
    this(dedupe, kind, channel, recipient, language, values, sealed, Optional.empty());
  }
}
