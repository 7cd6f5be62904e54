package org.keyturn.agent.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyturn.agent.browser.Chromium.Device;
import org.keyturn.agent.cli.Newcomer;

/** From the address that a terminal printed to a config on disk, by clicks, in a real browser. */
final class FirstRunIT {

  @TempDir Path folder;

  @Test
  void somebodyWithoutAConfigIsLedToOne() {
    Chromium.required();
    Path file = folder.resolve("config/keyturn.yaml");
    try (Newcomer newcomer = new Newcomer(file);
        Chromium chromium = new Chromium(newcomer.address());
        BrowserContext context = chromium.open(Device.DESKTOP)) {
      Page page = context.newPage();
      page.navigate(newcomer.path());
      Pictures.both(page, "init");
      page.click("button.primary");
      page.fill("#bind-dn", newcomer.bindDn());
      page.fill("#password", "wrong");
      page.click("button.primary");
      page.waitForURL("**/init/certificate");
      Pictures.both(page, "init-certificate");
      page.click("button.primary");
      page.waitForSelector("[aria-invalid=true]");
      Pictures.both(page, "init-server");
      page.fill("#password", newcomer.password());
      page.click("button.primary"); // The certificate was vouched for already.
      page.waitForURL("**/init/review");
      Pictures.both(page, "init-review");
      page.click("button.primary");
      page.waitForURL("**/init/config");
      Pictures.both(page, "init-config");
      page.click("button.primary");
      page.waitForURL("**/init/done");
      Pictures.both(page, "init-done");
      assertThat(file).exists();
    }
  }
}
