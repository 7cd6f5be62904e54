package org.keyturn.agent.browser;

import static org.assertj.core.api.Assumptions.assumeThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Debian's Chromium, driven by Playwright, which fetches no browser of its own. */
final class Chromium implements AutoCloseable {

  private static final Path PROGRAM = Path.of("/usr/bin/chromium");

  private final Playwright playwright;
  private final Browser browser;
  private final String address;

  /**
   * @param address of the site, scheme and authority
   */
  Chromium(String address) {
    this.address = address;
    playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    browser =
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(PROGRAM)
                    // Root has no sandbox, and a container often a small /dev/shm.
                    .setArgs(List.of("--no-sandbox", "--disable-dev-shm-usage")));
  }

  static void required() {
    if (!Boolean.getBoolean("keyturn.forbidSkips")) {
      assumeThat(PROGRAM).as("SKIPPED: no Chromium at " + PROGRAM).exists();
    }
  }

  /** What somebody holds: how wide, in which colours, in which language. */
  record Device(int width, int height, ColorScheme scheme, String language, boolean scripts) {

    static final Device DESKTOP = new Device(1280, 900, ColorScheme.LIGHT, "en", true);
    static final Device PHONE = new Device(375, 740, ColorScheme.LIGHT, "en", true);

    Device withoutScripts() {
      return new Device(width, height, scheme, language, false);
    }
  }

  /** Cookies of its own. */
  BrowserContext open(Device device) {
    return browser.newContext(
        new Browser.NewContextOptions()
            .setBaseURL(address)
            .setViewportSize(device.width(), device.height())
            .setColorScheme(device.scheme())
            .setReducedMotion(ReducedMotion.REDUCE)
            .setJavaScriptEnabled(device.scripts())
            .setLocale(device.language()));
  }

  @Override
  public void close() {
    playwright.close();
  }
}
