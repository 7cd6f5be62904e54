package org.keyturn.agent.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.keyturn.agent.web.Raw.field;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyturn.agent.journal.Item;
import org.keyturn.agent.journal.Ledger;
import org.keyturn.agent.journal.Message;
import org.keyturn.agent.journal.Runs;

/** The pages about the agent itself, over HTTP, on a ledger that holds what nobody would wish. */
final class OperationPagesTest {

  private static final String ESCAPED = "&lt;script&gt;alert(1)&lt;/script&gt;";

  @TempDir static Path folder;

  static Operated operated = unset();
  static Office office = unset();
  static Ledger ledger = unset();
  static Raw vera = unset();
  static Raw anna = unset();

  @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"}) // until it is up
  private static <T> T unset() {
    return null;
  }

  @BeforeAll
  static void start() {
    operated = new Operated(folder);
    office = operated.office;
    ledger = operated.ledger;
    vera = office.signedIn("vera");
    anna = office.signedIn("anna");
  }

  @AfterAll
  static void stop() {
    operated.close();
  }

  private static void done(String id, Instant at) {
    Runs.Ownership ownership =
        ledger
            .runs()
            .begin(
                Operated.run(id, "paged", at), Operated.items(1, Item.State.SKIPPED, "protected"));
    ledger.runs().finish(ownership);
  }

  /** Where the page says that it goes on. */
  private static String next(String page) {
    return page.split("rel=\"next\" href=\"", -1)[1]
        .split("\"", -1)[0]
        .replace("&amp;", "&")
        .replace("&#x3D;", "=");
  }

  private static List<String> trail() {
    List<String> events = new ArrayList<>();
    ledger
        .audit()
        .entries(Instant.EPOCH, e -> events.add(e.actor() + " " + e.event() + " " + e.subject()));
    return events;
  }

  @Test
  void jobsTellWhenTheyComeInTheirOwnZoneAndWhatCameOfIt() {
    Instant at = Instant.parse("2026-11-20T01:30:00Z");
    ledger.occurrences().missed("nightly", at, "no agent " + Operated.EVIL);
    String page = vera.get("/admin/jobs").body();
    assertThat(page)
        .contains("Monday – Friday at 02:30", "Europe/Amsterdam", "0 30 2 ? * MON-FRI")
        .contains("Every 5 minutes", "When somebody says so", "missed", ESCAPED)
        .doesNotContain("<script>alert", "\u202e");
    assertThat(page.split("<ol class=\"moments\">", -1)[1].split("</ol>", -1)[0].split("<li>", -1))
        .as("three instants")
        .hasSize(4);
    assertThat(page).as("nobody's to pause").doesNotContain("/admin/jobs/pause", "/admin/plan");
    assertThat(anna.get("/admin/jobs").body()).contains("/admin/jobs/pause", "/admin/plan");
  }

  @Test
  void aPauseIsSeenByEverybodyAndTakenAwayByAnAdmin() {
    anna.get("/admin/jobs");
    Raw.Got paused =
        anna.post(
            "/admin/jobs/pause", field("job", "often"), field("reason", "move " + Operated.EVIL));
    assertThat(paused.location()).isEqualTo("/admin/jobs");
    assertThat(ledger.pauses().find("often")).isPresent();
    assertThat(vera.get("/admin/jobs").body())
        .contains("paused</span> anna", "move " + ESCAPED, "moments resting");
    assertThat(vera.get("/admin").body()).doesNotContain(">often</a>");
    anna.get("/admin/jobs");
    anna.post("/admin/jobs/go-on", field("job", "often"));
    assertThat(ledger.pauses().find("often")).isEmpty();
    assertThat(trail()).contains("anna job-paused often", "anna job-resumed often");
    anna.get("/admin/jobs");
    assertThat(anna.post("/admin/jobs/pause", field("job", "nobody's")).status()).isEqualTo(400);
    anna.get("/admin/jobs");
    anna.post("/admin/jobs/pause", field("job", "by-hand"));
    assertThat(ledger.pauses().find("by-hand")).as("it has no schedule").isEmpty();
  }

