package org.keyturn.agent.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.keyturn.agent.web.Raw.field;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyturn.agent.account.Secret;
import org.keyturn.agent.notify.Language;
import org.keyturn.agent.password.PasswordContext;
import org.keyturn.agent.password.PasswordJudge;
import org.keyturn.agent.password.PasswordSettings;
import org.keyturn.agent.run.RunResult;

/**
 * What brake and refusals say is Dutch on a Dutch page, and English in ledger, JSON and terminal.
 */
final class CoreWordsTest extends BureauCase {

  private static final Path SOURCES = Path.of("src", "main", "java", "org", "keyturn", "agent");

  private static Raw dutch(String login) {
    Raw raw = office.signedIn(login);
    raw.get("/admin");
    raw.post("/language", field("language", "nl"), field("back", "/admin"));
    raw.get("/admin/approvals");
    return raw;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1,204 accounts would change, the limit is 500 (brake.max, keyturn.yaml:41:8)"
            + "|1.204 accounts zouden wijzigen, de grens is 500 (brake.max, keyturn.yaml:41:8)",
        "12 of 98 accounts would change, that is 12.2 %; the limit is 10 % (the command line)"
            + "|12 van de 98 accounts zouden wijzigen, dat is 12,2 %; de grens is 10 % (the command"
            + " line)",
        "brake: 20 writes in a row were refused, the last one with insufficient-access; the limit"
            + " is 20 (brake.in-a-row, keyturn.yaml:3:1). It is not the accounts: mend what refuses"
            + " them, then resume|rem: 20 wijzigingen achter elkaar werden geweigerd, de laatste met"
            + " insufficient-access; de grens is 20 (brake.in-a-row, keyturn.yaml:3:1). Het ligt"
            + " niet aan de accounts: verhelp wat ze weigert en ga dan door",
        "brake: 30 of the last 1,000 answers were refusals or missing, that is 3 %; the limit is 2 %"
            + " (brake.error-percent, the command line). runs show --details groups them: mend what"
            + " refuses them, then resume|rem: 30 van de laatste 1.000 antwoorden waren weigeringen"
            + " of bleven uit, dat is 3 %; de grens is 2 % (brake.error-percent, the command line)."
            + " Deze pagina groepeert ze: verhelp wat ze weigert en ga dan door",
        "211 of 500|211 van 500",
        "interrupted: stopped by anna: wrong list|onderbroken: gestopt door anna: wrong list",
        "what nobody knows|what nobody knows",
        "anna said: 3 of 4|anna said: 3 of 4"
      })
  void isSaidInDutchWithItsValues(String english, String dutch) {
    assertThat(CoreWords.say(Words.of(Language.DUTCH), english)).isEqualTo(dutch);
    assertThat(CoreWords.say(Words.of(Language.ENGLISH), english)).isEqualTo(english);
  }

  /** Where the core says it otherwise from now on, this is what notices. */
  @Test
  void eachIsASentenceThatTheCoreSays() throws IOException {
    String core =
        Stream.of(RunResult.Ending.values())
            .map(ending -> ending.stoppedBy(""))
            .collect(Collectors.joining("\n", core(), ""));
    Words.of(Language.ENGLISH).patterns().entrySet().stream()
        .filter(entry -> entry.getKey().startsWith("core-"))
        .forEach(
            entry ->
                assertThat(pieces(entry))
                    .as(entry.getKey())
                    .allMatch(piece -> core.contains(piece)));
  }

  private static List<String> pieces(Map.Entry<String, String> entry) {
    return Stream.of(entry.getValue().replace('’', '\'').split("\\{\\d(,number)?}", -1))
        .filter(piece -> !piece.isBlank())
        .toList();
  }

  /** Its sources but for the pages, with what was broken over lines put together. */
  private static String core() throws IOException {
    try (Stream<Path> files = Files.walk(SOURCES)) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .filter(file -> !file.startsWith(SOURCES.resolve("web").resolve("CoreWords.java")))
          .map(CoreWordsTest::read)
          .collect(Collectors.joining())
          .replaceAll("\"\\s*\\+\\s*\"", "")
          .replace("%%", "%");
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void aPlanPastTheBrakeSaysSoInTheLanguageOfWhoeverLooks() {
    office.crowd("pair", 2);
    Raw anna = dutch("anna");
    String plan = Bureau.named(anna.post("/admin/plan", field("job", "crowd")));
    assertThat(anna.get("/admin/plan?plan=" + plan).body())
        .contains("2 accounts zouden wijzigen, de grens is 1 (jobs.crowd.brake.max")
        .doesNotContain("would change");
    office.confirm(anna, plan);
    Raw adam = office.signedIn("adam");
    assertThat(dutch("adam").get("/admin/approvals").body())
        .contains("accounts zouden wijzigen")
        .doesNotContain("would change");
    assertThat(adam.get("/admin/approvals").body()).contains("accounts would change");
    assertThat(office.pending(plan).brake()).as("ledger").contains("2 accounts would change");

    adam.post("/admin/plan/drop", field("plan", plan));
    assertThat(office.run(anna, plan).body()).contains("geweigerd").doesNotContain(">refused");
    assertThat(office.run(adam, plan).body()).contains("refused");
  }

  @Test
  void aRefusalSaysWhyInTheLanguageOfWhoeverAsked() {
    Raw anna = dutch("anna");
    assertThat(anna.post("/admin/plan", field("job", "no-such")).body())
        .contains("de configuratie kent geen taak no-such")
        .doesNotContain("the config has");
    assertThat(office.signedIn("adam").post("/admin/plan", field("job", "no-such")).body())
        .contains("the config has no job no-such");
    assertThat(anna.post("/admin/run/undo", field("run", "20200101-000000-none")).body())
        .contains("er is geen run met dit nummer");
  }

  @Test
  void whySomebodyWasLeftAloneIsDutchOnTheirPageToo() {
    Raw henk = dutch("henk");
    String plan = Bureau.plan(henk, "force-change", office.person("changed"), office.id("adam"));
    office.confirm(henk, plan);
    Bureau.await(() -> office.tally(plan).applied() == 1, () -> plan + " was not done");
    assertThat(henk.get("/admin/user?directory=corp&id=" + office.id("adam")).body())
        .contains("Kan meer dan anderen: een beheerder moet dit doen")
        .doesNotContain("privileged");
  }

  @Test
  void whatIsWrongWithATypedPasswordIsDutchToo() {
    Raw henk = dutch("henk");
    String first = Bureau.plan(henk, "reset", office.person("typed-dutch"));
    henk.get("/admin/plan?plan=" + first);
    String plan =
        Bureau.named(
            henk.post("/admin/plan/options", field("plan", first), field("deliver", "show")));
    Raw.Got weak = office.confirm(henk, plan, field("new", "short"));
    assertThat(weak.status()).isEqualTo(422);
    assertThat(weak.body())
        .contains("Het wachtwoord heeft 5 tekens; het moet er ")
        .doesNotContain("The password");
  }

  @ParameterizedTest
  @ValueSource(strings = {"short", "aaaaaaaaaaaaaaaa", "password1234", "typed-dutch-typed-dutch"})
  void everySentenceOfTheJudgeIsKnown(String password) {
    PasswordJudge judge =
        new PasswordJudge(new PasswordSettings(16, 14, 1, 2, 1, 1, Optional.empty()));
    try (Secret secret = Secret.of(password)) {
      assertThat(judge.judge(secret, PasswordContext.NONE))
          .isNotEmpty()
          .allSatisfy(
              violation ->
                  assertThat(CoreWords.say(Words.of(Language.DUTCH), violation.sentence()))
                      .startsWith("Het wachtwoord")
                      .doesNotContain("capital", "small", "digit", "character"));
    }
  }
}
