package org.keyturn.agent.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.keyturn.agent.web.Raw.field;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keyturn.agent.journal.PendingPlan.State;

/** An operator's form may have 64 kB, of which not one byte more is taken. */
final class FormBoundTest {

  private static final int BOUND = 65_536;

  @TempDir static Path folder;

  static Bureau office = unset();
  static String someone = "";

  private final Raw henk = office.signedIn("henk");

  @SuppressWarnings("NullAway") // until it is up
  private static Bureau unset() {
    return null;
  }

  @BeforeAll
  static void start() throws IOException {
    office = new Bureau(folder);
    someone = office.person("someone");
  }

  @AfterAll
  static void stop() {
    office.close();
  }

  /** A form that plans something for somebody, of this many bytes. */
  private String form(int bytes) {
    String form =
        String.join(
            "&",
            List.of(
                field("directory", "corp"),
                field("act", "force-change"),
                field("pick-0", someone),
                field("csrf", henk.token()),
                "q="));
    return form + "x".repeat(bytes - form.length());
  }

  private static int plans() {
    return office.agent().ledger().pendingPlans().in(State.PLANNED).size();
  }

  private Raw.Got inChunks(String body, String headers) {
    return henk.send(
        "POST /admin/plan HTTP/1.1",
        "Content-Type: application/x-www-form-urlencoded\r\nTransfer-Encoding: chunked\r\n"
            + headers,
        Integer.toHexString(body.length()) + "\r\n" + body + "\r\n0\r\n\r\n");
  }

  @Test
  void uptoItEverythingIsTaken() {
    int before = plans();
    for (int bytes : List.of(BOUND - 1, BOUND)) {
      assertThat(Bureau.named(henk.postAsIs("/admin/plan", "", form(bytes)))).isNotEmpty();
      assertThat(Bureau.named(inChunks(form(bytes), ""))).as("in chunks").isNotEmpty();
    }
    assertThat(plans()).isEqualTo(before + 4);
  }

  @ParameterizedTest
  @CsvSource({
    "en, That is too much text, Nothing was changed",
    "nl, Dat is te veel tekst, Er is niets gewijzigd"
  })
  void oneByteMoreIsRefusedOnAPageThatSaysSoAndNothingIsDone(
      String language, String title, String more) {
    int before = plans();
    String asked = "Accept-Language: " + language + "\r\n";
    for (Raw.Got got :
        List.of(
            henk.postAsIs("/admin/plan", asked, form(BOUND + 1)),
            inChunks(form(BOUND + 1), asked))) {
      assertThat(got.status()).isEqualTo(413);
      assertThat(got.header("content-type").orElse("")).startsWith("text/html");
      assertThat(got.body()).contains("lang=\"" + language + "\"", title, more);
    }
    assertThat(plans()).isEqualTo(before);
    assertThat(office.mustChange("someone")).isFalse();
    assertThat(henk.get("/admin/users").status()).as("still signed in").isEqualTo(200);
  }

  @Test
  void whoIsNoOperatorHasAQuarterOfIt() {
    Raw raw = office.browser();
    raw.get("/admin/sign-in");
    String form = field("login", "henk") + "&" + field("csrf", raw.token()) + "&password=";
    int quarter = BOUND / 4;
    assertThat(raw.postAsIs("/admin/sign-in", "", form + "x".repeat(quarter - form.length())))
        .extracting(Raw.Got::status)
        .isNotEqualTo(413);
    assertThat(raw.postAsIs("/admin/sign-in", "", form + "x".repeat(quarter + 1 - form.length())))
        .extracting(Raw.Got::status)
        .isEqualTo(413);
  }
}
