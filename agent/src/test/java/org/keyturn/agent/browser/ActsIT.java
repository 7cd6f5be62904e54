package org.keyturn.agent.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyturn.agent.browser.Chromium.Device;
import org.keyturn.agent.web.Bureau;

/** Acts of operators in a real browser, from the plan to the end, before a real directory. */
final class ActsIT {

  /** A run of many on a machine that has much else to do. */
  private static final double PATIENCE_MS = 90_000;

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

  private static Page signedIn(BrowserContext context, String login) {
    Page page = context.newPage();
    page.navigate("/admin/sign-in");
    page.fill("#login", login);
    page.fill("#password", Bureau.PASSWORD);
    page.click("main button.primary");
    page.navigate("/admin/policies");
    return page;
  }

  /** As a list of people hands over whom it picked. */
  private static void plan(Page page, String act, Map<String, String> whom) {
    page.evaluate(
        """
        (fields) => {
          const form = document.createElement('form');
          form.method = 'post';
          form.action = '/admin/plan';
          fields.csrf = document.querySelector('input[name=csrf]').value;
          for (const [name, value] of Object.entries(fields)) {
            const field = document.createElement('input');
            field.type = 'hidden';
            field.name = name;
            field.value = value;
            form.append(field);
          }
          document.body.append(form);
          form.submit();
        }""",
        all(act, whom));
    page.waitForURL("**/admin/plan?plan=*");
  }

  private static Map<String, String> all(String act, Map<String, String> whom) {
    Map<String, String> fields = new HashMap<>(whom);
    fields.put("directory", "corp");
    fields.put("act", act);
    return fields;
  }

  private static void confirm(Page page) {
    page.fill("#reason", "telephone call");
    page.click("#confirm button[data-once]");
    page.waitForURL("**/admin/run?run=*");
  }

  private static void awaitEnd(Page page, String tone) {
    page.waitForSelector(
        "#live:not([data-events]) .tag." + tone,
        new Page.WaitForSelectorOptions().setTimeout(PATIENCE_MS));
  }

  @Test
  void aHelpdeskResetsOnePersonAndReadsThePasswordOnce() {
    String fenna = office.person("fenna");
    try (BrowserContext context = chromium.open(Device.DESKTOP)) {
      Page page = signedIn(context, "henk");
      List<String> said = new CopyOnWriteArrayList<>();
      page.onConsoleMessage(
          message -> {
            if (message.type().equals("error")) {
              said.add(message.text());
            }
          });
      page.onPageError(said::add);
      Pictures pictures = new Pictures("desktop-LIGHT-en");
      plan(page, "reset", Map.of("pick-0", fenna));
      assertThat(page.textContent("h1")).isEqualTo("Reset the password of fenna");
      pictures.take(page, "plan-reset");
      confirm(page);
      page.click("text=Show the new password");
      String password = page.textContent(".secret-word");
      pictures.take(page, "run-passwords");
      page.click("main a");
      awaitEnd(page, "ok");
      assertThat(page.content()).doesNotContain(password);
      assertThat(office.mustChange("fenna")).isTrue();
      assertThat(said).isEmpty();
    }
  }

  @Test
  void anAdminForcesAChangeForManyAndSeesItThrough() {
    office.crowd("many", 140);
    try (BrowserContext context = chromium.open(Device.DESKTOP)) {
      Page page = signedIn(context, "anna");
      Pictures pictures = new Pictures("desktop-LIGHT-en");
      plan(page, "force-change", Map.of("all", "1", "q", "many"));
      pictures.take(page, "plan-many");
      confirm(page);
      awaitEnd(page, "ok");
      pictures.take(page, "run-done");
      assertThat(page.textContent("#live")).contains("140 of 140");
      assertThat(office.mustChange("many139")).isTrue();
    }
  }

  @Test
  void overTheLimitASecondAdminApproves() {
    office.crowd("limit", Bureau.MOST + 1);
    try (BrowserContext context = chromium.open(Device.DESKTOP);
        BrowserContext second = chromium.open(NARROW)) {
      Page page = signedIn(context, "anna");
      plan(page, "force-change", Map.of("all", "1", "q", "limit"));
      assertThat(page.textContent("main")).contains("a second admin is to approve it");
      confirm(page);
      assertThat(page.textContent("#live")).contains("Waits for a second admin");

      Page other = signedIn(second, "adam");
      other.navigate("/admin/approvals");
      Pictures pictures = new Pictures("narrow-DARK-nl");
      pictures.take(other, "approvals");
      other.click("tbody th a");
      pictures.take(other, "plan-approve");
      other.click("#confirm button[data-once]");
      other.waitForURL("**/admin/run?run=*");
      awaitEnd(other, "ok");
      pictures.take(other, "run");
      assertThat(office.mustChange("limit" + Bureau.MOST)).isTrue();
    }
  }

