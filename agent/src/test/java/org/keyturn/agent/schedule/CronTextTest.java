package org.keyturn.agent.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A cron expression")
final class CronTextTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0 30 2 ? * MON-FRI",
        "0 0 12 1/5 * ?",
        "0 15 10 L * ?",
        "0 15 10 ? * 6#3",
        "* * * * * ?",
        "0 0 0 29 2 ?",
        "0 0 0 31 12 ? 2020",
        "0 30 2 ? * mon-fri"
      })
  void is_taken(String cron) {
    assertThat(CronText.problem(cron)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "30 2 * * 1-5      | has 5 fields, Quartz wants 6 or 7 with the seconds first",
        "@daily            | has 1 field, Quartz wants 6 or 7 with the seconds first",
        "0 0 0 30 2 ?      | names a day that never comes",
        "0 0 0 31 4,6 ?    | names a day that never comes",
        "0 60 2 ? * MON    | Minute and Second values must be between 0 and 59",
        "0 0 24 ? * MON    | Hour values must be between 0 and 23",
        "0 0 0 ? * MOO     | Invalid Day-of-Week value: 'MOO'"
      })
  void is_refused_with_its_reason(String cron, String problem) {
    assertThat(CronText.problem(cron)).contains(problem);
  }
}
