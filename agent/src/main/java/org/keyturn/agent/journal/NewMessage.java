package org.keyturn.agent.journal;

import java.util.Map;

/**
 * A message that is owed to somebody.
 *
 * @param dedupe a message with the same key is never stored twice: {@code run/seq/kind}, or for a
 *     reminder {@code account/expiry/offset}
 * @param kind which template
 * @param recipient where to; untrusted text
 * @param language {@code en}, {@code nl}; empty: the default
 * @param values what the template needs; never a secret
 * @param sealed a temporary password, sealed; empty array where there is none
 */
public record NewMessage(
    String dedupe,
    String kind,
    String recipient,
    String language,
    Map<String, String> values,
    byte[] sealed) {

  public NewMessage {
    values = Map.copyOf(values);
  }
}
