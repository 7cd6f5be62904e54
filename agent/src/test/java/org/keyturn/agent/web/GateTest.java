package org.keyturn.agent.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What gets through to a page, and what every answer carries, by bytes on the wire. */
final class GateTest {

  private static final AtomicInteger TAKEN = new AtomicInteger();

  /** Pages that count. */
  private static final class Counting extends Pages {
    @Override
    List<Route> routes() {
      return List.of(
          Route.get(
                  "/seen",
                  Access.ANYONE,
                  exchange -> {
                    if (exchange.query("bug").isPresent()) {
                      throw new IllegalStateException("a secret cause");
                    }
                    return Answer.view("start", Map.of("ways", List.of()));
                  })
              .withQuery("t", "bug"),
          Route.post(
              "/taken",
              Access.ANYONE,
              exchange -> {
                TAKEN.incrementAndGet();
                return Answer.seeOther("/seen");
              }),
          Route.post(
              "/own",
              Access.SIGNED_IN,
              exchange -> {
                TAKEN.incrementAndGet();
                return Answer.seeOther("/seen");
              }));
    }
  }

  private static Portal portal = unset();

  @SuppressWarnings("NullAway") // until the server is up
  private static Portal unset() {
    return null;
  }

  @BeforeAll
  static void start() {
    portal = new Portal(List.of(new Counting()));
  }

  @AfterAll
  static void stop() {
    portal.close();
  }

  private final Raw raw = portal.browser();

  @Test
  void everyAnswerOfEveryRouteCarriesTheHeaders() {
    for (Route route : portal.server.routes().all()) {
      Raw.Got got = route.post() ? raw.postAsIs(route.path(), "", "") : raw.get(route.path());
      assertThat(got.status()).as(route.path()).isEqualTo(route.post() ? 403 : 200);
      headers(got);
    }
    headers(raw.get("/nothing"));
    headers(raw.exactly("nonsense\r\n\r\n"));
    headers(raw.exactly("GET / HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n"));
  }

