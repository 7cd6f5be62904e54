package org.keyturn.agent.notify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is written in a directory → a number that a gateway takes, or why not. */
final class PhoneNumbersTest {

  @ParameterizedTest(name = "{0} in {1} ⇒ {2}")
  @CsvSource(
      delimiter = '|',
      value = {
        "06 12 34 56 78     | NL | +31612345678",
        "(06) 12-34.56/78   | NL | +31612345678",
        "+31 6 12345678     | NL | +31612345678",
        "0031 612345678     | NL | +31612345678",
        "+32 470 12 34 56   | NL | +32470123456",
        "0470 12 34 56      | BE | +32470123456",
        "+31612345678       | '' | +31612345678",
        "0612345678         | '' | does not begin with +",
        "0031612345678      | '' | does not begin with +",
        "''                 | NL | There is no telephone number",
        "06123              | NL | is none that its country gives out",
        "+999 123 456 789   | NL | is none: INVALID_COUNTRY_CODE",
        "0900 BELLEN        | NL | has characters",
        "0612345678 x12     | NL | has characters",
        "٠٦١٢٣٤٥٦٧٨         | NL | has characters",
        "'06123456780612345678061234567806123456789' | NL | has characters",
      })
  void isTakenOrRefusedWithAReason(String text, String country, String expected) {
    PhoneNumbers numbers = new PhoneNumbers(Optional.of(country).filter(c -> !c.isEmpty()));
    PhoneNumbers.Parsed parsed = numbers.parse(text);
    if (parsed instanceof PhoneNumbers.Dialled number) {
      assertThat(number.e164()).isEqualTo(expected);
    } else {
      assertThat(((PhoneNumbers.Unusable) parsed).reason()).contains(expected);
    }
  }
}
