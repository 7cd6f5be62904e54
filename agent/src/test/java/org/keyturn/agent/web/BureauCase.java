package org.keyturn.agent.web;

import static org.keyturn.agent.web.Raw.field;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** Operators' pages over HTTP, before a {@link Bureau} for all tests of a class. */
abstract class BureauCase {

  @TempDir static Path folder;

  static Bureau office = unset();

  @SuppressWarnings("NullAway") // until it is up
  private static Bureau unset() {
    return null;
  }

  @BeforeAll
  static void start() throws IOException {
    office = new Bureau(folder);
  }

  @AfterAll
  static void stop() {
    office.close();
  }

  static Raw.Got approve(Raw raw, String plan, String checksum) {
    raw.get("/admin/plan?plan=" + plan);
    return raw.post("/admin/plan/approve", field("plan", plan), field("checksum", checksum));
  }
}
