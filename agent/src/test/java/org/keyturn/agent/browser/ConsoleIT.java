package org.keyturn.agent.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyturn.agent.browser.Chromium.Device;
import org.keyturn.agent.journal.Tally;
import org.keyturn.agent.web.Bureau;
import org.keyturn.agent.web.Witness;

/**
 * What an admin does on one day, by clicks and keys alone, and what the directory has to say of it.
 */
final class ConsoleIT {

  private static final Device NARROW = new Device(360, 740, ColorScheme.DARK, "nl", true);
  private static final int CROWD = 200;

  @TempDir static Path folder;

  private static Bureau office = unset();
  private static Witness witness = unset();
  private static Chromium chromium = unset();

  @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"}) // until they are up
  private static <T> T unset() {
    return null;
  }

  @BeforeAll
  static void start() throws IOException {
    Chromium.required();
    office = new Bureau(folder);
    office.crowd("annas", CROWD);
    office.crowd("moth", Bureau.MOST_PURGED + 2);
    office.crowd("singer", 1);
    office.group("chess", "vera", "singer0");
    office.group("choir", "singer0", "vera");
    office.group("cooks", "vera", "singer0");
    witness = new Witness(office);
    chromium = new Chromium(office.address());
  }

  @AfterAll
  static void stop() {
    if (chromium != null) {
      chromium.close();
    }
    if (witness != null) {
      witness.close();
    }
    if (office != null) {
      office.close();
    }
  }

  @AfterEach
  void now() {
    office.slow(Duration.ZERO);
    office.now();
  }

  @Test
  void aChangeIsForcedForAllInAFilterButHerselfStoppedAndTakenUp() {
    try (BrowserContext context = chromium.open(Device.DESKTOP)) {
      Clicks anna = Clicks.signedIn(context, "anna");
      office.later(Duration.ofMinutes(6));
      anna.find("anna", "", CROWD + 1);
      Pictures.glance(anna.page(), "crowd-list");
      Map<String, Integer> before = witness.writes();
      anna.actOnAll("force-change");
      assertThat(anna.says("h1")).isEqualTo("Force change for 200 people");
      assertThat(anna.says(".left-alone")).isEqualTo("1 person · It is your own account");
      assertThat(anna.isProofAsked()).as("her own password, again").isTrue();
      Pictures.glance(anna.page(), "crowd-plan");

      office.slow(Duration.ofMillis(60));
      anna.confirm("a list of passwords was found");
      office.awaitApplied(anna.number());
      office.slow(Duration.ofSeconds(1)); // The rest would take half a minute.
      anna.await("#live[data-events] progress:not([value='0'], [value='1'])");
      new Pictures("1280-LIGHT").take(anna.page(), "crowd-run");
      anna.page().click("text=Stop");
      office.slow(Duration.ZERO);
      anna.await("#live:not([data-events]) .tag.warn:has-text('Stopped')");
      Tally half = office.tally(anna.number());
      assertThat(half.applied()).isBetween(1L, CROWD - 1L);
      assertThat(half.open()).isEqualTo(CROWD - half.applied());
      assertThat(anna.says("#live"))
          .contains(half.applied() + 1 + " of " + (CROWD + 1), half.applied() + " done");
      assertThat(mustChange()).isEqualTo(half.applied());
      Pictures.both(anna.page(), "crowd-stopped");

      assertThat(anna.says("h1")).isEqualTo("Force change for 200 people");
      anna.page().click("text=Go on");
      anna.awaitDone();
      Pictures.glance(anna.page(), "crowd-done");
      assertThat(office.tally(anna.number()).applied()).isEqualTo(CROWD);
      assertThat(since(before)).isEqualTo(eachOnce());
      assertThat(office.applied(anna.number()))
          .hasSize(CROWD)
          .allSatisfy((login, times) -> assertThat(times).as(login).isEqualTo(1));
      assertThat(mustChange()).isEqualTo(CROWD);
      assertThat(office.mustChange("anna")).isFalse();
      anna.assertNothingRefused();
    }
  }

  private static long mustChange() {
    return IntStream.range(0, CROWD).filter(i -> office.mustChange("annas" + i)).count();
  }

  private static Map<String, Integer> eachOnce() {
    Map<String, Integer> each = new TreeMap<>();
    IntStream.range(0, CROWD).forEach(i -> each.put(office.dn("annas" + i), 1));
    return each;
  }

  /** How often anything of hers, or of the crowd, was written. */
  private static Map<String, Integer> since(Map<String, Integer> before) {
    Map<String, Integer> since = new TreeMap<>(witness.writes());
    before.forEach((dn, count) -> since.computeIfPresent(dn, (key, now) -> now - count));
    since.entrySet().removeIf(one -> one.getValue() == 0 || !one.getKey().contains("=anna"));
    return since;
  }

