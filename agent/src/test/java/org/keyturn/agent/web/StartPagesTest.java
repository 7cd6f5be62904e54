package org.keyturn.agent.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyturn.agent.notify.Language;

/** The first page, its languages and its looks; and health. */
final class StartPagesTest {

  private static final int A_PAGE = 40_000;

  private static Portal portal = unset();

  @SuppressWarnings("NullAway") // until the server is up
  private static Portal unset() {
    return null;
  }

  @BeforeAll
  static void start() {
    portal =
        new Portal(
            List.of(
                new Pages() {
                  @Override
                  List<Route> routes() {
                    return List.of(
                        Route.get(
                            "/change",
                            Access.ANYONE,
                            exchange -> Answer.view("start", Map.of("ways", List.of()))));
                  }
                }));
  }

  @AfterAll
  static void stop() {
    portal.close();
  }

  private final Raw raw = portal.browser();

  @Test
  void leadsToThePagesThatThereAre() {
    String page = raw.get("/").body();
    assertThat(page).contains("<html lang=\"en\">", "href=\"/change\"", "Change my password");
    assertThat(page).doesNotContain("/forgot", "/account");
    assertThat(page).contains("Contoso &lt;b&gt;", "telephone 4357").doesNotContain("<b>");
  }

  @Test
  void isSmallWithAllThatItLoads() {
    int bytes = 0;
    String page = raw.get("/").body();
    bytes += page.getBytes(StandardCharsets.UTF_8).length;
    for (Route route : portal.server.routes().all()) {
      if (page.contains("\"" + route.path() + "\"") && route.path().contains(".")) {
        Raw.Got got = raw.get(route.path());
        assertThat(got.header("cache-control")).contains(Headers.KEEP);
        bytes += got.body().getBytes(StandardCharsets.UTF_8).length;
      }
    }
    assertThat(bytes).isBetween(5_000, A_PAGE);
    assertThat(page).doesNotContain("//", "style=", "onclick", "<style");
  }

  @ParameterizedTest
  @ValueSource(strings = {"nl", "nl-BE,fr;q=0.5", "fr, nl;q=0.3"})
  void speaksTheBrowsersLanguage(String accepted) {
    assertThat(raw.send("GET / HTTP/1.1", "Accept-Language: " + accepted + "\r\n", "").body())
        .contains("<html lang=\"nl\">", "Uw wachtwoord");
    assertThat(raw.send("GET /none HTTP/1.1", "Accept-Language: " + accepted + "\r\n", "").body())
        .contains("<html lang=\"nl\">", "Deze pagina bestaat niet");
  }

  @Test
  void keepsTheLanguageThatWasChosenAndLeadsNowhereElse() {
    raw.get("/");
    assertThat(raw.post("/language", "language=nl", "back=/change").location())
        .isEqualTo("/change");
    assertThat(raw.get("/").body()).contains("<html lang=\"nl\">");
    assertThat(raw.post("/language", "language=nl", "back=/change?link=1f").location())
        .isEqualTo("/change?link=1f");
    for (String back : List.of("https://evil.example", "//evil.example?a=b", "/change?a=%0d%0aX")) {
      assertThat(
              raw.post("/language", "language=xx", "back=" + back.replace("%", "%25")).location())
          .isEqualTo("/");
    }
    assertThat(raw.get("/nothing").body()).contains("<html lang=\"nl\">");
  }

  @Test
  void healthIsPlainAndTellsWhenTheLedgerIsAway() {
    assertThat(raw.get("/health").body())
        .isEqualTo(
            "{\"status\":\"up\",\"ledger\":\"ok\",\"lastDelivery\":\"2026-11-27T10:00:00Z\"}\n");
    Answer down =
        HealthPage.route(Portal.healthy(false))
            .page()
            .answer(
                new Exchange(
                    Words.of(Language.ENGLISH),
                    Form.parse(new byte[0]),
                    Map.of(),
                    new Sessions(Clock.systemUTC()),
                    new Tokens(),
                    ""));
    assertThat(down)
        .isInstanceOfSatisfying(
            Answer.Bytes.class,
            answer -> {
              assertThat(answer.status()).isEqualTo(503);
              assertThat(new String(answer.content(), StandardCharsets.UTF_8))
                  .contains("\"down\"", "null");
            });
  }
}
