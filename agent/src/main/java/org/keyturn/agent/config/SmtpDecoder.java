package org.keyturn.agent.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.keyturn.agent.account.SecretSource;
import org.keyturn.agent.notify.Dkim;
import org.keyturn.agent.notify.MailSettings;
import org.keyturn.agent.notify.MailSettings.Security;

/** {@code mail.smtp} and what goes with it: no mail leaves this machine unencrypted. */
final class SmtpDecoder {

  private static final String EXAMPLE = "write smtp://mail.example.com:587";
  private static final int SUBMISSION = 587;
  private static final int SUBMISSIONS = 465;

  private SmtpDecoder() {}

  /**
   * @param section the one of {@code mail}
   * @param from the sender's address
   */
  static Optional<MailSettings.Way> decode(Value smtp, Section section, String from) {
    Optional<URI> url = url(smtp);
    Optional<String> tls = section.find("tls").flatMap(SmtpDecoder::tls);
    Optional<MailSettings.Login> login = login(section);
    Optional<Path> trust = section.find("trust").flatMap(TrustFile::decode);
    Optional<Dkim> dkim = section.find("dkim").flatMap(v -> DkimDecoder.decode(v, from));
    return url.map(
        u ->
            new MailSettings.Smtp(
                u.getHost(), port(u), security(smtp, u, tls, login), login, trust, dkim));
  }

  private static Optional<URI> url(Value smtp) {
    Optional<String> text = smtp.text(EXAMPLE);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    String shown = Shown.quoted(text.get());
    if (text.get().contains("@")) {
      smtp.fail("holds a user name or password", EXAMPLE + " and put the user into user");
      return Optional.empty();
    }
    try {
      URI url = new URI(text.get());
      if (!isSmtp(url) && !isSmtps(url)) {
        smtp.fail(shown + " does not begin with smtp:// or smtps://", EXAMPLE);
      } else if (url.getHost() == null) {
        smtp.fail(shown + " names no host", EXAMPLE);
      } else if (url.getPort() == 0 || url.getPort() > 65_535) {
        smtp.fail(shown + " has a port out of 1 to 65535", EXAMPLE);
      } else if (!url.getPath().isEmpty() || url.getQuery() != null || url.getFragment() != null) {
        smtp.fail(shown + " has more than host and port", EXAMPLE);
      } else {
        return Optional.of(url);
      }
    } catch (URISyntaxException e) {
      smtp.fail(shown + " is no address", EXAMPLE);
    }
    return Optional.empty();
  }

  private static boolean isSmtp(URI url) {
    return "smtp".equals(scheme(url));
  }

  private static boolean isSmtps(URI url) {
    return "smtps".equals(scheme(url));
  }

  private static String scheme(URI url) {
    return String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT);
  }

  private static int port(URI url) {
    return url.getPort() > 0 ? url.getPort() : isSmtps(url) ? SUBMISSIONS : SUBMISSION;
  }

  private static Optional<String> tls(Value value) {
    String right = "write none, which this machine's own mail server may have, or leave it out";
    Optional<String> text = value.text(right);
    if (text.isPresent() && !text.get().equals("none")) {
      value.fail(
          Shown.quoted(text.get()) + " is not needed: smtp:// demands STARTTLS, smtps:// is TLS",
          right);
      return Optional.empty();
    }
    return text;
  }

  private static Security security(
      Value smtp, URI url, Optional<String> tls, Optional<MailSettings.Login> login) {
    if (isSmtps(url)) {
      if (tls.isPresent()) {
        smtp.fail("smtps:// is encrypted, which tls: none denies", "leave tls out");
      }
      return Security.TLS;
    }
    if (tls.isEmpty()) {
      return Security.STARTTLS;
    }
    if (!UrlDecoder.isLoopback(url.getHost())) {
      smtp.fail(
          Shown.quoted(url.toString())
              + " is not on this machine, and tls: none would send passwords unencrypted",
          "leave tls out: STARTTLS is then demanded");
    } else if (login.isPresent()) {
      smtp.fail("tls: none would send user and password unencrypted", "leave tls or user out");
    }
    return Security.NONE;
  }

  private static Optional<MailSettings.Login> login(Section section) {
    Optional<Value> user = section.find("user");
    Optional<Value> password = section.find("password");
    Optional<SecretSource> secret = password.map(SecretDecoder::decode);
    if (user.isEmpty() && password.isPresent()) {
      password.get().fail("is whose?", "write user beside it");
    } else if (user.isPresent() && password.isEmpty()) {
      user.get().fail("has no password", "write password: {file: /etc/keyturn/smtp.pw} beside it");
    }
    return user.flatMap(v -> v.text("write the name to sign in with"))
        .flatMap(name -> secret.map(s -> new MailSettings.Login(name, s)));
  }
}
