package org.keyturn.agent.cli;

import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.keyturn.agent.account.Action;
import org.keyturn.agent.config.DurationText;
import org.keyturn.agent.config.StartText;
import org.keyturn.agent.policy.Spreading;
import picocli.CommandLine.Option;

/** The period that a spread spreads over. */
final class SpreadOptions {

  @Option(
      names = "--over",
      paramLabel = "TIME",
      description = "For spread: how long the period is, e.g. 30d.")
  @Nullable String over;

  @Option(
      names = "--from",
      paramLabel = "DATE|+TIME",
      description =
          "For spread: when it begins, e.g. 2026-12-01 or +7d. Else as soon as everybody's policy"
              + " has had time to warn them.")
  @Nullable String from;

  /** What is meant by them beside an action; empty beside all but a spread. */
  Optional<Spreading> spreading(Action action) {
    if (action != Action.SPREAD) {
      if (over != null || from != null) {
        throw new InputException("--over and --from go with spread");
      }
      return Optional.empty();
    }
    return Optional.of(new Spreading(over(), start()));
  }

  private Duration over() {
    if (over == null) {
      throw new InputException("say over which time to spread, for example --over 30d");
    }
    Optional<Duration> parsed = DurationText.parse(over);
    if (parsed.isEmpty() || parsed.get().compareTo(Spreading.SHORTEST) < 0) {
      throw new InputException(
          "--over "
              + over
              + ": "
              + DurationText.problem(over).orElse("is too short to spread anything over")
              + "; "
              + DurationText.EXAMPLES
              + ", an hour or more");
    }
    return parsed.get();
  }

  private Spreading.Start start() {
    if (from == null) {
      return new Spreading.Start.AfterWarnings();
    }
    return StartText.parse(from, ZoneId.systemDefault())
        .orElseThrow(
            () ->
                new InputException(
                    "--from " + from + ": is no start of a period; " + StartText.EXAMPLES));
  }

  /** As they were typed. */
  List<String> words() {
    return Stream.concat(word("--over", over), word("--from", from)).toList();
  }

  private static Stream<String> word(String name, @Nullable String value) {
    return value == null ? Stream.empty() : Stream.of(name, value);
  }
}
