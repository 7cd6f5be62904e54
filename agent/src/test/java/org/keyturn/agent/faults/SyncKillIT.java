package org.keyturn.agent.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldif.LDIFException;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.keyturn.agent.faults.Gate.Kind;
import org.keyturn.agent.faults.Gate.Verdict;
import org.keyturn.agent.faults.Keyturn.Ended;

/** A {@code sync} that dies while it moves people under their policy, or is told to end. */
final class SyncKillIT extends FaultPhase {

  private static final String POINTER = "pwdPolicySubentry";
  private static final String KIOSK = "cn=kiosk,ou=policies,dc=example,dc=com";
  private static final int UNDER_WAY = 60;

  private long mark;

  @BeforeAll
  void addPolicy() throws LDAPException, LDIFException {
    try (LDAPConnection root = slapd().root()) {
      root.add(
          "dn: " + KIOSK,
          "objectClass: device",
          "objectClass: pwdPolicy",
          "cn: kiosk",
          "pwdAttribute: userPassword",
          "pwdMaxAge: 2592000");
    }
  }

  @BeforeEach
  void nobodyIsUnderIt() {
    configure(
        "password-policies:\n  kiosk: {directory: corp, dn: \""
            + KIOSK
            + "\", members: {filter: \""
            + CONTRACTORS
            + "\"}}");
    for (int i = 1; i <= people(); i++) {
      slapd().set(Slapd.dn(String.format("user%06d", i * 5)), POINTER);
    }
    mark = slapd().mark();
  }

  private Map<String, Integer> moves() {
    return slapd().writes(mark, POINTER);
  }

  private void killedUnderWay() {
    // It takes far longer to start than the watchman to come.
    Keyturn.Launched victim = keyturn().start("sync", "-y");
    gate()
        .post(
            new Gate.Watchman() {
              @Override
              public Verdict judge(Kind kind, int number) {
                if (kind == Kind.MODIFIED && number == UNDER_WAY) {
                  victim.kill();
                  return Verdict.CUT;
                }
                return Verdict.PASS;
              }
            });
    assertThat(victim.await().exit()).isEqualTo(137);
    gate().leave();
    assertThat(moves().size()).isBetween(UNDER_WAY, people() - 1);
  }

  private void everybodyWasMovedOnce() {
    assertThat(moves()).hasSize(people()).allSatisfy((who, times) -> assertThat(times).isOne());
    keyturn().run("sync", "--check", "--full").expect(0);
  }

  @Test
  void fault03ASyncThatWasKilledUnderWayIsResumed() {
    killedUnderWay();

    Ended ended = resume().expect(0);

    assertThat(ended.accounted()).isEqualTo(people());
    assertThat(ended.number("applied")).isEqualTo(people());
    everybodyWasMovedOnce();
  }

  @Test
  void fault03TheNextSyncDoesTheRestAndTheOldRunHasNothingLeftToDo() {
    killedUnderWay();

    keyturn().run("sync", "-y").expect(0);

    everybodyWasMovedOnce();
    Ended ended = resume().expect(0);
    assertThat(ended.accounted()).isEqualTo(people());
    assertThat(ended.number("failed")).isZero();
    everybodyWasMovedOnce();
  }

  @Test
  void fault08AWatchThatIsToldToEndEndsWell() {
    gate().leave();
    Keyturn.Launched watch = keyturn().start("sync", "--watch", "-y");
    Waiting.until("it has repaired", () -> watch.said().contains(", run ") || !watch.alive());

    watch.signal("TERM");

    watch.await().expect(0);
    everybodyWasMovedOnce();
    assertThat(resume().expect(0).out().strip()).isEqualTo("[]");
  }
}
