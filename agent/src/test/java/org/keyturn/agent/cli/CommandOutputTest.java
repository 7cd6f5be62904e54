package org.keyturn.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyturn.agent.cli.Company.Said;
import org.keyturn.agent.cli.Company.Terminal;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** What an operator, or their program, reads. */
final class CommandOutputTest extends CommandsCase {

  @Test
  void shownPasswordsAreAColumnInCsvAndAListInJson() {
    Said csv = run("reset", logins.get(15), "--deliver", "show", "-y", "-o", "csv");
    assertThat(csv.out().lines().toList()).hasSize(2).first().isEqualTo("login,dn,password");
    Said json = run("reset", logins.get(15), "--deliver", "show", "-y", "-o", "json");
    assertThat(keys(json.out())).contains("passwords");
    assertThat(keys(run("force-change", logins.get(16), "-y", "-o", "json").out()))
        .doesNotContain("passwords");
  }

  @Test
  void aPreviewIsAMailOfThatPersonAndOwesNothing() {
    Said text = run("outbox", "preview", "password-reset", "--user", logins.get(14));
    assertThat(text.code()).as(text.all()).isZero();
    assertThat(text.out())
        .startsWith("To: ")
        .contains("Subject: Your temporary password", logins.get(14), "SAMPLE-PASSWORD")
        .doesNotContain(logins.get(14) + "@");
    Said page = run("outbox", "preview", "expired", "--user", logins.get(14), "--html");
    assertThat(page.out()).startsWithIgnoringCase("<!doctype html>").contains(logins.get(14));
    assertThat(run("outbox", "-o", "csv").out()).doesNotContain("expired", "preview");
  }

  private static final String RUN_KEYS =
      "run job action directory state actor reason started ended stoppedBy scanned selected applied"
          + " alreadySo skipped failed parked reasons";

