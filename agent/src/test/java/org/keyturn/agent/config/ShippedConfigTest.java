package org.keyturn.agent.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyturn.agent.account.Action;
import org.keyturn.agent.policy.Rule;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@DisplayName("The config that is shipped")
final class ShippedConfigTest {

  private static final Path SHIPPED = Path.of("..", "config", "keyturn.yaml");
  private static final Path SCHEMA = Path.of("..", "config", "keyturn.schema.json");
  private static final JsonMapper JSON = new JsonMapper();

  @TempDir Path temp;
  private ConfigFolder folder;

  @BeforeEach
  void installed() throws IOException {
    folder = new ConfigFolder(temp);
    folder.write(Files.readString(SHIPPED));
  }

  @Test
  void loads_unchanged_once_its_certificate_and_bind_password_are_beside_it() throws Exception {
    KeyturnConfig config = folder.load();

    assertThat(config.directories()).containsOnlyKeys("corp");
    assertThat(config.notes()).isEmpty();
    assertThat(config.jobs()).containsOnlyKeys("incident", "never-collected");
    KeyturnConfig.Job first = config.jobs().values().iterator().next();
    assertThat(first.settings().action()).isEqualTo(Action.FORCE_CHANGE);
    assertThat(first.settings().when()).isEqualTo(new Rule.Always());
    assertThat(first.schedule()).isEmpty();
  }

  @Test
  void ends_no_password_by_age_unless_somebody_chooses_so() throws Exception {
    KeyturnConfig config = folder.load();

    assertThat(config.policies()).allMatch(p -> p.maxAge().orElseThrow().isZero());
    assertThat(config.jobs().values())
        .noneMatch(job -> job.settings().when() instanceof Rule.PasswordOlderThan);
  }

