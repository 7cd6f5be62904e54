package org.keyturn.agent.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyturn.agent.faults.Keyturn.Ended;

/** Fault 22: whole processes whose clock is wrong; the directory's is right. */
final class ClockIT extends FaultPhase {

  private static final String JOB =
      String.join(
          "\n",
          "jobs:",
          "  old:",
          "    directory: corp",
          "    schedule: \"* * * * * ?\"",
          "    time-zone: Europe/Amsterdam",
          "    select: {filter: \"" + CONTRACTORS + "\"}",
          "    when: {password-older-than: 1d}",
          "    do: force-change");

  @Override
  int people() {
    return 10;
  }

  @ParameterizedTest
  @ValueSource(strings = {"+1h", "-1h", "+3d", "+3650d", "-6m", "+6m"})
  void fault22NothingThatGoesByTheTimeIsDoneUnderAnotherClockThanTheDirectorys(String offset) {
    configure(JOB);

    assertThat(keyturn().at(offset).run("run", "old", "-y").expect(2).err())
        .contains("the clocks are apart")
        .contains("check");
    assertThat(keyturn().at(offset).run("expire", "--filter", CONTRACTORS, "-y").expect(2).err())
        .contains("the clocks are apart");
    assertThat(keyturn().at(offset).run("check").expect(1).out()).contains("clock");
    assertThat(gate().seen(Gate.Kind.MODIFY)).isZero();
  }

  @Test
  void fault22AFewMinutesDoNotMatter() {
    configure(JOB);

    keyturn().at("+4m").run("run", "old", "-n").expect(0);
    keyturn().at("-4m").run("run", "old", "-n").expect(0);
  }

  /** Whoever is to have a new password now does not wait for somebody to set a clock. */
  @Test
  void fault22AResetDoesNotGoByTheTime() {
    allWell(keyturn().at("+3650d").run(resetArguments("show")));
  }

  @Test
  void fault22APlanFileIsNotRevivedAndNotKilledByAnHour() {
    String plan = room().resolve("plan.json").toString();
    keyturn().run("plan", "reset", "--filter", CONTRACTORS, "-f", plan).expect(0);

    assertThat(keyturn().at("+3650d").run("apply", plan, "-y").expect(2).err())
        .contains("was good until");
    assertThat(writes()).isEmpty();
    allWell(keyturn().at("-1h").run("-o", "json", "apply", plan, "-y"));
    keyturn().run("apply", plan, "-y").expect(2);
    eachOnce();
  }

  /** A daemon was started ten years ahead, then as it should be, then an hour behind. */
  @Test
  void fault22NoScheduledInstantComesTwice() {
    configure(JOB);
    Set<String> instants = new HashSet<>();
    for (String offset : new String[] {"+3650d", "+0", "-1h", "+0"}) {
      try (Keyturn.Launched daemon = keyturn().at(offset).start("agent")) {
        Waiting.until(
            offset + ": it looks at its jobs",
            () -> daemon.said().contains("scheduled for") || !daemon.alive());
        Waiting.pause(1_500);
        daemon.signal("TERM");
        Ended ended = daemon.await().expect(0);
        Pattern.compile("old: scheduled for (\\S+)")
            .matcher(ended.err())
            .results()
            .forEach(r -> assertThat(instants.add(r.group(1))).as(r.group(1)).isTrue());
      }
    }
    assertThat(instants)
        .anyMatch(at -> Instant.parse(at).isAfter(Instant.now().plusSeconds(86_400)))
        .anyMatch(at -> Instant.parse(at).isAfter(Instant.now().minusSeconds(600)));
  }
}
