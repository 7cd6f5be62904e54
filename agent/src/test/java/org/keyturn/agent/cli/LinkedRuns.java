package org.keyturn.agent.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.keyturn.agent.cli.LinkedCase.cloud;
import static org.keyturn.agent.cli.LinkedCase.company;
import static org.keyturn.agent.cli.LinkedCase.has;
import static org.keyturn.agent.cli.LinkedCase.person;
import static org.keyturn.agent.cli.LinkedCase.run;
import static org.keyturn.agent.cli.LinkedCase.set;
import static org.keyturn.agent.cli.LinkedCase.signsIn;

import com.unboundid.ldap.sdk.LDAPConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyturn.agent.Agent;
import org.keyturn.agent.Claimed;
import org.keyturn.agent.Daemon;
import org.keyturn.agent.account.Action;
import org.keyturn.agent.cli.Company.Said;
import org.keyturn.agent.cli.LinkedCase.Person;
import org.keyturn.agent.config.ConfigFile;
import org.keyturn.agent.directory.AccountKey;
import org.keyturn.agent.journal.Holder;
import org.keyturn.agent.journal.Run;
import org.keyturn.agent.journal.Runs;
import org.keyturn.agent.plan.PlanOptions;
import org.keyturn.agent.plan.PlanRequest;
import org.keyturn.agent.plan.Plans;
import org.keyturn.agent.plan.Selection;
import org.keyturn.agent.policy.Rule;
import org.keyturn.agent.run.Brief;
import org.keyturn.agent.run.OwnReset;
import org.keyturn.agent.run.Progress;
import org.keyturn.agent.run.Reveal;
import org.keyturn.agent.run.RunResult;
import org.keyturn.agent.run.Stop;
import org.keyturn.agent.run.Together;

/** What becomes of runs in two directories when not everything goes as it was planned. */
abstract class LinkedRuns {

  private static final List<Boolean> BOTH = List.of(true, true);
  private static final Reveal NOBODY = (item, password) -> {};

  private static Agent agent(String config, Holder.Kind kind) throws Exception {
    return new Agent(ConfigFile.load(company.path(config)), Clock.systemUTC(), kind);
  }

  private static Plans reset(Agent agent, Person person) {
    Selection selection =
        new Selection(
            List.of(new AccountKey(AccountKey.Kind.LOGIN, person.login())),
            "the test",
            Optional.empty(),
            List.of(),
            Optional.empty(),
            false,
            Set.of());
    return agent.plans(
        agent.directory("corp"),
        new PlanRequest(
            Optional.empty(),
            Action.RESET,
            selection,
            new Rule.Always(),
            PlanOptions.reset(true, "show", Optional.empty()),
            Optional.empty()));
  }

  @Test
  void whoStopsOneOnPurposeStopsTheOthersAndOneResumeTakesUpAll() throws Exception {
    Person person = person(20);
    List<String> runs;
    try (Agent agent = agent("keyturn.yaml", Holder.Kind.COMMAND);
        Plans plans = reset(agent, person)) {
      Stop stop = new Stop();
      stop.ask();
      try (Together together = Together.begin(courses(agent, plans, stop))) {
        assertThat(together.next(NOBODY).ending()).isEqualTo(RunResult.Ending.INTERRUPTED);
        RunResult second = together.next(NOBODY);
        assertThat(second.ending()).isEqualTo(RunResult.Ending.INTERRUPTED);
        assertThat(second.run().stoppedBy().orElseThrow())
            .as("not the daemon's to go on with")
            .matches(RunResult.Ending::stoppedOnPurpose);
        assertThat(together.hasNext()).isFalse();
      }
      runs = plans.first().header().linked();
    }
    Said resumed = company.run("resume", runs.get(0), "-o", "json");
    assertThat(resumed.code()).as(resumed.all()).isZero();
    assertThat(resumed.out()).contains(runs.get(0)).contains(runs.get(1));
    assertThat(has(person, "pwdReset")).isEqualTo(BOTH);
  }

  private static List<Together.Course> courses(Agent agent, Plans plans, Stop stop) {
    return plans.parts().stream()
        .map(
            part ->
                new Together.Course(
                    agent.runner(part.directory(), OptionalDouble.empty(), stop, Progress.NONE),
                    part.plan(),
                    new Brief("the test", Optional.empty(), "")))
        .toList();
  }

