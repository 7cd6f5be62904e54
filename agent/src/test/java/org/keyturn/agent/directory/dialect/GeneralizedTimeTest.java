package org.keyturn.agent.directory.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class GeneralizedTimeTest {

  @ParameterizedTest
  @CsvSource({
    "20260102030405Z, 2026-01-02T03:04:05Z",
    "202601020304Z, 2026-01-02T03:04:00Z",
    "2026010203Z, 2026-01-02T03:00:00Z",
    "20260102030405.5Z, 2026-01-02T03:04:05.500Z",
    "'20260102030405,25Z', 2026-01-02T03:04:05.250Z",
    "202601020304.5Z, 2026-01-02T03:04:30Z",
    "2026010203.5Z, 2026-01-02T03:30:00Z",
    "20260102030405+0200, 2026-01-02T01:04:05Z",
    "20260102030405-05, 2026-01-02T08:04:05Z",
    "20260102030405.123456789-0530, 2026-01-02T08:34:05.123456789Z",
    "20240229000000Z, 2024-02-29T00:00:00Z",
    "20161231235960Z, 2017-01-01T00:00:00Z",
    "99991231235959Z, 9999-12-31T23:59:59Z",
    "00010101000000Z, 0001-01-01T00:00:00Z",
  })
  void eachFormIsReadAsRfc4517Says(String text, Instant instant) {
    assertThat(GeneralizedTime.parse(text)).contains(instant);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "0",
        "20260230000000Z",
        "20261301000000Z",
        "20260132000000Z",
        "20260102240000Z",
        "20260102036000Z",
        "20260102030461Z",
        "20250229000000Z",
        "20260102030405",
        "20260102Z",
        "20260102030405+2400",
        "20260102030405.Z",
        "20260102030405z",
        " 20260102030405Z",
        "-0260102030405Z",
        "202601020304050Z",
        "20260102030405ZZ",
        "２０２６0102030405Z",
        "20260102030405.1234567890123456789012345678901Z",
        "never"
      })
  void whatIsNoTimeIsNone(String text) {
    assertThat(GeneralizedTime.parse(text)).isEmpty();
  }

  @Test
  void absentIsNone() {
    assertThat(GeneralizedTime.parse(null)).isEmpty();
  }

  @Test
  void whatIsWrittenIsReadAgain() {
    Instant instant = Instant.parse("2026-01-02T03:04:05.678Z");
    assertThat(GeneralizedTime.seconds(instant)).isEqualTo("20260102030405Z");
    assertThat(GeneralizedTime.millis(instant)).isEqualTo("20260102030405.678Z");
  }
}
