package org.keyturn.agent.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keyturn.agent.browser.Chromium.Device;
import org.keyturn.embedded.sample.Person;
import org.keyturn.embedded.sample.SampleCompany;
import org.keyturn.embedded.sample.Situation;

/**
 * Every way through the portal, on a phone and a desktop, light and dark, by keyboard alone and
 * without scripts. The pictures stay in {@code target/screenshots}, to be looked at.
 */
final class PortalIT {

  private static final String NEW = "Staple-Paper-9-river";

  /** A page and all it brings, as it is sent. */
  private static final int HEAVIEST = 40_000;

  @TempDir static Path folder;

  private static Demo demo = unset();
  private static Chromium chromium = unset();

  @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"}) // until they are up
  private static <T> T unset() {
    return null;
  }

  @BeforeAll
  static void start() throws IOException {
    Chromium.required();
    demo = new Demo(folder);
    chromium = new Chromium(demo.portal());
  }

  @AfterAll
  static void stop() {
    if (chromium != null) {
      chromium.close();
    }
    if (demo != null) {
      demo.close();
    }
  }

  private static String recoveryMail(Person person) {
    return person.uid() + "@home.example.net";
  }

  private static void primary(Page page) {
    page.click("main button.primary");
  }

  private static void begin(Page page, Person person) {
    page.navigate("/forgot");
    page.fill("#login", person.uid());
    primary(page);
  }

  private static void typeCode(Page page, String mail) {
    page.fill("#code", Demo.code(mail));
    primary(page);
  }

  private static void choose(Page page, String password, String again) {
    page.fill("#new", password);
    page.fill("#again", again);
    primary(page);
  }

  private static String newAddress(Person person) {
    return person.uid() + "@other.example.org";
  }

  private static void giveAddress(Page page, String address, String password) {
    // What the browser itself would refuse is for the server to refuse here.
    page.evaluate("document.getElementById('address').type = 'text'");
    page.fill("#address", address);
    page.fill("#password", password);
    primary(page);
  }

  private static void change(Page page, String login, String old, String password) {
    page.navigate("/change");
    page.fill("#login", login);
    page.fill("#old", old);
    choose(page, password, password);
  }

  private static void signIn(Page page, Person person, String password) {
    page.navigate("/account");
    page.fill("#login", person.uid());
    page.fill("#password", password);
    primary(page);
  }

