package org.keyturn.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keyturn.agent.cli.Company.Said;

@DisplayName("keyturn token")
final class TokenCommandTest extends CommandsCase {

  @Test
  void prints_a_token_once_and_keeps_it_nowhere() throws IOException {
    Said made = run("token", "create", "once", "--role", "viewer", "--as", "anna");
    assertThat(made.code()).as(made.err()).isZero();
    assertThat(made.out()).matches("kt_[A-Za-z0-9_-]{43}\n");
    assertThat(made.err()).contains("shown this once").doesNotContain(made.out().strip());
    byte[] token = made.out().strip().getBytes(StandardCharsets.US_ASCII);
    try (Stream<Path> files = Files.walk(folder)) {
      assertThat(files.filter(Files::isRegularFile))
          .isNotEmpty()
          .allSatisfy(file -> assertThat(holds(file, token)).as(file.toString()).isFalse());
    }
    assertThat(run("audit", "-o", "csv").out()).contains("anna,token-created,,,once");
  }

  private static boolean holds(Path file, byte[] token) {
    try {
      String text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
      return text.contains(new String(token, StandardCharsets.ISO_8859_1));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void lists_what_there_is_and_takes_it_back() {
    run("token", "create", "desk", "--role", "helpdesk", "--within-base", "ou=people,dc=x");
    assertThat(run("token", "create", "desk", "--role", "admin").code()).isEqualTo(Exit.INPUT);
    assertThat(run("token", "list").out()).contains("desk", "helpdesk", "ends in 89 d", "never");
    assertThat(run("token", "list", "-o", "json").out())
        .contains("\"name\":\"desk\",\"role\":\"helpdesk\",\"base\":\"ou=people,dc=x\"");
    assertThat(run("token", "revoke", "desk").code()).isZero();
    assertThat(run("token", "revoke", "desk").code()).isEqualTo(Exit.INPUT);
    assertThat(run("token", "list").out()).contains("revoked");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          token                                               | create, list or revoke
          token create x                                      | --role
          token create x --role root                          | viewer, helpdesk, admin
          token create x\ty --role viewer                     | a name has
          token create x --role viewer --expires never        | 90d
          token create x --role helpdesk --within-base people | is no DN
          token create x --role viewer --within-base dc=x      | are for --role helpdesk
          """)
  void says_what_is_wrong(String line, String says) {
    Said said = run(line.split(" "));
    assertThat(said.code()).isEqualTo(Exit.INPUT);
    assertThat(said.err()).contains(says);
    assertThat(said.out()).isEmpty();
  }
}
