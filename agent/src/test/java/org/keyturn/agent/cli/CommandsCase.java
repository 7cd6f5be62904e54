package org.keyturn.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.keyturn.agent.cli.Company.Said;

/** Commands as an operator types them, against a directory that answers. */
abstract class CommandsCase {

  @TempDir static Path folder;
  static Company company = unset();
  static List<String> logins = List.of();

  @SuppressWarnings("NullAway") // Set before every test.
  static Company unset() {
    return null;
  }

  @BeforeAll
  static void start() {
    company = new Company(folder);
    logins = company.logins();
    assertThat(logins).hasSizeGreaterThan(20);
  }

  @AfterAll
  static void stop() {
    company.close();
  }

  static Said run(String... words) {
    return company.run(words);
  }
}