  @Test
  void aMemberOfGroupsLeavesAndComesBackByTheButtonsOfTheirPage() {
    try (BrowserContext context = chromium.open(Device.DESKTOP)) {
      Clicks anna = Clicks.signedIn(context, "anna");
      String dn = office.dn("singer0");
      anna.look("singer0", "");
      Pictures.both(anna.page(), "person-there");
      anna.act("remove");
      anna.keepFor(30);
      Pictures.both(anna.page(), "person-plan-remove");
      anna.confirm("left the company");
      anna.awaitDone();
      assertThat(witness.groupsOf(dn)).isEmpty();
      assertThat(witness.place("singer0"))
          .hasValueSatisfying(at -> assertThat(at).contains("ou=former"));
      assertThat(witness.groupsOf(witness.place("singer0").orElseThrow())).isEmpty();

      anna.look("singer0", "removed");
      assertThat(anna.says("main"))
          .contains("Has left", "in 30 days", "cn=chess,", "cn=choir,", "cn=cooks,");
      assertThat(anna.page().querySelectorAll("button[value=purge]")).isEmpty();
      Pictures.both(anna.page(), "person-left");
      anna.act("restore");
      Pictures.glance(anna.page(), "person-plan-restore");
      anna.confirm("was a mistake");
      anna.awaitDone();
      assertThat(witness.place("singer0")).isEqualTo(Optional.of(dn));
      assertThat(witness.groupsOf(dn)).containsExactly("chess", "choir", "cooks");
      assertThat(office.account("singer0").state().enabled()).isTrue();
      assertThat(office.mustChange("singer0")).isTrue();

      anna.look("singer0", "");
      assertThat(anna.says("main"))
          .contains("Bring back", "Yes, but only to choose a new password");
      Pictures.glance(anna.page(), "person-back");
      anna.assertNothingRefused();
    }
  }

  @Test
  void whoWasKeptForLongEnoughIsDeletedForGoodManyOnlyByTwoAdmins() {
    int moths = Bureau.MOST_PURGED + 2;
    try (BrowserContext context = chromium.open(Device.DESKTOP)) {
      Clicks anna = Clicks.signedIn(context, "anna");
      anna.find("moth", "", moths);
      anna.actOnAll("remove");
      anna.keepFor(1);
      anna.confirm("the summer is over");
      anna.awaitDone();
    }
    office.later(Duration.ofDays(2));
    try (BrowserContext context = chromium.open(Device.DESKTOP);
        BrowserContext phone = chromium.open(NARROW)) {
      Clicks anna = Clicks.signedIn(context, "anna");
      office.later(Duration.ofMinutes(6));
      anna.look("moth0", "removed-over");
      Pictures.glance(anna.page(), "purge-person");
      anna.act("purge");
      assertThat(anna.says("h1")).isEqualTo("Delete moth0 for good");
      assertThat(anna.isProofAsked()).isTrue();
      Pictures.both(anna.page(), "purge-plan-one");
      anna.confirm("kept for a day");
      anna.awaitDone();
      assertThat(anna.page().querySelectorAll("form[action$=undo]")).isEmpty();
      assertThat(witness.place("moth0")).isEmpty();

      anna.find("moth", "removed-over", moths - 1);
      Pictures.both(anna.page(), "purge-list");
      anna.actOnAll("purge");
      assertThat(anna.says("main")).contains("a second admin is to approve it");
      anna.confirm("kept for a day");
      assertThat(anna.says("#live")).contains("Waits for a second admin");
      Pictures.glance(anna.page(), "purge-waits");
      assertThat(witness.place("moth1")).isPresent();
      anna.page().click("a.button[href^='/admin/plan']");
      assertThat(anna.page().querySelectorAll("#confirm")).as("her own").isEmpty();

      Clicks adam = Clicks.signedIn(phone, "adam");
      adam.page().click("a[href='/admin/approvals']");
      adam.page().click("tbody th a");
      assertThat(adam.says(".sum")).isEqualTo(office.pending(anna.number()).checksum());
      new Pictures("360-DARK").take(adam.page(), "purge-approve");
      adam.approve();
      adam.await("#live:not([data-events]) .tag.ok");
      new Pictures("360-DARK").take(adam.page(), "purge-run");
      IntStream.range(0, moths).forEach(i -> assertThat(witness.place("moth" + i)).isEmpty());
      adam.assertNothingRefused();
      anna.assertNothingRefused();
    }
  }

  @Test
  void aTokenIsMadeShownOnceAndRevoked() {
    try (BrowserContext context = chromium.open(Device.DESKTOP)) {
      Clicks anna = Clicks.signedIn(context, "anna");
      Page page = anna.page();
      page.click("nav a[href='/admin/tokens']");
      Pictures.both(page, "tokens-none");
      page.fill("#name", "night shift");
      page.selectOption("#role", "helpdesk");
      page.fill("#base", "here");
      page.click("main button.primary");
      page.waitForSelector("#name[aria-invalid=true]");
      Pictures.both(page, "tokens-wrong");
      page.fill("#name", "night-shift");
      page.fill("#base", "ou=people,dc=example,dc=com");
      page.click("main button.primary");
      page.waitForSelector(".bearer");
      Pictures.both(page, "tokens-made");
      page.click("main a.button");
      Pictures.both(page, "tokens");
      assertThat(anna.says("tbody")).contains("ends in 90 days");
      page.click("button[aria-label='Revoke night-shift']");
      assertThat(anna.says("tbody")).contains("revoked");
      anna.assertNothingRefused();
    }
  }
}
