package org.keyturn.agent.notify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.keyturn.agent.account.TypedSecret;
import org.keyturn.agent.journal.AuditTrail;
import org.keyturn.agent.journal.Channel;
import org.keyturn.agent.journal.Message;

/** Events, posted and signed. */
final class WebhookTest {

  private static final String SECRET = "whsec-f3a1";
  private static final AuditTrail.Entry ENTRY =
      new AuditTrail.Entry(
          41,
          Instant.parse("2026-11-24T07:59:58.5Z"),
          "schedule",
          "run-done",
          "corp",
          Optional.of("R1"),
          "nightly \"</script>",
          Map.of("APPLIED", "211", "SKIPPED protected", "3"),
          "0123456789abcdef0123456789abcdef" + "f".repeat(32));

  private final MemoryOutbox outbox = new MemoryOutbox(People.NOW);
  @RegisterExtension private final WebServer server = WebServer.plain();

  private static WebhookSettings to(URI url) {
    return new WebhookSettings(
        url, new TypedSecret(SECRET), Set.of(EventKind.RUN_FINISHED), Optional.empty());
  }

  private OutboxWorker worker(Map<String, WebhookSettings> webhooks) {
    return new OutboxWorker(
        outbox,
        new Subscribers(webhooks, Map.of()).couriers(Clock.fixed(People.NOW, ZoneOffset.UTC)),
        new Random(7));
  }

  private void owe(String name) {
    outbox.add(EventMessage.of(EventKind.RUN_FINISHED, ENTRY, Channel.WEBHOOK, name));
  }

  @Test
  void anEventIsPostedAsJsonUnderASignatureThatTheReceiverCanCheck() throws Exception {
    owe("chat");
    assertThat(worker(Map.of("chat", to(server.url("/keyturn")))).deliverDue(People.NOW)).isOne();
    WebServer.Request request = server.requests.get(0);
    assertThat(request.body())
        .isEqualTo(
            "{\"id\":\"0123456789abcdef0123456789abcdef\",\"event\":\"run-finished\",\"seq\":41,"
                + "\"at\":\"2026-11-24T07:59:58.500Z\",\"actor\":\"schedule\","
                + "\"directory\":\"corp\",\"run\":\"R1\",\"subject\":\"nightly \\\"</script>\","
                + "\"details\":{\"APPLIED\":\"211\",\"SKIPPED protected\":\"3\"}}");
    assertThat(request.header("Keyturn-Event")).isEqualTo("run-finished");
    assertThat(request.header("Keyturn-Id")).isEqualTo("0123456789abcdef0123456789abcdef");

    // As a receiver does it, by the words of the manual.
    String[] parts = request.header("Keyturn-Signature").split("[=,]", -1);
    assertThat(List.of(parts)).startsWith("t", Long.toString(People.NOW.getEpochSecond()), "v1");
    Mac hmac = Mac.getInstance("HmacSHA256");
    hmac.init(new SecretKeySpec(SECRET.getBytes(UTF_8), "HmacSHA256"));
    byte[] expected = hmac.doFinal((parts[1] + "." + request.body()).getBytes(UTF_8));
    assertThat(parts[3]).isEqualTo(HexFormat.of().formatHex(expected));
  }

  @Test
  void oneThatIsDownHoldsUpNoOtherAndIsGivenUpInTheEnd() {
    owe("dead");
    owe("chat");
    OutboxWorker worker =
        worker(Map.of("dead", to(URI.create("http://127.0.0.1:1/")), "chat", to(server.url("/"))));
    assertThat(worker.deliverDue(People.NOW)).isOne();
    for (int i = 0; i < 30 && outbox.get(1).state() == Message.State.OWED; i++) {
      assertThat(worker.deliverDue(outbox.get(1).nextAttemptAt())).isZero();
    }
    assertThat(outbox.get(1).state()).isEqualTo(Message.State.PARKED);
    assertThat(outbox.get(1).attempts()).isEqualTo(20);
    assertThat(outbox.get(1).error()).startsWith("Given up after 20 attempts. ");
    assertThat(server.requests).hasSize(1);
  }

  @Test
  void whatIsOwedToOneThatTheConfigForgotIsParked() {
    owe("old");
    assertThat(worker(Map.of()).deliverDue(People.NOW)).isZero();
    assertThat(outbox.get(1).error()).isEqualTo("The config has no webhooks.old any more.");
  }
}
