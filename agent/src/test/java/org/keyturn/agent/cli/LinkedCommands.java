package org.keyturn.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.keyturn.agent.cli.LinkedCase.cloud;
import static org.keyturn.agent.cli.LinkedCase.company;
import static org.keyturn.agent.cli.LinkedCase.has;
import static org.keyturn.agent.cli.LinkedCase.person;
import static org.keyturn.agent.cli.LinkedCase.run;
import static org.keyturn.agent.cli.LinkedCase.set;
import static org.keyturn.agent.cli.LinkedCase.signsIn;

import java.nio.file.Files;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.keyturn.agent.cli.Company.Said;
import org.keyturn.agent.cli.LinkedCase.Person;

/** What is done to people who have accounts in two directories, as an operator types it. */
abstract class LinkedCommands {

  private static final List<Boolean> BOTH = List.of(true, true);
  private static final List<Boolean> NEITHER = List.of(false, false);
  private static final List<Boolean> CORP = List.of(true, false);

  @Test
  void oneForceChangeIsDoneToBothAccountsAndEachRunNamesTheOther() {
    Person person = person(1);
    Said look = run("force-change", person.login(), "-n");
    assertThat(look.code()).as(look.all()).isZero();
    assertThat(look.out()).contains(person.corpDn()).contains(person.cloudDn());
    assertThat(has(person, "pwdReset")).isEqualTo(NEITHER);

    Said said = run("force-change", person.login(), "-y", "--reason", "leaked");
    assertThat(said.code()).as(said.all()).isZero();
    assertThat(has(person, "pwdReset")).isEqualTo(BOTH);
    String here = run(said, "corp");
    String there = run(said, "cloud");
    assertThat(company.run("runs", "show", here).out())
        .contains("together with run " + there + " in cloud: 1 of 1 done, done");
    assertThat(company.run("runs", "show", there, "-o", "json").out())
        .contains("\"linked\":[\"" + here + "\"]");

    Said explained = run("explain", person.login());
    assertThat(explained.out()).contains("in cloud      " + person.number() + ", ");
    assertThat(run("explain", person.login(), "-o", "json").out())
        .contains("\"linked\":[{\"directory\":\"cloud\"");
  }

  @Test
  void theOtherWayRoundAndAloneWithOnly() {
    Person person = person(2);
    Said only = company.run("-d", "cloud", "force-change", person.number(), "--only", "-y");
    assertThat(only.code()).as(only.all()).isZero();
    assertThat(has(person, "pwdReset")).isEqualTo(List.of(false, true));
    Said both = company.run("-d", "cloud", "force-change", person.number(), "-y");
    assertThat(both.out()).contains("0 of 1 done, 1 already so").contains("1 of 1 done");
    assertThat(has(person, "pwdReset")).isEqualTo(BOTH);
  }

  @Test
  void aResetGivesOnePasswordForBothAndTellsItOnce() {
    Person person = person(3);
    Said said = run("reset", person.login(), "--deliver", "show", "-y");
    assertThat(said.code()).as(said.all()).isZero();
    Matcher shown = Pattern.compile("(?m)^" + person.login() + " +(\\S+)$").matcher(said.out());
    assertThat(shown.find()).as(said.all()).isTrue();
    String password = shown.group(1);
    assertThat(said.out().split(Pattern.quote(password), -1)).as("once").hasSize(2);
    assertThat(signsIn(company.server(), person.corpDn(), password)).isTrue();
    assertThat(signsIn(cloud, person.cloudDn(), password)).isTrue();
    assertThat(has(person, "pwdReset")).isEqualTo(BOTH);
  }

  @Test
  void whoSharesANumberIsLeftAloneEverywhere() {
    Person person = person(4);
    Person other = person(5);
    set(cloud, other.cloudDn(), "employeeNumber", " " + person.number());
    try {
      Said said = run("force-change", person.login(), "-y");
      assertThat(said.code()).as(said.all()).isZero();
      assertThat(said.out())
          .contains("link-ambiguous")
          .contains("have employeeNumber \"" + person.number() + "\"");
      assertThat(has(person, "pwdReset")).isEqualTo(NEITHER);
    } finally {
      set(cloud, other.cloudDn(), "employeeNumber", other.number());
    }
  }

  @Test
  void whoHasNoOtherAccountIsServedWhereTheyAreAndThatIsSaid() {
    Person person = person(6);
    set(cloud, person.cloudDn(), "employeeNumber");
    try {
      Said look = run("disable", person.login(), "-n");
      assertThat(look.err()).contains("no account in cloud: " + person.login());
      Said said = run("disable", person.login(), "-y");
      assertThat(said.code()).as(said.all()).isZero();
      assertThat(has(person, "pwdAccountLockedTime")).isEqualTo(CORP);
    } finally {
      set(cloud, person.cloudDn(), "employeeNumber", person.number());
    }
  }

