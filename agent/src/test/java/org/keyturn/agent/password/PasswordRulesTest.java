package org.keyturn.agent.password;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PasswordRulesTest {

  @ParameterizedTest(name = "length {0}, at least {1}, classes {2} {3} {4} {5} ⇒ {6}")
  @CsvSource({
    "16, 12, 1, 1, 1, 0, ''",
    "8, 8, 2, 2, 2, 2, ''",
    "8, 8, 3, 2, 2, 2, 'length: 8 characters have no room'",
    "16, 17, 1, 1, 1, 0, 'length: a generated password of 16 characters would break min-length: 17.'",
    "16, 16, 0, 0, 0, 0, ''",
    "7, 7, 1, 1, 1, 0, 'length: 7 is not between 8 and 256.'",
    "256, 12, 1, 1, 1, 0, ''",
    "257, 12, 1, 1, 1, 0, 'length: 257 is not between 8 and 256.'",
    "16, 0, 1, 1, 1, 0, 'min-length: 0 is not between'",
    "16, 12, -1, 1, 1, 0, 'upper: -1 is not a count'",
    "16, 12, 2147483647, 2147483647, 1, 0, 'no room'",
  })
  void rules_that_cannot_be_met_are_told(
      int length, int min, int upper, int lower, int digits, int symbols, String expected) {
    PasswordSettings settings =
        new PasswordSettings(length, min, upper, lower, digits, symbols, Optional.empty());
    Optional<String> problem = PasswordRules.problem(settings);
    if (expected.isEmpty()) {
      assertThat(problem).isEmpty();
      try (var secret = new PasswordGenerator(settings).generate(PasswordContext.NONE)) {
        assertThat(secret.length()).isEqualTo(length);
      }
    } else {
      assertThat(problem).hasValueSatisfying(p -> assertThat(p).contains(expected));
      assertThatThrownBy(() -> new PasswordGenerator(settings))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> new PasswordJudge(settings))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void a_blocklist_that_is_not_there_is_told() {
    Path nowhere = Path.of("/nowhere/blocklist.txt");
    PasswordSettings settings = new PasswordSettings(16, 12, 1, 1, 1, 0, Optional.of(nowhere));
    assertThat(PasswordRules.problem(settings))
        .contains("blocklist: " + nowhere + " is not a file.");
  }
}
