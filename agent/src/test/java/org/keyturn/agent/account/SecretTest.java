package org.keyturn.agent.account;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.lang.reflect.Field;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

final class SecretTest {

  private static final String WORD = "kl33r-ñ-💎 hoch";

  @Test
  void isNeverPrintedInWholeOrInPart() {
    try (Secret secret = Secret.of(WORD)) {
      assertThat(secret.toString()).isEqualTo("Secret[…]");
      assertThat(String.valueOf(new PasswordChange.Reset(secret, true))).doesNotContain("kl33r");
    }
  }

  @Test
  void closingOverwritesTheCharactersThemselves() throws Exception {
    Secret secret = Secret.of(WORD);
    Field field = Secret.class.getDeclaredField("chars");
    field.setAccessible(true);
    char[] inside = (char[]) field.get(secret);
    assertThat(inside).containsExactly(WORD.toCharArray());
    secret.close();
    assertThat(inside).containsOnly('\0');
  }

  @Test
  void nothingIsLentAfterClosing() {
    Secret secret = Secret.of(WORD);
    secret.close();
    secret.close();
    assertThatIllegalStateException().isThrownBy(secret::length);
    assertThatIllegalStateException().isThrownBy(secret::copy);
    assertThatIllegalStateException().isThrownBy(() -> secret.withChars(c -> 0));
    assertThatIllegalStateException().isThrownBy(() -> secret.withUtf8(c -> 0));
    assertThatIllegalStateException()
        .isThrownBy(() -> secret.sameAs(Secret.of(WORD)))
        .withMessageNotContaining("kl33r");
  }

  @Test
  void aLoanIsWipedWhenItIsGivenBackAndWhenItsUserFails() {
    AtomicReference<char[]> chars = new AtomicReference<>(new char[0]);
    AtomicReference<byte[]> bytes = new AtomicReference<>(new byte[0]);
    try (Secret secret = Secret.of(WORD)) {
      String seen =
          secret.withChars(
              c -> {
                chars.set(c);
                return new String(c);
              });
      assertThat(seen).isEqualTo(WORD);
      assertThat(chars.get()).hasSize(WORD.length()).containsOnly('\0');
      assertThatIllegalStateException()
          .isThrownBy(
              () ->
                  secret.withUtf8(
                      b -> {
                        bytes.set(b);
                        assertThat(new String(b, UTF_8)).isEqualTo(WORD);
                        throw new IllegalStateException("a user that fails");
                      }));
      assertThat(bytes.get()).hasSize(WORD.getBytes(UTF_8).length).containsOnly((byte) 0);
      assertThat(secret.<String>withChars(String::new))
          .as("the secret itself stays")
          .isEqualTo(WORD);
    }
  }

  @Test
  void aCopyOutlivesItsOriginalAndTheCallersArrayIsNotTheSecret() {
    char[] own = WORD.toCharArray();
    Secret secret = Secret.copyOf(own);
    own[0] = 'X';
    Secret copy = secret.copy();
    secret.close();
    assertThat(copy.<String>withChars(String::new)).isEqualTo(WORD);
  }

  @Test
  void utf8IsTakenWholeBeyondTheBasicPlaneToo() {
    try (Secret secret = Secret.ofUtf8(WORD.getBytes(UTF_8))) {
      assertThat(secret.<String>withChars(String::new)).isEqualTo(WORD);
      assertThat(secret.length()).isEqualTo(WORD.length());
    }
  }

  @Test
  void sameMeansEveryCharacterAndTheLength() {
    try (Secret secret = Secret.of("abc")) {
      assertThat(secret.sameAs(Secret.of("abc"))).isTrue();
      assertThat(secret.sameAs(secret)).isTrue();
      assertThat(secret.sameAs(Secret.of("abd"))).isFalse();
      assertThat(secret.sameAs(Secret.of("Abc"))).isFalse();
      assertThat(secret.sameAs(Secret.of("ab"))).as("a prefix").isFalse();
      assertThat(secret.sameAs(Secret.of("abcd"))).as("longer").isFalse();
      assertThat(secret.sameAs(Secret.of("abc\0"))).as("longer by a zero").isFalse();
      assertThat(secret.sameAs(Secret.of(""))).isFalse();
      assertThat(Secret.of("").sameAs(Secret.of(""))).isTrue();
    }
  }
}
