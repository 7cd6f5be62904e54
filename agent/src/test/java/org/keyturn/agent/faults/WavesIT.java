package org.keyturn.agent.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.keyturn.agent.faults.Gate.Kind;
import org.keyturn.agent.faults.Gate.Verdict;
import org.keyturn.agent.faults.Keyturn.Ended;
import org.keyturn.agent.faults.Keyturn.Launched;

/**
 * Campaigns over the deaths of processes; {@code stop} from another process (faults 2, 3, 8, 21).
 */
final class WavesIT extends FaultPhase {

  @Override
  int people() {
    return 60;
  }

  private static String[] arguments(String... more) {
    List<String> all = new ArrayList<>(List.of(resetArguments("mail")));
    all.addAll(List.of(more));
    return all.toArray(String[]::new);
  }

  private Ended show(String run) {
    return keyturn().run("-o", "json", "runs", "show", run).expect(0);
  }

  private static long wave(Ended shown) {
    return shown.number("wave");
  }

  private static boolean matches(Ended shown, String what) {
    return Pattern.compile(what).matcher(shown.out()).find();
  }

  @Test
  void theDaemonGoesOnAfterEachDeathAndNobodyIsWrittenTwice() {
    Ended canary = keyturn().run(arguments("--waves", "25/3s", "--canary", "5")).expect(0);
    assertThat(canary.number("applied")).isEqualTo(5);
    String run = canary.run();

    // A daemon that dies in the midst of the second wave.
    try (Launched first = keyturn().start("agent")) {
      gate()
          .post(
              (kind, number) -> {
                if (kind == Kind.MODIFY && number == 10) {
                  first.kill();
                  return Verdict.CUT;
                }
                return Verdict.PASS;
              });
      first.await();
      gate().leave();
    }
    Ended between = show(run);
    assertThat(wave(between)).isEqualTo(2);
    assertThat(between.accounted()).isEqualTo(people());
    assertThat(between.number("applied")).isLessThan(30);

    // The next one ends that wave, and starts the third when it is due.
    try (Launched second = keyturn().start("agent")) {
      Waiting.until("the campaign is done", () -> matches(show(run), "\"state\":\"done\""));
      second.signal("TERM");
      second.await().expect(0);
    }
    Ended done = show(run);
    assertThat(wave(done)).isEqualTo(4);
    // Some have no address to mail to; they are skipped, and told.
    assertThat(done.number("applied") + done.number("no-recovery-address")).isEqualTo(people());
    assertThat(writes()).hasSize((int) done.number("applied"));
    nobodyTwice(writes());
  }

  @Test
  void nothingIsDoneBeforeItsTimeWhoeverLooks() {
    String run = keyturn().run(arguments("--waves", "10/1d")).expect(0).run();
    try (Launched daemon = keyturn().start("agent")) {
      Waiting.until("it is ready", () -> daemon.said().contains("ready") || !daemon.alive());
      keyturn().run("resume", run).expect(0);
      keyturn().run("resume").expect(0);
      Waiting.pause(6_000);
      daemon.signal("TERM");
      daemon.await().expect(0);
    }
    assertThat(show(run).number("applied")).isEqualTo(10);
    assertThat(writes()).hasSize(10);
  }

  @Test
  void twoWhoFindAWaveDueDoItOnce() {
    String run = keyturn().run(arguments("--waves", "10/1s")).expect(0).run();
    Waiting.pause(1_500);
    // The second may find it held (5), or through and the next not due yet (0), or due again.
    Launched one = keyturn().start("-o", "json", "resume", run, "--rate", "5/s");
    Launched two = keyturn().start("-o", "json", "resume", run, "--rate", "5/s");
    assertThat(List.of(one.await().exit(), two.await().exit())).contains(0).isSubsetOf(0, 5);
    Ended after = show(run);
    assertThat(after.number("applied")).isEqualTo(10 * wave(after));
    assertThat(writes()).hasSize((int) after.number("applied"));
    nobodyTwice(writes());
  }

  @Test
  void anotherProcessStopsARunAndItCanBeResumed() {
    Launched running = reset("--rate", "0.5/s");
    Waiting.until("it writes", () -> gate().seen(Kind.MODIFIED) > 0 || !running.alive());
    String run = keyturn().run("-o", "json", "runs").expect(0).run();
    Instant asked = Instant.now();

    Ended stop = keyturn().run("stop", run, "--reason", "phones", "--as", "anna").expect(0);

    Ended stopped = running.await().expect(130);
    assertThat(Duration.between(asked, Instant.now())).isLessThan(Duration.ofSeconds(30));
    assertThat(stop.out()).contains("unfinished").contains("keyturn resume " + run);
    assertThat(stop.err()).contains("process " + running.pid());
    assertThat(stopped.accounted()).isEqualTo(people());
    assertThat(stopped.number("applied")).isEqualTo(writes().size()).isLessThan(people());
    assertThat(stopped.out()).contains("stopped by anna: phones").doesNotContain("\"unknown\"");
    allWell(resume());
  }

  @Test
  void theDaemonLetsARunAloneThatAPersonStoppedAndTheRestCanBeGivenUp() {
    // Twenty waves, one at each look of the daemon: it is stopped long before the last.
    String run = keyturn().run(arguments("--waves", "3/1s")).expect(0).run();
    try (Launched daemon = keyturn().start("agent")) {
      Waiting.until("it writes", () -> writes().size() > 3 || !daemon.alive());
      keyturn().run("stop", run).expect(0);
      Ended paused = show(run);
      assertThat(matches(paused, "\"paused\":\"stopped by ")).as(paused.out()).isTrue();
      int stopped = writes().size();
      Waiting.pause(6_000);
      assertThat(writes()).as("nothing goes on").hasSize(stopped);

      Ended given = keyturn().run("-o", "json", "stop", run, "--for-good").expect(0);

      assertThat(given.accounted()).isEqualTo(people());
      assertThat(given.number("applied")).as(given.out()).isEqualTo(stopped);
      assertThat(given.number("given-up")).isPositive();
      daemon.signal("TERM");
      daemon.await().expect(0);
    }
  }
}
