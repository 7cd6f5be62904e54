package org.keyturn.agent.notify;

import java.time.Instant;
import java.util.regex.Pattern;

/**
 * A message as a person will read it. May hold a temporary password, in strings: templates and MIME
 * know nothing else. Lives as long as one hand-over and never prints its text.
 *
 * @param messageId RFC 5322, 3.6.4, with its angle brackets; the same at every attempt
 * @param createdAt when it was owed: the {@code Date}
 * @param recipient untrusted text; a gateway takes it through {@link Recipients#parse}
 * @param language {@code en}, {@code nl}
 * @param subject one line
 * @param text the whole message in plain text
 * @param html the same words; empty where an operator wrote a text of their own and no HTML
 */
public record Mail(
    String messageId,
    Instant createdAt,
    String recipient,
    String language,
    String subject,
    String text,
    String html) {

  private static final Pattern MESSAGE_ID =
      Pattern.compile("<[!-;=?A-~]{1,250}@[!-;=?A-~]{1,250}>");

  public Mail {
    if (!MESSAGE_ID.matcher(messageId).matches()) {
      throw new IllegalArgumentException("not a Message-ID: " + NeutralText.line(messageId));
    }
    subject = NeutralText.line(subject);
  }

  @Override
  public String toString() {
    return "Mail[" + messageId + " to " + Recipients.mask(recipient) + "]";
  }
}