  @Test
  void names_what_a_fresh_machine_lacks_and_nothing_else() throws Exception {
    Files.delete(temp.resolve("ca.pem"));
    Files.delete(folder.secret);

    ConfigException thrown = catchThrowableOfType(ConfigException.class, folder::load);

    assertThat(thrown.problems())
        .extracting(Problem::key, Problem::wrong)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(
                "directories.corp.trust", temp.resolve("ca.pem") + " does not exist"),
            org.assertj.core.groups.Tuple.tuple(
                "directories.corp.bind.password.file", folder.secret + " does not exist"));
  }

  @Test
  void loads_with_everything_switched_on_that_it_shows() throws Exception {
    switchEverythingOn();

    KeyturnConfig config = folder.load();

    assertThat(config.jobs()).hasSize(11).containsKeys("age-based-rotation", "reset-externals");
    assertThat(config.operator()).contains("anna");
    assertThat(config.notes())
        .containsExactlyInAnyOrder(
            "jobs.age-based-reminder.remind.test-to: everything goes to it@example.com, and nobody"
                + " is told");
    assertThat(config.web().orElseThrow().publicUrl())
        .contains(URI.create("https://password.example.com"));
  }

  @Test
  void fits_its_schema_as_shipped_and_with_everything_switched_on() throws Exception {
    Schema schema =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(Files.readString(SCHEMA));

    assertThat(schema.validate(asJson(Files.readString(folder.file)))).isEmpty();
    switchEverythingOn();
    assertThat(schema.validate(asJson(Files.readString(folder.file)))).isEmpty();
    folder.write(ConfigFolder.VALID);
    assertThat(schema.validate(asJson(Files.readString(folder.file)))).isEmpty();
    for (String wrong :
        new String[] {
          ConfigFolder.VALID.replace("{file: bind.pw}", "hunter2"),
          ConfigFolder.VALID.replace("do: force-change", "do: restore"),
          ConfigFolder.VALID.replace("do: force-change", "do: remind"),
          ConfigFolder.VALID.replace("do: force-change", "do: reset"),
          ConfigFolder.VALID.replace("max-age: never", "max-age: 90 days"),
          ConfigFolder.VALID.replace("folder: mail", "smtp: mail.example.com"),
          ConfigFolder.VALID.replace("trust:", "truts:")
        }) {
      assertThat(schema.validate(asJson(wrong))).as(wrong).isNotEmpty();
    }
  }

  @Test
  void has_the_same_keys_in_schema_and_decoder() throws Exception {
    switchEverythingOn();
    Reading reading = new Reading(folder.file, Map.of());
    ConfigFile.load(reading, folder.file);
    Reading bySmtp = new Reading(folder.file, Map.of());
    folder.write(
        Files.readString(folder.file)
            .replaceFirst(
                "(?m)^  folder: .*mail$",
                "  smtp: smtp://mail.example.com\n"
                    + "  user: k\n"
                    + "  password: {file: bind.pw}\n"
                    + "  trust: ca.pem\n"
                    + "  dkim: {domain: example.com, selector: k, key: {file: dkim.pem}}"));
    dkimKey();
    ConfigFile.load(bySmtp, folder.file);
    Reading byKeystore = new Reading(folder.file, Map.of());
    folder.write(
        Files.readString(folder.file)
            .replace(
                "{certificate: web.pem, key: web.key}",
                "{keystore: web.key, password: {file: bind.pw}}"));
    ConfigFile.load(byKeystore, folder.file);
    NavigableMap<String, NavigableSet<String>> taken = new TreeMap<>(reading.vocabulary());
    taken.putAll(byKeystore.vocabulary());
    taken.putAll(bySmtp.vocabulary());
    JsonNode schema = JSON.readTree(Files.readString(SCHEMA));

    NavigableMap<String, NavigableSet<String>> described = new TreeMap<>();
    walk(schema, schema, "", described);

    assertThat(taken).isEqualTo(described);
  }

  @Test
  void shows_every_key_that_can_be_set() throws Exception {
    switchEverythingOn();
    String text = Files.readString(folder.file);
    Reading reading = new Reading(folder.file, Map.of());
    ConfigFile.load(reading, folder.file);

    reading.vocabulary().values().stream()
        .flatMap(NavigableSet::stream)
        .distinct()
        .forEach(key -> assertThat(text).containsPattern("\\b" + key + "\\b"));
  }

  /** Follows references; named entries are {@code *}, as in {@link Value#shape()}. */
  private static void walk(
      JsonNode root, JsonNode node, String path, NavigableMap<String, NavigableSet<String>> found) {
    Optional<String> reference = Optional.ofNullable(node.get("$ref")).map(JsonNode::stringValue);
    reference.ifPresent(to -> walk(root, root.at(to.substring(1)), path, found));
    node.path("anyOf").forEach(form -> walk(root, form, path, found));
    if (node.path("additionalProperties").isObject()) {
      walk(root, node.get("additionalProperties"), below(path, "*"), found);
    }
    if (node.has("properties")) {
      assertThat(node.path("additionalProperties").isBoolean()).as("closed: " + path).isTrue();
      found.put(path, new TreeSet<>(node.get("properties").propertyNames()));
      node.get("properties")
          .forEachEntry((key, value) -> walk(root, value, below(path, key), found));
    }
  }

  private static String below(String path, String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  /** Takes the # from every {@code #key: value} and from the lines that continue one. */
  private void switchEverythingOn() throws IOException {
    Pattern setting = Pattern.compile("( *)#([^ #].*)");
    StringBuilder on = new StringBuilder();
    Optional<String> block = Optional.empty();
    for (String line : Files.readAllLines(SHIPPED)) {
      Matcher matcher = setting.matcher(line);
      if (matcher.matches()) {
        block = Optional.of(matcher.group(1));
        on.append(matcher.group(1)).append(matcher.group(2));
      } else if (block.isPresent() && line.startsWith(block.get() + "#  ")) {
        on.append(block.get()).append(line.substring(block.get().length() + 1));
      } else {
        block = Optional.empty();
        on.append(line);
      }
      on.append('\n');
    }
    Files.createDirectories(temp.resolve("templates"));
    Files.writeString(temp.resolve("blocklist.txt"), "password\n");
    Files.writeString(temp.resolve("anna.asc"), "a key\n");
    Files.writeString(temp.resolve("bob.asc"), "a key\n");
    Files.writeString(temp.resolve("holidays.txt"), "2027-04-27  # King's Day\n");
    for (String secret : new String[] {"sheet.pw", "sms.token", "webhook.key"}) {
      Files.copy(folder.secret, temp.resolve(secret), StandardCopyOption.COPY_ATTRIBUTES);
    }
    ConfigFolder.mode(Files.writeString(temp.resolve("on-brake"), "#!/bin/sh\n"), "rwx------");
    Files.copy(folder.secret, temp.resolve("web.key"), StandardCopyOption.COPY_ATTRIBUTES);
    Files.writeString(temp.resolve("web.key"), "-----BEGIN PRIVATE KEY-----\n");
    Files.copy(temp.resolve("ca.pem"), temp.resolve("web.pem"));
    Files.writeString(temp.resolve("logo.svg"), "<svg/>\n");
    folder.write(on.toString());
  }

  private void dkimKey() throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(1024);
    String base64 =
        Base64.getMimeEncoder()
            .encodeToString(generator.generateKeyPair().getPrivate().getEncoded());
    Path key = temp.resolve("dkim.pem");
    Files.writeString(
        key, "-----BEGIN PRIVATE KEY-----\n" + base64 + "\n-----END PRIVATE KEY-----\n");
    ConfigFolder.mode(key, "rw-------");
  }

  private static JsonNode asJson(String yaml) {
    return JSON.valueToTree(new Load(LoadSettings.builder().build()).loadFromString(yaml));
  }
}
