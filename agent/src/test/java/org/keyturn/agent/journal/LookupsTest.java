package org.keyturn.agent.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyturn.agent.TurnedClock;
import org.keyturn.agent.account.Action;
import org.keyturn.agent.journal.Lookups.AuditPage;

/** Pages are whole, in order and bounded, whatever is looked for. */
final class LookupsTest {

  @TempDir Path folder;
  private final TurnedClock clock = new TurnedClock(Samples.NOW);
  private Ledger ledger;
  private Lookups lookups;

  @BeforeEach
  void open() {
    ledger = Ledgers.open(new StoreSettings(folder.resolve("store")), clock);
    Object unused = ledger.holders().register(Holder.Kind.COMMAND);
    lookups = ledger.lookups();
  }

  @AfterEach
  void close() {
    ledger.close();
  }

  private void run(String id, Action action, Item.State outcome) {
    Runs.Ownership ownership = ledger.runs().begin(Samples.run(id, action), Samples.plan(1));
    if (outcome != Item.State.PLANNED) {
      ledger.runs().intend(ownership, Samples.intents(0, 1));
      ledger.runs().record(ownership, List.of(Samples.outcome(0, outcome)));
      ledger.runs().finish(ownership);
    }
  }

  private List<String> ids(RunQuestion question) {
    return lookups.runs(question, 10).stream().map(Run::id).toList();
  }

  @Test
  void runsArePagedNewestFirstAlsoWhereSeveralBeganAtOneInstant() {
    for (String id : List.of("a", "b", "c", "d", "e")) {
      run(id, Action.EXPIRE, Item.State.APPLIED);
    }
    List<String> seen = new ArrayList<>();
    List<Run> page = lookups.runs(RunQuestion.ALL, 2);
    while (!page.isEmpty()) {
      page.forEach(run -> seen.add(run.id()));
      page = lookups.runsBefore(page.get(page.size() - 1).id(), RunQuestion.ALL, 2);
    }
    assertThat(seen).containsExactly("e", "d", "c", "b", "a");
    assertThat(lookups.runsBefore("nobody's", RunQuestion.ALL, 2)).isEmpty();
  }

  @Test
  void runsAreFoundByWhatBecameOfThemAndWhoAsked() {
    run("done", Action.EXPIRE, Item.State.APPLIED);
    run("failed", Action.UNLOCK, Item.State.FAILED);
    run("open", Action.EXPIRE, Item.State.PLANNED);
    assertThat(ids(kind(RunQuestion.Kind.OPEN))).containsExactly("open");
    assertThat(ids(kind(RunQuestion.Kind.DONE))).containsExactly("failed", "done");
    assertThat(ids(kind(RunQuestion.Kind.FAILED))).containsExactly("failed");
    assertThat(ids(new RunQuestion(Optional.empty(), "", Optional.of(Action.UNLOCK), "anna")))
        .containsExactly("failed");
    assertThat(ids(new RunQuestion(Optional.empty(), "staff-rotation", Optional.empty(), "")))
        .hasSize(3);
    assertThat(ids(new RunQuestion(Optional.empty(), "' OR 1=1 --", Optional.empty(), "")))
        .isEmpty();
  }

  private static RunQuestion kind(RunQuestion.Kind kind) {
    return new RunQuestion(Optional.of(kind), "", Optional.empty(), "");
  }

  @Test
  void messagesArePagedAndCountedByState() {
    for (int i = 0; i < 5; i++) {
      ledger.outbox().add(Samples.message("run", i));
    }
    List<Message> first = lookups.messages(Optional.empty(), Long.MAX_VALUE, 2);
    assertThat(first).extracting(Message::id).containsExactly(5L, 4L);
    ledger.outbox().parked(5, "no such address");
    ledger.outbox().sent(1);
    assertThat(lookups.messages(Optional.of(Message.State.OWED), 4, 10))
        .extracting(Message::id)
        .containsExactly(3L, 2L);
    assertThat(lookups.waiting())
        .isEqualTo(Map.of(Message.State.OWED, 3L, Message.State.PARKED, 1L));
    Instant later = Samples.NOW.plus(Duration.ofHours(1));
    ledger.outbox().failed(2, "busy", later);
    assertThat(lookups.dueSince(Samples.NOW)).contains(Samples.NOW);
    ledger.outbox().sent(3);
    ledger.outbox().sent(4);
    assertThat(lookups.dueSince(Samples.NOW)).isEmpty();
    assertThat(lookups.dueSince(later.plusSeconds(1))).contains(later);
  }

