package org.keyturn.agent.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.keyturn.agent.web.Bureau;

/**
 * An operator before the console, who does everything by what is there to be clicked.
 *
 * @param page theirs
 * @param complaints what the browser had to say against the pages
 */
record Clicks(Page page, List<String> complaints) {

  /** A run of many on a machine that has much else to do. */
  private static final double PATIENCE_MS = 90_000;

  static Clicks signedIn(BrowserContext context, String login) {
    Page page = context.newPage();
    List<String> complaints = new CopyOnWriteArrayList<>();
    page.onConsoleMessage(
        message -> {
          if (message.type().equals("error") && !message.text().contains("status of 422")) {
            complaints.add(message.text());
          }
        });
    page.onPageError(complaints::add);
    page.navigate("/admin/sign-in");
    page.fill("#login", login);
    page.fill("#password", Bureau.PASSWORD);
    page.click("main button.primary");
    page.waitForURL("**/admin");
    return new Clicks(page, complaints);
  }

  /** Those whom a word finds, once they are all read. */
  void find(String text, String state, int people) {
    page.click("nav a[href='/admin/users']");
    page.fill("[data-search]", text);
    page.selectOption("select[name=state]", state);
    page.waitForSelector(
        "#people:not([data-again]) .in-all strong:text-matches('\\\\b%d$')".formatted(people));
  }

  /** The page of the one whom a word finds. */
  void look(String login, String state) {
    find(login, state, 1);
    page.click("#people tbody a");
    page.waitForURL("**/admin/user?*");
  }

  /** Has an act planned, of whoever is looked at or picked. */
  void act(String act) {
    page.click("main button[value='" + act + "']");
    page.waitForURL("**/admin/plan?plan=*");
  }

  /** All in this filter. */
  void actOnAll(String act) {
    page.check("input[name=all]");
    act(act);
  }

  /** Other options of a removal: so many days until it may be deleted. */
  void keepFor(int days) {
    page.click("summary:has-text('another way')");
    page.fill("#days", Integer.toString(days));
    page.click("text=Plan it this way");
    page.waitForSelector("main .card:has-text('Deleted %d day')".formatted(days));
  }

  /** Says why, gives their own password where the page asks for it, and means it. */
  void confirm(String reason) {
    page.fill("#reason", reason);
    proveAndSend();
  }

  /** The same of somebody else's plan. */
  void approve() {
    proveAndSend();
  }

  private void proveAndSend() {
    if (isProofAsked()) {
      page.fill("#password", Bureau.PASSWORD);
    }
    page.click("#confirm button[data-once]");
    page.waitForURL("**/admin/run?run=*");
  }

  boolean isProofAsked() {
    return page.querySelector("#password") != null;
  }

  /** The number of the plan or the run that is looked at. */
  String number() {
    return page.url().substring(page.url().indexOf('=') + 1);
  }

  void awaitDone() {
    await("#live:not([data-events]) .tag.ok:has-text('Done')");
  }

  void await(String selector) {
    page.waitForSelector(selector, new Page.WaitForSelectorOptions().setTimeout(PATIENCE_MS));
  }

  String says(String selector) {
    return page.textContent(selector).strip().replaceAll("\\s+", " ");
  }

  void assertNothingRefused() {
    assertThat(complaints).as("what the browser refused").isEmpty();
  }
}
