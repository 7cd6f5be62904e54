package org.keyturn.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.keyturn.agent.account.Action;
import org.keyturn.agent.directory.DirectoryException;
import org.keyturn.agent.directory.DirectoryException.Kind;
import org.keyturn.agent.journal.LedgerException;
import org.keyturn.agent.journal.Run;
import org.keyturn.agent.journal.Tally;
import org.keyturn.agent.plan.PlanException;
import org.keyturn.agent.plan.SelectionException;
import org.keyturn.agent.run.RunFailure;
import org.keyturn.agent.run.RunResult;
import org.keyturn.agent.run.RunResult.Ending;

/** Exit codes are a contract with scripts. */
final class ExitTest {

  private static Tally tally(long applied, long skipped, long failed, long parked) {
    return new Tally(applied, 0, skipped, failed, parked, new TreeMap<>());
  }

  static Stream<Arguments> results() {
    return Stream.of(
        arguments("all done", Ending.DONE, tally(5, 0, 0, 0), 0),
        arguments("nothing to do", Ending.DONE, tally(0, 0, 0, 0), 0),
        arguments("some left alone on purpose", Ending.DONE, tally(4, 1, 0, 0), 0),
        arguments("one failed", Ending.DONE, tally(4, 0, 1, 0), 1),
        arguments("one parked", Ending.DONE, tally(4, 0, 0, 1), 1),
        arguments("interrupted", Ending.INTERRUPTED, tally(4, 0, 0, 1), 130),
        arguments("the directory went away", Ending.UNREACHABLE, tally(4, 0, 0, 1), 3),
        arguments("the live brake", Ending.BRAKE, tally(0, 0, 5, 1), 4));
  }

  @ParameterizedTest(name = "{0}: {3}")
  @MethodSource("results")
  void ofARun(String sentence, Ending ending, Tally tally, int code) {
    Run run =
        new Run(
            "20261122-080000-aaaa",
            Optional.empty(),
            Action.RESET,
            "corp",
            "ldaps://x",
            "anna",
            "",
            "",
            Run.Options.NONE,
            5,
            Run.State.DONE,
            Instant.EPOCH,
            Optional.empty(),
            Optional.empty());
    assertThat(Exit.of(new RunResult(run, tally, ending, ""))).as(sentence).isEqualTo(code);
  }

  static Stream<Arguments> failures() {
    return Stream.of(
        arguments(new InputException("x"), 2),
        arguments(new SelectionException(List.of("x")), 2),
        arguments(new PlanException("x"), 2),
        arguments(new DirectoryException(Kind.BAD_REQUEST, "x"), 2),
        arguments(new DirectoryException(Kind.UNREACHABLE, "x"), 3),
        arguments(new DirectoryException(Kind.REFUSED, "x"), 3),
        arguments(new DirectoryException(Kind.INCOMPLETE, "x"), 3),
        arguments(new RunFailure(RunFailure.Kind.HELD, "x"), 5),
        arguments(new LedgerException("x"), 6),
        arguments(new NullPointerException("x"), 70));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("failures")
  void ofAFailure(Exception failure, int code) {
    assertThat(Exit.of(failure)).isEqualTo(code);
  }
}
