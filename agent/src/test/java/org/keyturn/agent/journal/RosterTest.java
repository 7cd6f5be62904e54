package org.keyturn.agent.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyturn.agent.account.AccountId;
import org.keyturn.agent.account.Expiry;
import org.keyturn.agent.account.Lock;
import org.keyturn.agent.account.PasswordState;
import org.keyturn.agent.journal.Roster.Column;
import org.keyturn.agent.policy.AccountState;

/** What the index finds is what the rules say, and a file that is no good is made anew. */
final class RosterTest {

  private static final Instant NOW = Instant.parse("2026-11-28T06:00:00Z");
  private static final Roster.Order BY_LOGIN = new Roster.Order(Column.LOGIN, false);

  @TempDir Path folder;

  private Roster roster = unset();

  @SuppressWarnings("NullAway") // until it is open
  private static Roster unset() {
    return null;
  }

  @BeforeEach
  void open() {
    roster = Rosters.open(new StoreSettings(folder.resolve("store")), "corp");
  }

  @AfterEach
  void close() {
    roster.close();
  }

  private static PasswordState state(Expiry expiry) {
    return new PasswordState(Optional.empty(), false, expiry, Lock.NONE, true, Optional.empty());
  }

  private static RosterEntry entry(String login, String name, PasswordState state) {
    return new RosterEntry(
        new AccountId("id-" + login),
        "uid=" + login + ",ou=people,dc=example,dc=com",
        "uid=" + login + ",ou=people,dc=example,dc=com",
        login,
        name,
        login + "@example.com",
        "default",
        state,
        true);
  }

  private static RosterEntry entry(String login, String name) {
    return entry(login, name, state(new Expiry.Never()));
  }

  private static Roster.Filter filter(String text, Optional<String> state) {
    return new Roster.Filter(
        text,
        state,
        Optional.empty(),
        Optional.empty(),
        Roster.Reach.EVERYBODY,
        new Roster.Moments(
            NOW, NOW.plus(AccountState.SOON), NOW.minus(AccountState.INACTIVE_AFTER)));
  }

  private static Roster.Filter text(String text) {
    return filter(text, Optional.empty());
  }

  private List<String> found(Roster.Filter filter, Roster.Order order) {
    return roster.page(filter, order, 0, 1_000).stream().map(RosterEntry::login).toList();
  }

  private List<String> found(Roster.Filter filter) {
    return found(filter, BY_LOGIN);
  }

  /** Seconds around the moments at which a state begins or ends, and none. */
  private static Instant around(Random random) {
    List<Instant> edges =
        List.of(
            NOW,
            NOW.plus(AccountState.SOON),
            NOW.minus(AccountState.INACTIVE_AFTER),
            NOW.plus(Duration.ofDays(random.nextInt(200) - 100)));
    return edges.get(random.nextInt(edges.size())).plusSeconds(random.nextInt(3) - 1);
  }

  private static PasswordState any(Random random) {
    List<Expiry> expiries =
        List.of(
            new Expiry.At(around(random)),
            new Expiry.At(around(random)),
            new Expiry.Never(),
            new Expiry.Unknown("policy-unknown"));
    List<Lock> locks =
        List.of(Lock.NONE, Lock.NONE, Lock.UNTIL_UNLOCKED, new Lock.Until(around(random)));
    return new PasswordState(
        Optional.of(around(random)).filter(at -> random.nextBoolean()),
        random.nextInt(4) == 0,
        expiries.get(random.nextInt(expiries.size())),
        locks.get(random.nextInt(locks.size())),
        random.nextInt(4) != 0,
        Optional.of(around(random)).filter(at -> random.nextBoolean()));
  }

  @Test
  void everyStateFindsThoseThatTheRulesCallSo() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    List<RosterEntry> all = new ArrayList<>();
    for (int i = 0; i < 600; i++) {
      RosterEntry one = entry("p%03d".formatted(i), "P", any(random));
      all.add(
          new RosterEntry(
              one.id(),
              one.dn(),
              one.place(),
              one.login(),
              one.name(),
              one.mail(),
              one.policy(),
              one.state(),
              random.nextBoolean()));
    }
    roster.put(all, 1);

