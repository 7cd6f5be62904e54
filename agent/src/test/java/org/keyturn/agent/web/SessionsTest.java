package org.keyturn.agent.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.keyturn.agent.TurnedClock;

/** What is remembered of browsers, and for how long. */
final class SessionsTest {

  private final TurnedClock clock = new TurnedClock(Instant.parse("2026-11-27T10:00:00Z"));
  private final Sessions sessions = new Sessions(clock);

  @Test
  void lookingAtABrowserRemembersNothing() {
    assertThat(sessions.get("a", String.class)).isEmpty();
    sessions.drop("a", String.class);
    sessions.move("a", "b");
    assertThat(sessions.size()).isZero();
  }

  @Test
  void anIdleOneIsForgotten() {
    sessions.put("a", "value");
    clock.turn(Sessions.IDLE.minusSeconds(1));
    assertThat(sessions.get("a", String.class)).contains("value");
    clock.turn(Sessions.IDLE);
    assertThat(sessions.get("a", String.class)).isEmpty();
  }

  @Test
  void oneThatIsNeverIdleIsForgottenAfterAnHour() {
    sessions.put("a", "value");
    for (int minutes = 0; minutes < 50; minutes += 10) {
      clock.turn(Duration.ofMinutes(10));
      assertThat(sessions.get("a", String.class)).isPresent();
    }
    clock.turn(Duration.ofMinutes(10));
    assertThat(sessions.get("a", String.class)).isEmpty();
  }

  @Test
  void aRenewedSecretTakesEverythingAlongAndTheOldOneIsDead() {
    sessions.put("a", "value");
    sessions.move("a", "b");
    assertThat(sessions.get("a", String.class)).isEmpty();
    assertThat(sessions.get("b", String.class)).contains("value");
    sessions.end("b");
    assertThat(sessions.size()).isZero();
  }

  @Test
  void ofVeryManyTheLongestIdleIsForgotten() {
    for (int i = 0; i < Sessions.MOST; i++) {
      sessions.put("browser-" + i, "value");
    }
    assertThat(sessions.get("browser-0", String.class)).isPresent();
    sessions.put("one more", "value");
    assertThat(sessions.size()).isEqualTo(Sessions.MOST);
    assertThat(sessions.get("browser-0", String.class)).isPresent();
    assertThat(sessions.get("browser-1", String.class)).isEmpty();
  }
}