  @Test
  void aViewersHandMadeFormIsRefusedWhateverItAsks() {
    for (String path :
        List.of(
            "/admin/jobs/pause",
            "/admin/jobs/go-on",
            "/admin/runs/pause",
            "/admin/runs/go-on",
            "/admin/outbox/retry",
            "/admin/outbox/drop")) {
      vera.get("/admin/jobs");
      assertThat(vera.post(path, field("job", "often"), field("message", "1")).status())
          .as(path)
          .isEqualTo(403);
    }
  }

  @Test
  void runsArePagedFilteredAndCounted() {
    Instant at = Instant.now().minus(Duration.ofDays(2));
    for (int i = 0; i < 60; i++) {
      done("20261101-000000-%04d".formatted(i), at.plusSeconds(i));
    }
    String page = vera.get("/admin/runs?job=paged&state=done").body();
    assertThat(page)
        .contains("20261101-000000-0059", "20261101-000000-0010", "anna " + ESCAPED)
        .doesNotContain("20261101-000000-0009", "<script>alert");
    String older = next(page);
    assertThat(older).contains("job=paged", "state=done");
    assertThat(vera.get(older).body())
        .contains("20261101-000000-0009", "20261101-000000-0000")
        .doesNotContain("20261101-000000-0010", "rel=\"next\"");
    assertThat(vera.get("/admin/runs?job=other").body()).contains("No run is like that.");
    assertThat(vera.get("/admin/runs?state=%3Cscript%3E&before=x").status()).isEqualTo(200);
    assertThat(vera.get("/admin/runs?nobody=1").status()).isEqualTo(400);
  }

  @Test
  void theDaysAreDrawnWithWhatFailedOnTop() {
    operated.carriedOut("20261127-000000-draw", Instant.now(), 3, 1);
    String page = vera.get("/admin/runs?state=failed").body();
    assertThat(page)
        .contains("2 accounts done, 1 failed", "height=\"67\"", "20261127-000000-draw")
        .contains("y=\"0\" width=\"8\" height=\"33\"");
  }

  @Test
  void aCampaignTellsItsWavesAndRestsWhereAnAdminSaysSo() {
    String id = "20261201-000000-wave";
    Runs.Ownership ownership =
        ledger
            .runs()
            .begin(
                Operated.run(id, "nightly", Instant.now()),
                Operated.items(6, Item.State.PLANNED, ""),
                item -> new byte[0],
                Optional.empty(),
                Optional.of(Operated.daily(2)));
    ledger.campaigns().rest(ownership, Instant.now().plus(Duration.ofHours(3)), Optional.empty());
    assertThat(vera.get("/admin/runs").body())
        .contains("0 of 3 waves", "in 2 hours", "waits for its next wave")
        .doesNotContain("/admin/runs/pause");
    anna.get("/admin/runs");
    anna.post("/admin/runs/pause", field("run", id), field("reason", "wrong list"));
    assertThat(vera.get("/admin/runs").body()).contains("stopped by anna: wrong list");
    assertThat(vera.get("/admin").body()).contains("nightly stopped after 0 of 6 accounts");
    anna.get("/admin/runs");
    anna.post("/admin/runs/go-on", field("run", id));
    assertThat(ledger.campaigns().find(id).orElseThrow().paused()).isEmpty();
    anna.get("/admin/runs");
    assertThat(anna.post("/admin/runs/pause", field("run", "none")).status()).isEqualTo(400);
  }

  @Test
  void messagesAreMaskedTriedAgainAndGivenUp() {
    long parked = operated.owe("fenna " + Operated.EVIL, "");
    ledger.outbox().parked(parked, "550 no such user " + Operated.EVIL);
    String page = vera.get("/admin/outbox?state=parked").body();
    assertThat(page)
        .contains("f••••@c••••.example", "550 no such user " + ESCAPED, "try it again")
        .doesNotContain("@contoso", "<script>alert", "/admin/outbox/drop");
    assertThat(vera.get("/admin").body())
        .contains("Parked messages", "/admin/outbox?state&#x3D;parked");

    anna.get("/admin/outbox");
    anna.post("/admin/outbox/retry", field("message", Long.toString(parked)));
    assertThat(operated.delivered()).isPositive();
    assertThat(ledger.lookups().messages(Optional.of(Message.State.PARKED), parked + 1, 1))
        .isEmpty();
    anna.get("/admin/outbox");
    anna.post("/admin/outbox/drop", field("message", Long.toString(parked)));
    assertThat(vera.get("/admin/outbox?state=dropped").body()).contains("given up");
    assertThat(trail())
        .contains(
            "anna message-retried message " + parked, "anna message-dropped message " + parked);
    anna.get("/admin/outbox");
    assertThat(anna.post("/admin/outbox/drop", field("message", "x")).status()).isEqualTo(400);
    for (int i = 0; i < 55; i++) {
      operated.owe("many-" + i, "");
    }
    String first = vera.get("/admin/outbox").body();
    String older = next(first);
    assertThat(vera.get(older).body()).contains("many-0<").doesNotContain("many-54<");
  }

