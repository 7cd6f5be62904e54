package org.keyturn.agent.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyturn.agent.journal.Ledger;
import org.keyturn.agent.journal.Ledgers;
import org.keyturn.agent.journal.StoreSettings;
import org.keyturn.agent.notify.MailSettings;
import org.keyturn.agent.notify.Templates;
import org.keyturn.agent.password.Sealer;

/**
 * Thousands of short lives of an agent, each drawn from its seed: see {@link Simulation}. The store
 * is the real one in memory-backed files where the system has them, so that a flush costs nothing.
 *
 * <p>{@code -Dkeyturn.seed=N} runs one of them, {@code -Dkeyturn.seeds=N} so many.
 */
final class SimulatorTest {

  private static final int SEEDS = 2_000;

  private static Path folder;
  private static Simulation.Props props;

  @BeforeAll
  static void open() throws IOException {
    Path memory = Path.of("/dev/shm");
    folder =
        Files.isWritable(memory)
            ? Files.createTempDirectory(memory, "keyturn-simulator")
            : Files.createTempDirectory("keyturn-simulator");
    Path template = folder.resolve("template");
    Ledger unused = Ledgers.open(new StoreSettings(template), Clock.systemUTC());
    unused.close();
    props =
        new Simulation.Props(
            template,
            new Sealer(Files.createDirectory(folder.resolve("seal"))),
            new Templates(Optional.empty()),
            new MailSettings(
                new MailSettings.Folder(folder),
                "it@example.com",
                "Example",
                Optional.empty(),
                Optional.empty()),
            new SimulatedSheets());
  }

  @AfterAll
  static void close() {
    Folders.delete(folder);
  }

  private static History history(long seed, World.Defect defect) throws IOException {
    try (Simulation simulation =
        new Simulation(
            seed, Files.createDirectory(folder.resolve("seed-" + seed)), props, defect)) {
      return simulation.history();
    }
  }

  private static List<String> problems(long seed, World.Defect defect) {
    try {
      return Checker.problems(history(seed, defect));
    } catch (IOException | RuntimeException | AssertionError e) {
      StringWriter trace = new StringWriter();
      e.printStackTrace(new PrintWriter(trace));
      return List.of(trace.toString());
    }
  }

  @Test
  void whateverHappensThePromisesHold() {
    Long one = Long.getLong("keyturn.seed");
    LongStream seeds =
        one != null
            ? LongStream.of(one)
            : LongStream.rangeClosed(1, Integer.getInteger("keyturn.seeds", SEEDS));
    List<String> broken =
        seeds
            .parallel() // no life knows of another
            .boxed()
            .flatMap(
                seed ->
                    problems(seed, World.Defect.NONE).stream()
                        .map(problem -> toldWithItsCommand(seed, problem)))
            .toList();
    assertThat(broken.stream().limit(20).toList()).as(broken.size() + " in all").isEmpty();
  }

  private static String toldWithItsCommand(long seed, String problem) {
    return "seed %d: %s%n    again: mvn test -pl embedded-ldap,agent -Dtest=SimulatorTest"
            .formatted(seed, problem)
        + " -Dsurefire.failIfNoSpecifiedTests=false -Dkeyturn.seed="
        + seed;
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 8, 42, 150, 206})
  void aSeedGoesTheSameWayEachTime(long seed) throws IOException {
    List<String> first = history(seed, World.Defect.NONE).lines();
    assertThat(first).isNotEmpty();
    assertThat(history(seed, World.Defect.NONE).lines()).isEqualTo(first);
  }

  @ParameterizedTest(name = "{0} is found: {1}")
  @CsvSource({
    "EVERYTHING_IS_OURS, one password",
    "NOTHING_IS_OURS, learnable",
    "NO_GUARD, own change wins"
  })
  void aDefectIsFound(World.Defect defect, String promise) {
    assertThat(
            LongStream.rangeClosed(1, 300)
                .anyMatch(
                    seed -> problems(seed, defect).stream().anyMatch(p -> p.startsWith(promise))))
        .isTrue();
  }
}
