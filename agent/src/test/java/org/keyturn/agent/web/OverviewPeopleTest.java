package org.keyturn.agent.web;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.RDN;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyturn.agent.console.ConsoleSettings;
import org.keyturn.agent.console.ConsoleSettings.Grant;
import org.keyturn.agent.console.Operators;
import org.keyturn.agent.console.People;
import org.keyturn.agent.console.Role;
import org.keyturn.agent.console.Sight;
import org.keyturn.agent.journal.Rosters;
import org.keyturn.agent.journal.StoreSettings;
import org.keyturn.agent.notify.Language;
import org.keyturn.agent.policy.AccountState;

/** How many are locked, expired and must change, of those whom an operator may act on. */
final class OverviewPeopleTest {

  private static final List<AccountState> COUNTED =
      List.of(AccountState.LOCKED, AccountState.EXPIRED, AccountState.MUST_CHANGE);

  private static final String LOCKED = "pwdAccountLockedTime: 20261101000000Z";
  private static final String EXPIRED = "pwdChangedTime: 20200101000000Z";
  private static final String MUST_CHANGE = "pwdReset: TRUE";

  @TempDir static Path folder;

  static Office office = unset();
  static People people = unset();

  @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"}) // until it is up
  private static <T> T unset() {
    return null;
  }

  @BeforeAll
  static void start() {
    office = new Office(folder, o -> List.of());
    String north = "ou=north,ou=people," + office.town.server.suffix();
    office.town.server.load("dn: " + north + "\nobjectClass: organizationalUnit\nou: north\n");
    office.town.person("locked-one", LOCKED);
    office.town.person("locked-two", LOCKED);
    office.town.person("expired-one", EXPIRED);
    office.town.person("must-one", MUST_CHANGE);
    office.town.person("fine");
    below(north, "uid=locked-north", "locked-north", LOCKED);
    below(north, "uid=must-north", "must-north", MUST_CHANGE);
    // Not of the north, whatever its name ends with.
    String trick = new RDN("cn", "trick," + north).toString();
    below("ou=people," + office.town.server.suffix(), trick, "trick", LOCKED);
    office.group("team", "locked-two", "must-one", "fine");
    office.town.person("powerful", LOCKED);
    office.group("powers", "powerful");
    people =
        new People(
            office.town.served(),
            name -> Rosters.open(new StoreSettings(folder.resolve("counted")), name),
            Clock.systemUTC());
    Sight anna = office.operators.of("corp", office.account("anna")).orElseThrow();
    Bureau.await(
        () -> people.counts(anna, "corp", COUNTED).orElseThrow().readAt().isPresent(),
        () -> "the directory is never read");
  }

  private static void below(String base, String rdn, String login, String more) {
    office.town.server.load(
        """
        dn: %s,%s
        objectClass: inetOrgPerson
        uid: %s
        cn: %s
        sn: de Vries
        userPassword: %s
        pwdPolicySubentry: cn=strict,ou=policies,%s
        %s
        """
            .formatted(
                rdn,
                base,
                login,
                rdn.startsWith("cn=")
                    ? "trick," + "ou=north,ou=people," + office.town.server.suffix()
                    : login,
                Town.OLD,
                office.town.server.suffix(),
                more));
  }

  @AfterAll
  static void stop() {
    people.close();
    office.close();
  }

  /** One whose helpdesk reaches no further than this. */
  private static Sight helpdesk(Optional<String> base, Optional<String> group) {
    return new Operators(
            office.town.served(),
            new ConsoleSettings(
                "corp",
                List.of(new Grant(Role.HELPDESK, office.groupDn("helpdesk"), base, group)),
                ConsoleSettings.SecondFactor.OFF,
                Duration.ofMinutes(15),
                Duration.ofHours(8)),
            List.of(office.groupDn("powers")),
            Clock.systemUTC())
        .of("corp", office.account("henk"))
        .orElseThrow();
  }

  private static People.Counts counts(Sight sight) {
    return people.counts(sight, "corp", COUNTED).orElseThrow();
  }

  @Test
  void whoLooksAtEverybodyCountsEverybody() {
    for (String login : List.of("vera", "anna")) {
      People.Counts counts =
          counts(office.operators.of("corp", office.account(login)).orElseThrow());
      assertThat(counts.people())
          .as(login)
          .containsExactly(
              entry(AccountState.LOCKED, 5L),
              entry(AccountState.EXPIRED, 1L),
              entry(AccountState.MUST_CHANGE, 2L));
      assertThat(counts.bound()).isFalse();
    }
  }

  @Test
  void aHelpdeskDoesNotCountThoseWhoCanDoMoreThanOthers() {
    People.Counts counts = counts(helpdesk(Optional.empty(), Optional.empty()));
    assertThat(counts.people()).containsEntry(AccountState.LOCKED, 4L);
    assertThat(counts.bound()).isTrue();
  }

  @Test
  void aHelpdeskOfAUnitCountsWhoStandsBelowIt() {
    Sight north =
        helpdesk(
            Optional.of("OU=North, ou=people," + office.town.server.suffix()), Optional.empty());
    assertThat(counts(north).people())
        .containsExactly(
            entry(AccountState.LOCKED, 1L),
            entry(AccountState.EXPIRED, 0L),
            entry(AccountState.MUST_CHANGE, 1L));
  }

  @Test
  void aHelpdeskOfAGroupCountsItsMembers() {
    People.Counts counts = counts(helpdesk(Optional.empty(), Optional.of(office.groupDn("team"))));
    assertThat(counts.people())
        .containsExactly(
            entry(AccountState.LOCKED, 1L),
            entry(AccountState.EXPIRED, 0L),
            entry(AccountState.MUST_CHANGE, 1L));
    assertThat(counts.group()).contains(office.groupDn("team"));
  }

  @Test
  void eachNumberLeadsToItsListAndSaysHowOldItIs() {
    Words words = Words.of(Language.ENGLISH);
    Moments moments = new Moments(words, Instant.now(), ZoneId.of("UTC"));
    Sight team = helpdesk(Optional.empty(), Optional.of(office.groupDn("team")));
    String all = new OverviewPeople(people).of(team, "corp", words, moments).toString();
    assertThat(all)
        .contains("1 is locked", "no password has expired", "1 must change their password")
        .contains(
            "/admin/users?state=locked&group=" + UserWords.encoded(office.groupDn("team")),
            "/admin/users?state=must-change&group=")
        .contains("near=just now", "bound=true");
  }
}