  @Test
  void theTrailIsSearchedVerifiedAndCarriedAwayWithoutFormulas() {
    ledger
        .audit()
        .append(
            "=cmd|calc", "policy-set", "corp", "cn=x " + Operated.EVIL, Map.of("k", Operated.EVIL));
    for (int i = 0; i < 120; i++) {
      ledger.audit().append("busy", "policy-set", "corp", "cn=" + i + ".", Map.of());
    }
    assertThat(vera.get("/admin/audit?who=cmd&what=policy").body())
        .contains("cn&#x3D;x " + ESCAPED)
        .doesNotContain("<script>alert", "cn&#x3D;1.");
    String page = vera.get("/admin/audit?who=busy").body();
    assertThat(page).contains("cn&#x3D;119.", "cn&#x3D;20.").doesNotContain("cn&#x3D;19.");
    String older = next(page);
    assertThat(vera.get(older).body())
        .contains("cn&#x3D;19.", "cn&#x3D;0.")
        .doesNotContain("cn&#x3D;20.");
    assertThat(vera.get("/admin/audit?who=nobody").body()).contains("Nothing like that");
    assertThat(vera.get("/admin/audit?from=yesterday").status()).isEqualTo(422);
    assertThat(vera.get("/admin/audit?from=%2B999999999-01-01").status()).isEqualTo(422);
    assertThat(vera.get("/admin/audit?from=2026-01-01&until=2026-01-02").body())
        .contains("Nothing like that");

    Raw.Got csv = vera.get("/admin/audit/export?who=cmd");
    assertThat(csv.header("content-disposition").orElse("")).contains("audit.csv");
    assertThat(csv.body()).startsWith("seq,at,actor").contains("'=cmd|calc").doesNotContain("busy");

    vera.get("/admin/audit");
    assertThat(vera.post("/admin/audit/verify").location()).isEqualTo("/admin/audit");
    assertThat(vera.get("/admin/audit").body()).contains("Intact, ");
  }

  @Test
  void healthLooksAtEverythingAndSaysTheMend() {
    String page = vera.get("/admin/health").body();
    assertThat(page)
        .contains("1.2.3", "Ledger", "Answers; ", " free", "Certificate", "Ends ", "Renew it")
        .contains(office.town.directory.info().url() + " answers", "nightly");
  }

  @Test
  void theFirstPageSaysWhatNeedsSomebody() {
    assertThat(vera.get("/admin").body())
        .contains(
            "2 plans wait for a second admin", "/admin/approvals", "Certificate", ">often</a>");
  }

  @Test
  void theFirstPageCountsPeopleAndLeadsToThem() {
    office.town.person("kept-out", "pwdAccountLockedTime: 20261101000000Z");
    Bureau.await(
        () -> vera.get("/admin").body().contains("as of"), () -> "the directory is never read");
    assertThat(vera.get("/admin").body())
        .contains("href=\"/admin/users?state&#x3D;locked\">")
        .contains("href=\"/admin/users?state&#x3D;expired\">")
        .contains("href=\"/admin/users?state&#x3D;must-change\">")
        .contains("<time datetime=")
        .doesNotContain("only those whom you may act on");
    assertThat(office.signedIn("henk").get("/admin").body())
        .contains("only those whom you may act on");
  }

  @Test
  void everyPageIsThereInDutchToo() {
    Raw raw = office.signedIn("henk");
    raw.get("/admin");
    raw.post("/language", field("language", "nl"), field("back", "/admin"));
    for (String path :
        List.of(
            "/admin",
            "/admin/jobs",
            "/admin/runs",
            "/admin/outbox",
            "/admin/audit",
            "/admin/health")) {
      Raw.Got got = raw.get(path);
      assertThat(got.status()).as(path).isEqualTo(200);
      assertThat(got.body()).as(path).contains("lang=\"nl\"");
    }
  }
}
