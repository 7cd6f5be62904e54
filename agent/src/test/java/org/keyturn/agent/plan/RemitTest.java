package org.keyturn.agent.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.keyturn.agent.plan.Requests.CLOCK;
import static org.keyturn.agent.plan.Requests.everyone;
import static org.keyturn.agent.plan.Requests.person;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyturn.agent.account.Action;
import org.keyturn.agent.account.Remit;
import org.keyturn.agent.policy.Rule;

/** How far an operator's authority reaches. */
final class RemitTest {

  private static final String STAFF = "cn=staff,dc=example,dc=com";
  private static final String ADMINS = "cn=admins,dc=example,dc=com";

  @TempDir Path folder;

  private static String dn(String login) {
    return person(login).account().dn();
  }

  private List<String> planned(Remit remit) {
    FakeDirectory directory =
        new FakeDirectory()
            .with(person("anna"), person("bob"), person("carla"))
            .grouping(STAFF, dn("anna"), dn("bob"))
            .grouping(ADMINS, dn("bob"));
    PlanRequest request =
        new PlanRequest(
            Optional.empty(),
            Action.FORCE_CHANGE,
            everyone(),
            new Rule.Always(),
            PlanOptions.NONE.with(remit),
            Optional.empty());
    List<String> lines = new ArrayList<>();
    try (Plan plan = new Planner(directory, CLOCK, folder).plan(request);
        PlanCursor accounts = plan.accounts()) {
      assertThat(plan.header().options().remit()).isEqualTo(remit);
      accounts.forEachRemaining(a -> lines.add(a.login() + " " + a.reason()));
    }
    return lines;
  }

  @Test
  void whoIsOutOfReachIsSkippedAndWhoCanDoMoreToo() {
    assertThat(planned(Remit.EVERYONE))
        .containsExactly("anna selected", "bob selected", "carla selected");
    assertThat(planned(new Remit(Optional.empty(), Optional.of(STAFF), List.of(ADMINS))))
        .containsExactly("anna selected", "bob privileged", "carla out-of-reach");
    String people = dn("carla").substring(dn("carla").indexOf(',') + 1);
    assertThat(planned(new Remit(Optional.of(people), Optional.empty(), List.of())))
        .allMatch(line -> line.endsWith("selected"));
    assertThat(
            planned(
                new Remit(
                    Optional.of("ou=elsewhere,dc=example,dc=com"), Optional.empty(), List.of())))
        .allMatch(line -> line.endsWith("out-of-reach"));
  }

  @Test
  void itIsTheSameAfterPlanAndLedgerKeptIt() {
    Remit remit =
        new Remit(
            Optional.of("ou=people,dc=example,dc=com"),
            Optional.of("cn=staff,dc=example,dc=com"),
            List.of("cn=a,dc=example,dc=com", "cn=b,dc=example,dc=com"));

    assertThat(Remit.of(remit.asMap())).isEqualTo(remit);
    assertThat(Remit.of(Map.of())).isEqualTo(Remit.EVERYONE);
    assertThat(Remit.EVERYONE.asMap()).isEmpty();
  }
}
