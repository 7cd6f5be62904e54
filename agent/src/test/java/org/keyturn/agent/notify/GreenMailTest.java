package org.keyturn.agent.notify;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.Multipart;
import jakarta.mail.internet.MimeMessage;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyturn.agent.account.TypedSecret;

/** A whole conversation with a mail server that was not written for these tests. */
final class GreenMailTest {

  private static final String KEYSTORE = "greenmail.tls.keystore.file";

  @TempDir static Path folder;
  private static MailCertificate certificate = unset();
  private static GreenMail server = unset();

  @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"}) // Set before every test.
  private static <T> T unset() {
    return null;
  }

  @BeforeAll
  static void start() throws Exception {
    certificate = MailCertificate.of("ip:127.0.0.1", folder);
    System.setProperty(KEYSTORE, certificate.pem().resolveSibling("mail.p12").toString());
    ServerSetup setup = new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTPS);
    setup.setServerStartupTimeout(30_000); // two seconds are not enough on a busy machine
    server = new GreenMail(setup);
    server.start();
    server.setUser("keyturn@contoso.com", "keyturn", "s3cret of the relay");
    server.setUser("fenna@contoso.com", "fenna", "unused");
  }

  @AfterAll
  static void stop() {
    server.stop();
    System.clearProperty(KEYSTORE);
  }

  private static SmtpGateway gateway(String password) {
    return new SmtpGateway(
        new MailSettings.Smtp(
            "127.0.0.1",
            server.getSmtps().getPort(),
            MailSettings.Security.TLS,
            Optional.of(new MailSettings.Login("keyturn", new TypedSecret(password))),
            Optional.of(certificate.pem())),
        "it@contoso.com",
        "Contoso");
  }

  @Test
  void takesAMailOverTlsFromWhoeverSignsIn() throws Exception {
    SmtpGateway gateway = gateway("s3cret of the relay");
    assertThat(gateway.away()).isEmpty();
    Mail mail =
        new Mail(
            "<m1@keyturn.example>",
            Instant.parse("2026-11-24T08:00:00Z"),
            "fenna@contoso.com",
            "nl",
            "Je wachtwoord verloopt — écht",
            "Dag Fenna,\n\n.\n..begint met punten\n",
            "<p>Dag Fenna</p>");
    assertThat(gateway.handOver(mail)).isEqualTo(new Gateway.Taken());
    gateway.rest();

    MimeMessage[] received = server.getReceivedMessages();
    assertThat(received).hasSize(1);
    assertThat(received[0].getMessageID()).isEqualTo("<m1@keyturn.example>");
    assertThat(received[0].getSubject()).isEqualTo("Je wachtwoord verloopt — écht");
    Multipart parts = (Multipart) received[0].getContent();
    assertThat(parts.getBodyPart(0).getContent().toString().replace("\r\n", "\n"))
        .isEqualTo("Dag Fenna,\n\n.\n..begint met punten\n");
    assertThat(parts.getBodyPart(1).getContent().toString()).contains("<p>Dag Fenna</p>");
  }

  @Test
  void aWrongPasswordWaitsAndIsTold() {
    assertThat(gateway("not the one").away().orElse(""))
        .contains("does not let this user in")
        .doesNotContain("not the one");
  }
}
