package org.keyturn.agent.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class PrintableTest {

  static Stream<Arguments> rows() {
    return Stream.of(
        arguments("Fenna de Vríes 💎", "Fenna de Vríes 💎"),
        arguments("a\r\nb\tc", "a\\u000d\\u000ab\\u0009c"),
        arguments("\u001b[31mred", "\\u001b[31mred"),
        arguments("\u009b31mred", "\\u009b31mred"),
        arguments("zero\0", "zero\\u0000"),
        arguments("\u202egnp.exe", "\\u202egnp.exe"),
        arguments("a\u2028b\u2029c", "a\\u2028b\\u2029c"),
        arguments("\ufeffbom", "\\ufeffbom"),
        arguments("half \ud83d", "half \\ud83d"),
        arguments("${jndi:x} <script> {{7*7}}", "${jndi:x} <script> {{7*7}}"),
        arguments("", ""),
        arguments("x".repeat(200), "x".repeat(200)),
        arguments("💎".repeat(201), "💎".repeat(200) + "…"));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void isOneHarmlessLine(String text, String shown) {
    assertThat(Printable.line(text)).isEqualTo(shown);
    assertThat(Printable.quoted(text)).isEqualTo('"' + shown + '"');
    assertThat(shown.lines()).hasSizeLessThan(2);
  }
}
