package org.keyturn.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.keyturn.agent.web.Raw.field;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyturn.agent.TurnedClock;
import org.keyturn.agent.config.ConfigFile;
import org.keyturn.agent.config.FirstFiles;
import org.keyturn.agent.web.Accent;
import org.keyturn.agent.web.FirstRunPages;
import org.keyturn.agent.web.Raw;
import org.keyturn.agent.web.WebServer;
import org.keyturn.agent.web.WebSettings;
import org.keyturn.embedded.EmbeddedLdapServer;

/** The first config in a browser, over HTTP, from a real directory to files on disk. */
final class InitPagesTest {

  private static final EmbeddedLdapServer LDAP = EmbeddedLdapServer.builder().users(5).start();

  private static final List<String> STEPS =
      List.of("/init/server", "/init/certificate", "/init/review", "/init/config", "/init/done");

  @TempDir Path folder;

  private final TurnedClock clock = new TurnedClock(Instant.now());
  private BrowserSetup setup = unset();
  private FirstRunPages pages = unset();
  private WebServer server = unset();
  private Raw raw = unset();

  @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"}) // Set before every test.
  private static <T> T unset() {
    return null;
  }

  @BeforeEach
  void start() {
    setup = new BrowserSetup(new FirstFiles(out(), false), LDAP.ldapsUrl(), "");
    pages = new FirstRunPages(setup, clock);
    server = WebServer.open(settings(), clock, List.of(pages), InitPagesTest::fail);
    server.start();
    raw = new Raw(server.port());
  }

  @AfterEach
  void close() {
    server.close();
    setup.close();
  }

  @AfterAll
  static void stop() {
    LDAP.close();
  }

  private static void fail(Error error) {
    throw error;
  }

  private static WebSettings settings() {
    return new WebSettings(
        new WebSettings.Listen("127.0.0.1", 0),
        Optional.empty(),
        new WebSettings.NoTls(),
        new WebSettings.Brand("Keyturn", Optional.empty(), Accent.DEFAULT),
        Optional.empty());
  }

  private Path out() {
    return folder.resolve("config/keyturn.yaml");
  }

  private String token() {
    return pages.path().substring(pages.path().indexOf('=') + 1);
  }

  private Raw.Got begin(String token) {
    raw.get("/init?token=" + token);
    return raw.post("/init", field("token", token));
  }

  private Raw.Got connect(String url, String password) {
    raw.get("/init/server");
    return raw.post(
        "/init/server",
        field("url", url),
        field("bind-dn", LDAP.serviceAccountDn()),
        field("password", password));
  }

  private Raw.Got review(String... more) {
    String body = raw.get("/init/review").body().replace("&#x3D;", "=");
    assertThat(body).contains("ou=people," + LDAP.suffix(), LDAP.defaultPolicyDn());
    List<String> fields =
        List.of(
            field("base", "ou=people," + LDAP.suffix()),
            field("login", "uid"),
            field("mail", "mail"),
            field("recovery-mail", ""),
            field("mobile", "mobile"),
            field("policy", LDAP.defaultPolicyDn()),
            field("from", "it@example.com"));
    String[] all = Stream.concat(fields.stream(), Stream.of(more)).toArray(String[]::new);
    return raw.post("/init/review", all);
  }