  @Test
  void whoIsProtectedInOneIsNeverTouchedInTheOther() throws Exception {
    Person person = person(7);
    String plain = Files.readString(company.path("keyturn.yaml"));
    company.file(
        "protected.yaml",
        plain.replace("uid=nobody,ou=people," + cloud.suffix(), person.cloudDn()));
    Said said =
        company.run(
            "-c",
            company.path("protected.yaml").toString(),
            "-d",
            "corp",
            "force-change",
            person.login(),
            "-y");
    assertThat(said.code()).as(said.all()).isZero();
    assertThat(said.out()).contains("protected-elsewhere (cloud: protected)");
    assertThat(has(person, "pwdReset")).isEqualTo(NEITHER);
    Said self = run("--as", person.login(), "force-change", person.login(), "-y");
    assertThat(self.out()).contains("self-elsewhere (corp: self)");
    assertThat(has(person, "pwdReset")).isEqualTo(NEITHER);
  }

  @Test
  void whereOneDirectoryIsAwayNothingIsWrittenInTheOther() {
    Person person = person(8);
    String away = company.path("away.yaml").toString();
    Said said = company.run("-c", away, "-d", "corp", "force-change", person.login(), "-y");
    assertThat(said.code()).as(said.all()).isEqualTo(3);
    assertThat(said.err())
        .contains("cloud, where the same people have accounts")
        .contains("--only");
    assertThat(has(person, "pwdReset")).isEqualTo(NEITHER);
  }

  @Test
  void whereTheBrakeOfOneTripsNothingIsWrittenInAny() {
    Person person = person(9);
    String three = "(|(employeeNumber=100009)(employeeNumber=100010)(employeeNumber=100011))";
    Said said = run("disable", "--filter", three, "--max-percent", "11", "-y");
    assertThat(said.code()).as(said.all()).isEqualTo(4);
    assertThat(said.err()).contains("brake in cloud: 3 of 2").contains("Nothing was written");
    assertThat(has(person, "pwdAccountLockedTime")).isEqualTo(NEITHER);
  }

  @Test
  void plansAreFrozenForBothAndCarriedOutTogetherOrNotAtAll() {
    Person person = person(10);
    String file = company.path("plan.json").toString();
    String there = company.path("plan.cloud.json").toString();
    Said plan = run("plan", "force-change", person.login(), "-f", file);
    assertThat(plan.code()).as(plan.all()).isZero();
    assertThat(plan.err()).contains("keyturn apply " + file + " " + there);
    Said half = company.run("apply", file, "-y");
    assertThat(half.code()).as(half.all()).isEqualTo(2);
    assertThat(half.err()).contains("made together with others");
    assertThat(has(person, "pwdReset")).isEqualTo(NEITHER);
    Said both = company.run("apply", there, file, "-y");
    assertThat(both.code()).as(both.all()).isZero();
    assertThat(has(person, "pwdReset")).isEqualTo(BOTH);
  }

  @Test
  void somebodyIsRemovedFromBothAndComesBackToBoth() {
    Person person = person(11);
    Said gone = run("remove", person.login(), "-y");
    assertThat(gone.code()).as(gone.all()).isZero();
    assertThat(has(person, "employeeNumber")).as("moved to the archive").isEqualTo(NEITHER);
    Said back = run("restore", person.login(), "-y");
    assertThat(back.code()).as(back.all()).isZero();
    assertThat(has(person, "employeeNumber")).isEqualTo(BOTH);
    assertThat(run(back, "cloud")).isNotEqualTo(run(back, "corp"));
  }

  @Test
  void aScriptReadsOneDocument() {
    Person person = person(1);
    assertThat(run("unlock", person.login(), "-n", "-o", "json").out())
        .startsWith("[{\"format\"")
        .contains("\"directory\":\"cloud\"")
        .contains("\"person\":");
    Said done = run("unlock", person.login(), "-y", "-o", "json");
    assertThat(done.out()).startsWith("[{\"run\"").contains("\"directory\":\"cloud\"");
    assertThat(run("unlock", person.login(), "-y", "-o", "csv").code()).isEqualTo(2);
  }

  @Test
  void checkSaysWhetherPeopleAreFoundByIt() {
    assertThat(company.run("check").out())
        .contains("corp: links: people are found by employeeNumber")
        .contains("cloud: links: people are found by employeeNumber");
  }
}