  private static void assertSignsIn(Page page, Person person, String password) {
    signIn(page, person, password);
    assertThat(page.textContent("main")).contains(person.uid());
    assertThat(page.url()).endsWith("/account");
    assertThat(page.querySelector("#password")).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "0, phone, 375, 740, LIGHT, en",
    "1, narrow, 320, 640, DARK, nl",
    "2, desktop, 1280, 900, LIGHT, nl"
  })
  void everyPageCanBeReadByEverybody(
      int number, String name, int width, int height, ColorScheme scheme, String language) {
    Person person = Demo.person(Situation.ORDINARY, number);
    Pictures pictures = new Pictures("%s-%s-%s".formatted(name, scheme, language));
    try (BrowserContext context =
        chromium.open(new Device(width, height, scheme, language, true))) {
      Page page = context.newPage();
      page.navigate("/");
      pictures.take(page, "start");
      page.navigate("/forgot");
      pictures.take(page, "forgot");
      begin(page, person);
      pictures.take(page, "forgot-channel");
      page.click("summary");
      pictures.take(page, "forgot-channel-none");
      primary(page);
      pictures.take(page, "forgot-code");
      page.fill("#code", "2222-2222");
      primary(page);
      pictures.take(page, "forgot-code-wrong");
      typeCode(page, demo.mail(recoveryMail(person), Demo.CODE));
      pictures.take(page, "forgot-password");
      choose(page, "short", "short");
      pictures.take(page, "forgot-password-wrong");
      choose(page, NEW, NEW);
      pictures.take(page, "forgot-done");
      page.navigate("/forgot/over");
      pictures.take(page, "forgot-over");
      page.navigate("/account");
      pictures.take(page, "sign-in");
      assertSignsIn(page, person, NEW);
      pictures.take(page, "account");
      page.click("a[href^='/account/address']");
      pictures.take(page, "address");
      giveAddress(page, "nowhere", NEW);
      pictures.take(page, "address-wrong");
      giveAddress(page, newAddress(person), NEW);
      pictures.take(page, "address-code");
      typeCode(page, demo.mail(newAddress(person), Demo.CODE));
      pictures.take(page, "address-done");
      page.click("main a");
      assertThat(page.textContent("main")).contains("@o••••.org");
      change(page, person.uid(), NEW, "short");
      pictures.take(page, "change-wrong");
      change(page, person.uid(), NEW, NEW + "!");
      pictures.take(page, "change-done");
      page.navigate("/user-name");
      pictures.take(page, "user-name");
      page.fill("#mail", "nobody@example.com");
      primary(page);
      pictures.take(page, "user-name-sent");
      page.navigate("/claim?link=" + "a".repeat(32));
      pictures.take(page, "claim");
      page.navigate("/nothing");
      pictures.take(page, "error");
    }
  }

  /** One file without network, opened from disk as a manager would. */
  @Test
  void theReportCanBeReadByEverybody() throws Exception {
    Path report = folder.resolve("report.html");
    demo.keyturn("report", "--html", report.toString());
    for (Device device :
        List.of(
            new Device(375, 740, ColorScheme.LIGHT, "en", true),
            new Device(1280, 900, ColorScheme.DARK, "en", true))) {
      try (BrowserContext context = chromium.open(device)) {
        Page page = context.newPage();
        List<String> asked = new CopyOnWriteArrayList<>();
        page.onRequest(request -> asked.add(request.url()));
        page.navigate(report.toUri().toString());
        new Pictures("%d-%s".formatted(device.width(), device.scheme())).take(page, "report");
        assertThat(asked).containsExactly(report.toUri().toString());
      }
    }
  }

  @Test
  void aForgottenPasswordIsReplacedByKeyboardAlone() {
    Person person = Demo.person(Situation.ORDINARY, 4);
    try (BrowserContext context = chromium.open(Device.DESKTOP)) {
      Page page = context.newPage();
      page.navigate("/");
      tabTo(page, "a[href='/forgot']");
      page.keyboard().press("Enter");
      page.waitForURL("**/forgot");
      tabTo(page, "#login");
      page.keyboard().type(person.uid());
      page.keyboard().press("Enter");
      page.waitForURL("**/forgot/channel");
      tabTo(page, "input[name=channel]");
      tabTo(page, "button.primary");
      page.keyboard().press("Enter");
      page.waitForURL("**/forgot/code");
      tabTo(page, "#code");
      page.keyboard().type(Demo.code(demo.mail(recoveryMail(person), Demo.CODE)));
      page.keyboard().press("Enter");
      page.waitForURL("**/forgot/password");
      tabTo(page, "#new");
      page.keyboard().type(NEW);
      tabTo(page, "#again");
      page.keyboard().type(NEW);
      page.keyboard().press("Enter");
      page.waitForURL("**/forgot/done");
      assertSignsIn(page, person, NEW);
    }
  }

  private static void tabTo(Page page, String selector) {
    for (int presses = 0; presses < 20; presses++) {
      page.keyboard().press("Tab");
      if (Boolean.TRUE.equals(
          page.evaluate("selector => document.activeElement.matches(selector)", selector))) {
        return;
      }
    }
    throw new AssertionError(selector + " cannot be reached by the Tab key");
  }

  @Test
  void withoutScriptsAForgottenPasswordIsReplacedToo() {
    Person person = Demo.person(Situation.ORDINARY, 5);
    try (BrowserContext context = chromium.open(Device.PHONE.withoutScripts())) {
      Page page = context.newPage();
      begin(page, person);
      primary(page);
      assertThat(page.isEnabled("button[data-again]")).isTrue();
      typeCode(page, demo.mail(recoveryMail(person), Demo.CODE));
      assertThat(page.isVisible("[data-show=new]")).isFalse();
      choose(page, NEW, NEW);
      assertThat(page.url()).endsWith("/forgot/done");
      assertSignsIn(page, person, NEW);
      page.navigate("/");
      page.click("text=Nederlands");
      assertThat(page.getAttribute("html", "lang")).isEqualTo("nl");
    }
  }

  @Test
  void withScriptsRulesAreTickedAndAPasswordCanBeShownAndAnotherCodeWaits() {
    Person person = Demo.person(Situation.ORDINARY, 6);
    try (BrowserContext context = chromium.open(Device.PHONE)) {
      Page page = context.newPage();
      begin(page, person);
      primary(page);
      assertThat(page.isDisabled("button[data-again]")).isTrue();
      assertThat(page.textContent("button[data-again]"))
          .matches("Send it again in (0:\\d\\d|1:00)");
      typeCode(page, demo.mail(recoveryMail(person), Demo.CODE));
      page.fill("#new", "short");
      assertThat(page.textContent("[data-rule=rule-length]")).isEqualTo("At least 12 characters");
      page.fill("#new", NEW);
      assertThat(page.textContent("[data-rule=rule-length].met"))
          .isEqualTo("At least 12 characters (done)");
      page.click("[data-show=new]");
      assertThat(page.getAttribute("#new", "type")).isEqualTo("text");
      page.click("[data-show=new]");
      assertThat(page.getAttribute("#new", "type")).isEqualTo("password");
    }
  }

  @Test
  void whoMustChangeAndWhoseHasExpiredGetIn() {
    for (Situation situation : List.of(Situation.MUST_CHANGE, Situation.EXPIRED)) {
      Person person = Demo.person(situation, 0);
      String old = SampleCompany.password(person.uid());
      try (BrowserContext context = chromium.open(Device.PHONE)) {
        Page page = context.newPage();
        change(page, person.uid(), old, NEW);
        assertThat(page.url()).as(situation.name()).endsWith("/change/done");
        assertSignsIn(page, person, NEW);
      }
    }
  }

  @Test
  void aResetLeavesALinkByWhichThePersonChooses() throws Exception {
    Person person = Demo.person(Situation.ORDINARY, 7);
    demo.keyturn("reset", person.uid(), "--yes", "--reason", "telephone call");
    String mail = demo.mail(recoveryMail(person), Demo.LINK);
    try (BrowserContext context = chromium.open(Device.PHONE)) {
      Page page = context.newPage();
      page.navigate(Demo.link(mail));
      typeCode(page, mail);
      choose(page, NEW, NEW);
      assertThat(page.url()).endsWith("/forgot/done");
      assertSignsIn(page, person, NEW);
      page.navigate(Demo.link(mail));
      typeCode(page, mail);
      assertThat(page.url()).as("it works once").endsWith("/forgot/over");
    }
  }

  @Test
  void aForgottenUserNameIsMailedToItsOwner() {
    Person person = Demo.person(Situation.ORDINARY, 8);
    try (BrowserContext context = chromium.open(Device.PHONE)) {
      Page page = context.newPage();
      page.navigate("/user-name");
      page.fill("#mail", person.uid() + "@example.com");
      primary(page);
      assertThat(page.textContent("main")).doesNotContain(person.uid());
      Pattern subject = Pattern.compile("^(Your user name|Je gebruikersnaam) (for|voor) Example\n");
      assertThat(demo.mail(recoveryMail(person), subject)).contains(": " + person.uid());
    }
  }

  @Test
  void whatIsWrongTakesTheFocusAndLeadsToItsField() {
    try (BrowserContext context = chromium.open(Device.PHONE)) {
      Page page = context.newPage();
      page.navigate("/change");
      page.fill("#login", "nobody");
      page.fill("#old", "Some-Word-1");
      choose(page, NEW, NEW + "-");
      // The browser gives the focus as it paints, which may be after the page has loaded.
      page.waitForFunction("document.activeElement.className === 'problems'");
      page.click(".problems a");
      page.waitForFunction("document.activeElement.id === 'again'");
    }
  }

  @Test
  void aPageIsLightAndTheBrowserFindsNothingToComplainOf() {
    for (String path : List.of("/", "/forgot", "/change", "/account", "/user-name")) {
      try (BrowserContext context = chromium.open(Device.DESKTOP)) {
        Page page = context.newPage();
        List<String> said = new CopyOnWriteArrayList<>();
        List<Response> answers = new CopyOnWriteArrayList<>();
        page.onConsoleMessage(message -> said.add(message.text()));
        page.onPageError(said::add);
        page.onRequestFailed(request -> said.add(request.url()));
        page.onResponse(answers::add);
        page.navigate(path);
        page.waitForLoadState();
        assertThat(answers.stream().filter(Response::ok).mapToInt(a -> a.body().length).sum())
            .as(path)
            .isBetween(1_000, HEAVIEST);
        assertThat(said).as(path).isEmpty();
      }
    }
  }
}