  @Test
  void fromAnAddressToAConfigThatLoads() throws Exception {
    assertThat(begin(token()).location()).isEqualTo("/init/server");
    assertThat(raw.get("/init/server").body()).contains("value=\"" + LDAP.ldapsUrl() + "\"");

    Raw.Got met = connect(LDAP.ldapsUrl(), LDAP.serviceAccountPassword());
    assertThat(met.location()).as(met.body()).isEqualTo("/init/certificate");
    String shown = raw.get("/init/certificate").body();
    assertThat(shown)
        .containsPattern("<span>([0-9A-F]{2}:){7}[0-9A-F]{2}</span>")
        .contains("embedded LDAP CA");
    assertThat(raw.post("/init/certificate").location()).isEqualTo("/init/review");

    Raw.Got wrong =
        review(field("filter", "(objectClass="), field("organisation", "Example \"Ltd\""));
    assertThat(wrong.status()).isEqualTo(422);
    assertThat(wrong.body()).contains("id=\"filter-wrong\"", "Example &quot;Ltd&quot;");
    assertThat(folder).isEmptyDirectory();

    Raw.Got chosen =
        review(
            field("filter", "(objectClass=inetOrgPerson)"),
            field("organisation", "Example \"Ltd\": #1"));
    assertThat(chosen.location()).as(chosen.body()).isEqualTo("/init/config");
    assertThat(raw.get("/init/config").body())
        .contains("trust: ca.pem", "#recovery-mail")
        .doesNotContain(LDAP.serviceAccountPassword());
    assertThat(raw.post("/init/config").location()).isEqualTo("/init/done");
    assertThat(raw.get("/init/done").body()).contains("keyturn -c " + out() + " check");
    assertThat(pages.awaitEnd()).isTrue();

    assertThat(ConfigFile.load(out()).mail().orElseThrow().organisation())
        .isEqualTo("Example \"Ltd\": #1");
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(out().resolveSibling("bind.pw"))))
        .isEqualTo("rw-------");
  }

  @Test
  void nobodyGetsInWithoutTheTokenNorTwiceWithIt() {
    for (String step : STEPS) {
      assertThat(raw.get(step).status()).as(step).isEqualTo(403);
      if (!step.equals("/init/done")) {
        assertThat(raw.post(step).status()).as(step).isEqualTo(403);
      }
    }
    assertThat(raw.get("/").location()).isEqualTo("/init");
    assertThat(raw.get("/init").status()).isEqualTo(403);
    assertThat(begin("0".repeat(64)).status()).isEqualTo(403);
    assertThat(raw.get("/init?token=" + token()).status())
        .as("looking spends nothing")
        .isEqualTo(200);

    Raw other = new Raw(server.port());
    other.get("/init?token=" + token());
    assertThat(begin(token()).location()).isEqualTo("/init/server");
    assertThat(other.post("/init", field("token", token())).status()).isEqualTo(403);
    assertThat(other.get("/init/server").status()).isEqualTo(403);
    assertThat(raw.get("/init/server").status()).isEqualTo(200);
  }

  @Test
  void itIsOverWhenNobodyWasThereForAQuarterOfAnHour() throws Exception {
    clock.turn(Duration.ofMinutes(15));
    assertThat(pages.awaitEnd()).isFalse();
    assertThat(begin(token()).status()).isEqualTo(403);
  }

  @Test
  void anotherHostAndAnotherSitesFormAreRefused() {
    String path = pages.path();
    assertThat(
            raw.exactly(
                    "GET " + path + " HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n")
                .status())
        .isEqualTo(421);
    raw.get(path);
    Raw foreign = new Raw(server.port());
    assertThat(foreign.post("/init", field("token", token())).status()).isEqualTo(403);
    assertThat(begin(token()).location()).as("it was not spent").isEqualTo("/init/server");
  }

  @Test
  void whatIsWrongIsToldAtTheFieldAndTheLaterStepsStayClosed() {
    begin(token());
    assertThat(connect("ldap://192.0.2.1:389/x", "p").body()).contains("id=\"url-wrong\"");
    assertThat(connect("ldaps://127.0.0.1:1", "p").body()).contains("does not answer");
    assertThat(connect("", "").body()).contains("id=\"url-wrong\"", "id=\"password-wrong\"");
    for (String step : STEPS.subList(1, STEPS.size())) {
      assertThat(raw.get(step).location()).as(step).isEqualTo("/init/server");
    }
    assertThat(raw.post("/init/certificate").status()).isEqualTo(422);

    connect(LDAP.ldapsUrl(), "Not-The-Password-1");
    Raw.Got got = raw.post("/init/certificate");
    assertThat(got.status()).isEqualTo(422);
    assertThat(got.body()).contains("id=\"password-wrong\"").doesNotContain("Not-The-Password-1");
    assertThat(connect(LDAP.ldapsUrl(), LDAP.serviceAccountPassword()).location())
        .as("the same certificates were vouched for")
        .isEqualTo("/init/review");
  }

  @Test
  void aConfigThatCameMeanwhileStays() throws Exception {
    begin(token());
    connect(LDAP.ldapsUrl(), LDAP.serviceAccountPassword());
    raw.post("/init/certificate");
    review(field("filter", "(objectClass=inetOrgPerson)"), field("organisation", "Example"));
    raw.get("/init/config");
    Files.createDirectories(folder.resolve("config"));
    Files.writeString(out(), "mine");
    Raw.Got got = raw.post("/init/config");
    assertThat(got.status()).isEqualTo(422);
    assertThat(got.body()).contains("is there already");
    assertThat(Files.readString(out())).isEqualTo("mine");
    assertThat(out().resolveSibling("bind.pw")).doesNotExist();
  }
}
