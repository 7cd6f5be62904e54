package org.keyturn.agent.faults;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.keyturn.agent.faults.Gate.Kind;
import org.keyturn.agent.faults.Keyturn.Ended;

/** Fault 21: two hosts share a store, as they do where it stands on a disk of both. */
final class FencingIT extends FaultPhase {

  /** Another host by its name, which has seen nothing of this one for two minutes. */
  private Keyturn elsewhere() {
    return keyturn()
        .within(
            "unshare",
            "--uts",
            "sh",
            "-c",
            "echo elsewhere > /proc/sys/kernel/hostname && exec \"$@\"",
            "sh")
        .at("+120s");
  }

  @Test
  void fault21WhoeverWakesAfterItsRunWasTakenOverWritesNothingMore() {
    gate().leave();
    Keyturn.Launched paused = reset("--rate", "50/s");
    Waiting.until("it writes", () -> gate().seen(Kind.MODIFIED) > 20 || !paused.alive());
    paused.signal("STOP");

    Ended taken = elsewhere().run("-o", "json", "resume");
    paused.signal("CONT");
    Ended woken = paused.await().expect(5);

    allWell(taken);
    assertThat(woken.err()).contains("taken over");
    assertThat(woken.passwords()).isEmpty();
    assertThat(slapd().refused(taken.passwords())).as("after it woke as well").isEmpty();
    resumeDoesNothing();
    keyturn().run("audit", "verify").expect(0);
  }
}
