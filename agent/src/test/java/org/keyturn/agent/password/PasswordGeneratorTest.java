package org.keyturn.agent.password;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keyturn.agent.account.Secret;

class PasswordGeneratorTest {

  private static final Pattern SHAPE = Pattern.compile("[A-Za-z2-9]{16}");
  private static final String AMBIGUOUS = "0OoIl1|`'\"";

  private static String text(Secret secret) {
    try (secret) {
      return secret.withChars(String::new);
    }
  }

  @Test
  void a_hundred_thousand_passwords_are_all_different_and_evenly_spread_and_valid() {
    int count = 100_000;
    PasswordGenerator generator = new PasswordGenerator(PasswordSettings.DEFAULT);
    PasswordJudge judge = new PasswordJudge(PasswordSettings.DEFAULT);
    PasswordContext context = PasswordContext.of(Accounts.fenna(0));
    Set<String> seen = new HashSet<>(count * 2);
    int[][] places = new int[16][128];
    for (int i = 0; i < count; i++) {
      try (Secret secret = generator.generate(context)) {
        if (i % 10 == 0) {
          assertThat(judge.judge(secret, context)).isEmpty();
        }
        String password = secret.withChars(String::new);
        assertThat(SHAPE.matcher(password).matches()).as(password).isTrue();
        seen.add(password);
        for (int at = 0; at < 16; at++) {
          places[at][password.charAt(at)]++;
        }
      }
    }
    assertThat(seen).hasSize(count);
    for (int i = 0; i < AMBIGUOUS.length(); i++) {
      assertThat(places[0][AMBIGUOUS.charAt(i)]).as("ambiguous %s", AMBIGUOUS.charAt(i)).isZero();
    }
    // 24 + 24 + 8 characters; the class that must be there makes digits a little likelier.
    for (int at = 0; at < 16; at++) {
      for (char c :
          (Alphabet.UPPER.getCharacters() + Alphabet.LOWER.getCharacters()).toCharArray()) {
        assertThat(places[at][c]).as("%s at %d", c, at).isBetween(1_500, 2_100);
      }
      for (char c : Alphabet.DIGITS.getCharacters().toCharArray()) {
        assertThat(places[at][c]).as("%s at %d", c, at).isBetween(1_850, 2_700);
      }
    }
  }

  @Test
  void every_class_is_there_as_often_as_asked() {
    PasswordGenerator generator =
        new PasswordGenerator(new PasswordSettings(12, 12, 2, 3, 3, 4, Optional.empty()));
    for (int i = 0; i < 5_000; i++) {
      String password = text(generator.generate(PasswordContext.NONE));
      assertThat(password.chars().filter(Character::isUpperCase).count()).isEqualTo(2);
      assertThat(password.chars().filter(Character::isLowerCase).count()).isEqualTo(3);
      assertThat(password.chars().filter(Character::isDigit).count()).isEqualTo(3);
      assertThat(password.chars().filter(c -> Alphabet.isSymbol((char) c)).count()).isEqualTo(4);
      assertThat(Alphabet.isSymbol(password.charAt(0))).as("a formula: %s", password).isFalse();
    }
  }

  @ParameterizedTest(name = "{0} asked by the policy ⇒ {1} characters")
  @CsvSource({"0,16", "15,16", "16,16", "17,17", "64,64", "256,256"})
  void the_policy_may_raise_the_length(int minLength, int expected) {
    PasswordGenerator generator = new PasswordGenerator(PasswordSettings.DEFAULT);
    assertThat(text(generator.generate(PasswordContext.of(Accounts.fenna(minLength)))))
        .hasSize(expected);
  }

  @Test
  void a_policy_that_asks_for_more_than_is_generated_is_told() {
    PasswordGenerator generator = new PasswordGenerator(PasswordSettings.DEFAULT);
    PasswordContext context = PasswordContext.of(Accounts.fenna(257));
    assertThatThrownBy(() -> generator.generate(context))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("257");
  }

  @Test
  void no_personal_part_is_ever_inside() {
    // Of 24^2 pairs of letters, those with an "e": common enough to be met by chance.
    Set<String> parts =
        "abcdefghijkmnpqrstuvwxyz"
            .chars()
            .mapToObj(c -> "e" + (char) c)
            .collect(Collectors.toSet());
    PasswordContext context = new PasswordContext(parts, 0, LengthUnit.CHARACTERS);
    PasswordGenerator generator = new PasswordGenerator(PasswordSettings.DEFAULT);
    for (int i = 0; i < 2_000; i++) {
      assertThat(text(generator.generate(context)).toLowerCase(Locale.ROOT))
          .doesNotContainPattern("e[a-km-np-z]");
    }
  }

  @Test
  void personal_data_that_rules_out_everything_ends_with_a_sentence() {
    Set<String> parts =
        "abcdefghijkmnpqrstuvwxyz".chars().mapToObj(c -> "" + (char) c).collect(Collectors.toSet());
    PasswordContext context = new PasswordContext(parts, 0, LengthUnit.CHARACTERS);
    PasswordGenerator generator = new PasswordGenerator(PasswordSettings.DEFAULT);
    assertThatThrownBy(() -> generator.generate(context))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("own data");
  }

  @Test
  void personal_parts_are_the_pieces_of_login_names_and_addresses() {
    assertThat(PasswordContext.of(Accounts.fenna(0)).personal())
        .containsExactlyInAnyOrder("vries", "fenna", "devries", "contoso", "home");
    assertThat(
            PasswordContext.of(Accounts.account("uid=kim,ou=staff,dc=acme", "", "no-at-sign", 0))
                .personal())
        .containsExactlyInAnyOrder("kim", "staff", "acme", "sign", "fenna", "home");
  }
}
