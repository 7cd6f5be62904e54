package org.keyturn.agent.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class WordsOfAccountsTest {

  private static final Instant NOW = Instant.parse("2026-11-22T08:00:00Z");

  @Test
  void aPasswordEndsAtItsInstantAndNotASecondBefore() {
    assertThat(new Expiry.At(NOW).isPast(NOW)).isTrue();
    assertThat(new Expiry.At(NOW.plusSeconds(1)).isPast(NOW)).isFalse();
    assertThat(new Expiry.At(NOW.minusSeconds(1)).isPast(NOW)).isTrue();
  }

  @Test
  void whatNeverEndsOrCannotBeToldIsNeverCalledPast() {
    assertThat(new Expiry.Never().isPast(Instant.MAX)).isFalse();
    assertThat(new Expiry.Unknown("policy-dangling").isPast(Instant.MAX)).isFalse();
    assertThat(new Expiry.Unknown("policy-dangling").end()).isEmpty();
  }

  @Test
  void aLockLetsGoAtItsInstant() {
    assertThat(new Lock.Until(NOW.plusSeconds(1)).holds(NOW)).isTrue();
    assertThat(new Lock.Until(NOW).holds(NOW)).isFalse();
    assertThat(new Lock.Until(NOW.minusSeconds(1)).holds(NOW)).isFalse();
    assertThat(Lock.UNTIL_UNLOCKED.holds(Instant.MAX)).isTrue();
    assertThat(Lock.NONE.holds(NOW)).isFalse();
  }

  @ParameterizedTest
  @EnumSource
  void anActionIsFoundByItsSpelling(Action action) {
    assertThat(Action.byId(action.id())).contains(action);
    assertThat(action).hasToString(action.id());
  }

  @Test
  void aMisspeltActionIsNone() {
    assertThat(Action.byId("FORCE_CHANGE")).isEmpty();
    assertThat(Action.byId("")).isEmpty();
  }

  @Test
  void aFlagCannotCarryAPasswordOrAReminder() {
    assertThatIllegalArgumentException().isThrownBy(() -> new PasswordChange.Flag(Action.RESET));
    assertThatIllegalArgumentException().isThrownBy(() -> new PasswordChange.Flag(Action.REMIND));
    assertThat(new PasswordChange.Flag(Action.UNLOCK).action()).isEqualTo(Action.UNLOCK);
  }

  @Test
  void anIdIsNotBlank() {
    assertThatIllegalArgumentException().isThrownBy(() -> new AccountId(" "));
  }

  @Test
  void aVersionIsNotWhatItsMakerDoesToTheMapAfterwards() {
    Map<String, String> attributes = new HashMap<>(Map.of("pwdReset", "TRUE"));
    EntryVersion version = EntryVersion.of(attributes);
    attributes.clear();
    assertThat(version.get("pwdReset")).isEqualTo(Optional.of("TRUE"));
    assertThat(version).isEqualTo(EntryVersion.of(Map.of("pwdReset", "TRUE")));
  }
}
