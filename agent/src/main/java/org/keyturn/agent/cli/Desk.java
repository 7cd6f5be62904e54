package org.keyturn.agent.cli;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.keyturn.agent.Agent;
import org.keyturn.agent.config.KeyturnConfig;
import org.keyturn.agent.directory.Directory;

/**
 * What a command works with.
 *
 * @param cli the options that every command has
 * @param agent everything that is wired
 * @param screen where it goes
 */
record Desk(Cli cli, Agent agent, Screen screen) {

  Format format() {
    return cli.output;
  }

  boolean json() {
    return cli.output == Format.json;
  }

  boolean csv() {
    return cli.output == Format.csv;
  }

  /** For a command whose result is no list. */
  void refuseCsv() {
    if (csv()) {
      throw new InputException("-o csv is for lists; this command gives text or json");
    }
  }

  KeyturnConfig config() {
    return agent.config();
  }

  Instant now() {
    return agent.clock().instant();
  }

  /** The directory that is meant: the one named, or the only one. */
  String directoryName() {
    Set<String> names = config().directories().keySet();
    if (cli.directory != null) {
      if (!names.contains(cli.directory)) {
        throw new InputException(
            "--directory " + cli.directory + ": the config has " + String.join(", ", names));
      }
      return cli.directory;
    }
    if (names.size() > 1) {
      throw new InputException(
          "the config has several directories; say which: -d " + String.join(" or -d ", names));
    }
    return names.iterator().next();
  }

  Directory directory() {
    return agent.directory(directoryName());
  }

  /** The login or DN of whoever runs this command; never touched. */
  Optional<String> operator() {
    return cli.operator().or(config()::operator);
  }

  /** For the audit trail: the operator, else the account of the operating system. */
  String actor() {
    return operator().orElseGet(() -> "os:" + System.getProperty("user.name"));
  }
}
