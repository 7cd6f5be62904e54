package org.keyturn.agent.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keyturn.agent.plan.LinkSettings;

/** {@code links}, and what they ask of jobs. */
final class LinkConfigTest {

  private static final String CLOUD =
      """
        cloud:
          url: ldaps://cloud.example.com
          bind: {dn: "cn=keyturn,dc=example,dc=org", password: {file: bind.pw}}
          accounts: {base: "ou=people,dc=example,dc=org"}
      """;

  @TempDir Path temp;

  private ConfigFolder folder;

  @BeforeEach
  void laidOut() {
    folder = new ConfigFolder(temp);
  }

  private KeyturnConfig with(String links, String job) throws ConfigException {
    folder.write(
        ConfigFolder.VALID
                .replace("password-policies:", CLOUD + "password-policies:")
                .replace("    do: force-change\n", "    do: force-change\n" + job)
            + links
            + "\n");
    return folder.load();
  }

  @Test
  void namesOneAttributeForAllOrOneForEach() throws Exception {
    assertThat(
            with("links: {people: {directories: [corp, cloud], by: employeeNumber}}", "").links())
        .containsExactly(
            new LinkSettings(
                "people", Map.of("corp", "employeeNumber", "cloud", "employeeNumber")));
    KeyturnConfig each =
        with("links: {p: {directories: [cloud, corp], by: {corp: uid, cloud: employeeID}}}", "");
    assertThat(each.linkOf("corp").orElseThrow().by().keySet()).containsExactly("cloud", "corp");
    assertThat(each.linkOf("corp").orElseThrow().attribute("cloud")).isEqualTo("employeeID");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{a: {directories: [corp], by: uid}}|names one directory, and a link takes two",
        "{a: {directories: [corp, clod], by: uid}}|did you mean cloud?",
        "{a: {directories: [corp, corp], by: uid}}|\"corp\" is there twice",
        "{a: {directories: [corp, cloud]}}|links.a.by: is missing",
        "{a: {directories: [corp, cloud], by: userPassword}}|holds passwords",
        "{a: {directories: [corp, cloud], by: {corp: uid}}}|says nothing of cloud",
        "{a: {directories: [corp, cloud], by: {corp: uid, cloud: uid, x: uid}}}|is not among",
        "{a: {directories: [corp, cloud], by: uid}, b: {directories: [cloud, corp], by: mail}}"
            + "|is in links.a too",
        "{a: {directorys: [corp, cloud], by: uid}}|did you mean directories?",
      })
  void refusesWhatLinksNobody(String links, String problem) {
    assertThatThrownBy(() -> with("links: " + links, "")).hasMessageContaining(problem);
  }

  @Test
  void aJobWithWavesSaysWhetherItMeansOneDirectory() throws Exception {
    String links = "links: {people: {directories: [corp, cloud], by: employeeNumber}}";
    String waves = "    waves: {size: 5, every: 1d}\n";
    assertThatThrownBy(() -> with(links, waves))
        .hasMessageContaining("jobs.nightly.waves")
        .hasMessageContaining("only: true");
    assertThat(with(links, waves + "    only: true\n").jobs().values())
        .allMatch(job -> job.settings().only());
  }
}
