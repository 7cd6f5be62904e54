package org.keyturn.agent.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyturn.agent.account.Action;
import org.keyturn.agent.account.Secret;
import org.keyturn.agent.directory.DirectorySettings;
import org.keyturn.agent.journal.StoreSettings;
import org.keyturn.agent.notify.MailSettings;
import org.keyturn.agent.password.PasswordSettings;
import org.keyturn.agent.plan.Brake;
import org.keyturn.agent.plan.JobSettings;
import org.keyturn.agent.policy.DeclaredPolicy;
import org.keyturn.agent.policy.Members;
import org.keyturn.agent.policy.Rule;
import org.keyturn.agent.schedule.ScheduleSettings;

@DisplayName("A config file")
final class ConfigFileTest {

  @TempDir Path temp;
  private ConfigFolder folder;

  @BeforeEach
  void installed() {
    folder = new ConfigFolder(temp);
  }

  @Test
  void fills_in_what_it_does_not_say() throws Exception {
    KeyturnConfig config = folder.load();

    DirectorySettings corp = corp(config);
    assertThat(corp.urls()).containsExactly(URI.create("ldaps://ldap.example.com"));
    assertThat(corp.trust()).contains(temp.resolve("ca.pem"));
    assertThat(corp.tls()).isEqualTo(DirectorySettings.Tls.LDAPS);
    assertThat(corp.dialect()).isEmpty();
    assertThat(corp.accounts())
        .isEqualTo(
            new DirectorySettings.Accounts(
                "ou=people,dc=example,dc=com",
                "(objectClass=inetOrgPerson)",
                "uid",
                "mail",
                Optional.empty(),
                Optional.empty()));
    assertThat(corp.connections()).isEqualTo(16);
    assertThat(corp.connectTimeout()).isEqualTo(Duration.ofSeconds(5));
    assertThat(corp.responseTimeout()).isEqualTo(Duration.ofSeconds(30));
    assertThat(config.brake()).isEqualTo(new Brake.Limits(500, 10, "brake, keyturn.yaml:18:1"));
    assertThat(config.store()).isEqualTo(new StoreSettings(Path.of("/var/lib/keyturn")));
    assertThat(config.passwords()).isEqualTo(PasswordSettings.DEFAULT);
    assertThat(config.mail())
        .contains(
            new MailSettings(
                new MailSettings.Folder(temp.resolve("mail")),
                "keyturn@localhost",
                "Keyturn",
                Optional.empty(),
                Optional.empty()));
    assertThat(config.operator()).isEmpty();
    assertThat(config.notes()).isEmpty();
    assertThat(nightly(config))
        .isEqualTo(
            new KeyturnConfig.Job(
                new JobSettings(
                    "nightly",
                    "corp",
                    new JobSettings.Select(Optional.empty(), List.of(), Optional.empty()),
                    new Rule.Always(),
                    Action.FORCE_CHANGE,
                    config.brake(),
                    true,
                    ""),
                Optional.of(
                    new ScheduleSettings(
                        "0 30 2 ? * MON-FRI", ZoneId.systemDefault(), Duration.ofHours(1)))));
  }

  @Test
  void without_a_brake_has_one_all_the_same() throws Exception {
    folder.write(ConfigFolder.VALID.replace("brake: {max: 500}\n", ""));

    assertThat(folder.load().brake().max()).isEqualTo(500);
    assertThat(folder.load().brake().maxPercent()).isEqualTo(10);
  }

  @Test
  void lets_a_job_s_brake_inherit_what_it_leaves_out_and_tells_its_place() throws Exception {
    folder.write(
        ConfigFolder.VALID.replace(
            "brake: {max: 500}\n", "    brake: {max-percent: 0.5}\nbrake: {max: 7}\n"));

    assertThat(nightly(folder.load()).settings().brake())
        .isEqualTo(new Brake.Limits(7, 0.5, "jobs.nightly.brake, keyturn.yaml:18:5"));
  }

  @Test
  void reads_every_rule_of_a_job() throws Exception {
    Map<String, Rule> rules =
        Map.of(
            "always", new Rule.Always(),
            "{password-older-than: 90d}", new Rule.PasswordOlderThan(Duration.ofDays(90)),
            "{expires-within: 1d12h}", new Rule.ExpiresWithin(Duration.ofHours(36)),
            "{never-signed-in-since-reset: 15m}",
                new Rule.NeverSignedInSinceReset(Duration.ofMinutes(15)),
            "{inactive-for: 30s}", new Rule.InactiveFor(Duration.ofSeconds(30)));
    for (Map.Entry<String, Rule> rule : rules.entrySet()) {
      folder.write(ConfigFolder.VALID.replace("when: always", "when: " + rule.getKey()));
      assertThat(nightly(folder.load()).settings().when()).isEqualTo(rule.getValue());
    }
  }

