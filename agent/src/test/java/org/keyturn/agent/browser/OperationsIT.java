package org.keyturn.agent.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keyturn.agent.browser.Chromium.Device;
import org.keyturn.agent.web.Operated;

/** The pages about the agent itself, after a month that was not a quiet one. */
final class OperationsIT {

  private static final Path PICTURES = Path.of("target", "screenshots");
  private static final List<String> PAGES =
      List.of("", "/jobs", "/runs", "/outbox", "/audit", "/health");

  /** Those that look otherwise to somebody who may only look. */
  private static final List<String> PAGES_OF_A_VIEWER = List.of("", "/jobs", "/outbox");

  @TempDir static Path folder;

  private static Operated operated = unset();
  private static Chromium chromium = unset();

  @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"}) // until they are up
  private static <T> T unset() {
    return null;
  }

  @BeforeAll
  static void start() throws IOException {
    Chromium.required();
    operated = new Operated(folder);
    operated.befall();
    chromium = new Chromium(operated.address());
    Files.createDirectories(PICTURES);
  }

  @AfterAll
  static void stop() {
    if (chromium != null) {
      chromium.close();
    }
    if (operated != null) {
      operated.close();
    }
  }

  private static Page signedIn(BrowserContext context, String login) {
    Page page = context.newPage();
    page.navigate("/admin/sign-in");
    page.fill("#login", login);
    page.fill("#password", operated.password());
    page.click("main button.primary");
    assertThat(page.url()).endsWith("/admin");
    return page;
  }

  @ParameterizedTest
  @CsvSource({
    "360, 740, DARK, nl, anna",
    "1280, 900, LIGHT, en, anna",
    "1280, 900, DARK, en, vera"
  })
  void everyPageFitsAndCanBeReadByEverybody(
      int width, int height, ColorScheme scheme, String language, String login) {
    try (BrowserContext context =
        chromium.open(new Device(width, height, scheme, language, true))) {
      Page page = signedIn(context, login);
      for (String path : login.equals("vera") ? PAGES_OF_A_VIEWER : PAGES) {
        page.navigate("/admin" + path);
        String name = "admin%s-%d-%s-%s".formatted(path.replace('/', '-'), width, scheme, language);
        page.screenshot(
            new Page.ScreenshotOptions()
                .setPath(PICTURES.resolve(name + ".png"))
                .setFullPage(true));
        assertThat(new AxeBuilder(page).analyze().getViolations())
            .as(name)
            .extracting(Rule::getId)
            .isEmpty();
        assertThat(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))
            .as(name + " scrolls sideways")
            .isEqualTo(true);
      }
    }
  }

  @Test
  void aScheduleIsPausedAndGoesOnByKeyboard() {
    try (BrowserContext context = chromium.open(Device.DESKTOP)) {
      Page page = signedIn(context, "anna");
      page.navigate("/admin/jobs");
      page.focus("input[aria-label='Why nightly']");
      page.keyboard().type("holidays");
      page.keyboard().press("Tab");
      page.keyboard().press("Enter");
      page.waitForSelector("button[aria-label='Go on nightly']");
      assertThat(page.textContent("main")).contains("holidays");
      page.focus("button[aria-label='Go on nightly']");
      page.keyboard().press("Enter");
      page.waitForSelector("button[aria-label='Pause nightly']");
    }
  }

  @Test
  void theTrailIsSearchedByKeyboard() {
    try (BrowserContext context = chromium.open(Device.DESKTOP)) {
      Page page = signedIn(context, "vera");
      page.navigate("/admin/audit");
      page.keyboard().press("/");
      page.keyboard().type("anna");
      page.keyboard().press("Enter");
      page.waitForURL("**/admin/audit?who=anna**");
      assertThat(page.textContent("table")).contains("job-paused").doesNotContain("vera");
    }
  }
}
