package org.keyturn.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/**
 * A rehearsal that ends early archives half of the classes, and nobody would notice but by time.
 */
final class WarmupTest {

  @Test
  void everyCommandGoesAllItsWay() throws Exception {
    PrintStream out = System.out;
    System.setOut(new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8));
    try {
      assertThat(Warmup.rehearse())
          .hasSizeGreaterThan(8)
          .allSatisfy((words, code) -> assertThat(code).as(words).isZero());
    } finally {
      System.setOut(out);
    }
  }
}