  @Test
  void theTrailIsSearchedByWhoWhatWhomAndWhen() {
    ledger.audit().append("anna", "policy-set", "corp", "100%_sure", Map.of());
    clock.turn(Duration.ofHours(1));
    ledger.audit().append("Bob", "job-paused", "", "nightly", Map.of());
    run("r1", Action.EXPIRE, Item.State.PLANNED);
    assertThat(subjects(question("ANNA", "", "", ""))).contains("100%_sure");
    assertThat(subjects(question("bo", "paused", "night", ""))).containsExactly("nightly");
    assertThat(subjects(question("", "", "%", ""))).containsExactly("100%_sure");
    assertThat(subjects(question("", "", "!", ""))).isEmpty();
    assertThat(lookups.audit(question("", "", "", "r1"), Long.MAX_VALUE, 10).entries())
        .isNotEmpty()
        .allSatisfy(entry -> assertThat(entry.run()).contains("r1"));
    Instant half = Samples.NOW.plus(Duration.ofMinutes(30));
    assertThat(subjects(new AuditQuestion("", "", "", "", Optional.empty(), Optional.of(half))))
        .containsExactly("100%_sure");
    assertThat(subjects(new AuditQuestion("", "", "", "", Optional.of(half), Optional.empty())))
        .contains("nightly")
        .doesNotContain("100%_sure");
    Optional<Instant> never = Optional.of(Samples.NOW.plus(Duration.ofDays(9)));
    assertThat(subjects(new AuditQuestion("", "", "", "", never, Optional.empty()))).isEmpty();
  }

  private static AuditQuestion question(String actor, String event, String subject, String run) {
    return new AuditQuestion(actor, event, subject, run, Optional.empty(), Optional.empty());
  }

  private List<String> subjects(AuditQuestion question) {
    return lookups.audit(question, Long.MAX_VALUE, 100).entries().stream()
        .map(AuditTrail.Entry::subject)
        .toList();
  }

  @Test
  void aSearchThatFindsLittleStopsAfterABoundedStretchAndGoesOnFromThere() throws Exception {
    ledger.audit().append("anna", "policy-set", "corp", "the first", Map.of());
    fill(Lookups.REACH + 10);
    AuditPage page = lookups.audit(question("anna", "", "", ""), Long.MAX_VALUE, 50);
    assertThat(page.entries()).isEmpty();
    assertThat(page.reached()).isPresent();
    AuditPage rest = lookups.audit(question("anna", "", "", ""), page.next().orElseThrow(), 50);
    assertThat(rest.entries()).extracting(AuditTrail.Entry::subject).containsExactly("the first");
    assertThat(rest.next()).isEmpty();
    assertThat(rest.reached()).isEmpty();
  }

  /** Many entries at once, whose hashes nobody looks at. */
  private void fill(long more) throws Exception {
    try (var connection =
            DriverManager.getConnection(
                "jdbc:sqlite:" + folder.resolve("store").resolve("keyturn.db"));
        var statement = connection.createStatement()) {
      statement.execute(
          "WITH RECURSIVE n(i) AS (SELECT 2 UNION ALL SELECT i + 1 FROM n WHERE i <= "
              + more
              + ") INSERT INTO audit SELECT i, 0, 'x', 'e', '', NULL, 's', '{}', '' FROM n");
      statement.execute("UPDATE audit_head SET seq = (SELECT MAX(seq) FROM audit)");
    }
  }

  @Test
  void pagesOfTheTrailMeetWithoutGapOrRepetition() {
    for (int i = 0; i < 7; i++) {
      ledger.audit().append("anna", "policy-set", "corp", "s" + i, Map.of());
    }
    List<Long> seen = new ArrayList<>();
    Optional<Long> before = Optional.of(Long.MAX_VALUE);
    while (before.isPresent()) {
      AuditPage page = lookups.audit(AuditQuestion.ALL, before.get(), 3);
      page.entries().forEach(entry -> seen.add(entry.seq()));
      before = page.next();
    }
    assertThat(seen).containsExactly(7L, 6L, 5L, 4L, 3L, 2L, 1L);
  }
}
