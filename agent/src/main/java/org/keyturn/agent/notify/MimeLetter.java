package org.keyturn.agent.notify;

import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Properties;

/** A mail in RFC 5322 form. The same mail always gives the same bytes. */
final class MimeLetter extends MimeMessage {

  private static final String UTF_8 = StandardCharsets.UTF_8.name();

  /** RFC 5322, 3.3. In UTC: the machine's own zone may differ at the next attempt. */
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss Z", Locale.US).withZone(ZoneOffset.UTC);

  private final String messageId;

  private MimeLetter(String messageId) {
    super(Session.getInstance(new Properties()));
    this.messageId = messageId;
  }

  /** As it is sent and kept. */
  static byte[] bytes(Mail mail, InternetAddress from, String to)
      throws MessagingException, IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream(8 * 1024);
    of(mail, from, to).writeTo(out);
    return out.toByteArray();
  }

  /**
   * @param from the sender, its name for people included
   * @param to exactly one address, as {@link Recipients#parse} gives it
   */
  static MimeMessage of(Mail mail, InternetAddress from, String to) throws MessagingException {
    MimeLetter letter = new MimeLetter(mail.messageId());
    letter.setFrom(from);
    letter.setRecipient(RecipientType.TO, new InternetAddress(to, true));
    letter.setHeader("Date", DATE.format(mail.createdAt()));
    letter.setSubject(mail.subject(), UTF_8);
    // RFC 3834: no vacation notice answers it.
    letter.setHeader("Auto-Submitted", "auto-generated");
    letter.setHeader("Content-Language", mail.language());
    if (mail.html().isEmpty()) {
      letter.setText(mail.text(), UTF_8);
    } else {
      letter.setContent(new Alternative(digest(mail.messageId()), mail));
    }
    letter.saveChanges();
    return letter;
  }

  /** Hexadecimal; for names that a Message-ID's characters do not fit. */
  static String digest(String messageId) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      byte[] hash = sha.digest(messageId.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** Jakarta Mail would make up another at every attempt. */
  @Override
  protected void updateMessageID() throws MessagingException {
    setHeader("Message-ID", messageId);
  }

  /** Text first, HTML last: the better one by RFC 2046, 5.1.4. */
  private static final class Alternative extends MimeMultipart {
    Alternative(String digest, Mail mail) throws MessagingException {
      super("alternative");
      contentType = "multipart/alternative; boundary=\"=_" + digest + "\"";
      addPart(mail.text(), "plain");
      addPart(mail.html(), "html");
    }

    private void addPart(String words, String subtype) throws MessagingException {
      MimeBodyPart part = new MimeBodyPart();
      part.setText(words, UTF_8, subtype);
      // People read these files, and base64 is for nobody's eyes.
      part.setHeader("Content-Transfer-Encoding", "quoted-printable");
      addBodyPart(part);
    }
  }
}
