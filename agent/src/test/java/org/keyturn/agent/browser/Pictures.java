package org.keyturn.agent.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Pictures of pages, kept in {@code target/screenshots} to be looked at; what axe finds on them,
 * and whether they fit.
 *
 * @param who whose screen it is
 */
record Pictures(String who) {

  private static final Path FOLDER = Path.of("target", "screenshots");

  /** On a desk by day and on a phone by night, as it is in its browser now; axe looks at it. */
  static void both(Page page, String what) {
    glance(page, what);
    assertAccessible(page, what);
  }

  /** The same of a page as long as others that axe, which takes its time, has looked at. */
  static void glance(Page page, String what) {
    new Pictures("1280-LIGHT").shoot(page, what);
    page.setViewportSize(360, 740);
    page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
    new Pictures("360-DARK").shoot(page, what);
    page.setViewportSize(1280, 900);
    page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
  }

  void take(Page page, String what) {
    shoot(page, what);
    assertAccessible(page, what + " " + who);
  }

  private static void assertAccessible(Page page, String what) {
    assertThat(new AxeBuilder(page).setLegacyMode(true).analyze().getViolations())
        .extracting(Rule::getHelp, Rule::getNodes)
        .as(what)
        .isEmpty();
  }

  private void shoot(Page page, String what) {
    try {
      Files.createDirectories(FOLDER);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    page.screenshot(
        new Page.ScreenshotOptions()
            .setPath(FOLDER.resolve(what + "-" + who + ".png"))
            .setFullPage(true));
    assertThat((Boolean) page.evaluate("document.documentElement.scrollWidth <= innerWidth"))
        .as("no sideways scrolling: " + what + " " + who)
        .isTrue();
  }
}
