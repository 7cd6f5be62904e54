package org.keyturn.agent.faults;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.keyturn.agent.faults.Keyturn.Ended;
import org.keyturn.agent.notify.MailServer;

/** Passwords that go to a mail server, which or whose sender is gone (faults 6, 18). */
final class SmtpIT extends FaultPhase {

  private static final Pattern PASSWORD = Pattern.compile("Temporary password: (\\S+)");
  private static final Pattern LOGIN = Pattern.compile("User name: (\\S+)");

  /** One of the contractors has no address. */
  private static final int TOLD = 39;

  private int port;

  @Override
  int people() {
    return TOLD + 1;
  }

  @BeforeEach
  void mailGoesToAServer() throws IOException {
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    sendTo(port);
  }

  private void sendTo(int where) {
    port = where;
    Path config = room().resolve("keyturn.yaml");
    Slapd.write(
        config,
        Slapd.read(config)
            .replaceFirst(
                "mail: \\{[^,]*, (tls: none, )?",
                "mail: {smtp: \"smtp://127.0.0.1:" + port + "\", tls: none, "));
  }

  @AfterEach
  void nothingIsLeftOwed() {
    assertThat(keyturn().run("-o", "json", "outbox").expect(0).out())
        .doesNotContain("\"state\":\"owed\"");
  }

  /** Everybody has one message, whatever came twice, with the password that signs in. */
  private Set<String> everybodyWasTold(MailServer server) throws MessagingException, IOException {
    Map<String, String> byId = new HashMap<>();
    Set<String> twice = new HashSet<>();
    Map<String, String> passwords = new HashMap<>();
    for (String text : server.messages) {
      MimeMessage message =
          new MimeMessage(
              Session.getInstance(new Properties()),
              new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1)));
      String before = byId.put(message.getMessageID(), text);
      if (before != null) {
        assertThat(text).as("the same message again").isEqualTo(before);
        twice.add(message.getMessageID());
        continue;
      }
      BodyPart plain = ((MimeMultipart) message.getContent()).getBodyPart(0);
      String words = (String) plain.getContent();
      assertThat(passwords.put(found(LOGIN, words), found(PASSWORD, words))).isNull();
    }
    assertThat(passwords).hasSize(TOLD);
    assertThat(slapd().refused(passwords)).isEmpty();
    assertThat(writes()).hasSize(TOLD);
    nobodyTwice(writes());
    return twice;
  }

  private static String found(Pattern pattern, String text) {
    return pattern.matcher(text).results().map(r -> r.group(1)).findFirst().orElseThrow();
  }

  @Test
  void fault06WhatAServerHasTakenAndNobodyHeardOfIsTheSameMailAgain() throws Exception {
    try (MailServer server = new MailServer(Optional.empty(), false)) {
      sendTo(server.port());
      Keyturn.Launched launched = keyturn().start(resetArguments("mail"));
      server.whenTaken(
          number -> {
            if (number == 7) {
              launched.kill();
            }
          });
      assertThat(launched.await().exit()).isEqualTo(137);

      resume().expect(0);

      assertThat(everybodyWasTold(server)).as("the seventh").hasSize(1);
    }
  }

  /** Reminders: what was under way when the process died may come again, and nothing else does. */
  @Test
  void fault06RemindersOfAKilledProcessAreSentOnceEach() throws Exception {
    configure(
        "jobs: {reminder: {directory: corp, do: remind, remind: {at: [91d]}, select: {filter: \""
            + CONTRACTORS
            + "\"}}}");
    keyturn().run(resetArguments("show")).expect(0); // from now on it is known when they end
    try (MailServer server = new MailServer(Optional.empty(), false)) {
      sendTo(server.port());
      Keyturn.Launched launched = keyturn().start("remind", "reminder");
      server.whenTaken(
          number -> {
            if (number == 7) {
              launched.kill();
            }
          });
      assertThat(launched.await().exit()).as(launched.said()).isEqualTo(137);

      keyturn().run("remind").expect(0);
      keyturn().run("remind").expect(0);

      Map<String, Integer> told = new HashMap<>();
      Set<String> ids = new HashSet<>();
      for (String text : server.messages) {
        MimeMessage message =
            new MimeMessage(
                Session.getInstance(new Properties()),
                new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1)));
        if (ids.add(message.getMessageID())) {
          told.merge(message.getAllRecipients()[0].toString(), 1, Integer::sum);
        }
      }
      assertThat(told).hasSize(TOLD);
      assertThat(told.values()).containsOnly(1);
      assertThat(server.messages).as("the seventh").hasSizeBetween(TOLD, TOLD + 1);
    }
  }

  @Test
  void fault18WithoutAServerNothingStartsAndWhatIsOwedWaitsForIt() throws Exception {
    Ended refused = keyturn().run(resetArguments("mail")).expect(2);
    assertThat(refused.err()).contains("127.0.0.1:" + port).contains("Nothing was written");
    assertThat(writes()).isEmpty();

    Keyturn.Launched launched;
    try (MailServer server = new MailServer(Optional.empty(), false)) {
      sendTo(server.port());
      launched = keyturn().start(resetArguments("mail", "--rate", "20/s"));
      Waiting.until("it writes", () -> gate().seen(Gate.Kind.MODIFIED) > 10 || !launched.alive());
    }
    launched.await().expect(0);
    assertThat(writes()).hasSize(TOLD);
    assertThat(keyturn().run("-o", "json", "outbox", "--limit", "100").expect(0).out())
        .contains("\"state\":\"owed\"");

    try (MailServer server = new MailServer(Optional.empty(), false)) {
      sendTo(server.port());
      keyturn().run("outbox", "retry").expect(0);
      assertThat(everybodyWasTold(server)).isEmpty();
    }
  }
}