  @Test
  void peopleAreFoundPickedAndPlannedForByKeyboard() {
    office.crowd("listed", 12);
    try (BrowserContext context = chromium.open(Device.DESKTOP)) {
      Page page = signedIn(context, "anna");
      Pictures pictures = new Pictures("desktop-LIGHT-en");
      page.navigate("/admin/users");
      page.waitForSelector("#people:not([data-again]) tbody tr");
      pictures.take(page, "users");
      page.keyboard().press("/");
      page.keyboard().type("listed1");
      page.waitForSelector("#people tbody tr:nth-child(3):last-child");
      page.focus("#people tbody tr:nth-child(1) input");
      page.keyboard().press("Space");
      page.focus("#people tbody tr:nth-child(2) input");
      page.keyboard().press("Space");
      pictures.take(page, "users-picked");
      page.click("button[value='force-change']");
      page.waitForURL("**/admin/plan?plan=*");
      assertThat(page.textContent("h1")).isEqualTo("Force change for 2 people");
    }
  }

  @Test
  void onePersonIsLookedAtOnANarrowScreen() {
    office.crowd("looked", 1);
    try (BrowserContext context = chromium.open(NARROW)) {
      Page page = signedIn(context, "henk");
      Pictures pictures = new Pictures("narrow-DARK-nl");
      page.navigate("/admin/users?q=looked0");
      page.waitForSelector("#people:not([data-again]) tbody tr");
      pictures.take(page, "users");
      page.click("#people tbody td a");
      page.waitForURL("**/admin/user?*");
      pictures.take(page, "person");
      assertThat(page.textContent("main")).contains("looked0");
    }
  }

  @Test
  void somebodyLeavesAndComesBackAndIsDeletedForGood() {
    String leaver = office.person("leaver");
    try (BrowserContext context = chromium.open(Device.DESKTOP)) {
      Page page = signedIn(context, "anna");
      Pictures pictures = new Pictures("desktop-LIGHT-en");
      plan(page, "remove", Map.of("pick-0", leaver));
      page.click("summary:has-text('another way')");
      page.fill("#days", "1");
      page.click("text=Plan it this way");
      assertThat(page.textContent("main")).contains("Deleted 1 day later");
      pictures.take(page, "plan-remove");
      confirm(page);
      awaitEnd(page, "ok");

      page.navigate("/admin/policies");
      plan(page, "restore", Map.of("pick-0", leaver));
      confirm(page);
      awaitEnd(page, "ok");
      assertThat(office.account("leaver").state().enabled()).isTrue();

      page.navigate("/admin/policies");
      plan(page, "purge", Map.of("pick-0", leaver));
      assertThat(page.textContent("main")).contains("This plan changes nobody");
    }
  }

  @Test
  void aHelpdeskDoesNothingToAnAdminOnANarrowScreen() {
    List<String> people = new ArrayList<>(List.of(office.id("anna"), office.id("henk")));
    try (BrowserContext context = chromium.open(NARROW)) {
      Page page = signedIn(context, "henk");
      Pictures pictures = new Pictures("narrow-DARK-nl");
      pictures.take(page, "policies");
      plan(page, "reset", Map.of("pick-0", people.get(0), "pick-1", people.get(1)));
      pictures.take(page, "plan-nobody");
      assertThat(page.querySelectorAll("#confirm")).isEmpty();
      assertThat(page.textContent("main")).contains("Kan meer dan anderen");
    }
  }

  @Test
  void withoutScriptsAnActIsDoneAllTheSame() {
    String id = office.person("scriptless");
    try (BrowserContext picker = chromium.open(Device.DESKTOP);
        BrowserContext context = chromium.open(Device.DESKTOP.withoutScripts())) {
      Page first = signedIn(picker, "hilda");
      plan(first, "force-change", Map.of("pick-0", id));
      Page page = signedIn(context, "hilda");
      page.navigate(first.url());
      confirm(page);
      page.waitForSelector("#live .tag.ok:has-text('Done')");
      assertThat(office.mustChange("scriptless")).isTrue();
    }
  }
}
