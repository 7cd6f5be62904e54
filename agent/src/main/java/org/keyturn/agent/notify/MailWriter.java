package org.keyturn.agent.notify;

import java.util.Map;
import org.keyturn.agent.journal.Message;

/** Message of the outbox → mail. The same message always gives the same mail. Thread-safe. */
final class MailWriter {

  private final Templates templates;

  MailWriter(Templates templates) {
    this.templates = templates;
  }

  /**
   * @throws org.keyturn.agent.template.TemplateException where a template cannot be used
   */
  Mail write(Message message, MessageKind kind, Map<String, Object> values) {
    Language language = Language.of(message.content().language());
    Templates.Rendered words = templates.render(kind, language, values);
    String test = MessageValues.testOf(message.content(), language);
    return new Mail(
        messageId(message),
        MessageValues.dateOf(message),
        message.content().recipient(),
        language.id(),
        test.isEmpty() ? words.subject() : "[TEST] " + words.subject(),
        test.isEmpty() ? words.text() : test + "\n\n" + words.text(),
        words.html());
  }

  /** RFC 5322, 3.6.4, with its angle brackets. */
  static String messageId(Message message) {
    String id = message.messageId();
    return id.startsWith("<") ? id : "<" + id + ">";
  }
}
