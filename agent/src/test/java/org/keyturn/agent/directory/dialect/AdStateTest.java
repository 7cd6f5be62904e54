package org.keyturn.agent.directory.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.Entry;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keyturn.agent.account.AccountId;
import org.keyturn.agent.account.Expiry;
import org.keyturn.agent.account.Lock;
import org.keyturn.agent.account.PasswordPolicy;
import org.keyturn.agent.account.PasswordState;
import org.keyturn.agent.account.PolicyInForce;

/** Every sentinel that Active Directory has, one a row. */
final class AdStateTest {

  private static final String MAX = "9223372036854775807";
  private static final Instant NOW = Instant.parse("2026-03-04T05:06:07Z");

  /** 2026-01-02T03:04:05.1234567Z. */
  private static final String CHANGED = "134117966451234567";

  private static final Instant CHANGED_AT = Instant.parse("2026-01-02T03:04:05.123456700Z");

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "what the server computed goes first,     512,    134117966451234567, 134195726451234567, AT",
    "without it the policy's age counts,      512,    134117966451234567, -,                  AT",
    "the maximum is never,                    512,    134117966451234567, 9223372036854775807, NEVER",
    "0 is a forced change and no time,        512,    0,                  0,                  UNKNOWN",
    "0 is nothing where it never expires,     66048,  0,                  9223372036854775807, NEVER",
    "the flag goes before a computed time,    66048,  134117966451234567, 134195726451234567, NEVER",
    "a smart card has no age,                 262656, 134117966451234567, -,                  NEVER",
    "a machine has no age,                    4096,   134117966451234567, -,                  NEVER",
    "a trust has no age,                      2080,   134117966451234567, -,                  NEVER",
    "never set is not known,                  512,    -,                  0,                  UNKNOWN",
    "what is no number is not known,          512,    soon,               -,                  UNKNOWN",
    "a negative time is not known,            512,    -5,                 -,                  UNKNOWN"
  })
  void expiry(String name, String control, String changed, String computed, String expected) {
    Expiry expiry =
        state(
                entry(
                    AdState.CONTROL, control, AdState.CHANGED, changed, AdState.EXPIRES, computed),
                resolved(Optional.of(Duration.ofDays(90)), Duration.ofMinutes(15)))
            .expiry();
    switch (expected) {
      case "AT" ->
          assertThat(expiry).isEqualTo(new Expiry.At(CHANGED_AT.plus(Duration.ofDays(90))));
      case "NEVER" -> assertThat(expiry).isEqualTo(new Expiry.Never());
      default -> assertThat(expiry).isInstanceOf(Expiry.Unknown.class);
    }
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "0 must change,                              512,   0,                  true",
    "a time need not,                            512,   134117966451234567, false",
    "with DONT_EXPIRE_PASSWORD nobody must,      66048, 0,                  false",
    "a machine need not,                         4096,  0,                  false",
    "not set says nothing,                       512,   -,                  false"
  })
  void mustChange(String name, String control, String changed, boolean expected) {
    assertThat(AdState.mustChange(entry(AdState.CONTROL, control, AdState.CHANGED, changed)))
        .isEqualTo(expected);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "no lockoutTime,                          -,                  PT15M, -,  NONE",
    "0 is not locked,                         0,                  PT15M, 16, NONE",
    "a lock that ends by itself,              134117966451234567, PT15M, -,  UNTIL",
    "a duration without end,                  134117966451234567, PT0S,  -,  UNLOCK",
    "no policy but the server says locked,    134117966451234567, -,     16, UNLOCK",
    "no policy and the server says not,       134117966451234567, -,     0,  NONE",
    "no policy and the server says nothing,   134117966451234567, -,     -,  UNLOCK"
  })
  void lock(String name, String since, String duration, String computed, String expected) {
    PolicyInForce policy =
        duration.equals("-")
            ? new PolicyInForce.Unresolved("policy-unreadable", "")
            : resolved(Optional.empty(), Duration.parse(duration));
    Lock lock = state(entry(AdState.LOCKED, since, AdState.CONTROL_NOW, computed), policy).lock();
    switch (expected) {
      case "NONE" -> assertThat(lock).isEqualTo(Lock.NONE);
      case "UNTIL" -> assertThat(lock).isEqualTo(new Lock.Until(CHANGED_AT.plusSeconds(900)));
      default -> assertThat(lock).isEqualTo(Lock.UNTIL_UNLOCKED);
    }
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "an ordinary account,                512, 9223372036854775807, true",
    "0 is no end,                        512, 0,                   true",
    "disabled,                           514, 0,                   false",
    "its end has passed,                 512, 134117966451234567,  false",
    "its end lies ahead,                 512, 144117822451234567,  true"
  })
  void enabled(String name, String control, String end, boolean expected) {
    assertThat(
            state(
                    entry(AdState.CONTROL, control, AdState.ACCOUNT_EXPIRES, end),
                    resolved(Optional.empty(), Duration.ZERO))
                .enabled())
        .isEqualTo(expected);
  }

  @Test
  void aTimeIsKeptToTheLastStepAndSentinelsAreNone() {
    PasswordState state =
        state(
            entry(AdState.CHANGED, CHANGED, AdState.SIGNED_IN, "0"),
            resolved(Optional.empty(), Duration.ZERO));
    assertThat(state.changedAt()).contains(CHANGED_AT);
    assertThat(state.lastSignInAt()).isEmpty();
    assertThat(AdTime.filetime(CHANGED_AT)).isEqualTo(Long.parseLong(CHANGED));
    assertThat(AdTime.instant(MAX)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "0,",
    "-9223372036854775808,",
    "1,",
    "-864000000000, P1D",
    "-864000000001, PT24H0.0000001S",
    "-77760000000000, P90D"
  })
  void anIntervalIsNegativeOrNone(String value, String expected) {
    assertThat(AdTime.interval(value))
        .isEqualTo(Optional.ofNullable(expected).map(Duration::parse));
  }

  @Test
  void anIdentityIsTheTextThatWindowsShows() {
    AccountId id = new AccountId("00112233-4455-6677-8899-aabbccddeeff");
    byte[] bytes = AdGuid.bytes(id).orElseThrow();
    assertThat(bytes).startsWith(0x33, 0x22, 0x11, 0x00, 0x55, 0x44, 0x77, 0x66, 0x88);
    assertThat(AdGuid.id(bytes)).contains(id);
    assertThat(AdGuid.bytes(new AccountId("1-2-3-4-5"))).isEmpty();
    assertThat(AdGuid.id(new byte[15])).isEmpty();
  }

  private static PasswordState state(Entry entry, PolicyInForce policy) {
    return AdState.of(entry, policy, NOW);
  }

  private static Entry entry(String... attributes) {
    Entry entry = new Entry("CN=a,DC=b");
    for (int i = 0; i < attributes.length; i += 2) {
      if (!attributes[i + 1].equals("-")) {
        entry.addAttribute(attributes[i], attributes[i + 1]);
      }
    }
    return entry;
  }

  private static PolicyInForce resolved(Optional<Duration> maxAge, Duration lockout) {
    return new PolicyInForce.Resolved(
        new PasswordPolicy("DC=b", "default", maxAge, Duration.ZERO, true, 8, 3, 0, true, lockout),
        "the domain");
  }
}
