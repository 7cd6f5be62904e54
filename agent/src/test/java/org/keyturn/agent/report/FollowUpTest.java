package org.keyturn.agent.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keyturn.agent.account.Action;
import org.keyturn.agent.account.Person;
import org.keyturn.agent.journal.Run;
import org.keyturn.agent.report.FollowUp.Since;

/** What the directory's state says that somebody has done since a run wrote to the account. */
final class FollowUpTest {

  private static final Instant WRITTEN = Instant.parse("2026-11-27T12:00:00Z");

  private static Run run(Action action, boolean mustChange) {
    return new Run(
        "20261127-120000-7kq2",
        Optional.empty(),
        action,
        "corp",
        "ldaps://ldap1.example.com",
        "anna",
        "",
        "c".repeat(64),
        new Run.Options(mustChange, "", Optional.empty(), Optional.empty(), Optional.empty()),
        1,
        Run.State.DONE,
        WRITTEN,
        Optional.of(WRITTEN),
        Optional.empty());
  }

  /** The password's time, from when the agent's clock wrote; {@code none}: the server has none. */
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          forced, and has not signed in since          | force-change | false | true  | -P10D  | MUST_CHANGE
          forced, and the server forgot the time (AD)  | force-change | false | true  | none   | MUST_CHANGE
          forced, and has changed an hour later        | force-change | false | false | PT1H   | CHANGED
          forced, and has changed within seconds       | force-change | false | false | PT2S   | CHANGED
          the same by a server whose clock is behind   | force-change | false | false | PT-2M  | CHANGED
          forced, and an operator took it back         | force-change | false | false | -P10D  | UNCHANGED
          forced, taken back, no time                  | force-change | false | false | none   | UNCHANGED
          reset, and has not signed in since           | reset        | true  | true  | PT0S   | MUST_CHANGE
          reset, and has changed the next day          | reset        | true  | false | P1D    | CHANGED
          reset, and the flag is gone at once          | reset        | true  | false | PT1S   | CHANGED
          reset without a flag, as it was set          | reset        | false | false | PT1S   | UNCHANGED
          the same by a clock that is ahead            | reset        | false | false | PT4M   | UNCHANGED
          reset without a flag, changed in the evening | reset        | false | false | PT6H   | CHANGED
          reset, changed, and forced by a later run    | reset        | true  | true  | P3D    | MUST_CHANGE
          """)
  void isTold(
      String name, String action, boolean flagged, boolean must, String time, Since expected) {
    Person person = Person.named("fenna", WRITTEN);
    person =
        time.equals("none")
            ? person.neverChanged()
            : person.changedAt(WRITTEN.plus(Duration.parse(time)));
    person = must ? person.mustChange() : person;

    assertThat(
            FollowUp.since(
                run(Action.byId(action).orElseThrow(), flagged), WRITTEN, person.account()))
        .as(name)
        .isEqualTo(expected);
  }
}
