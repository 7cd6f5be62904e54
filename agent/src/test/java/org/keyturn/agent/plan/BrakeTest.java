package org.keyturn.agent.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.keyturn.agent.account.Action;

final class BrakeTest {

  private static PlanHeader plan(long changes, boolean named) {
    return new PlanHeader(
        "20261122-080000-aaaa",
        Optional.empty(),
        Action.FORCE_CHANGE,
        "corp",
        "ldaps://ldap1.example.com",
        PlanOptions.NONE,
        Requests.NOW,
        Requests.NOW.plus(Duration.ofHours(24)),
        named,
        changes,
        changes,
        0,
        0,
        new TreeMap<>());
  }

  static Stream<Arguments> rows() {
    return Stream.of(
        // sentence, changes, named, max, percent, directory, passes, counted at most
        arguments("one below the absolute limit", 499L, false, 500, 100.0, 10_000, true, 0),
        arguments("exactly at the absolute limit", 500L, false, 500, 100.0, 10_000, true, 0),
        arguments("one above the absolute limit", 501L, false, 500, 100.0, 10_000, false, 0),
        arguments("exactly at the share", 10L, false, 500, 10.0, 100, true, 100),
        arguments("one account less in the directory", 10L, false, 500, 10.0, 99, false, 100),
        arguments("one change more", 11L, false, 500, 10.0, 100, false, 110),
        arguments("a share that is no whole number", 1L, false, 500, 0.3, 334, true, 334),
        arguments("and one account less", 1L, false, 500, 0.3, 333, false, 334),
        arguments("a tenth of a percent, exactly", 3L, false, 500, 0.3, 1_000, true, 1_000),
        arguments(
            "a share that binary fractions miss by a hair",
            7L,
            false,
            500,
            0.7,
            1_000,
            true,
            1_000),
        arguments("half a percent of everybody", 500L, false, 500, 0.5, 100_000, true, 100_000),
        arguments(
            "a huge directory is not counted to its end",
            10L,
            false,
            500,
            10.0,
            1_000_000,
            true,
            100),
        arguments("everyone allowed: nothing is counted", 100L, false, 500, 100.0, 100, true, 0),
        arguments("nobody allowed", 1L, false, 0, 100.0, 100, false, 0),
        arguments("nothing to do under a limit of nobody", 0L, false, 0, 0.0, 100, true, 0),
        arguments("no share allowed", 1L, false, 500, 0.0, 100, false, 100),
        arguments("an empty plan", 0L, false, 500, 10.0, 0, true, 0),
        arguments("a tiny directory, all of it", 3L, false, 500, 10.0, 3, false, 30),
        arguments("a tiny directory, one of it", 1L, false, 500, 10.0, 9, false, 10),
        arguments("one of ten", 1L, false, 500, 10.0, 10, true, 10),
        arguments("named one by one: no share counts", 4L, true, 500, 10.0, 6, true, 0),
        arguments("named one by one: the absolute limit does", 501L, true, 500, 10.0, 6, false, 0),
        arguments(
            "more than an int counts to",
            3_000_000_000L,
            false,
            Integer.MAX_VALUE,
            100.0,
            5,
            false,
            0));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rows")
  void brakes(
      String sentence,
      long changes,
      boolean named,
      int max,
      double percent,
      int directory,
      boolean passes,
      int mostCounted) {
    AtomicInteger asked = new AtomicInteger();
    Brake.Verdict verdict =
        Brake.judge(
            plan(changes, named),
            new Brake.Limits(max, percent, "keyturn.yaml:41:8"),
            most -> {
              asked.accumulateAndGet(most, Math::max);
              return Math.min(most, directory);
            });
    assertThat(verdict instanceof Brake.Verdict.Passes)
        .as("%s: %s", sentence, verdict)
        .isEqualTo(passes);
    assertThat(Math.min(asked.get(), Math.max(directory, mostCounted)))
        .as("counted")
        .isLessThanOrEqualTo(mostCounted);
    if (verdict instanceof Brake.Verdict.Tripped tripped) {
      assertThat(tripped.needed()).isEqualTo(changes);
      assertThat(tripped.text()).contains("keyturn.yaml:41:8");
    }
  }

  @Test
  void whatItLetsPassIsWithinTheShareAndNothingElseIs() {
    for (int directory = 1; directory <= 60; directory++) {
      for (int changes = 1; changes <= directory; changes++) {
        for (double percent : new double[] {1, 3.3, 10, 25, 33.3, 50, 99.9}) {
          int size = directory;
          Brake.Verdict verdict =
              Brake.judge(
                  plan(changes, false),
                  new Brake.Limits(500, percent, "here"),
                  most -> Math.min(most, size));
          assertThat(verdict instanceof Brake.Verdict.Passes)
              .as("%d of %d at %s %%: %s", changes, directory, percent, verdict)
              .isEqualTo(changes * 1000L <= Math.round(percent * 10) * directory);
        }
      }
    }
  }

  @Test
  void aRefusalSaysWhatWouldHappenAndWhichLimitForbidsIt() {
    assertThat(text(plan(1_204, false), new Brake.Limits(500, 10, "brake, keyturn.yaml:41:8"), 0))
        .isEqualTo("1,204 accounts would change, the limit is 500 (brake.max, keyturn.yaml:41:8)");
    assertThat(
            text(
                plan(60, false),
                new Brake.Limits(500, 10, "jobs.staff.brake, keyturn.yaml:41:8"),
                200))
        .isEqualTo(
            "60 of 200 accounts would change, that is 30.0 %; the limit is 10 %"
                + " (jobs.staff.brake.max-percent, keyturn.yaml:41:8)");
    assertThat(text(plan(2, false), new Brake.Limits(1, 10, "the command line"), 0))
        .isEqualTo("2 accounts would change, the limit is 1 (brake.max, the command line)");
  }

  private static String text(PlanHeader plan, Brake.Limits limits, int directory) {
    return ((Brake.Verdict.Tripped) Brake.judge(plan, limits, most -> Math.min(most, directory)))
        .text();
  }

  @Test
  void whatIsTypedReplacesWhatIsConfiguredAndNothingElse() {
    Brake.Limits configured = new Brake.Limits(500, 10, "keyturn.yaml:3:1");
    assertThat(configured.overriddenBy(OptionalInt.empty(), OptionalDouble.empty()))
        .isEqualTo(configured);
    assertThat(configured.overriddenBy(OptionalInt.of(1300), OptionalDouble.empty()))
        .isEqualTo(new Brake.Limits(1300, 10, "the command line"));
    assertThat(configured.overriddenBy(OptionalInt.empty(), OptionalDouble.of(50)))
        .isEqualTo(new Brake.Limits(500, 50, "the command line"));
  }

  @Test
  void theDirectoryItselfIsCountedNoFurtherThanNeeded() {
    AtomicInteger read = new AtomicInteger();
    FakeDirectory directory =
        new FakeDirectory()
            .streaming(
                () ->
                    IntStream.range(0, 1_000_000)
                        .peek(i -> read.incrementAndGet())
                        .mapToObj(i -> Requests.person("p" + i).account()));
    assertThat(Brake.judge(plan(10, false), new Brake.Limits(500, 10, "x"), directory))
        .isInstanceOf(Brake.Verdict.Passes.class);
    assertThat(read).hasValueLessThanOrEqualTo(101);
  }
}
