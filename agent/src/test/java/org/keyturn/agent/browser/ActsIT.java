package org.keyturn.agent.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyturn.agent.browser.Chromium.Device;
import org.keyturn.agent.web.Bureau;

/** Acts of operators in a real browser, from the plan to the end, before a real directory. */
final class ActsIT {

  private static final int LISTED = 12;

  private static final Device NARROW = new Device(360, 740, ColorScheme.DARK, "nl", true);

  @TempDir static Path folder;

  private static Bureau office = unset();
  private static Chromium chromium = unset();

  @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"}) // until they are up
  private static <T> T unset() {
    return null;
  }

  @BeforeAll
  static void start() throws IOException {
    Chromium.required();
    office = new Bureau(folder);
    office.crowd("fenna", 1);
    office.crowd("limit", Bureau.MOST + 1);
    office.crowd("listed", LISTED);
    office.crowd("scriptless", 1);
    chromium = new Chromium(office.address());
  }

  @AfterAll
  static void stop() {
    if (chromium != null) {
      chromium.close();
    }
    if (office != null) {
      office.close();
    }
  }

  @Test
  void aHelpdeskResetsOnePersonAndReadsThePasswordOnce() {
    try (BrowserContext context = chromium.open(Device.DESKTOP)) {
      Clicks henk = Clicks.signedIn(context, "henk");
      Page page = henk.page();
      Pictures pictures = new Pictures("desktop-LIGHT-en");
      henk.look("fenna0", "");
      henk.act("reset");
      assertThat(henk.says("h1")).isEqualTo("Reset the password of fenna0");
      pictures.take(page, "plan-reset");
      henk.confirm("telephone call");
      page.click("text=Show the new password");
      String password = page.textContent(".secret-word");
      pictures.take(page, "run-passwords");
      page.click("main a");
      henk.awaitDone();
      assertThat(page.content()).doesNotContain(password);
      assertThat(office.mustChange("fenna0")).isTrue();
      henk.assertNothingRefused();
    }
  }

  @Test
  void overTheLimitASecondAdminApproves() {
    try (BrowserContext context = chromium.open(Device.DESKTOP);
        BrowserContext second = chromium.open(NARROW)) {
      Clicks anna = Clicks.signedIn(context, "anna");
      anna.find("limit", "", Bureau.MOST + 1);
      anna.actOnAll("force-change");
      assertThat(anna.says("main")).contains("a second admin is to approve it");
      anna.confirm("a list of passwords was found");
      assertThat(anna.says("#live")).contains("Waits for a second admin");

      Clicks adam = Clicks.signedIn(second, "adam");
      adam.page().click("a[href='/admin/approvals']");
      Pictures pictures = new Pictures("narrow-DARK-nl");
      pictures.take(adam.page(), "approvals");
      adam.page().click("tbody th a");
      adam.approve();
      adam.await("#live:not([data-events]) .tag.ok");
      pictures.take(adam.page(), "run");
      assertThat(office.mustChange("limit" + Bureau.MOST)).isTrue();
    }
  }

  @Test
  void theKeysAreToldAndMoveThroughTheList() {
    try (BrowserContext context = chromium.open(Device.DESKTOP)) {
      Clicks anna = Clicks.signedIn(context, "anna");
      anna.find("listed", "", LISTED);
      Page page = anna.page();
      page.focus("nav a[href='/admin/users']");
      page.keyboard().press("j");
      page.waitForSelector("tbody tr:nth-child(1) input:focus");
      page.keyboard().press("ArrowDown");
      page.keyboard().press("j");
      page.waitForSelector("tbody tr:nth-child(3) input:focus");
      page.keyboard().press("k");
      page.keyboard().press("Space");
      page.waitForSelector("tbody tr:nth-child(2) input:focus:checked");
      page.keyboard().press("ArrowUp");
      page.waitForSelector("tbody tr:nth-child(1) input:focus");
      page.keyboard().press("Tab");
      page.keyboard().press("Space");
      page.waitForSelector("tbody tr:nth-child(1) input:checked");
      assertThat(anna.says("[data-picked]")).isEqualTo("2 picked");

      page.keyboard().press("?");
      page.waitForSelector("dialog[open] button:focus");
      assertThat(anna.says("dialog")).startsWith("Keys /Search");
      page.keyboard().press("j");
      page.waitForSelector("dialog[open] button:focus");
      Pictures.both(page, "keys");
      page.keyboard().press("Escape");
      page.waitForSelector("body:not(:has(dialog)) tbody tr:nth-child(1) a:focus");

      page.keyboard().press("/");
      page.keyboard().type("?j");
      assertThat(page.inputValue("[data-search]")).isEqualTo("?j");
      assertThat(page.querySelectorAll("dialog")).isEmpty();
      page.keyboard().press("Escape");
      anna.find("listed", "", LISTED);
      page.keyboard().press("ArrowDown");
      page.waitForSelector("tbody tr:nth-child(1) input:focus");
      page.keyboard().press("Space");
      anna.act("force-change");
      assertThat(anna.says("h1")).isEqualTo("Force change for listed0");
      anna.assertNothingRefused();
    }
  }

