package org.keyturn.agent.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.keyturn.agent.account.AccountId;
import org.keyturn.agent.directory.Directory;

/** Who is who in two directories, as their attributes say. */
final class KinFinderTest {

  private static final LinkSettings LINK =
      new LinkSettings("people", Map.of("corp", "employeeNumber", "cloud", "employeeID"));

  private final FakeDirectory corp = new FakeDirectory();
  private final FakeDirectory cloud = new FakeDirectory().called("cloud");

  private Kin kin(String login) {
    AccountId id = Requests.person(login).account().id();
    return new KinFinder(LINK, name -> name.equals("cloud") ? cloud : corp, false)
        .of((Directory) corp, List.of(id))
        .get(0);
  }

  private void set(FakeDirectory directory, String login, String... values) {
    directory.bearing(Requests.person(login).account(), List.of(values));
  }

  @Test
  void the_same_value_is_the_same_person() {
    set(corp, "anna", "4711");
    set(cloud, "a.jansen", "4711");
    set(cloud, "b.smit", "4712");

    assertThat(kin("anna").elsewhere()).containsOnlyKeys("cloud");
    assertThat(kin("anna").elsewhere().get("cloud"))
        .extracting(account -> account == null ? "" : account.login())
        .isEqualTo("a.jansen");
    assertThat(kin("anna").ambiguity()).isEmpty();
  }

  @Test
  void no_value_is_nobody_s_also_where_others_have_none() {
    set(corp, "anna");
    set(cloud, "a.jansen");

    assertThat(kin("anna")).isEqualTo(new Kin(Map.of(), Optional.empty()));
  }

  @Test
  void a_value_of_two_in_the_other_directory_is_nobody_s() {
    set(corp, "anna", "4711");
    set(cloud, "a.jansen", "4711");
    set(cloud, "a.jansen2", "4711");

    assertThat(kin("anna").elsewhere()).isEmpty();
    assertThat(kin("anna").ambiguity())
        .contains("in cloud, a.jansen, a.jansen2 have employeeID \"4711\"");
  }

  @Test
  void a_value_of_two_in_the_own_directory_is_nobody_s() {
    set(corp, "anna", "4711");
    set(corp, "anna-admin", "4711");
    set(cloud, "a.jansen", "4711");

    assertThat(kin("anna").elsewhere()).isEmpty();
    assertThat(kin("anna").ambiguity())
        .contains("in corp, anna-admin has employeeNumber \"4711\" too");
  }

  @Test
  void of_several_values_none_counts_on_either_side() {
    set(corp, "anna", "4711", "4712");
    set(cloud, "a.jansen", "4711");
    assertThat(kin("anna").ambiguity())
        .contains("the account in corp has 2 values of employeeNumber; one links");

    set(corp, "bob", "815");
    set(cloud, "b.smit", "815", "816");
    assertThat(kin("bob").ambiguity())
        .contains("the account in cloud has 2 values of employeeID; one links");
  }

  @Test
  void who_was_removed_there_is_no_account_there_any_more() {
    set(corp, "anna", "4711");
    set(cloud, "a.jansen", "4711");
    cloud.archiving(Requests.person("a.jansen").account().dn());

    assertThat(kin("anna").elsewhere()).isEmpty();
    assertThat(kin("anna").ambiguity()).isEmpty();
  }

  @Test
  void one_account_that_two_people_lead_to_is_left_alone_with_both() {
    People people = new People(List.of("cloud"));
    Kin same = new Kin(Map.of("cloud", Requests.person("shared").account()), Optional.empty());
    PlannedAccount ab = planned("ab");
    PlannedAccount upper = planned("upper");
    people.add(ab, same);
    people.add(upper, same);

    for (PlannedAccount account : List.of(ab, upper)) {
      PlannedAccount judged = people.judged(account.id(), account);
      assertThat(judged.verdict()).isEqualTo(PlannedAccount.Verdict.SKIPPED);
      assertThat(judged.reason()).isEqualTo("link-ambiguous");
    }
  }

  private static PlannedAccount planned(String login) {
    var account = Requests.person(login).account();
    return new PlannedAccount(
        account.id(),
        account.dn(),
        account.login(),
        PlannedAccount.Verdict.CHANGE,
        "always",
        "",
        account.version());
  }
}
