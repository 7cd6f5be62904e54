package org.keyturn.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyturn.agent.cli.Company.Said;
import org.keyturn.agent.cli.Company.Terminal;

/** What an operator types: mistakes, answers to questions, lists. */
final class CommandInputTest extends CommandsCase {

  static Stream<Arguments> mistakes() {
    return Stream.of(
        arguments(List.of("force-change"), "nobody is selected"),
        arguments(List.of("force-change", "--state", "locked", "-y"), "nobody is selected"),
        arguments(
            List.of("force-change", "nobody", "no one", "-y"),
            "\"nobody\": no such account in corp"),
        arguments(List.of("force-change", "anna", "--all", "-y"), "use one or the other"),
        arguments(List.of("force-change", "--filter", "(uid=", "-y"), "(uid="),
        arguments(List.of("force-change", "*", "-y"), "no such account"),
        arguments(List.of("force-change", ")(uid=*", "-y"), "no such account"),
        arguments(List.of("users", "--state", "sleepy"), "--state sleepy: there are ok, expiring"),
        arguments(List.of("users", "--within", "soon"), "--within soon:"),
        arguments(List.of("force-change", "--all", "--max", "-1"), "--max -1"),
        arguments(List.of("force-change", "--all", "--max-percent", "101"), "--max-percent 101"),
        arguments(List.of("force-change", "--all", "--rate", "fast"), "for example --rate 50/s"),
        arguments(List.of("force-change", "--all", "--rate", "0/s"), "for example --rate 50/s"),
        arguments(List.of("force-change", "--everyone"), "--everyone"),
        arguments(List.of("forcechange"), "forcechange"),
        arguments(List.of(), "a command is missing"),
        arguments(List.of("policy"), "list, show, set or sync"),
        arguments(List.of("policy", "show", "nope"), "there are: default, never"),
        arguments(List.of("policy", "set", "default"), "--max-age, --warn or --must-change"),
        arguments(List.of("plan", "nope"), "Acts: reset, force-change"),
        arguments(List.of("run", "nope"), "The config has: staff, rare"),
        arguments(List.of("runs", "show", "nope"), "there is no run nope"),
        arguments(List.of("resume", "nope"), "there is no run nope"),
        arguments(List.of("apply", "missing.json"), "no such plan file"),
        arguments(List.of("explain", "nobody"), "no such account"),
        arguments(List.of("explain", "anna", "-o", "csv"), "text or json"),
        arguments(List.of("reset", "breakglass"), "--deliver show or --deliver mail"),
        arguments(
            List.of("reset", "breakglass", "--deliver", "sheet", "--recipient", "a.asc"),
            "say where, with --sheet FILE"),
        arguments(
            List.of("reset", "breakglass", "--deliver", "sheet", "--sheet", "no-such-file"),
            "say who can open it"),
        arguments(
            List.of("reset", "breakglass", "--deliver", "show", "--sheet", "x"),
            "go with --deliver sheet"),
        arguments(List.of("plan", "reset", "--all", "-o", "ldif"), "a file is no place"),
        arguments(List.of("users", "-o", "ldif"), "-o ldif is for plan"),
        arguments(List.of("reset", "breakglass", "--deliver", "pigeon"), "--deliver pigeon"),
        arguments(
            List.of("reset", "breakglass", "--deliver", "link"),
            "the config has no portal that a link could lead to; write web:"),
        arguments(
            List.of("reset", "breakglass", "--deliver", "link", "--password-file", "-"),
            "the person chooses the password; leave --password-file out"),
        arguments(
            List.of("reset", "--all", "--deliver", "mail", "--to", "a@b.c"),
            "--to is for one account"),
        arguments(List.of("users", "-o", "xml"), "xml"),
        arguments(List.of("-d", "nope", "users"), "the config has corp"),
        arguments(List.of("outbox", "burn"), "list, retry, drop or preview"),
        arguments(
            List.of("outbox", "preview", "welcome", "--user", "breakglass"),
            "there is no template welcome; there are: password-reset, must-change,"),
        arguments(
            List.of("outbox", "preview", "expired", "--user", "nobody.at.all"), "nobody.at.all"),
        arguments(List.of("outbox", "preview", "expired"), "--user"),
        arguments(List.of("audit", "verify", "--head", "x"), "SEQ:HASH"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("mistakes")
  void aMistakeIsOneClearLineAndNothingIsDone(List<String> words, String problem) {
    Said said = run(words.toArray(String[]::new));
    assertThat(said.code()).as(said.all()).isEqualTo(2);
    assertThat(said.out()).isEmpty();
    assertThat(said.err()).contains(problem).startsWith("✗ ");
    assertThat(said.err()).doesNotContain("Exception").doesNotContain("\tat ");
    assertThat(said.err().lines().filter(l -> !l.isBlank())).hasSizeLessThan(6);
  }

  @Test
  void aMissingConfigIsNamed() {
    Said said = run("-c", "/nowhere/keyturn.yaml", "users");
    assertThat(said.code()).isEqualTo(2);
    assertThat(said.err()).contains("/nowhere/keyturn.yaml");
  }

  @Test
  void withoutATerminalNobodyIsAskedAndNothingIsDone() {
    Said said = run("force-change", logins.get(7));
    assertThat(said.code()).isEqualTo(2);
    assertThat(said.err())
        .contains("Force change for 1 account")
        .contains("--yes")
        .contains("--dry-run");
    Said piped = company.on(new Terminal("yes\n"), "force-change", logins.get(7));
    assertThat(piped.code()).as("yes from a pipe is nobody's yes").isEqualTo(2);
    assertThat(run("users", logins.get(7)).out()).doesNotContain("must-change");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "n\n", "\n", "yeah\n"})
  void onATerminalAnythingButYesIsNo(String typed) {
    Said said =
        company.on(new Terminal(typed, true, true, 80, false), "force-change", logins.get(8));
    assertThat(said.code()).isEqualTo(2);
    assertThat(said.err())
        .contains("Force change for 1 account? [y/N]")
        .contains("Nothing was written.");
    assertThat(run("users", logins.get(8)).out()).doesNotContain("must-change");
  }

  @Test
  void onATerminalYesIsYes() {
    Said said =
        company.on(new Terminal("Y\n", true, true, 80, false), "force-change", logins.get(9));
    assertThat(said.code()).as(said.all()).isZero();
  }

  @Test
  void aListOfAccountsMayComeFromStandardInput() {
    Said said =
        company.on(
            new Terminal("login\n" + logins.get(10) + "\n" + logins.get(11) + "\n"),
            "plan",
            "force-change",
            "--csv",
            "-");
    assertThat(said.code()).as(said.all()).isZero();
    assertThat(said.out()).startsWith("Force change for 2 accounts\n");
  }

  @Test
  void everyUnknownNameOfAListIsToldAtOnceAndNobodyIsTouched() {
    Path list = company.file("list.csv", "login\n=HYPERLINK(1)\n" + logins.get(12) + "\nnobody\n");
    Said said = run("force-change", "--csv", list.toString(), "-y");
    assertThat(said.code()).isEqualTo(2);
    assertThat(said.err())
        .contains("\"=HYPERLINK(1)\": no such account")
        .contains("\"nobody\": no such");
    assertThat(run("users", logins.get(12)).out()).doesNotContain("must-change");
  }

  @Test
  void theRateIsTaken() {
    assertThat(run("unlock", logins.get(17), "--rate", "50/s", "-y").code()).isZero();
  }
}
