package org.keyturn.agent.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.keyturn.agent.faults.Gate.Kind;
import org.keyturn.agent.faults.Gate.Verdict;
import org.keyturn.agent.faults.Keyturn.Ended;

/** The server goes, hangs, cuts short, or lets the agent in no more (faults 9, 10, 14, 17). */
final class ServerIT extends FaultPhase {

  private static final int HALFWAY = 150;

  /** Once a write has come so far. */
  private static Gate.Watchman once(int write, Runnable what) {
    return (kind, number) -> {
      if (kind == Kind.MODIFY && number == write) {
        what.run();
      }
      return Verdict.PASS;
    };
  }

  @Test
  void fault09ARestartIsWaitedFor() {
    gate()
        .post(
            once(
                HALFWAY,
                () -> {
                  slapd().stop();
                  slapd().start();
                }));

    allWell(reset().await());
    resumeDoesNothing();
  }

  @Test
  void fault09AServerThatDiesAndComesBackLaterIsWaitedFor() {
    gate()
        .post(
            once(
                HALFWAY,
                () -> {
                  slapd().kill();
                  Waiting.pause(3_000);
                  slapd().start();
                }));

    everybodySignsIn(reset().await());
    // A slapd that is killed has not yet written the last lines of its own log of writes.
    nobodyTwice(writes());
  }

  @Test
  void fault10AServerThatTakesWritesAndNeverAnswersIsSettledByReading() {
    gate()
        .post(
            (kind, number) ->
                kind == Kind.MODIFIED && number > HALFWAY && number < HALFWAY + 4
                    ? Verdict.DROP
                    : Verdict.PASS);

    allWell(reset().await());
  }

  @Test
  void fault10AServerThatHangsForAWhileIsWaitedFor() {
    Instant[] until = new Instant[1];
    gate()
        .post(
            (kind, number) -> {
              synchronized (until) {
                if (kind == Kind.MODIFY && number == HALFWAY && until[0] == null) {
                  until[0] = Instant.now().plusSeconds(7);
                }
                return until[0] != null && Instant.now().isBefore(until[0])
                    ? Verdict.DROP
                    : Verdict.PASS;
              }
            });

    allWell(reset().await());
  }

  @Test
  void fault14ARotatedBindPasswordStopsTheRunAtOnceAndLocksNobody() throws IOException {
    String before = Slapd.read(slapd().bindPassword());
    slapd().set(Slapd.AGENT, "pwdPolicySubentry"); // under the default one, with its lockout
    try {
      gate()
          .post(
              once(
                  HALFWAY,
                  () -> {
                    slapd().set(Slapd.AGENT, "userPassword", "Rotated-by-somebody-1");
                    slapd().set(Slapd.AGENT, "pwdReset");
                    gate().cutAll();
                  }));
      Instant start = Instant.now();

      Ended ended = reset().await().expect(3);

      assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(30));
      assertThat(ended.accounted()).isEqualTo(people());
      int tried = slapd().values(Slapd.AGENT, "pwdFailureTime").length;
      assertThat(tried).as("however many connections there are").isEqualTo(1);
      assertThat(slapd().values(Slapd.AGENT, "pwdAccountLockedTime")).isEmpty();
      assertThat(writes().size()).isLessThan(people());

      Slapd.write(slapd().bindPassword(), "Rotated-by-somebody-1");
      gate().leave();
      allWell(resume());
    } finally {
      Slapd.write(slapd().bindPassword(), before);
      slapd().set(Slapd.AGENT, "userPassword", before);
      slapd().set(Slapd.AGENT, "pwdPolicySubentry", "cn=never,ou=policies,dc=example,dc=com");
      slapd().set(Slapd.AGENT, "pwdReset");
    }
  }

  @Test
  void fault17ALimitOfTheServerIsNoPlan() {
    slapd().stop();
    slapd().configure("size=unlimited", "size=50");
    slapd().start();
    try {
      Ended ended = reset().await().expect(3);

      assertThat(ended.err()).isNotBlank();
      assertThat(writes()).isEmpty();
      assertThat(keyturn().run("-o", "json", "runs").out().strip()).isEqualTo("[]");
    } finally {
      slapd().stop();
      slapd().configure("size=50", "size=unlimited");
      slapd().start();
    }
  }

  @Test
  void whoeverChangesTheirOwnPasswordBetweenPlanAndApplyKeepsIt() {
    String plan = room().resolve("plan.json").toString();
    slapd().set(Slapd.dn("user000010"), "userPassword", "Given-by-desk-1");
    slapd().set(Slapd.dn("user000010"), "pwdReset");
    keyturn().run("plan", "reset", "--filter", CONTRACTORS, "-f", plan).expect(0);
    slapd().ownChange(Slapd.dn("user000010"), "Given-by-desk-1", "My-own-choice-1");

    Ended ended = keyturn().run("-o", "json", "apply", plan, "-y", "--details").expect(0);

    assertThat(ended.accounted()).isEqualTo(people());
    assertThat(ended.out()).contains("\"stale\":1");
    assertThat(ended.number("applied")).isEqualTo(people() - 1L);
    assertThat(slapd().signsIn("user000010", "My-own-choice-1")).isTrue();
    assertThat(writes()).doesNotContainKey("user000010");
    assertThat(slapd().refused(ended.passwords())).isEmpty();
  }

  @Test
  void fault21TwoRunsAtOnceWriteEachAccountOnce() throws IOException {
    // Or the live brake would end the second: somebody else is changing the same accounts.
    Path config = room().resolve("keyturn.yaml");
    Slapd.write(
        config,
        Slapd.read(config).replace("max-percent: 100}", "max-percent: 100, live: {window: 1000}}"));
    String one = room().resolve("one.json").toString();
    String two = room().resolve("two.json").toString();
    keyturn().run("plan", "reset", "--filter", CONTRACTORS, "-f", one).expect(0);
    keyturn().run("plan", "reset", "--filter", CONTRACTORS, "-f", two).expect(0);
    assertThat(Files.mismatch(room().resolve("one.json"), room().resolve("two.json"))).isPositive();

    // Ten seconds, all of which hold everybody claimed: the second starts meanwhile on any machine.
    Keyturn.Launched first = keyturn().start("-o", "json", "apply", one, "-y", "--rate", "20/s");
    Waiting.until("the first writes", () -> gate().seen(Kind.MODIFY) > 5 || !first.alive());
    Ended second = keyturn().run("-o", "json", "apply", two, "-y");
    Ended other = first.await();

    assertThat(second.exit()).as(second.err()).isIn(0, 1);
    assertThat(second.accounted()).isEqualTo(people());
    assertThat(other.accounted()).isEqualTo(people());
    assertThat(second.out() + other.out()).contains("\"claimed\":");
    assertThat(second.number("applied") + other.number("applied")).isEqualTo(people());
    eachOnce();
    Map<String, String> all = new HashMap<>(second.passwords());
    other.passwords().forEach((login, password) -> assertThat(all.put(login, password)).isNull());
    assertThat(all).hasSize(people());
    assertThat(slapd().refused(all)).isEmpty();
  }
}
