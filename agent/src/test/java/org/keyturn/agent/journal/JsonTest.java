package org.keyturn.agent.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pre-images, template values and audit details as text. */
final class JsonTest {

  @Test
  void equalMapsAreEqualTexts() {
    assertThat(Json.write(Map.of("b", "2", "a", "1"))).isEqualTo("{\"a\":\"1\",\"b\":\"2\"}");
    assertThat(Json.write(Map.of())).isEqualTo("{}");
  }

  static Stream<Map<String, String>> values() {
    return Stream.of(
        Map.of(),
        Map.of("", ""),
        Map.of("pwdChangedTime", "20260101000000Z", "PWDCHANGEDTIME", "other"),
        Map.of("quote \" back \\ slash /", "\u0000\u0001\b\f\n\r\t\u007f\u2028"),
        Map.of("é", "漢字 \ud83d\udd11"),
        Map.of("long", "x".repeat(1_000_000)));
  }

  @ParameterizedTest
  @MethodSource("values")
  void whatIsWrittenIsRead(Map<String, String> values) {
    assertThat(Json.read(Json.write(values))).isEqualTo(values);
  }

  @ParameterizedTest(name = "refused: {0}")
  @ValueSource(
      strings = {
        "",
        "{",
        "[]",
        "null",
        "{\"a\":1}",
        "{\"a\":null}",
        "{\"a\":{}}",
        "{\"a\":\"1\",\"a\":\"2\"}",
        "{\"a\":\"1\"",
        "{} {}",
        "{\"secret-looking\":\"value\"} x"
      })
  void whatIsNotOursIsRefusedWithoutQuotingIt(String text) {
    assertThatThrownBy(() -> Json.read(text))
        .isInstanceOf(LedgerException.class)
        .hasNoCause()
        .hasMessageNotContaining("secret-looking");
  }
}
