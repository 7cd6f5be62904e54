package org.keyturn.agent.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each mistake that a person can make in the file → what the person reads. */
abstract class MistakesCase {

  static final String URL = "    url: ldaps://ldap.example.com\n";
  static final String WHEN = "    when: always\n";
  static final String DO = "    do: force-change\n";
  static final String BIND_DN = "      dn: \"cn=keyturn,dc=example,dc=com\"\n";
  static final String PASSWORD = "      password: {file: bind.pw}\n";
  static final String BASE_DN = "      base: \"ou=people,dc=example,dc=com\"\n";
  static final String POLICY = "  default: {directory: corp, max-age: never}\n";
  static final String SCHEDULE = "    schedule: \"0 30 2 ? * MON-FRI\"\n";
  static final String BRAKE = "brake: {max: 500}\n";
  static final String FOLDER = "  folder: mail\n";
  static final String TRUST = "    trust: ca.pem\n";

  @TempDir Path temp;

  /**
   * @param mistake in words
   * @param from a part of {@link ConfigFolder#VALID}, there just once
   * @param to what stands there instead
   * @param problems what is to be told, without the name of the file
   */
  record Row(String mistake, String from, String to, List<String> problems) {
    @Override
    public String toString() {
      return mistake;
    }
  }

  static Row row(String mistake, String from, String to, String... problems) {
    return new Row(mistake, from, to, List.of(problems));
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void is_told(Row row) {
    assertThat(ConfigFolder.VALID.split(Pattern.quote(row.from()), -1)).hasSize(2);
    ConfigFolder folder = new ConfigFolder(temp);
    folder.write(ConfigFolder.VALID.replace(row.from(), row.to()));

    ConfigException thrown = catchThrowableOfType(ConfigException.class, folder::load);

    assertThat(thrown).as("a config with " + row).isNotNull();
    assertThat(thrown.problems())
        .extracting(problem -> problem.toString().replace(temp + "/", ""))
        .containsExactlyElementsOf(row.problems().stream().map(p -> "keyturn.yaml:" + p).toList());
    assertThat(thrown.toString()).doesNotContain("hunter2");
  }
}
