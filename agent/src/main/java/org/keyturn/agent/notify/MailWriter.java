package org.keyturn.agent.notify;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.keyturn.agent.account.Secret;
import org.keyturn.agent.journal.Message;
import org.keyturn.agent.journal.NewMessage;
import org.keyturn.agent.template.TemplateException;

/** Message of the outbox → mail. The same message always gives the same mail. Thread-safe. */
final class MailWriter {

  private final Templates templates;
  private final String organisation;
  private final String help;

  MailWriter(Templates templates, String organisation, Optional<String> help) {
    this.templates = templates;
    this.organisation = organisation;
    this.help = help.orElse("");
  }

  /**
   * Spans ("in 14 days") count from when the message was owed, or might leave at the earliest,
   * which is the mail's date.
   *
   * @throws TemplateException where a template cannot be used
   * @throws java.time.DateTimeException where the message has no expiry and its kind needs one
   */
  Mail write(Message message, MessageKind kind, Optional<Secret> password) {
    NewMessage content = message.content();
    Language language = Language.of(content.language());
    Map<String, Object> values = new HashMap<>();
    String login = NeutralText.line(value(content, "login"));
    values.put("login", login);
    values.put("name", NeutralText.name(value(content, "name"), login));
    values.put("directory", NeutralText.line(value(content, "directory")));
    values.put("organisation", NeutralText.line(organisation));
    values.put("help", NeutralText.line(help));
    values.put("language", language.id());
    values.put(Messages.MUST_CHANGE, Boolean.valueOf(value(content, Messages.MUST_CHANGE)));
    password.ifPresent(secret -> values.put("password", secret.withChars(String::new)));
    Instant date =
        Optional.ofNullable(content.values().get(Reminder.READ))
            .map(Instant::parse)
            .orElse(message.createdAt());
    if (kind.datesExpiry()) {
      addExpiry(values, content, language, date);
    }
    String test = testOf(content, language);
    values.put("test", test);
    Templates.Rendered words = templates.render(kind, language, values);
    return new Mail(
        messageId(message),
        date,
        content.recipient(),
        language.id(),
        test.isEmpty() ? words.subject() : "[TEST] " + words.subject(),
        test.isEmpty() ? words.text() : test + "\n\n" + words.text(),
        words.html());
  }

  /** Said whatever the templates say; blank for a message that is meant. */
  private static String testOf(NewMessage content, Language language) {
    String meantFor = value(content, Reminder.TEST_FOR);
    if (meantFor.isEmpty()) {
      return "";
    }
    return language == Language.DUTCH
        ? "Dit is een test. Zonder de test was dit bericht naar " + meantFor + " gegaan."
        : "This is a test. Without the test, this message would have gone to " + meantFor + ".";
  }

  private static void addExpiry(
      Map<String, Object> values, NewMessage content, Language language, Instant now) {
    Instant expiry = Instant.parse(value(content, Reminder.EXPIRES_AT));
    ReaderTime reader = ReaderTime.of(language, value(content, Reminder.ZONE));
    values.put("date", reader.date(expiry, now));
    values.put("time", reader.time(expiry));
    values.put("zone", reader.zoneName());
    values.put("in", reader.in(expiry, now));
    values.put("expired", !expiry.isAfter(now));
    values.put("reader", NeutralText.line(value(content, Reminder.READER)));
  }

  private static String messageId(Message message) {
    String id = message.messageId();
    return id.startsWith("<") ? id : "<" + id + ">";
  }

  private static String value(NewMessage content, String name) {
    return content.values().getOrDefault(name, "");
  }
}
