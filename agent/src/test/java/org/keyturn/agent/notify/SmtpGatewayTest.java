package org.keyturn.agent.notify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyturn.agent.account.TypedSecret;
import org.keyturn.agent.notify.Gateway.HandOver;
import org.keyturn.agent.notify.Gateway.Refused;
import org.keyturn.agent.notify.Gateway.Taken;
import org.keyturn.agent.notify.Gateway.TryLater;
import org.keyturn.agent.notify.MailSettings.Security;

/** Mail by SMTP, on a server that answers in every way there is. */
final class SmtpGatewayTest {

  @TempDir static Path folder;
  private static MailCertificate right = unset();
  private static MailCertificate anothers = unset();
  private final AtomicLong nanos = new AtomicLong();
  private final List<AutoCloseable> opened = new ArrayList<>();

  @SuppressWarnings("NullAway") // Set before every test.
  private static MailCertificate unset() {
    return null;
  }

  @BeforeAll
  static void certify() throws Exception {
    right = MailCertificate.of("ip:127.0.0.1", folder);
    anothers = MailCertificate.of("dns:mail.example.com", folder);
  }

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable one : opened) {
      one.close();
    }
  }

  private MailServer server(Optional<SSLContext> tls, boolean fromTheStart) throws IOException {
    MailServer server = new MailServer(tls, fromTheStart);
    opened.add(server);
    return server;
  }

  private MailServer starttls() throws IOException {
    return server(Optional.of(right.server()), false);
  }

  private SmtpGateway gateway(MailServer server, Security security) {
    return gateway(server.port(), security, Optional.of(right.pem()), MailServer.PASSWORD);
  }

  private SmtpGateway gateway(int port, Security security, Optional<Path> trust, String password) {
    Optional<MailSettings.Login> login =
        security == Security.NONE
            ? Optional.empty()
            : Optional.of(new MailSettings.Login(MailServer.USER, new TypedSecret(password)));
    SmtpGateway gateway =
        new SmtpGateway(
            new MailSettings.Smtp("127.0.0.1", port, security, login, trust),
            "it@contoso.com",
            "Contoso ©",
            nanos::get);
    opened.add(gateway::rest);
    return gateway;
  }

  private static Mail mail(int number) {
    return new Mail(
        "<m" + number + "@keyturn.example>",
        Instant.parse("2026-11-24T08:00:00Z"),
        "fenna@contoso.com",
        "nl",
        "Je wachtwoord verloopt",
        "Dag Fenna,\n\n.\nTijdelijk wachtwoord: Tr7-w=Lq9_zHc3\n",
        "<body>Dag Fenna</body>");
  }

  private static String reason(HandOver result) {
    return result instanceof TryLater later
        ? later.reason()
        : result instanceof Refused refused ? refused.reason() : "";
  }

  @Test
  void aMailIsWholeAndSaysWhoAndWhich() throws Exception {
    MailServer server = starttls();
    assertThat(gateway(server, Security.STARTTLS).handOver(mail(1))).isEqualTo(new Taken());
    assertThat(server.messages)
        .singleElement()
        .asString()
        .contains(
            "Message-ID: <m1@keyturn.example>",
            "To: fenna@contoso.com",
            "<it@contoso.com>",
            "Date: Tue, 24 Nov 2026 08:00:00 +0000",
            "multipart/alternative",
            "\r\n.\r\n");
    assertThat(server.commands)
        .contains("tls MAIL FROM:<it@contoso.com>", "tls RCPT TO:<fenna@contoso.com>");
  }

  @Test
  void nothingButTheQuestionForTlsIsSaidInTheClear() throws Exception {
    MailServer server = starttls();
    assertThat(gateway(server, Security.STARTTLS).handOver(mail(1))).isEqualTo(new Taken());
    assertThat(server.commands.stream().filter(line -> !line.startsWith("tls ")))
        .allMatch(line -> line.startsWith("EHLO ") || line.equals("STARTTLS"));
  }

  @Test
  void tlsFromTheFirstByte() throws Exception {
    MailServer server = server(Optional.of(right.server()), true);
    assertThat(gateway(server, Security.TLS).handOver(mail(1))).isEqualTo(new Taken());
  }

  @Test
  void aServerThatOffersNoTlsIsToldNothing() throws Exception {
    MailServer server = server(Optional.empty(), false);
    HandOver result = gateway(server, Security.STARTTLS).handOver(mail(1));
    assertThat(result).isInstanceOf(TryLater.class);
    assertThat(reason(result)).contains("STARTTLS");
    assertThat(server.commands).noneMatch(line -> line.matches("(AUTH|MAIL|RCPT).*"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"STARTTLS", "TLS"})
  void aServerThatCannotProveItsNameIsToldNothing(Security security) throws Exception {
    for (boolean nameIsRight : new boolean[] {true, false}) {
      MailCertificate shown = nameIsRight ? right : anothers;
      Path trusted = nameIsRight ? anothers.pem() : shown.pem();
      MailServer server = server(Optional.of(shown.server()), security == Security.TLS);
      SmtpGateway gateway =
          gateway(server.port(), security, Optional.of(trusted), MailServer.PASSWORD);
      HandOver result = gateway.handOver(mail(1));
      assertThat(result).as("name is right: %s", nameIsRight).isInstanceOf(TryLater.class);
      assertThat(reason(result)).contains("is not trusted");
      assertThat(server.commands).noneMatch(line -> line.startsWith("tls "));
      assertThat(gateway.away()).hasValueSatisfying(why -> assertThat(why).contains("trusted"));
    }
  }

  @Test
  void aWrongPasswordHoldsUpEverythingAndRefusesNothing() throws Exception {
    MailServer server = starttls();
    SmtpGateway gateway =
        gateway(server.port(), Security.STARTTLS, Optional.of(right.pem()), "another");
    HandOver result = gateway.handOver(mail(1));
    assertThat(result).isInstanceOf(TryLater.class);
    assertThat(reason(result)).contains("does not let this user in").doesNotContain("another");
    assertThat(gateway.away()).isPresent();
  }

  @ParameterizedTest
  @CsvSource({
    "RCPT, 550 5.1.1 <fenna@contoso.com> is unknown here, Refused",
    "RCPT, 553 5.1.3 bad address, Refused",
    "RCPT, 450 4.2.1 <fenna@contoso.com> is greylisted, TryLater",
    "RCPT, 452 4.5.3 too many, TryLater",
    "MAIL, 550 5.7.1 <it@contoso.com> may not send, TryLater",
    "MAIL, 451 4.7.0 later, TryLater",
    "DATA, 451 4.3.0 later, TryLater",
    "BODY, 552 5.3.4 too large, Refused",
    "BODY, 554 5.7.1 looks like rubbish, Refused",
    "BODY, 451 4.7.1 later, TryLater",
    "EHLO, 421 4.3.2 closing, TryLater",
    "CONNECT, 554 5.3.2 no service here, TryLater",
    "AUTH, 454 4.7.0 later, TryLater"
  })
  void whatIsRefusedForGoodIsThisMessageOrThisAddress(String verb, String says, String wanted)
      throws Exception {
    MailServer server = starttls();
    server.answer(verb, says);
    SmtpGateway gateway = gateway(server, Security.STARTTLS);
    HandOver result = gateway.handOver(mail(1));
    assertThat(result.getClass().getSimpleName()).as(reason(result)).isEqualTo(wanted);
    assertThat(reason(result)).doesNotContain("fenna@", "it@", "Tr7-w");
    assertThat(server.messages).isEmpty();

    server.answerAsItShould();
    assertThat(gateway.handOver(mail(2))).as("and the next one goes").isEqualTo(new Taken());
  }

  @Test
  void whatAServerSaidIsTold() throws Exception {
    MailServer server = starttls();
    server.answer("RCPT", "550 5.1.1 <fenna@contoso.com> is unknown here");
    assertThat(reason(gateway(server, Security.STARTTLS).handOver(mail(1))))
        .contains("550 5.1.1 <f••••@c••••.com> is unknown here");
  }

  @Test
  void oneConnectionServesManyAndIsLetGoOf() throws Exception {
    MailServer server = starttls();
    SmtpGateway gateway = gateway(server, Security.STARTTLS);
    for (int i = 0; i < 20; i++) {
      assertThat(gateway.handOver(mail(i))).isEqualTo(new Taken());
    }
    assertThat(server.connections()).isOne();
    gateway.rest();
    assertThat(server.commands).last().isEqualTo("tls QUIT");
    assertThat(gateway.handOver(mail(21))).isEqualTo(new Taken());
    assertThat(server.connections()).isEqualTo(2);
  }

  @Test
  void aServerThatHungUpMeanwhileIsConnectedToAgain() throws Exception {
    MailServer server = starttls();
    SmtpGateway gateway = gateway(server, Security.STARTTLS);
    assertThat(gateway.handOver(mail(1))).isEqualTo(new Taken());
    server.hangUp();
    nanos.addAndGet(Duration.ofSeconds(6).toNanos());
    assertThat(gateway.handOver(mail(2))).isEqualTo(new Taken());
    assertThat(server.messages).hasSize(2);
  }

  @Test
  void aConnectionThatEndsBeforeTheAnswerToAMessageIsTriedLaterWithTheSameOne() throws Exception {
    MailServer server = starttls();
    server.answer("BODY", MailServer.HANG_UP);
    SmtpGateway gateway = gateway(server, Security.STARTTLS);
    assertThat(gateway.handOver(mail(1))).isInstanceOf(TryLater.class);
    server.answerAsItShould();
    assertThat(gateway.handOver(mail(1))).isEqualTo(new Taken());
    assertThat(server.messages).hasSize(2);
    assertThat(server.messages.get(0)).isEqualTo(server.messages.get(1));
  }

  @Test
  void withoutAServerItSaysWhichOne() throws Exception {
    int port;
    try (ServerSocket nobody = new ServerSocket(0)) {
      port = nobody.getLocalPort();
    }
    SmtpGateway gateway = gateway(port, Security.NONE, Optional.empty(), "");
    assertThat(reason(gateway.handOver(mail(1)))).contains("127.0.0.1:" + port, "refused");
    assertThat(gateway.away()).isPresent();
  }

  @Test
  void thisMachinesOwnServerNeedsNoTls() throws Exception {
    MailServer server = server(Optional.empty(), false);
    SmtpGateway gateway = gateway(server, Security.NONE);
    assertThat(gateway.away()).isEmpty();
    assertThat(gateway.handOver(mail(1))).isEqualTo(new Taken());
    assertThat(server.messages).hasSize(1);
  }

  @Test
  void aLookHandsNothingOver() throws Exception {
    MailServer server = starttls();
    assertThat(gateway(server, Security.STARTTLS).away()).isEmpty();
    assertThat(server.commands).noneMatch(line -> line.contains("MAIL"));
    assertThat(server.commands).anyMatch(line -> line.startsWith("tls AUTH"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a@b.example, c@d.example", "a@b.example\r\nBcc: c@d.example", "nobody"})
  void anAddressThatIsNotOneIsRefusedBeforeAnybodyIsAsked(String recipient) throws Exception {
    MailServer server = starttls();
    Mail plain = mail(1);
    Mail crafted =
        new Mail(
            plain.messageId(),
            plain.createdAt(),
            recipient,
            "en",
            plain.subject(),
            plain.text(),
            plain.html());
    assertThat(gateway(server, Security.STARTTLS).handOver(crafted)).isInstanceOf(Refused.class);
    assertThat(server.connections()).isZero();
  }
}