  @Test
  void reads_policies_never_as_no_time_and_default_without_an_entry_of_its_own() throws Exception {
    folder.write(
        ConfigFolder.VALID.replace(
            "  default: {directory: corp, max-age: never}\n",
            """
              default: {directory: corp, max-age: 90d, warn: 14d}
              service: {directory: corp, max-age: never, members: {group: "cn=s,dc=x"}, must-change: false}
            """));

    assertThat(folder.load().policies())
        .containsExactly(
            new DeclaredPolicy(
                "default",
                "corp",
                Optional.empty(),
                Optional.of(Duration.ofDays(90)),
                Optional.of(Duration.ofDays(14)),
                Optional.empty(),
                Optional.empty(),
                false),
            new DeclaredPolicy(
                "service",
                "corp",
                Optional.empty(),
                Optional.of(Duration.ZERO),
                Optional.empty(),
                Optional.of(false),
                Optional.of(new Members.OfGroup("cn=s,dc=x")),
                false));
  }

  @Test
  void takes_one_or_several_and_quoted_or_plain_alike() throws Exception {
    folder.write(
        ConfigFolder.VALID
            .replace(
                "url: ldaps://ldap.example.com",
                "url: [\"ldaps://a.example.com:636\", 'LDAPS://b.example.com']")
            .replace("brake: {max: 500}", "brake: {max: \"12\", max-percent: '3'}")
            .replace(
                "    do: force-change\n",
                "    do: force-change\n    select: {filter: \"(a=b)\", base: \"OU=x, OU=People,"
                    + " dc=example,dc=com\"}\n"));

    KeyturnConfig config = folder.load();

    assertThat(corp(config).urls()).hasSize(2);
    assertThat(config.brake().max()).isEqualTo(12);
    assertThat(nightly(config).settings().select().filters()).containsExactly("(a=b)");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ldap://127.0.0.1:3890",
        "ldap://127.255.255.254",
        "ldap://localhost",
        "ldap://LOCALHOST:1389",
        "\"ldap://[::1]\"",
        "\"ldap://[0:0:0:0:0:0:0:1]:389\""
      })
  void may_speak_unencrypted_to_this_machine_where_it_says_so(String url) throws Exception {
    folder.write(
        ConfigFolder.VALID.replace(
            "url: ldaps://ldap.example.com", "url: " + url + "\n    tls: none"));

    assertThat(corp(folder.load()).tls()).isEqualTo(DirectorySettings.Tls.NONE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ldap://127.0.0.256",
        "ldap://127.1",
        "ldap://128.0.0.1",
        "ldap://localhost.example.com"
      })
  void may_not_speak_unencrypted_to_what_only_looks_like_this_machine(String url) {
    folder.write(
        ConfigFolder.VALID.replace(
            "url: ldaps://ldap.example.com", "url: " + url + "\n    tls: none"));

    assertThat(problems()).hasSize(1);
  }

  @Test
  void may_begin_with_a_byte_order_mark_and_end_its_lines_as_windows_does() throws Exception {
    folder.write("\uFEFF" + ConfigFolder.VALID.replace("\n", "\r\n"));

    assertThat(folder.load().directories()).containsKey("corp");
  }

  @Test
  void keeps_the_order_of_the_file() throws Exception {
    folder.write(
        ConfigFolder.VALID.replace(
            "jobs:\n",
            """
        jobs:
          zebra: {directory: corp, when: always, do: unlock}
          ant: {directory: corp, when: always, do: unlock}
        """));

    assertThat(folder.load().jobs().keySet()).containsExactly("zebra", "ant", "nightly");
  }

  @Test
  void is_refused_where_it_is_missing() throws Exception {
    Files.delete(folder.file);

    assertThat(problems())
        .containsExactly(
            "keyturn.yaml:1:1: file: keyturn.yaml does not exist, create it or name another");
  }

  @Test
  void is_refused_where_it_is_empty() {
    folder.write("");

    assertThat(problems())
        .containsExactly(
            "keyturn.yaml:1:1: file: keyturn.yaml is empty, write its content into it");
  }

  @Test
  void is_refused_where_it_holds_nothing_but_comments() {
    folder.write("# later\n");

    assertThat(problems())
        .containsExactly(
            "keyturn.yaml:1:1: file: says nothing, copy the commented keyturn.yaml and change it");
  }

  @Test
  void is_refused_where_it_is_a_folder_a_link_or_a_pipe() throws Exception {
    Files.move(folder.file, temp.resolve("real.yaml"));
    Files.createSymbolicLink(folder.file, temp.resolve("real.yaml"));
    assertThat(problems())
        .containsExactly(
            "keyturn.yaml:1:1: file: keyturn.yaml is a symbolic link, name the file that it points"
                + " to");

    Files.delete(folder.file);
    Files.createDirectory(folder.file);
    assertThat(problems())
        .containsExactly("keyturn.yaml:1:1: file: keyturn.yaml is a folder, name a file");

    Files.delete(folder.file);
    Fifo.make(folder.file);
    assertThat(problems())
        .containsExactly(
            "keyturn.yaml:1:1: file: keyturn.yaml is a pipe, socket or device, name a regular"
                + " file");
  }

  @Test
  void may_be_read_by_everybody_but_not_written() throws Exception {
    ConfigFolder.mode(folder.file, "rw-r--r--");
    assertThat(folder.load().directories()).isNotEmpty();

    ConfigFolder.mode(folder.file, "rw-rw-rw-");
    assertThat(problems())
        .containsExactly(
            "keyturn.yaml:1:1: file: keyturn.yaml can be changed by everyone (mode 0666), chmod"
                + " o-w keyturn.yaml");
  }

  @Test
  void is_refused_where_it_is_not_utf8_at_the_byte() throws IOException {
    Files.write(folder.file, "brake: {}\n# Zoë and Zo\u00eb".getBytes(StandardCharsets.ISO_8859_1));

    assertThat(problems())
        .containsExactly(
            "keyturn.yaml:2:5: yaml: a byte here is not UTF-8, save the file as UTF-8");
  }

  @Test
  void is_refused_with_a_control_character_at_its_place() {
    folder.write("brake: {}\n# a\u001b[2J\n");

    assertThat(problems())
        .containsExactly("keyturn.yaml:2:4: yaml: a control character stands here, delete it");
  }

  @Test
  void reports_all_its_problems_at_once_in_their_order() {
    folder.write(
        ConfigFolder.VALID
            .replace("max: 500", "max: -5")
            .replace("when: always", "when: sometimes")
            .replace("trust:", "trsut:"));

    assertThat(problems())
        .extracting(line -> line.substring(0, line.indexOf(": ")))
        .containsExactly("keyturn.yaml:4:5", "keyturn.yaml:16:11", "keyturn.yaml:18:14");
  }

  @Test
  void is_looked_for_where_it_is_given_then_in_the_environment_then_in_its_two_places()
      throws Exception {
    Path inFolder = temp.resolve("config").resolve("keyturn.yaml");
    Path inSystem = temp.resolve("etc").resolve("keyturn.yaml");
    Files.createDirectories(inFolder.getParent());
    Files.createDirectories(inSystem.getParent());
    Files.writeString(inFolder, "x");
    Files.writeString(inSystem, "x");
    Path given = Path.of("given.yaml");
    Map<String, String> env = Map.of("KEYTURN_CONFIG", "named.yaml");

    assertThat(ConfigFile.locate(Optional.of(given), env, inFolder, inSystem)).isEqualTo(given);
    assertThat(ConfigFile.locate(Optional.empty(), env, inFolder, inSystem))
        .isEqualTo(Path.of("named.yaml"));
    assertThat(
            ConfigFile.locate(Optional.empty(), Map.of("KEYTURN_CONFIG", " "), inFolder, inSystem))
        .isEqualTo(inFolder);
    Files.delete(inFolder);
    assertThat(ConfigFile.locate(Optional.empty(), Map.of(), inFolder, inSystem))
        .isEqualTo(inSystem);
    Files.delete(inSystem);
    ConfigException thrown =
        catchThrowableOfType(
            ConfigException.class,
            () -> ConfigFile.locate(Optional.empty(), Map.of(), inFolder, inSystem));
    assertThat(thrown.problems()).hasSize(1);
    assertThat(thrown)
        .hasMessage(
            inSystem
                + ": file: no config was found: -c is not given, $KEYTURN_CONFIG is not set, and"
                + " neither "
                + inFolder
                + " nor "
                + inSystem
                + " exists, name one with -c FILE, or write one: keyturn init URL");
  }

  @Test
  void takes_secrets_from_the_environment_and_from_systemd() throws Exception {
    folder.write(ConfigFolder.VALID.replace("{file: bind.pw}", "{env: BIND_PW}"));
    try (Secret secret = bindPassword(Map.of("BIND_PW", "päss"))) {
      assertThat(secret.sameAs(Secret.of("päss"))).isTrue();
    }
    folder.write(ConfigFolder.VALID.replace("{file: bind.pw}", "{credential: bind.pw}"));
    try (Secret secret = bindPassword(Map.of("CREDENTIALS_DIRECTORY", temp.toString()))) {
      assertThat(secret.sameAs(Secret.of("s3cret"))).isTrue();
    }
  }

  private static DirectorySettings corp(KeyturnConfig config) {
    return Objects.requireNonNull(config.directories().get("corp"));
  }

  private static KeyturnConfig.Job nightly(KeyturnConfig config) {
    return Objects.requireNonNull(config.jobs().get("nightly"));
  }

  private Secret bindPassword(Map<String, String> env) throws ConfigException {
    return corp(folder.load(env)).bindPassword().read();
  }

  private List<String> problems() {
    ConfigException thrown = catchThrowableOfType(ConfigException.class, folder::load);
    assertThat(thrown).isNotNull();
    return thrown.problems().stream().map(p -> p.toString().replace(temp + "/", "")).toList();
  }
}