  private static void headers(Raw.Got got) {
    assertThat(got.header("content-security-policy").orElse(""))
        .as(String.valueOf(got.headers()))
        .contains("default-src 'none'", "frame-ancestors 'none'", "form-action 'self'")
        .doesNotContain("unsafe");
    assertThat(got.header("x-content-type-options")).contains("nosniff");
    assertThat(got.header("x-frame-options")).contains("DENY");
    assertThat(got.header("referrer-policy")).contains("no-referrer");
    assertThat(got.header("permissions-policy")).isPresent();
    assertThat(got.header("cache-control").orElse("")).matches("no-store|public, .*immutable");
    assertThat(got.header("server")).isEmpty();
    assertThat(got.body()).doesNotContainIgnoringCase("jetty").doesNotContain("Javalin");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "//",
        "//seen",
        "/seen/",
        "/seen;x",
        "/seen;jsessionid=1",
        "/%73een",
        "/%2e/seen",
        "/./seen",
        "/../seen",
        "/x/../seen",
        "/seen.",
        "/seen%00",
        "/seen%2f",
        "/SEEN",
        "/seen\\",
        "/static/../seen",
        "/.well-known/x",
        "/seen?x=1",
        "/seen?t=1&t=2",
        "/seen?t[]=1",
        "/seen?t",
        "/seen?t=%",
        "/seen?t=%ff",
        "/seen?T=1",
        "http://127.0.0.1/seen",
        "http://evil.example/seen",
        "*",
        "seen"
      })
  void nothingButTheRouteItselfIsAnswered(String target) {
    Raw.Got got = raw.send("GET " + target + " HTTP/1.1", "", "");
    assertThat(got.status()).isIn(400, 404, 421);
    headers(got);
  }

  /** RFC 9112, 3.2.2 has servers take it; it says no more than the host beside it. */
  @Test
  void anAddressWithOurOwnHostInFrontIsThePathAlone() {
    String ours = "GET http://" + raw.host() + "/seen HTTP/1.1";
    assertThat(raw.send(ours, "", "").body()).doesNotContain("http://");
    assertThat(raw.send(ours.replace("/seen", "//seen"), "", "").status()).isEqualTo(404);
  }

  @Test
  void onlyTheConfiguredHostIsAnsweredWhateverProxiesSay() {
    assertThat(
            raw.exactly("GET / HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n")
                .status())
        .isEqualTo(421);
    assertThat(raw.exactly("GET / HTTP/1.0\r\n\r\n").status()).isEqualTo(400);
    assertThat(
            raw.exactly("GET / HTTP/1.1\r\nHost: " + raw.host() + "\r\nHost: evil.example\r\n\r\n")
                .status())
        .isEqualTo(400);
    Raw.Got forwarded =
        raw.send(
            "GET / HTTP/1.1",
            "X-Forwarded-Host: evil.example\r\nForwarded: host=evil.example;proto=https\r\n"
                + "X-Forwarded-Proto: https\r\nX-Original-URL: /own\r\n",
            "");
    assertThat(forwarded.status()).isEqualTo(200);
    assertThat(forwarded.body()).doesNotContain("evil");
    assertThat(String.valueOf(forwarded.headers())).doesNotContain("evil");
  }

  @Test
  void methodsThatARouteDoesNotTakeAreRefusedWithThoseThatItTakes() {
    for (String method : List.of("PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT", "FOO")) {
      Raw.Got got = raw.send(method + " /seen HTTP/1.1", "", "");
      assertThat(got.status()).as(method).isIn(400, 405);
      headers(got);
    }
    assertThat(raw.send("PUT /seen HTTP/1.1", "", "").header("allow")).contains("GET, HEAD");
    assertThat(raw.get("/taken").status()).isEqualTo(405);
    assertThat(raw.get("/taken").header("allow")).contains("POST");
    assertThat(raw.postAsIs("/seen", "", "").status()).isEqualTo(405);
    Raw.Got head = raw.send("HEAD /seen HTTP/1.1", "", "");
    assertThat(head.status()).isEqualTo(200);
    assertThat(head.body()).isEmpty();
  }

  @Test
  void aFormIsTakenWithTheTokenOfTheBrowserThatItWasGivenTo() {
    raw.get("/seen");
    int before = TAKEN.get();
    assertThat(raw.post("/taken").location()).isEqualTo("/seen");
    assertThat(TAKEN.get()).isEqualTo(before + 1);

    Raw other = portal.browser();
    other.get("/seen");
    String own = "csrf=" + "A".repeat(43);
    assertThat(other.postAsIs("/taken", "", own).status()).isEqualTo(403);
    assertThat(other.postAsIs("/taken", "", "").status()).isEqualTo(403);
    assertThat(new Raw(portal.server.port()).postAsIs("/taken", "", own).status()).isEqualTo(403);
    assertThat(TAKEN.get()).isEqualTo(before + 1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Origin: https://evil.example",
        "Origin: http://127.0.0.1",
        "Sec-Fetch-Site: cross-site",
        "Sec-Fetch-Site: same-site"
      })
  void aFormFromElsewhereIsRefusedWhateverItsToken(String header) {
    raw.get("/seen");
    int before = TAKEN.get();
    String token = raw.token();
    assertThat(raw.postAsIs("/taken", header + "\r\n", "csrf=" + token).status()).isEqualTo(403);
    assertThat(TAKEN.get()).isEqualTo(before);
    assertThat(raw.postAsIs("/taken", "Origin: null\r\n", "csrf=" + token).status()).isEqualTo(303);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "login=a&login=b",
        "login[]=a",
        "login%5B%5D=a",
        "login",
        "=x",
        "&",
        "a=b&",
        "a=%zz",
        "a=%c3",
        "a=%ff",
        "A=b",
        "a=1&b=2&c=3&d=4&e=5&f=6&g=7&h=8&i=9&j=1&k=1&l=1&m=1&n=1&o=1&p=1&q=1&r=1&s=1&t=1&u=1"
      })
  void aFormThatCouldBeReadInTwoWaysIsRefused(String body) {
    raw.get("/seen");
    int before = TAKEN.get();
    assertThat(raw.postAsIs("/taken", "", body + "&csrf=" + raw.token()).status()).isEqualTo(400);
    assertThat(TAKEN.get()).isEqualTo(before);
  }

  @Test
  void bodiesAreBoundedAndOfOneKind() {
    raw.get("/seen");
    String token = "csrf=" + raw.token();
    int before = TAKEN.get();
    assertThat(raw.postAsIs("/taken", "", token + "&a=" + "x".repeat(17_000)).status())
        .isEqualTo(413);
    String chunked =
        "Content-Type: application/x-www-form-urlencoded\r\nTransfer-Encoding: chunked\r\n";
    String chunk = token + "&a=" + "x".repeat(20_000);
    assertThat(
            raw.send(
                    "POST /taken HTTP/1.1",
                    chunked,
                    Integer.toHexString(chunk.length()) + "\r\n" + chunk + "\r\n0\r\n\r\n")
                .status())
        .isEqualTo(413);
    for (String type :
        List.of("text/plain", "application/json", "multipart/form-data; boundary=x")) {
      assertThat(
              raw.send(
                      "POST /taken HTTP/1.1",
                      "Content-Type: " + type + "\r\nContent-Length: " + token.length() + "\r\n",
                      token)
                  .status())
          .isEqualTo(415);
    }
    assertThat(raw.postAsIs("/taken?csrf=x", "", token).status()).isEqualTo(400);
    assertThat(raw.send("GET /seen HTTP/1.1", "Content-Length: 1\r\n", "x").status())
        .isEqualTo(400);
    assertThat(raw.send("GET /seen HTTP/1.1", "X: " + "x".repeat(10_000) + "\r\n", "").status())
        .isEqualTo(431);
    assertThat(TAKEN.get()).isEqualTo(before);
    assertThat(raw.postAsIs("/taken", "", token + "&a=" + "x".repeat(16_000)).status())
        .isEqualTo(303);
  }

  @Test
  void aRouteForThoseSignedInLeadsToTheSignIn() {
    raw.get("/seen");
    int before = TAKEN.get();
    assertThat(raw.post("/own").location()).isEqualTo("/account/sign-in");
    assertThat(TAKEN.get()).isEqualTo(before);
  }

  @Test
  void aDefectGivesANumberAndNotItsCause() {
    Raw.Got got = raw.get("/seen?bug=1");
    assertThat(got.status()).isEqualTo(500);
    assertThat(got.body()).contains("Tell them this number: ").doesNotContain("secret cause");
    headers(got);
  }
}
