package org.keyturn.agent.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;
import static org.junit.jupiter.params.provider.Arguments.arguments;
import static org.keyturn.agent.plan.Requests.CLOCK;
import static org.keyturn.agent.plan.Requests.NOW;
import static org.keyturn.agent.plan.Requests.everyone;
import static org.keyturn.agent.plan.Requests.force;
import static org.keyturn.agent.plan.Requests.in;
import static org.keyturn.agent.plan.Requests.named;
import static org.keyturn.agent.plan.Requests.person;
import static org.keyturn.agent.plan.Requests.request;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.keyturn.agent.account.Account;
import org.keyturn.agent.account.AccountId;
import org.keyturn.agent.account.PolicyInForce;
import org.keyturn.agent.directory.DirectoryException;
import org.keyturn.agent.directory.Due;
import org.keyturn.agent.policy.AccountState;
import org.keyturn.agent.policy.Rule;

final class PlannerTest {

  @TempDir Path folder;

  private final FakeDirectory directory =
      new FakeDirectory().with(person("anna"), person("bob"), person("carla").mustChange());

  private Plan plan(PlanRequest request) {
    return new Planner(directory, CLOCK, folder).plan(request);
  }

  private List<String> lines(PlanRequest request) {
    try (Plan plan = plan(request)) {
      return lines(plan);
    }
  }

  private static List<String> lines(Plan plan) {
    List<String> lines = new ArrayList<>();
    try (PlanCursor accounts = plan.accounts()) {
      accounts.forEachRemaining(a -> lines.add(a.login() + " " + a.verdict() + " " + a.reason()));
    }
    return lines;
  }

  @Test
  void everyoneIsDecidedOnceAndCounted() {
    try (Plan plan = plan(force(everyone()))) {
      assertThat(lines(plan))
          .containsExactly(
              "anna CHANGE selected",
              "bob CHANGE selected",
              "carla ALREADY_SO already-must-change");
      PlanHeader h = plan.header();
      assertThat(List.of(h.scanned(), h.selected(), h.changes(), h.alreadySo(), h.skipped()))
          .containsExactly(3L, 3L, 2L, 1L, 0L);
      assertThat(h.reasons()).containsExactly(java.util.Map.entry("already-must-change", 1L));
      assertThat(h.named()).isFalse();
      assertThat(h.createdAt()).isEqualTo(NOW);
      assertThat(h.validUntil()).isEqualTo(NOW.plus(Duration.ofHours(24)));
      assertThat(h.id()).matches("20261122-080000-[2-9a-z]{4}");
    }
  }

  @Test
  void everyUnknownAndAmbiguousNameIsToldAtOnceAndNothingIsPlanned() {
    directory.with(
        person("anna"),
        person("twin"),
        person("twin").as(new AccountId("other"), "uid=twin,ou=b,dc=example,dc=com", "twin"));
    assertThatThrownBy(() -> plan(force(named("nobody", "anna", "twin", "no\r\none\u001b[31m"))))
        .asInstanceOf(type(SelectionException.class))
        .satisfies(
            e ->
                assertThat(e.problems())
                    .containsExactly(
                        "\"nobody\": no such account in corp",
                        "\"twin\": 2 entries answer to it; name the one you mean by its DN or id",
                        "\"no\\u000d\\u000aone\\u001b[31m\": no such account in corp"));
    assertThat(folder).as("no spool is left behind").isEmptyDirectory();
  }

  @Test
  void whoeverIsNamedTwiceGetsOneAction() {
    assertThat(
            lines(force(named("anna", "anna@example.com", "uid=anna,ou=people,dc=example,dc=com"))))
        .containsExactly("anna CHANGE selected");
  }

  @Test
  void namesAreLookedUpInBatches() {
    String[] many = IntStream.range(0, 1_201).mapToObj(i -> "anna").toArray(String[]::new);
    assertThat(lines(force(named(many)))).hasSize(1);
    assertThat(directory.batches).containsExactly(500, 500, 201);
  }

  @Test
  void anEmptySelectionIsAnErrorNeverEveryone() {
    assertThatThrownBy(() -> plan(force(named())))
        .isInstanceOf(SelectionException.class)
        .hasMessageContaining("nobody is selected");
    assertThat(directory.scanned).isEmpty();
    Selection statesAlone =
        new Selection(
            List.of(),
            "",
            Optional.empty(),
            List.of(),
            Optional.empty(),
            false,
            Set.of(AccountState.LOCKED));
    assertThatThrownBy(() -> plan(force(statesAlone))).isInstanceOf(SelectionException.class);
  }

  @Test
  void aJobWithoutASelectionMeansEveryone() {
    Selection job =
        Selection.of(new JobSettings.Select(Optional.empty(), List.of(), Optional.empty()));
    assertThat(lines(force(job))).hasSize(3);
  }

