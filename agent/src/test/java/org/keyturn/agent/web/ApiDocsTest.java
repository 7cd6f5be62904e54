package org.keyturn.agent.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyturn.agent.web.Programs.Got;
import tools.jackson.databind.JsonNode;

/** The page about the API: its commands work as they stand there, and its table is whole. */
final class ApiDocsTest {

  private static final Path PAGE = Path.of("docs", "api.md");
  private static final Pattern HEADER = Pattern.compile("-H \"([^:\"]+): ([^\"]*)\"");
  private static final Pattern BODY = Pattern.compile("-d '(\\{.*})'");
  private static final Pattern PLACE = Pattern.compile("\"\\$KEYTURN([^\"]*)\"$");

  @TempDir static Path folder;

  @Test
  void everyCommandWorks_andTheTableIsThatOfTheDocument() throws IOException {
    try (Programs programs = new Programs(new Bureau(folder))) {
      programs.bureau.person("f.vries");
      programs.bureau.person("a.bakker");
      String token = programs.token("intranet", "admin", "anna");
      String page = Files.readString(PAGE);
      assertThat(table(programs)).allSatisfy(row -> assertThat(page).contains(row));
      assertThat(page.lines().filter(line -> line.startsWith("| `")))
          .hasSize(table(programs).size());
      String plan = "";
      String checksum = "";
      for (String line : page.lines().filter(one -> one.startsWith("curl ")).toList()) {
        Got got =
            sent(programs, token, line.replace("$PLAN", plan).replace("'$CHECKSUM'", checksum));
        assertThat(got.status()).as(line + "\n" + got.response().body()).isBetween(200, 202);
        plan = got.json().path("plan").asString(plan);
        checksum = got.json().path("checksum").asString(checksum);
      }
      assertThat(programs.bureau.mustChange("f.vries")).isTrue();
    }
  }

  private static Got sent(Programs programs, String token, String line) {
    Matcher place = PLACE.matcher(line);
    assertThat(place.find()).as(line).isTrue();
    List<String> headers = new ArrayList<>();
    String bearer = "";
    for (MatchResult header : HEADER.matcher(line).results().toList()) {
      if (header.group(1).equals("Authorization")) {
        assertThat(header.group(2)).isEqualTo("Bearer $TOKEN");
        bearer = token;
      } else if (!header.group(1).equals("Content-Type")) {
        headers.add(header.group(1));
        headers.add(header.group(2));
      }
    }
    Matcher body = BODY.matcher(line);
    String sends = body.find() ? body.group(1) : "";
    String method = sends.isEmpty() && !line.contains("-X POST") ? "GET" : "POST";
    String[] more = headers.toArray(String[]::new);
    Got got = programs.ask(method, place.group(1), bearer, sends, more);
    while (line.contains("--retry") && (got.status() == 503 || goesOn(got.json()))) {
      LockSupport.parkNanos(100_000_000);
      got = programs.ask(method, place.group(1), bearer, sends, more);
    }
    return got;
  }

  private static boolean goesOn(JsonNode run) {
    return run.path("ended").isNull() && !run.path("stands").asString().equals("rests");
  }

  private static List<String> table(Programs programs) {
    List<String> rows = new ArrayList<>();
    for (Map.Entry<String, JsonNode> path : programs.document().path("paths").properties()) {
      for (Map.Entry<String, JsonNode> each : path.getValue().properties()) {
        rows.add(
            "| `%s %s` | %s | %s |"
                .formatted(
                    each.getKey().toUpperCase(Locale.ROOT),
                    path.getKey(),
                    each.getValue().path("x-role").asString(),
                    each.getValue().path("summary").asString()));
      }
    }
    return rows;
  }
}
