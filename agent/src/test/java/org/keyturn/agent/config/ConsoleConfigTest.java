package org.keyturn.agent.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keyturn.agent.console.ConsoleSettings;
import org.keyturn.agent.console.ConsoleSettings.Grant;
import org.keyturn.agent.console.ConsoleSettings.SecondFactor;
import org.keyturn.agent.console.Role;

/** {@code console}. */
final class ConsoleConfigTest {

  private static final String WEB = "web: {listen: \"127.0.0.1:8080\", tls: none}\n";

  @TempDir Path temp;

  private ConsoleSettings with(String console, String web) throws ConfigException {
    ConfigFolder folder = new ConfigFolder(temp);
    folder.write(ConfigFolder.VALID + web + "console: " + console + "\n");
    return folder.load().console().orElseThrow();
  }

  @Test
  void whatIsNotWrittenIsTheFirstDirectoryAndACodeForAdmins() throws Exception {
    assertThat(with("{admin: {group: \"cn=a,dc=x\"}}", WEB))
        .isEqualTo(
            new ConsoleSettings(
                "corp",
                List.of(new Grant(Role.ADMIN, "cn=a,dc=x", Optional.empty(), Optional.empty())),
                SecondFactor.ADMINS,
                Duration.ofMinutes(15),
                Duration.ofHours(8)));
  }

  @Test
  void isReadAsItIsWritten() throws Exception {
    assertThat(
            with(
                "{directory: corp, viewer: {group: \"cn=v,dc=x\"}, helpdesk: [{group:"
                    + " \"cn=h,dc=x\", base: \"ou=p,dc=x\"}, {group: \"cn=i,dc=x\", members:"
                    + " \"cn=s,dc=x\"}], second-factor: everyone, idle: 5m, longest: 1h}",
                WEB))
        .isEqualTo(
            new ConsoleSettings(
                "corp",
                List.of(
                    new Grant(Role.VIEWER, "cn=v,dc=x", Optional.empty(), Optional.empty()),
                    new Grant(
                        Role.HELPDESK, "cn=h,dc=x", Optional.of("ou=p,dc=x"), Optional.empty()),
                    new Grant(
                        Role.HELPDESK, "cn=i,dc=x", Optional.empty(), Optional.of("cn=s,dc=x"))),
                SecondFactor.EVERYONE,
                Duration.ofMinutes(5),
                Duration.ofHours(1)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{idle: 5m} | console: gives nobody a role, write admin: {group: …} below it",
        "{admin: {group: nobody}} | console.admin.group: \"nobody\" is no DN",
        "{admin: {}} | group",
        "{admin: {group: \"cn=a,dc=x\", base: \"dc=x\"}} | console.admin.base: is no key here",
        "{directory: other, admin: {group: \"cn=a,dc=x\"}} | console.directory: \"other\" is not"
            + " known here",
        "{admin: {group: \"cn=a,dc=x\"}, second-factor: sms} | console.second-factor: \"sms\" is"
            + " not known here",
        "{admin: {group: \"cn=a,dc=x\"}, idle: 1s} | console.idle: is not between 1m and 24h",
        "{admin: {group: \"cn=a,dc=x\"}, longest: 2d} | console.longest: is not between 1m and"
            + " 24h",
      })
  void whatIsWrongIsTold(String console, String told) {
    assertThatThrownBy(() -> with(console, WEB))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(told);
  }

  @Test
  void withoutAServerOrAWayForCodesItIsRefused() {
    assertThatThrownBy(() -> with("{admin: {group: \"cn=a,dc=x\"}}", ""))
        .hasMessageContaining("console: there is no server that shows it, write web: as well");
  }
}
