package org.keyturn.agent.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.keyturn.agent.faults.Keyturn.Ended;

/** Fault 25: an Error in the middle of a run. The process ends, and leaves no memory on disk. */
final class ErrorIT extends FaultPhase {

  /** What Java itself ends with, whatever the program says. */
  private static final int OUT_OF_MEMORY = 3;

  private static final int DEFECT = 70;

  private static final String DAEMON =
      String.join(
          "\n",
          "jobs:",
          "  all:",
          "    directory: corp",
          "    when: always",
          "    %s",
          "    select: {filter: \"" + CONTRACTORS + "\"}",
          "    do: reset",
          "    deliver: mail",
          "    brake: {max: 2000, max-percent: 100}");

  private Keyturn harmed(Saboteur.Harm harm) {
    return keyturn().java("-Xmx64m " + Saboteur.option(room().resolve("saboteur.jar"), harm));
  }

  private static List<Path> dumps() {
    try (Stream<Path> files = Files.list(Path.of("").toAbsolutePath())) {
      return files.filter(f -> f.toString().matches(".*(hprof|/core[^/]*|hs_err[^/]*)")).toList();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void fault25WithoutMemoryTheProcessEndsWithoutADumpAndIsResumed() {
    List<Path> before = dumps();

    Ended ended = harmed(Saboteur.Harm.HEAP).run(resetArguments("show"));

    assertThat(ended.exit()).as(ended.err()).isEqualTo(OUT_OF_MEMORY);
    assertThat(ended.out() + ended.err()).contains("OutOfMemoryError");
    assertThat(ended.passwords()).isEmpty();
    assertThat(dumps()).isEqualTo(before);
    allWell(resume());
    resumeDoesNothing();
  }

  @Test
  void fault25AnErrorInAWriterEndsTheProcessAndTheRunIsResumed() {
    Ended ended = harmed(Saboteur.Harm.WRITER).run(resetArguments("show")).expect(DEFECT);

    assertThat(ended.err()).contains("keyturn resume");
    assertThat(ended.passwords()).isEmpty();
    allWell(resume());
    resumeDoesNothing();
  }

  /** A daemon that only looks alive would resume nothing. */
  @Test
  void fault25AnErrorInAJobEndsTheDaemonAndTheNextOneResumesIt() {
    configure(DAEMON.formatted("schedule: \"* * * * * ?\""));
    assertThat(harmed(Saboteur.Harm.WRITER).run("agent").expect(DEFECT).err())
        .contains("the process ends");
    int before = writes().size();
    assertThat(before).isLessThan(people());

    configure(DAEMON.formatted("# not scheduled any more"));
    try (Keyturn.Launched next = keyturn().start("agent")) {
      Waiting.until(
          "it takes the run up", () -> next.said().contains("was taken up") || !next.alive());
      next.signal("TERM");
      assertThat(next.await().expect(0).err()).contains("was taken up: DONE");
    }
    assertThat(writes()).hasSizeGreaterThan(before);
    nobodyTwice(writes());
    assertThat(keyturn().run("-o", "json", "runs").expect(0).number("parked")).isZero();
  }
}
