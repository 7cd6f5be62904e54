package org.keyturn.agent.directory;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keyturn.agent.account.Secret;

/** The values were made with slappasswd and openssl, not by the code under test. */
class StoredPasswordTest {

  private static final String SSHA = "{SSHA}FNFBMj31G3jjeHPhdDuOw9o0KcFrSDsA";

  @ParameterizedTest(name = "{0} against {1}: {2}")
  @CsvSource({
    "{SSHA}FNFBMj31G3jjeHPhdDuOw9o0KcFrSDsA, Zomer-2026!, true",
    "{SSHA}FNFBMj31G3jjeHPhdDuOw9o0KcFrSDsA, zomer-2026!, false",
    "{ssha}FNFBMj31G3jjeHPhdDuOw9o0KcFrSDsA, Zomer-2026!, true",
    "{SHA}1zYpMfHiqSwqeUS+yyFi3VsXkcQ=, Zomer-2026!, true",
    "{SHA}1zYpMfHiqSwqeUS+yyFi3VsXkcQ=, Zomer-2027!, false",
    "{SHA256}+/QfiUkc4DbOZ6cLCB/hh15552gf0oGSZy98MIWlHBg=, Zomer-2026!, true",
    "{SSHA512}Zes+sY/jtT9a0Im6OonUY8AJR4pyrB6vd9irLbmNlVGll4ijVKWo8If36xzOUdTPlCMDxgGvYpZlB+SWQrxY/nNhbHRzYWx0, Zomer-2026!, true",
    "{SSHA512}Zes+sY/jtT9a0Im6OonUY8AJR4pyrB6vd9irLbmNlVGll4ijVKWo8If36xzOUdTPlCMDxgGvYpZlB+SWQrxY/nNhbHRzYWx0, Zomer-2026, false",
    "{SSHA}GEKlXQATPJUnYiy+Q3cV/wh0hyaaUWYr, wachtwoord-één-€, true",
    "Zomer-2026!, Zomer-2026!, true",
    "Zomer-2026!, Winter-2026!, false",
    "{CRYPT}$6$rounds=1000$salt$hash, Zomer-2026!, false",
    "{SSHA}not base 64, Zomer-2026!, false",
    "{SSHA}c2hvcnQ=, Zomer-2026!, false",
  })
  void aStoredValueMatchesItsOwnPasswordAlone(String stored, String asked, boolean same) {
    try (Secret password = Secret.of(asked)) {
      assertThat(StoredPassword.matches(stored.getBytes(UTF_8), password)).isEqualTo(same);
    }
  }

  @Test
  void historyHoldsTheValueAsItIsOrInBase64() {
    String head = "20261122163000Z#1.3.6.1.4.1.1466.115.121.1.40#38#";
    String encoded = Base64.getEncoder().encodeToString(SSHA.getBytes(UTF_8));
    try (Secret used = Secret.of("Zomer-2026!");
        Secret fresh = Secret.of("Herfst-2026!")) {
      assertThat(StoredPassword.remembers(head + SSHA, used)).isTrue();
      assertThat(StoredPassword.remembers(head + encoded, used)).isTrue();
      assertThat(StoredPassword.remembers(head + SSHA, fresh)).isFalse();
      assertThat(StoredPassword.remembers("no history at all", used)).isFalse();
    }
  }
}
