package org.keyturn.agent.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Business hours as people write them. */
final class HoursTextTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          MON-FRI 08:00-17:00     | 1,2,3,4,5     | 480 | 1020
          mon-fri 8:00-17:00      | 1,2,3,4,5     | 480 | 1020
          MON,WED-FRI,SUN 9:30-24:00 | 1,3,4,5,7  | 570 | 1440
          FRI-MON 00:00-00:01     | 1,5,6,7       | 0   | 1
          SUN                     | 7             | 0   | 1440
          08:00-17:00             | 1,2,3,4,5,6,7 | 480 | 1020
          """)
  void areRead(String text, String days, int from, int to) {
    HoursText hours = HoursText.parse(text);
    assertThat(hours.days().stream().map(d -> Integer.toString(d.getValue())))
        .containsExactly(days.split(",", -1));
    assertThat(hours.from()).isEqualTo(from);
    assertThat(hours.to()).isEqualTo(to);
    assertThat(HoursText.problem(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''                    | has another form
          always                | has another form
          MON-FRI 8-17          | has another form
          MON-FRI08:00-17:00    | has another form
          MON-WED-FRI           | has another form
          MON-FRI 17:00-08:00   | ends before it begins; hours do not go past midnight
          MON-FRI 08:00-08:00   | ends before it begins; hours do not go past midnight
          MON-FRI 08:60-17:00   | has no such time of the day as 08:60
          MON-FRI 08:00-24:01   | has no such time of the day as 24:01
          MAN-FRI 08:00-17:00   | names no day MAN; they are MON, TUE, WED, THU, FRI, SAT, SUN
          """)
  void areRefusedWithTheReason(String text, String reason) {
    assertThat(HoursText.problem(text)).contains(reason);
  }
}
