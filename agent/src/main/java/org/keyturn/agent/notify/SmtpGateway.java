package org.keyturn.agent.notify;

import jakarta.mail.Address;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import java.util.function.LongSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.eclipse.angus.mail.smtp.SMTPTransport;
import org.jspecify.annotations.Nullable;
import org.keyturn.agent.account.Secret;

/**
 * Hands messages to a mail server (RFC 5321) over one connection, which is kept for those that
 * follow. Nothing is said to a server whose certificate and name are not verified. What the server
 * refuses for good (RFC 5321, 4.2.1: 5yz) is refused where it is this person's address or this
 * message; where it is the sender or the sign-in, all would be, and it is tried later.
 */
final class SmtpGateway implements Gateway {

  private static final Duration PATIENCE = Duration.ofSeconds(15);

  /** After so long a server may have hung up: it is asked (NOOP) before a message is risked. */
  private static final long FRESH_NANOS = Duration.ofSeconds(5).toNanos();

  private static final Pattern ADDRESS = Pattern.compile("[^\\s<>@]+@[^\\s<>@]+");
  private static final int PERMANENT = 500;

  private final MailSettings.Smtp settings;
  private final InternetAddress from;
  private final LongSupplier nanoTime;
  private @Nullable SMTPTransport open; // guarded by this
  private long lastUsed; // guarded by this

  /**
   * @param from the sender's address
   * @throws IllegalArgumentException where it is none
   */
  SmtpGateway(MailSettings.Smtp settings, String from, String organisation) {
    this(settings, from, organisation, System::nanoTime);
  }

  /** With a clock of a test's own. */
  SmtpGateway(MailSettings.Smtp settings, String from, String organisation, LongSupplier nanoTime) {
    this.settings = settings;
    this.from = Sender.of(from, organisation);
    this.nanoTime = nanoTime;
  }

  @Override
  public synchronized HandOver handOver(Mail mail) {
    Recipients.Parsed parsed = Recipients.parse(mail.recipient());
    if (parsed instanceof Recipients.Unusable unusable) {
      return new Refused(unusable.reason());
    }
    String to = ((Recipients.One) parsed).address();
    MimeMessage letter;
    Address[] recipients;
    try {
      letter = signed(MimeLetter.of(mail, from, to));
      recipients = new Address[] {new InternetAddress(to, true)};
    } catch (MessagingException e) {
      return new Refused("The message cannot be written as a mail: " + e.getMessage());
    }
    try {
      connection().sendMessage(letter, recipients);
      lastUsed = nanoTime.getAsLong();
      return new Taken();
    } catch (MessagingException e) {
      return refused(e);
    }
  }

  private MimeMessage signed(MimeMessage letter) throws MessagingException {
    return settings.dkim().isPresent() ? settings.dkim().get().sign(letter) : letter;
  }

  private HandOver refused(MessagingException failure) {
    for (Throwable cause = failure; cause != null; cause = next(cause)) {
      if (cause instanceof SMTPAddressFailedException address) {
        rest(); // the server may count what is refused on one connection
        return verdict(address.getReturnCode(), "The address was refused: ", address);
      }
      if (cause instanceof SMTPSenderFailedException sender) {
        rest();
        return new TryLater("The sender was refused by " + whom() + ": " + said(sender));
      }
    }
    rest();
    return failure instanceof SMTPSendFailedException sent
        ? verdict(sent.getReturnCode(), "The message was refused: ", sent)
        : new TryLater(why(failure));
  }

  private HandOver verdict(int code, String what, MessagingException failure) {
    return code >= PERMANENT
        ? new Refused(what + said(failure))
        : new TryLater(whom() + " says: " + said(failure));
  }

  private static @Nullable Throwable next(Throwable cause) {
    return cause instanceof MessagingException m && m.getNextException() != null
        ? m.getNextException()
        : cause.getCause();
  }

