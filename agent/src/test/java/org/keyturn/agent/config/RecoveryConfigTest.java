package org.keyturn.agent.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keyturn.agent.recovery.RecoverySettings;
import org.keyturn.agent.recovery.RecoverySettings.Admins;

/** {@code recovery}. */
final class RecoveryConfigTest {

  @TempDir Path temp;

  private RecoverySettings with(String recovery) throws ConfigException {
    ConfigFolder folder = new ConfigFolder(temp);
    folder.write(ConfigFolder.VALID + recovery + "\n");
    return folder.load().recovery();
  }

  @Test
  void withoutItAdminsNeedTwoChannelsAndALinkHoldsThreeDays() throws Exception {
    assertThat(with("")).isEqualTo(RecoverySettings.DEFAULT);
  }

  @Test
  void isReadAsItIsWritten() throws Exception {
    assertThat(
            with(
                "recovery: {admins: off, admin-groups: {corp: [\"cn=a,dc=x\", \"cn=b,dc=x\"]},"
                    + " own-addresses: true, link-lifetime: 1d12h}"))
        .isEqualTo(
            new RecoverySettings(
                Admins.OFF,
                Map.of("corp", List.of("cn=a,dc=x", "cn=b,dc=x")),
                true,
                Duration.ofHours(36)));
  }

  @Test
  void aJobMailsLinksWhereThereIsAPortal() throws Exception {
    ConfigFolder folder = new ConfigFolder(temp);
    folder.write(
        ConfigFolder.VALID.replace("do: force-change", "do: reset\n    deliver: link")
            + "web: {listen: \"127.0.0.1:8080\", public-url: \"https://password.example.com\","
            + " tls: none}\n");
    KeyturnConfig.Job job = Objects.requireNonNull(folder.load().jobs().get("nightly"));
    assertThat(job.settings().deliver()).isEqualTo("link");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{admins: three} | recovery.admins: \"three\" is nothing that admins can be asked for,"
            + " write two-channels or off",
        "{admin-groups: {other: \"cn=a,dc=x\"}} | there is no directory \"other\", write one of"
            + " corp",
        "{admin-groups: {corp: nobody}} | recovery.admin-groups.corp: \"nobody\" is no DN",
        "{link-lifetime: 1m} | recovery.link-lifetime: is not between 15m and 30d, write for"
            + " example 72h",
        "{link-lifetime: 31d} | is not between 15m and 30d",
        "{codes: 4} | recovery.codes: is no key here",
      })
  void whatIsWrongIsTold(String recovery, String told) {
    assertThatThrownBy(() -> with("recovery: " + recovery))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(told);
  }
}
