package org.keyturn.agent.notify;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.mail.internet.InternetAddress;
import java.io.ByteArrayOutputStream;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.keyturn.agent.account.Secret;
import org.keyturn.agent.account.TypedSecret;

/** A signature is checked as a receiver does it (RFC 6376, 6.1), relaxed both ways. */
final class DkimTest {

  private static KeyPair keys = unset();

  @SuppressWarnings("NullAway") // Set before every test.
  private static KeyPair unset() {
    return null;
  }

  @BeforeAll
  static void make() throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    keys = generator.generateKeyPair();
  }

  private static String pem() {
    return "-----BEGIN PRIVATE KEY-----\n"
        + Base64.getMimeEncoder().encodeToString(keys.getPrivate().getEncoded())
        + "\n-----END PRIVATE KEY-----\n";
  }

  private static String signed() throws Exception {
    Mail mail =
        new Mail(
            "<m1@keyturn.example>",
            Instant.parse("2026-11-24T08:00:00Z"),
            "fenna@contoso.com",
            "nl",
            "Je wachtwoord verloopt — over veertien dagen, en dat is een lange regel, écht waar",
            "Dag  Fenna,\n\n.\nmet  spaties  \n\n\n",
            "<p>Dag Fenna</p>");
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new Dkim("contoso.com", "keyturn", new TypedSecret(pem()))
        .sign(
            MimeLetter.of(
                mail, new InternetAddress("it@contoso.com", "Contoso ©"), mail.recipient()))
        .writeTo(out, new String[] {"Bcc"});
    return out.toString(ISO_8859_1);
  }

  /** Whether the message is as it was signed. */
  private static boolean verifies(String message) throws Exception {
    int end = message.indexOf("\r\n\r\n");
    List<String> headers = new ArrayList<>();
    for (String line : message.substring(0, end).split("\r\n", -1)) {
      if (line.startsWith(" ") || line.startsWith("\t")) {
        headers.set(headers.size() - 1, headers.get(headers.size() - 1) + line);
      } else {
        headers.add(line);
      }
    }
    String own =
        headers.stream().filter(h -> h.startsWith("DKIM-Signature:")).findFirst().orElseThrow();
    Map<String, String> tags = new LinkedHashMap<>();
    for (String tag : own.substring(own.indexOf(':') + 1).split(";", -1)) {
      int equals = tag.indexOf('=');
      if (equals > 0) {
        tags.put(tag.substring(0, equals).strip(), tag.substring(equals + 1).replaceAll("\\s", ""));
      }
    }
    assertThat(tags)
        .containsEntry("a", "rsa-sha256")
        .containsEntry("d", "contoso.com")
        .containsEntry("s", "keyturn")
        .containsEntry("c", "relaxed/relaxed")
        .doesNotContainKey("l");
    String body =
        message
            .substring(end + 4)
            .replaceAll("[ \t]+\r\n", "\r\n")
            .replaceAll("[ \t]+", " ")
            .replaceFirst("(\r\n)*\\z", "\r\n");
    byte[] hash = MessageDigest.getInstance("SHA-256").digest(body.getBytes(ISO_8859_1));
    StringBuilder covered = new StringBuilder();
    for (String name : Objects.requireNonNull(tags.get("h")).split(":", -1)) {
      headers.stream()
          .filter(h -> h.toLowerCase(Locale.ROOT).startsWith(name.toLowerCase(Locale.ROOT) + ":"))
          .findFirst()
          .ifPresent(h -> covered.append(relaxed(h)).append("\r\n"));
    }
    covered.append(relaxed(own.replaceAll("\\bb=[^;]*", "b=")));
    Signature rsa = Signature.getInstance("SHA256withRSA");
    rsa.initVerify(keys.getPublic());
    rsa.update(covered.toString().getBytes(ISO_8859_1));
    return Base64.getEncoder().encodeToString(hash).equals(tags.get("bh"))
        && rsa.verify(Base64.getDecoder().decode(Objects.requireNonNull(tags.get("b"))));
  }

  private static String relaxed(String header) {
    int colon = header.indexOf(':');
    return header.substring(0, colon).toLowerCase(Locale.ROOT).strip()
        + ":"
        + header.substring(colon + 1).replaceAll("[ \t]+", " ").strip();
  }

  @Test
  void aMailIsSignedSoThatTheDomainsPublicKeyProvesIt() throws Exception {
    String message = signed();
    assertThat(verifies(message)).isTrue();
    assertThat(verifies(message.replace("Date: Tue, 24", "Date: Tue, 25"))).isFalse();
    assertThat(verifies(message.replace("Dag Fenna</p>", "Dag Fanna</p>"))).isFalse();
    assertThat(verifies(message.replace("To: fenna@", "To: anna@"))).isFalse();
  }

  @Test
  void itKeepsItsMessageId() throws Exception {
    assertThat(signed()).contains("\r\nMessage-ID: <m1@keyturn.example>\r\n");
  }

  @Test
  void whatIsNoKeyIsSaidWithoutQuotingIt() {
    for (String wrong : new String[] {"hunter2", pem().replace("MII", "AAA"), "-----BEGIN"}) {
      assertThatThrownBy(() -> Dkim.privateKey(Secret.of(wrong)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("is no ")
          .hasMessageNotContaining("hunter2");
    }
  }
}