  @Test
  void onePersonIsLookedAtOnANarrowScreen() {
    try (BrowserContext context = chromium.open(NARROW)) {
      Clicks henk = Clicks.signedIn(context, "henk");
      Pictures pictures = new Pictures("narrow-DARK-nl");
      henk.find("listed", "", LISTED);
      pictures.take(henk.page(), "users");
      henk.look("listed7", "");
      pictures.take(henk.page(), "person");
      assertThat(henk.says("main")).contains("listed7");
    }
  }

  @Test
  void aHelpdeskDoesNothingToAnAdminOnANarrowScreen() {
    try (BrowserContext context = chromium.open(NARROW)) {
      Clicks henk = Clicks.signedIn(context, "henk");
      Pictures pictures = new Pictures("narrow-DARK-nl");
      henk.page().click("nav a[href='/admin/policies']");
      pictures.take(henk.page(), "policies");
      henk.find("anna", "", 1);
      henk.page().check("tbody input");
      henk.act("reset");
      pictures.take(henk.page(), "plan-nobody");
      assertThat(henk.page().querySelectorAll("#confirm")).isEmpty();
      assertThat(henk.says("main")).contains("Kan meer dan anderen");
    }
  }

  @Test
  void withoutScriptsAnActIsDoneAllTheSame() {
    try (BrowserContext before = chromium.open(Device.DESKTOP);
        BrowserContext context = chromium.open(Device.DESKTOP.withoutScripts())) {
      Clicks.signedIn(before, "vera").find("scriptless", "", 1); // By now everybody is read.
      Clicks hilda = Clicks.signedIn(context, "hilda");
      hilda.page().click("nav a[href='/admin/users']");
      hilda.page().fill("[data-search]", "scriptless");
      hilda.page().click("form.find button");
      hilda.page().check("tbody input");
      hilda.act("force-change");
      hilda.confirm("telephone call");
      hilda.awaitDone();
      assertThat(office.mustChange("scriptless0")).isTrue();
    }
  }

  @Test
  void theKeysAreToldByTheMenuInDutchAndNotWithoutScripts() {
    try (BrowserContext phone = chromium.open(NARROW);
        BrowserContext plain = chromium.open(Device.DESKTOP.withoutScripts())) {
      Clicks vera = Clicks.signedIn(phone, "vera");
      vera.page().click(".who summary");
      vera.page().click("[data-keys]");
      vera.page().waitForSelector("dialog[open]");
      assertThat(vera.says("dialog")).startsWith("Sneltoetsen /Zoeken");
      new Pictures("360-DARK-nl").take(vera.page(), "keys");
      vera.page().click("dialog button");
      vera.page().waitForSelector("body:not(:has(dialog))");
      vera.assertNothingRefused();

      Clicks scriptless = Clicks.signedIn(plain, "vera");
      scriptless.page().click(".who summary");
      assertThat(scriptless.page().isVisible("[data-keys]")).isFalse();
      scriptless.page().keyboard().press("?");
      assertThat(List.of(scriptless.page().isVisible("dialog"), scriptless.page().isVisible("kbd")))
          .containsOnly(false);
    }
  }
}
