package org.keyturn.agent.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A plan's size is the disk's, not the heap's: 200,000 accounts in a JVM of 64 MB. */
final class PlanMemoryTest {

  private static final int ACCOUNTS = 200_000;

  @TempDir Path folder;

  @Test
  @Timeout(120)
  void twoHundredThousandAccountsArePlannedAndReadInASmallHeap() throws Exception {
    Path output = folder.resolve("output");
    Process small =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Small.class.getName(),
                folder.toString())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try {
      assertThat(small.waitFor(110, TimeUnit.SECONDS)).as("ends").isTrue();
      assertThat(Files.readString(output)).contains("read " + ACCOUNTS);
    } finally {
      small.destroyForcibly();
    }
  }

  /** What the small JVM runs. */
  static final class Small {

    private Small() {}

    public static void main(String[] args) {
      FakeDirectory directory =
          new FakeDirectory()
              .streaming(
                  () ->
                      IntStream.range(0, ACCOUNTS)
                          .mapToObj(i -> Requests.person("person" + i).account()));
      try (Plan plan =
          new Planner(directory, Requests.CLOCK, Path.of(args[0]))
              .plan(Requests.force(Requests.everyone()))) {
        int read = 0;
        try (PlanCursor accounts = plan.accounts()) {
          while (accounts.hasNext()) {
            read += accounts.next().login().isEmpty() ? 0 : 1;
          }
        }
        System.out.println("read " + read + " of " + plan.header().changes());
      }
    }
  }
}
