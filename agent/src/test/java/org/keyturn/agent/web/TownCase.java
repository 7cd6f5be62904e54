package org.keyturn.agent.web;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** Pages over HTTP, before a {@link Town} for all tests of a class and a browser for each. */
abstract class TownCase {

  @TempDir static Path folder;

  static Town town = unset();

  @SuppressWarnings("NullAway") // until it is up
  private static Town unset() {
    return null;
  }

  @BeforeAll
  static void start() {
    town = new Town(folder);
  }

  @AfterAll
  static void stop() {
    town.close();
  }

  Raw raw = town.portal.browser();
}