  /** Connects and signs in, or takes a connection that is there. */
  private SMTPTransport connection() throws MessagingException {
    SMTPTransport kept = open;
    if (kept != null) {
      if (nanoTime.getAsLong() - lastUsed < FRESH_NANOS || kept.isConnected()) {
        return kept;
      }
      rest();
    }
    SMTPTransport transport = new SMTPTransport(session(), null);
    try {
      if (settings.login().isPresent()) {
        MailSettings.Login login = settings.login().get();
        try (Secret password = login.password().read()) {
          transport.connect(
              settings.host(), settings.port(), login.user(), password.withChars(String::new));
        }
      } else {
        transport.connect(settings.host(), settings.port(), null, null);
      }
    } catch (IllegalStateException e) { // its sentence is for the operator
      throw new MessagingException(e.getMessage(), e);
    }
    open = transport;
    lastUsed = nanoTime.getAsLong();
    return transport;
  }

  private Session session() throws MessagingException {
    Properties p = new Properties();
    String millis = Long.toString(PATIENCE.toMillis());
    p.put("mail.smtp.connectiontimeout", millis);
    p.put("mail.smtp.timeout", millis);
    p.put("mail.smtp.writetimeout", millis);
    p.put("mail.smtp.auth", Boolean.toString(settings.login().isPresent()));
    boolean starttls = settings.security() == MailSettings.Security.STARTTLS;
    p.put("mail.smtp.starttls.enable", Boolean.toString(starttls));
    p.put("mail.smtp.starttls.required", Boolean.toString(starttls));
    p.put(
        "mail.smtp.ssl.enable", Boolean.toString(settings.security() == MailSettings.Security.TLS));
    p.put("mail.smtp.ssl.checkserveridentity", "true");
    p.put("mail.smtp.ssl.protocols", "TLSv1.3 TLSv1.2");
    if (settings.security() != MailSettings.Security.NONE && settings.trust().isPresent()) {
      try {
        p.put("mail.smtp.ssl.socketFactory", PemTrust.of(settings.trust().get()));
        p.put("mail.smtp.ssl.socketFactory.fallback", "false");
      } catch (GeneralSecurityException | IOException e) {
        throw new MessagingException("The file " + settings.trust().get() + ": " + e.getMessage());
      }
    }
    return Session.getInstance(p);
  }

  @Override
  public synchronized Optional<String> away() {
    try {
      SMTPTransport unused = connection();
      return Optional.empty();
    } catch (MessagingException e) {
      return Optional.of(why(e));
    } finally {
      rest();
    }
  }

  @Override
  public synchronized void rest() {
    SMTPTransport kept = open;
    open = null;
    if (kept != null) {
      try {
        kept.close();
      } catch (MessagingException e) {
        // Nothing was under way on it.
      }
    }
  }

  private String why(MessagingException failure) {
    if (failure instanceof AuthenticationFailedException) {
      return whom() + " does not let this user in: " + said(failure);
    }
    for (Throwable cause = failure; cause != null; cause = next(cause)) {
      if (cause instanceof UnknownHostException) {
        return "There is no host " + settings.host() + ".";
      }
      if (cause instanceof SSLException) {
        return "The certificate of " + whom() + " is not trusted: " + neutral(cause.getMessage());
      }
    }
    return whom() + " cannot be reached: " + said(failure);
  }

  private String whom() {
    return "The mail server " + settings.describe();
  }

  /** What a server said, or the library, without anybody's address. */
  private static String said(MessagingException failure) {
    Throwable deepest = failure;
    for (Throwable cause = failure; cause != null; cause = next(cause)) {
      deepest = cause.getMessage() == null ? deepest : cause;
    }
    return neutral(
        failure instanceof SMTPSendFailedException ? failure.getMessage() : deepest.getMessage());
  }

  private static String neutral(@Nullable String text) {
    String line = NeutralText.line(text == null ? "no reason was given" : text);
    return ADDRESS
        .matcher(line)
        .replaceAll(address -> Matcher.quoteReplacement(Recipients.mask(address.group())));
  }
}
