package org.keyturn.agent.notify;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.keyturn.agent.account.Secret;
import org.keyturn.agent.journal.Message;
import org.keyturn.agent.journal.NewMessage;

/** What the templates of a message can say, text from the directory made neutral. Thread-safe. */
final class MessageValues {

  private final String organisation;
  private final String help;
  private final String portal;

  /**
   * @param portal where people help themselves, an origin; empty: there is none
   */
  MessageValues(String organisation, Optional<String> help, String portal) {
    this.organisation = NeutralText.line(organisation);
    this.help = NeutralText.line(help.orElse(""));
    this.portal = portal;
  }

  /**
   * @param date what spans ("in 14 days") count from
   * @param secret for the variable that {@link MessageKind#secret} names
   * @throws java.time.DateTimeException where the message has no expiry and its kind needs one
   * @throws IllegalArgumentException where it has a link and there is no portal
   */
  Map<String, Object> of(
      NewMessage content, MessageKind kind, Instant date, Optional<Secret> secret) {
    Language language = Language.of(content.language());
    Map<String, Object> values = new HashMap<>();
    String login = NeutralText.line(value(content, "login"));
    values.put("login", login);
    values.put("name", NeutralText.name(value(content, "name"), login));
    values.put("directory", NeutralText.line(value(content, "directory")));
    values.put("organisation", organisation);
    values.put("help", help);
    values.put("language", language.id());
    values.put(Messages.MUST_CHANGE, Boolean.valueOf(value(content, Messages.MUST_CHANGE)));
    kind.secret().ifPresent(name -> secret.ifPresent(s -> values.put(name, shown(kind, s))));
    if (kind == MessageKind.ADDRESS_CHANGED) {
      values.put("address", NeutralText.line(value(content, Messages.ADDRESS)));
    }
    if (kind.leads() && content.values().containsKey(Messages.TICKET)) {
      values.put("link", link(Messages.ticket(content)));
    }
    values.put("reader", NeutralText.line(value(content, Reminder.READER)));
    if (kind.datesExpiry()) {
      addExpiry(values, content, language, date);
    }
    values.put("test", testOf(content, language));
    return values;
  }

  /** A code in two halves, as it is typed; a password as it is. */
  private static String shown(MessageKind kind, Secret secret) {
    String text = secret.withChars(String::new);
    int half = text.length() / 2;
    return kind.tellsCode() ? text.substring(0, half) + "-" + text.substring(half) : text;
  }

  private String link(String ticket) {
    if (portal.isEmpty()) {
      throw new IllegalArgumentException(
          "its link leads to the portal, and the config has no web.public-url");
    }
    return portal + "/claim?link=" + ticket;
  }

  /** When the message was owed, or might leave at the earliest. */
  static Instant dateOf(Message message) {
    return Optional.ofNullable(message.content().values().get(Reminder.READ))
        .map(Instant::parse)
        .orElse(message.createdAt());
  }

  /** Said whatever the templates say; blank for a message that is meant. */
  static String testOf(NewMessage content, Language language) {
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
  }

  private static String value(NewMessage content, String name) {
    return content.values().getOrDefault(name, "");
  }
}