    assertThat(roster.page(text(""), BY_LOGIN, 0, 1_000)).as("seed %d", seed).isEqualTo(all);
    for (AccountState state : AccountState.values()) {
      List<String> called =
          all.stream()
              .filter(
                  e ->
                      AccountState.of(e.state(), e.reachable(), AccountState.SOON, NOW)
                          .contains(state))
              .map(RosterEntry::login)
              .toList();
      assertThat(called).as("seed %d", seed).isNotEmpty();
      Roster.Filter filter = filter("", Optional.of(state.id()));
      assertThat(found(filter)).as("%s, seed %d", state, seed).isEqualTo(called);
      assertThat(roster.count(filter)).isEqualTo(called.size());
    }
  }

  @Test
  void everyWordStandsSomewhereWhateverItsAccentsAndCase() {
    roster.put(
        List.of(
            entry("f.vries", "Fenna de Vries"),
            entry("emile", "Émile Zola"),
            entry("o'brien", "100% O'Brien"),
            entry("strasse", "Jörg Straße")),
        1);

    assertThat(found(text("vries FENNA"))).containsExactly("f.vries");
    assertThat(found(text("emile zola"))).containsExactly("emile");
    assertThat(found(text("ÉMILE"))).containsExactly("emile");
    assertThat(found(text("jorg"))).containsExactly("strasse");
    assertThat(found(text("emile@example"))).containsExactly("emile");
    assertThat(found(text("%"))).containsExactly("o'brien");
    assertThat(found(text("o'brien\" OR 1=1 --"))).isEmpty();
    assertThat(found(text("  "))).hasSize(4);
  }

  /** By the names and logins of a hundred thousand, the table itself would be read from disk. */
  @Test
  void wordsAreLookedForInAnIndexAlone() throws SQLException {
    roster.put(List.of(entry("a", "A")), 1);
    String words = new RosterQuery(text("some words")).where();
    for (Column column : List.of(Column.NAME, Column.LOGIN)) {
      String sorted = RosterQuery.orderBy(new Roster.Order(column, false));
      assertThat(plan("SELECT rowid FROM roster" + words + sorted + " LIMIT 50"))
          .contains("USING COVERING INDEX roster_" + column.name().toLowerCase(Locale.ROOT))
          .doesNotContain("TEMP B-TREE");
    }
    assertThat(plan("SELECT COUNT(*) FROM roster" + words)).contains("COVERING INDEX");
    String policy =
        new RosterQuery(
                new Roster.Filter(
                    "",
                    Optional.empty(),
                    Optional.of("default"),
                    Optional.empty(),
                    Roster.Reach.EVERYBODY,
                    text("").at()))
            .where();
    assertThat(plan("SELECT rowid FROM roster" + policy + RosterQuery.orderBy(BY_LOGIN)))
        .as("whoever is under a policy is not sorted anew")
        .contains("INDEX roster_login")
        .doesNotContain("TEMP B-TREE");
  }

  private String plan(String query) throws SQLException {
    String file = "jdbc:sqlite:" + folder.resolve("store").resolve("roster-corp.db");
    StringBuilder plan = new StringBuilder();
    try (Connection connection = DriverManager.getConnection(file);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("EXPLAIN QUERY PLAN " + query)) {
      while (rows.next()) {
        plan.append(rows.getString("detail")).append('\n');
      }
    }
    return plan.toString();
  }

  @Test
  void sortsBothWaysWithWhatIsNotKnownLast() {
    roster.put(
        List.of(
            entry("a", "Zoë", state(new Expiry.Never())),
            entry("b", "anna", state(new Expiry.At(NOW.plusSeconds(20)))),
            entry("c", "Bob", state(new Expiry.At(NOW.minusSeconds(20))))),
        1);

    assertThat(found(text(""), new Roster.Order(Column.NAME, false)))
        .containsExactly("b", "c", "a");
    assertThat(found(text(""), new Roster.Order(Column.NAME, true))).containsExactly("a", "c", "b");
    assertThat(found(text(""), new Roster.Order(Column.EXPIRES, false)))
        .containsExactly("c", "b", "a");
    assertThat(found(text(""), new Roster.Order(Column.EXPIRES, true)))
        .containsExactly("b", "c", "a");
    assertThat(found(text(""), new Roster.Order(Column.STATE, false)))
        .containsExactly("c", "b", "a");
    assertThat(roster.page(text(""), BY_LOGIN, 1, 1)).extracting(RosterEntry::login).contains("b");
  }

  @Test
  void aPolicyAndAGroupNarrowItDown() {
    roster.put(List.of(entry("a", "A"), entry("b", "B"), entry("c", "C")), 1);
    Roster.Filter all = text("");
    Roster.Filter members =
        new Roster.Filter(
            "",
            Optional.empty(),
            Optional.of("default"),
            Optional.of(
                Set.of("uid=a,ou=people,dc=example,dc=com", "uid=c,ou=people,dc=example,dc=com")),
            Roster.Reach.EVERYBODY,
            all.at());
    List<String> ids = new ArrayList<>();

    assertThat(found(members)).containsExactly("a", "c");
    roster.ids(members, id -> ids.add(id.value()));
    assertThat(ids).containsExactly("id-a", "id-c");
    assertThat(roster.finds(members, new AccountId("id-a"))).isTrue();
    assertThat(roster.finds(members, new AccountId("id-b"))).isFalse();
    assertThat(roster.finds(members, new AccountId("id-nobody"))).isFalse();
    assertThat(roster.policies()).containsExactly(Map.entry("default", 3L));
  }

  @Test
  void aLookAtEverybodyForgetsWhomItDidNotSee() {
    roster.put(List.of(entry("a", "A"), entry("b", "B")), 1);
    roster.put(List.of(entry("b", "B now")), 2);
    Roster.Standing standing =
        new Roster.Standing("cookie", "rules", Optional.of(NOW), Optional.of(NOW));
    roster.settle(standing, 2);

    assertThat(found(text(""))).containsExactly("b");
    assertThat(roster.standing()).isEqualTo(standing);
    roster.drop(List.of(new AccountId("id-b")));
    assertThat(roster.count(text(""))).isZero();
  }

  @Test
  void whatIsKnownIsThereAfterARestart() {
    roster.put(List.of(entry("a", "A")), 1);
    roster.close();
    open();

    assertThat(found(text(""))).containsExactly("a");
  }

  @Test
  void aDamagedFileIsMadeAnewAndReadByNobodyElse() throws IOException {
    roster.put(List.of(entry("a", "A")), 1);
    roster.close();
    Path file = folder.resolve("store").resolve("roster-corp.db");
    Files.write(file, "not a database, whatever its name says".repeat(200).getBytes(UTF_8));
    open();

    assertThat(roster.count(text(""))).isZero();
    assertThat(roster.standing().readAt()).isEmpty();
    assertThat(Files.getPosixFilePermissions(file).toString()).doesNotContain("OTHERS", "GROUP");
  }
}
