package org.keyturn.agent.notify;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.keyturn.agent.account.Account;
import org.keyturn.agent.account.Expiry;
import org.keyturn.agent.journal.NewMessage;

/**
 * What a template makes of a real account. Nothing is owed, sent or stored, and what only a real
 * message has (a password, a code) is an obvious sample.
 */
public final class Preview {

  /** Where the account's password has no expiry that a reminder could name. */
  private static final Duration SAMPLE_EXPIRY = Duration.ofDays(14);

  private final MessageValues values;
  private final Templates templates;

  public Preview(MailSettings settings) {
    this.values = new MessageValues(settings.organisation(), settings.help(), "");
    this.templates = new Templates(settings.templates());
  }

  /**
   * @param language {@code en}, {@code nl}
   * @param recipient whom it would reach; empty where the account has no address
   * @param html empty where an operator wrote a text of their own and no HTML
   */
  public record Shown(
      String language, Optional<String> recipient, String subject, String text, String html) {}

  /** The templates that there are. */
  public static List<String> names() {
    return Stream.of(MessageKind.values()).map(MessageKind::id).toList();
  }

  /**
   * @throws org.keyturn.agent.template.TemplateException where it cannot be used
   */
  public Shown mail(MessageKind kind, String directory, Account account, Instant now, ZoneId zone) {
    Optional<String> recipient = recipient(kind, account);
    NewMessage message =
        Messages.sample(
            kind, directory, account, recipient.orElse(""), expiry(kind, account, now), zone);
    Language language = Language.of(message.language());
    Templates.Rendered words = templates.render(kind, language, values(kind, message, now));
    return new Shown(language.id(), recipient, words.subject(), words.text(), words.html());
  }

  private Map<String, Object> values(MessageKind kind, NewMessage message, Instant now) {
    Map<String, Object> all = values.of(message, kind, now, Optional.empty());
    for (String name : kind.ownVariables()) {
      all.putIfAbsent(name, "SAMPLE-" + name.toUpperCase(Locale.ROOT));
    }
    return all;
  }

  private static Optional<String> recipient(MessageKind kind, Account account) {
    return switch (kind) {
      case MUST_CHANGE, EXPIRY_REMINDER -> Recipients.whileSignInWorks(account);
      default -> Recipients.whenSignInFails(account);
    };
  }

  private static Instant expiry(MessageKind kind, Account account, Instant now) {
    boolean past = kind == MessageKind.EXPIRED;
    if (account.state().expiry() instanceof Expiry.At at && at.instant().isBefore(now) == past) {
      return at.instant();
    }
    return past ? now.minus(Duration.ofDays(1)) : now.plus(SAMPLE_EXPIRY);
  }
}