  /** What a process that dies after so many runs leaves behind; the ids of the runs. */
  private static List<String> dying(Person person, int after, Reveal reveal) throws Exception {
    try (Agent agent = agent("keyturn.yaml", Holder.Kind.COMMAND);
        Plans plans = reset(agent, person)) {
      Together together = Together.begin(courses(agent, plans, new Stop()));
      for (int i = 0; i < after; i++) {
        together.next(reveal);
      }
      return plans.first().header().linked();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void whatAProcessLeavesBetweenTheDirectoriesIsTakenUpWithTheSamePassword(int after)
      throws Exception {
    Person person = person(12 + after);
    StringBuilder shown = new StringBuilder();
    List<String> runs =
        dying(person, after, (item, password) -> password.withChars(c -> shown.append(c).length()));
    if (after == 0) {
      Said early = company.run("resume", runs.get(1));
      assertThat(early.code()).as(early.all()).isEqualTo(5);
      assertThat(early.err()).contains("keyturn resume " + runs.get(0));
    }
    Said resumed = company.run("resume", runs.get(after));
    assertThat(resumed.code()).as(resumed.all()).isZero();
    String password =
        after == 1
            ? shown.toString()
            : resumed
                .out()
                .lines()
                .filter(l -> l.startsWith(person.login()))
                .findFirst()
                .get()
                .replaceFirst("\\S+ +", "");
    assertThat(signsIn(company.server(), person.corpDn(), password)).isTrue();
    assertThat(signsIn(cloud, person.cloudDn(), password)).isTrue();
    try (Agent agent = agent("keyturn.yaml", Holder.Kind.COMMAND)) {
      Runs ledger = agent.ledger().runs();
      for (String run : runs) {
        assertThat(ledger.find(run)).map(Run::state).contains(Run.State.DONE);
        assertThat(ledger.sealed(run, 0)).as("destroyed").isEmpty();
      }
    }
  }

  @Test
  void whoWasServedInOneAndNotInTheOtherIsNamed() throws Exception {
    Person person = person(14);
    String file = company.path("half.json").toString();
    assertThat(run("plan", "disable", person.login(), "-f", file).code()).isZero();
    try (LDAPConnection admin = LinkedCase.admin(cloud)) {
      admin.delete(person.cloudDn());
    }
    Said said = company.run("apply", file, company.path("half.cloud.json").toString(), "-y");
    assertThat(said.code()).as(said.all()).isEqualTo(1);
    assertThat(said.err())
        .contains(person.login() + ": applied in corp, but skipped in cloud (stale");
  }

  @Test
  void whoseNewPasswordNobodyIsToldInOneGetsNoneInTheOther() throws Exception {
    Person person = person(15);
    String file = company.path("own.json").toString();
    assertThat(run("plan", "reset", person.login(), "-f", file).code()).isZero();
    set(company.server(), person.corpDn(), "userPassword", "Chosen-0ne-Meanwhile");
    Said said = company.run("apply", file, company.path("own.cloud.json").toString(), "-y");
    assertThat(said.out()).contains("skipped-elsewhere (corp: skipped, stale)");
    assertThat(has(person, "pwdReset").get(1)).isFalse();
  }

  @Test
  void aPasswordThatTheOperatorChoseIsSetInBoth() throws Exception {
    Person person = person(16);
    Path file = company.file("chosen.pw", "Correct-horse-battery-9".getBytes(UTF_8));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    Said said =
        run(
            "reset",
            person.login(),
            "--password-file",
            file.toString(),
            "--deliver",
            "show",
            "--no-force-change",
            "-y");
    assertThat(said.code()).as(said.all()).isZero();
    assertThat(signsIn(company.server(), person.corpDn(), "Correct-horse-battery-9")).isTrue();
    assertThat(signsIn(cloud, person.cloudDn(), "Correct-horse-battery-9")).isTrue();
  }

  @Test
  void whatSomebodyChoosesByTheirLinkIsSetInBoth() throws Exception {
    Person person = person(21);
    String plain = Files.readString(company.path("keyturn.yaml"));
    company.file(
        "portal.yaml",
        plain
            + "web: {listen: \"127.0.0.1:0\", public-url: \"https://p.example.com\", tls: none}\n");
    Said said =
        company.run(
            "-c",
            company.path("portal.yaml").toString(),
            "-d",
            "corp",
            "reset",
            person.login(),
            "--to",
            "x@example.org",
            "--no-force-change",
            "-y");
    assertThat(said.code()).as(said.all()).isZero();
    assertThat(said.out()).contains("in corp").contains("in cloud");
    String chosen = "Correct-horse-battery-21";
    try (Agent agent = agent("portal.yaml", Holder.Kind.COMMAND)) {
      assertThat(Claimed.by(agent, "corp", person.login(), chosen))
          .isInstanceOf(OwnReset.Result.Written.class);
    }
    assertThat(signsIn(company.server(), person.corpDn(), chosen)).isTrue();
    assertThat(signsIn(cloud, person.cloudDn(), chosen)).as("the daemon's to do").isFalse();
    Said resumed = company.run("resume");
    assertThat(resumed.code()).as(resumed.all()).isZero();
    assertThat(signsIn(cloud, person.cloudDn(), chosen)).isTrue();
  }

  @Test
  void wavesWouldReachThemOnDifferentDays() {
    Said said = run("disable", person(17).login(), "--waves", "1/1d", "-y");
    assertThat(said.code()).as(said.all()).isEqualTo(2);
    assertThat(said.err()).contains("different days").contains("--only");
    assertThat(has(person(17), "pwdAccountLockedTime")).isEqualTo(List.of(false, false));
  }

  @Test
  void theDaemonDoesAJobToBothAndWhereItSaysSoToOneAlone() throws Exception {
    Person person = person(18);
    Person alone = person(19);
    String plain = Files.readString(company.path("keyturn.yaml"));
    String job =
        "  %s: {directory: corp, select: {filter: \"(employeeNumber=%s)\"}, when: always, do:"
            + " disable%s}\n";
    company.file(
        "jobs.yaml",
        plain.replace(
            "jobs:\n",
            "jobs:\n"
                + job.formatted("leavers", person.number(), "")
                + job.formatted("one", alone.number(), ", only: true")));
    try (Agent agent = agent("jobs.yaml", Holder.Kind.DAEMON);
        Daemon daemon = new Daemon(agent)) {
      assertThat(daemon.carryOut("leavers", Instant.now()).run()).isPresent();
      assertThat(daemon.carryOut("one", Instant.now()).run()).isPresent();
    }
    assertThat(has(person, "pwdAccountLockedTime")).isEqualTo(BOTH);
    assertThat(has(alone, "pwdAccountLockedTime")).isEqualTo(List.of(true, false));
  }
}