  static Stream<Arguments> documents() {
    return Stream.of(
        arguments(
            "users",
            "id dn login mail state policy passwordChangedAt passwordExpiresAt mustChange locked"
                + " enabled"),
        arguments(
            "explain LOGIN", "user canSignIn signIn untouchable policy next reminders done mailed"),
        arguments(
            "report",
            "directory at selection within accounts disabled states neverSignedIn"
                + " recoveryAddressesKnown expiry admins runsSince campaigns moreCampaigns"),
        arguments(
            "plan force-change LOGIN",
            "format checksum plan job action directory server created validUntil mustChange deliver"
                + " deliverTo remindBefore named scanned selected changes alreadySo skipped reasons"
                + " accounts"),
        arguments(
            "unlock LOGIN -n",
            "format checksum plan job action directory server created validUntil mustChange deliver"
                + " deliverTo remindBefore named scanned selected changes alreadySo skipped reasons"
                + " accounts"),
        arguments("unlock LOGIN -y", RUN_KEYS),
        arguments("unlock LOGIN -y --details", RUN_KEYS + " accounts"),
        arguments("runs", RUN_KEYS),
        arguments("runs --missed", ""),
        arguments("resume", ""),
        arguments("outbox", ""),
        arguments("outbox retry", "retried"),
        arguments(
            "outbox preview expiry-reminder --user LOGIN",
            "template language to subject text html"),
        arguments("audit", "seq at actor event directory run subject details hash"),
        arguments("audit verify", "intact entries head"),
        arguments("check", "level subject found mend"),
        arguments(
            "policy list",
            "name dn maxAgeSeconds warnSeconds mustChange minLength history graceLogins"
                + " lockoutSeconds"),
        arguments(
            "policy show default",
            "name dn maxAgeSeconds warnSeconds mustChange minLength history graceLogins"
                + " lockoutSeconds"),
        arguments("policy sync -n", "policy dn outcome detail"),
        arguments("policy set default --max-age 80d", "policy dn outcome detail"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("documents")
  void jsonIsOneDocumentWithStableKeys(String line, String expected) {
    Said said = run((line.replace("LOGIN", logins.get(18)) + " -o json").split(" "));
    assertThat(said.code()).as(said.all()).isZero();
    assertThat(String.join(" ", keys(said.out()))).isEqualTo(expected);
  }

  /**
   * The keys of the object, or of the first object of the array; the document is read to its end.
   */
  private static List<String> keys(String json) {
    List<String> keys = new ArrayList<>();
    try (JsonParser p = new JsonFactory().createParser(ObjectReadContext.empty(), json)) {
      int outer = p.nextToken() == JsonToken.START_ARRAY ? 2 : 1;
      int depth = 1;
      int objects = outer == 1 ? 1 : 0;
      while (depth > 0) {
        JsonToken token = p.nextToken();
        if (token == null) {
          throw new AssertionError("ends in the middle: " + json);
        }
        if (token.isStructStart()) {
          depth++;
          objects += depth == outer ? 1 : 0;
        } else if (token.isStructEnd()) {
          depth--;
        } else if (token == JsonToken.PROPERTY_NAME && depth == outer && objects == 1) {
          keys.add(p.currentName());
        }
      }
      assertThat(p.nextToken()).as("one document").isNull();
    }
    return keys;
  }

  static Stream<Arguments> lists() {
    return Stream.of(
        arguments(
            "users",
            "id,dn,login,mail,state,policy,passwordChangedAt,passwordExpiresAt,mustChange,locked,enabled"),
        arguments("report", "figure,of,from,until,accounts,disabled"),
        arguments("plan unlock LOGIN", "id,dn,login,change,outcome,reason"),
        arguments("unlock LOGIN -y", "id,dn,login,outcome,reason,detail"),
        arguments(
            "runs",
            "run,job,action,directory,state,started,ended,selected,applied,alreadySo,skipped,failed,parked,actor"),
        arguments("runs --missed", "job,scheduled,state,detail"),
        arguments("outbox", "message,kind,channel,to,state,attempts,run,created,sent,error,due"),
        arguments("audit", "seq,at,actor,event,directory,run,subject,details,hash"),
        arguments("policy list", "name,dn,maxAgeSeconds,warnSeconds,mustChange"),
        arguments("check", "level,subject,found,mend"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("lists")
  void csvHasAHeader(String line, String header) {
    Said said = run((line.replace("LOGIN", logins.get(18)) + " -o csv").split(" "));
    assertThat(said.code()).as(said.all()).isZero();
    assertThat(said.out().lines().findFirst()).contains(header);
  }

  @Test
  void aRunAddsUp() {
    Said said =
        run("force-change", logins.get(19), logins.get(0), Company.BREAK_GLASS, "-y", "-o", "json");
    Map<String, Long> n = new TreeMap<>();
    Matcher count =
        Pattern.compile("\"(selected|applied|alreadySo|skipped|failed|parked)\":(\\d+)")
            .matcher(said.out());
    while (count.find()) {
      n.put(count.group(1), Long.parseLong(count.group(2)));
    }
    assertThat(n.get("selected")).isEqualTo(3);
    assertThat(
            n.getOrDefault("applied", -1L)
                + n.getOrDefault("alreadySo", -1L)
                + n.getOrDefault("skipped", -1L)
                + n.getOrDefault("failed", -1L)
                + n.getOrDefault("parked", -1L))
        .isEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(ints = {80, 200})
  void tablesFitTheTerminal(int width) {
    run("unlock", logins.get(0), "-y");
    for (String line : List.of("users", "runs", "policy list", "policy show default", "outbox")) {
      Said said = company.on(Terminal.wide(width), line.split(" "));
      assertThat(said.out().lines())
          .as(line)
          .allSatisfy(
              l -> assertThat(l.codePointCount(0, l.length())).as(l).isLessThanOrEqualTo(width));
    }
  }

  @Test
  void colourIsForTerminalsAlone() {
    String[][] commands = {
      {"users"}, {"check"}, {"force-change", "--all"}, {"nonsense"}, {"reset", "--help"}
    };
    for (String[] command : commands) {
      assertThat(run(command).all()).doesNotContain("\u001b");
      assertThat(company.on(new Terminal("", true, true, 80, false), command).all())
          .as("NO_COLOR")
          .doesNotContain("\u001b");
    }
    assertThat(company.on(new Terminal("", true, true, 80, true), "users").out())
        .contains("\u001b[2mlogin");
  }

  @Test
  void quietSaysResultsAndFailuresOnly() {
    assertThat(run("-q", "users").err()).isEmpty();
    assertThat(run("users", "-q").out()).isNotEmpty();
    assertThat(run("-q", "explain", "nobody").err()).isNotEmpty();
  }
}
