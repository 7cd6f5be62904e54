package org.keyturn.embedded.policy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class StoredPasswordTest {

  @ParameterizedTest
  @ValueSource(
      strings = {"", "{", "{}", "{x", "{\u00e9}t\u00e9", "{\t}", "plum {SSHA}", "{nonsense}x"})
  void whatIsNoHashIsHashed(String clear) {
    byte[] value = clear.getBytes(UTF_8);
    assertThat(StoredPassword.isHashed(value)).isFalse();
    assertThat(StoredPassword.of(value)).asString().startsWith("{SSHA512}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{SSHA}eOy6B2wbq2NUbX5cQ2mnPTF3Zz1zYWx0", "{ssha512}AAAA", "{CRYPT}x"})
  void aHashStaysAsItIs(String hash) {
    byte[] value = hash.getBytes(UTF_8);
    assertThat(StoredPassword.of(value)).isSameAs(value);
  }
}