  @Test
  void theStatesNarrowASelectionAndAListOfNames() {
    assertThat(lines(force(in(AccountState.MUST_CHANGE))))
        .containsExactly("carla ALREADY_SO already-must-change");
    Selection list = named("anna", "carla");
    Selection narrowed =
        new Selection(
            list.keys(),
            list.listed(),
            Optional.empty(),
            List.of(),
            Optional.empty(),
            false,
            Set.of(AccountState.OK));
    try (Plan plan = plan(force(narrowed))) {
      assertThat(lines(plan)).containsExactly("anna CHANGE selected");
      assertThat(plan.header().scanned()).isEqualTo(2);
      assertThat(plan.header().named()).isTrue();
    }
  }

  @Test
  void theOperatorAndTheProtectedAreCountedAndLeftAlone() {
    directory.protecting("UID=Bob, ou=People,dc=example,dc=com");
    directory.alsoKnownAs("a.smit", "anna");
    for (String operator :
        List.of("anna", "ANNA", "uid=anna, ou=people,dc=example,dc=com", "a.smit")) {
      assertThat(lines(request(everyone(), new Rule.Always(), Optional.of(operator))))
          .as(operator)
          .containsExactly(
              "anna SKIPPED self", "bob SKIPPED protected", "carla ALREADY_SO already-must-change");
    }
    assertThat(lines(request(named("bob"), new Rule.Always(), Optional.empty())))
        .as("naming somebody does not unprotect them")
        .containsExactly("bob SKIPPED protected");
  }

  @Test
  void theBindAccountIsLeftAloneAsTheDirectoryNamesIt() {
    directory.with(person("keyturn"), person("anna")).protecting(person("keyturn").account().dn());
    assertThat(lines(force(everyone())))
        .containsExactly("keyturn SKIPPED protected", "anna CHANGE selected");
  }

  @Test
  void whoeverIsNotDueIsNoPartOfThePlanThoughRead() {
    directory.with(person("anna"), person("old").changedAt(NOW.minus(Duration.ofDays(90))));
    Rule rule = new Rule.PasswordOlderThan(Duration.ofDays(90));
    try (Plan plan = plan(request(everyone(), rule, Optional.empty()))) {
      assertThat(lines(plan)).containsExactly("old CHANGE password is 90 days old");
      assertThat(plan.header().scanned()).isEqualTo(2);
      assertThat(plan.header().selected()).isEqualTo(1);
    }
  }

  @Test
  void anUnresolvedPolicyIsSkippedWithItsReasonAndDetail() {
    directory.with(
        person("anna").under(new PolicyInForce.Unresolved("policy-dangling", "cn=gone")));
    try (Plan plan = plan(force(everyone()));
        PlanCursor accounts = plan.accounts()) {
      PlannedAccount anna = accounts.next();
      assertThat(anna.reason()).isEqualTo("policy-dangling");
      assertThat(anna.detail()).isEqualTo("cn=gone");
      assertThat(accounts.hasNext()).isFalse();
    }
  }

  static Stream<Arguments> hints() {
    Duration d = Duration.ofDays(30);
    return Stream.of(
        arguments(new Rule.Always(), new Due.Any()),
        arguments(new Rule.PasswordOlderThan(d), new Due.ChangedBefore(NOW.minus(d))),
        arguments(new Rule.ExpiresWithin(d), new Due.ExpiresBefore(NOW.plus(d))),
        arguments(new Rule.NeverSignedInSinceReset(d), new Due.MustChange()),
        arguments(new Rule.InactiveFor(d), new Due.Any()));
  }

  @ParameterizedTest
  @MethodSource("hints")
  void theServerIsAskedForNoMoreThanTheRuleCanChoose(Rule rule, Due due) {
    lines(request(everyone(), rule, Optional.empty()));
    assertThat(directory.scanned).singleElement().extracting("due").isEqualTo(due);
  }

  @Test
  void baseFiltersAndGroupReachTheDirectoryAsTyped() {
    Selection selection =
        new Selection(
            List.of(),
            "",
            Optional.of("ou=it,dc=example,dc=com"),
            List.of("(employeeType=staff)", "(l=Utrecht)"),
            Optional.of("cn=g,dc=example,dc=com"),
            false,
            Set.of());
    lines(force(selection));
    assertThat(directory.scanned.get(0).base()).contains("ou=it,dc=example,dc=com");
    assertThat(directory.scanned.get(0).filters())
        .containsExactly("(employeeType=staff)", "(l=Utrecht)");
    assertThat(directory.scanned.get(0).group()).contains("cn=g,dc=example,dc=com");
  }

  @Test
  void anAnswerThatIsCutShortMakesNoPlanAndLeavesNothingBehind() {
    directory.streaming(
        () ->
            Stream.of(person("anna").account(), person("bob").account())
                .peek(
                    (Account a) -> {
                      if (a.login().equals("bob")) {
                        throw new DirectoryException(
                            DirectoryException.Kind.INCOMPLETE, "size limit");
                      }
                    }));
    assertThatThrownBy(() -> plan(force(everyone()))).isInstanceOf(DirectoryException.class);
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void aClosedPlanLeavesNothingBehind() throws Exception {
    Plan plan = plan(force(everyone()));
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).hasSize(1);
    }
    plan.close();
    assertThat(folder).isEmptyDirectory();
  }
}
