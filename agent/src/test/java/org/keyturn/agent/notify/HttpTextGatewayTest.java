package org.keyturn.agent.notify;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keyturn.agent.account.TypedSecret;

/** Text messages by HTTP, to a gateway that answers in every way there is. */
final class HttpTextGatewayTest {

  private static final String HOSTILE = "Code: \"}],\\u0041&a=b\r\n{secret} é€";
  private static final String JSON =
      "{\"messages\": [{\"to\": \"{digits}\", \"text\": \"{text}\", \"ref\": \"{id}\", \"n\":"
          + " 15}]}";

  @TempDir static Path folder;
  @RegisterExtension private final WebServer server = WebServer.plain();

  private static TextMessage message(String text) {
    return new TextMessage(
        "<m1@keyturn>", Instant.parse("2026-11-24T08:00:00Z"), "+31612345678", "nl", text);
  }

  private static SmsSettings.Http settings(URI url, SmsSettings.Body body) {
    return new SmsSettings.Http(
        url,
        "POST",
        Map.of("Authorization", "Bearer {secret}", "Idempotency-Key", "{id}"),
        body,
        Optional.empty(),
        Optional.of(new TypedSecret("k3y & more")),
        Optional.empty());
  }

  private Gateway.HandOver send(SmsSettings.Body body, String text) {
    return new HttpTextGateway(settings(server.url("/v1/messages"), body)).handOver(message(text));
  }

  private static String reason(Gateway.HandOver result) {
    return result instanceof Gateway.TryLater later
        ? later.reason()
        : result instanceof Gateway.Refused refused ? refused.reason() : "";
  }

  @Test
  void aJsonBodyIsTheTemplateAndAValueIsNeverMoreThanAText() {
    assertThat(send(new SmsSettings.Json(JSON), HOSTILE)).isEqualTo(new Gateway.Taken());
    WebServer.Request request = server.requests.get(0);
    assertThat(request.body())
        .isEqualTo(
            "{\"messages\":[{\"to\":\"31612345678\",\"text\":\"Code: \\\"}],\\\\u0041&a=b\\r"
                + "\\n"
                + "{secret} é€\",\"ref\":\"m1@keyturn\",\"n\":15}]}");
    assertThat(request.method()).isEqualTo("POST");
    assertThat(request.path()).isEqualTo("/v1/messages");
    assertThat(request.header("Content-Type")).isEqualTo("application/json");
    assertThat(request.header("Authorization")).isEqualTo("Bearer k3y & more");
    assertThat(request.header("Idempotency-Key")).isEqualTo("m1@keyturn");
  }

  @Test
  void aFormIsEncodedFieldByField() {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("to", "{number}");
    fields.put("key", "{secret}");
    fields.put("text", "{text}");
    assertThat(send(new SmsSettings.Form(fields), HOSTILE)).isEqualTo(new Gateway.Taken());
    assertThat(server.requests.get(0).body())
        .isEqualTo(
            "to=%2B31612345678&key=k3y+%26+more&text="
                + "Code%3A+%22%7D%5D%2C%5Cu0041%26a%3Db%0D%0A%7Bsecret%7D+%C3%A9%E2%82%AC");
  }

  @ParameterizedTest(name = "{0} ⇒ {1}")
  @CsvSource({
    "200, Taken",
    "201, Taken",
    "202, Taken",
    "400, Refused",
    "422, Refused",
    "410, Refused",
    "401, TryLater",
    "403, TryLater",
    "404, TryLater",
    "429, TryLater",
    "500, TryLater",
    "503, TryLater",
    "302, TryLater"
  })
  void theStatusDecides(int status, String wanted) {
    server.answers(status, "to +31612345678: Code 42");
    Gateway.HandOver result = send(new SmsSettings.Json(JSON), "Code 42");
    assertThat(result.getClass().getSimpleName()).isEqualTo(wanted);
    assertThat(reason(result)).doesNotContain("Code 42", "k3y", "3161", "/v1");
    assertThat(server.requests).as("redirects are not followed").hasSize(1);
  }

  @Test
  void anAnswerInWordsIsReadWhereTheConfigSaysWhichIsGood() {
    SmsSettings.Http base = settings(server.url("/"), new SmsSettings.Json(JSON));
    HttpTextGateway gateway =
        new HttpTextGateway(
            new SmsSettings.Http(
                base.url(),
                base.method(),
                base.headers(),
                base.body(),
                Optional.of(Pattern.compile("\"status\":\\s*\"queued\"")),
                base.secret(),
                base.trust()));
    server.answers(200, "{\"status\": \"queued\"}" + " ".repeat(100_000));
    assertThat(gateway.handOver(message("x"))).isEqualTo(new Gateway.Taken());
    server.answers(200, "{\"error\": \"no credit\"}");
    assertThat(reason(gateway.handOver(message("x")))).contains("sms.ok");
  }

  @Test
  void aServerThatCannotProveItsNameIsToldNothing() throws Exception {
    MailCertificate right = MailCertificate.of("ip:127.0.0.1", folder);
    MailCertificate anothers = MailCertificate.of("dns:sms.example.com", folder);
    for (MailCertificate shown : new MailCertificate[] {right, anothers}) {
      for (MailCertificate trusted : new MailCertificate[] {right, anothers}) {
        try (WebServer https = new WebServer(shown.server())) {
          HttpTextGateway gateway =
              new HttpTextGateway(
                  settings(https.url("/"), new SmsSettings.Json(JSON)),
                  new HttpCaller(https.url("/"), Optional.of(trusted.pem())));
          boolean good = shown.equals(right) && trusted.equals(right);
          Gateway.HandOver result = gateway.handOver(message("x"));
          assertThat(result instanceof Gateway.Taken).as(reason(result)).isEqualTo(good);
          assertThat(https.requests).hasSize(good ? 1 : 0);
          assertThat(gateway.away().isEmpty()).isEqualTo(good);
        }
      }
    }
  }

  @Test
  void aServerThatSaysNothingIsNotWaitedForForever() throws Exception {
    try (ServerSocket silent = new ServerSocket(0)) {
      URI url = URI.create("http://127.0.0.1:" + silent.getLocalPort() + "/");
      HttpTextGateway gateway =
          new HttpTextGateway(
              settings(url, new SmsSettings.Json(JSON)),
              new HttpCaller(url, Optional.empty(), Duration.ofMillis(200)));
      assertThat(gateway.handOver(message("x"))).isInstanceOf(Gateway.TryLater.class);
    }
  }

  @Test
  void nobodyThereIsSaidBeforehand() throws Exception {
    int port;
    try (ServerSocket nobody = new ServerSocket(0)) {
      port = nobody.getLocalPort();
    }
    URI url = URI.create("http://127.0.0.1:" + port + "/");
    assertThat(new HttpTextGateway(settings(url, new SmsSettings.Json(JSON))).away().orElse(""))
        .isEqualTo("http://127.0.0.1:" + port + " cannot be reached.");
    assertThat(new HttpTextGateway(settings(server.url("/"), new SmsSettings.Json(JSON))).away())
        .isEmpty();
    assertThat(server.requests).extracting(WebServer.Request::method).containsExactly("OPTIONS");
  }
}
