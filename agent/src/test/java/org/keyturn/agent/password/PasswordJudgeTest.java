package org.keyturn.agent.password;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyturn.agent.account.Secret;

class PasswordJudgeTest {

  private static final PasswordSettings NO_CLASSES =
      new PasswordSettings(16, 8, 0, 0, 0, 0, Optional.empty());

  private static List<String> rules(
      PasswordSettings settings, String typed, PasswordContext context) {
    try (Secret secret = Secret.of(typed)) {
      return new PasswordJudge(settings)
          .judge(secret, context).stream().map(Violation::rule).toList();
    }
  }

  static List<Arguments> typed() {
    String fox = "Quick7 brown_foxes";
    return List.of(
        Arguments.of("a good one is taken", fox, List.of()),
        Arguments.of("spaces in front count and are kept", "  " + fox, List.of()),
        Arguments.of("64 characters are taken whole", mixed(64), List.of()),
        Arguments.of("128 characters are taken whole", mixed(128), List.of()),
        Arguments.of("1,024 characters are the most", mixed(1_024), List.of()),
        Arguments.of("1,025 characters are refused, not cut", mixed(1_025), List.of("too-long")),
        Arguments.of("emoji count as one character each", "Ab3🐎🔋📎🧩🌵🦊🚲🎻🍉", List.of()),
        Arguments.of("one fewer is too short", "Ab3🐎🔋📎🧩🌵🦊🚲🎻", List.of("too-short")),
        Arguments.of("letters of other scripts have case", "Жыраф7Карандаш", List.of()),
        Arguments.of("empty", "", List.of("empty")),
        Arguments.of("NUL inside", fox + "\0x", List.of("control-character")),
        Arguments.of("a line end at the end", fox + "\n", List.of("control-character")),
        Arguments.of("an escape", fox + "\u001b[31m", List.of("control-character")),
        Arguments.of("a line separator", fox + "\u2028", List.of("control-character")),
        Arguments.of("Latin-1 read as UTF-8", fox + "\ufffd", List.of("not-utf-8")),
        Arguments.of("half an emoji", fox + "\ud83d", List.of("control-character")),
        Arguments.of("11 characters", "Quick7_brow", List.of("too-short")),
        Arguments.of("12 characters", "Quick7_brown", List.of()),
        Arguments.of("no capital", "quick7_brown", List.of("upper")),
        Arguments.of("no digit, no capital", "quick_brownie", List.of("upper", "digits")),
        Arguments.of("the login", "Xx7-V.VRIES-xx", List.of("personal-data")),
        Arguments.of("a name with another accent", "Xx7-vrïes-qqqw", List.of("personal-data")),
        Arguments.of("a name in leet", "Xx7-F3nn4-qqqw", List.of("personal-data")),
        Arguments.of("a part of the address", "Contoso7-hkqwpm", List.of("personal-data")));
  }

  private static String mixed(int length) {
    String unit = "Tr7-wLq9_zHc3+ky";
    StringBuilder text = new StringBuilder();
    for (int i = 0; text.length() < length; i++) {
      text.append(unit).append(i);
    }
    return text.substring(0, length);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("typed")
  void each_rule_has_its_edge(String sentence, String typed, List<String> expected) {
    assertThat(rules(PasswordSettings.DEFAULT, typed, PasswordContext.of(Accounts.fenna(0))))
        .as(sentence)
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "password",
        "PASSWORD",
        "P@ssw0rd",
        "p@$$w0rd",
        "Password1",
        "Password2024!",
        "passw0rd2026",
        "2024password",
        "!!Welkom01",
        "Welkom2026!!",
        "W3lk0m01",
        "qwertyuiop",
        "Qwertyuiop12#",
        "1q2w3e4r5t",
        "1Q2W3E4R!",
        "iloveyou",
        "1l0v3y0u",
        "wachtwoord123",
        "Wachtw00rd!",
        "passwordpassword",
        "Feyenoord1908",
        "princes$",
        "@dmin2024",
        "zomer2026!",
        "letmein!!!!!!!!!",
        "Pâsswörd99",
      })
  void what_guessers_try_first_is_refused(String typed) {
    assertThat(rules(NO_CLASSES, typed, PasswordContext.NONE)).contains("blocklist");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "passwording-on",
        "horse-welcome-staple",
        "blue8Kettle",
        "fietsbel in de regen",
        "a84729184732x",
        "dragonfruit-juice",
      })
  void what_merely_contains_a_common_word_is_taken(String typed) {
    assertThat(rules(NO_CLASSES, typed, PasswordContext.NONE)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "aaaaaaaaaaaa",
        "abababababab",
        "bcdefghijklm",
        "zyxwvutsrqpo",
        "🦊🦊🦊🦊🦊🦊🦊🦊"
      })
  void what_repeats_or_counts_is_refused(String typed) {
    assertThat(rules(NO_CLASSES, typed, PasswordContext.NONE)).contains("monotonous");
  }

  @Test
  void the_directory_counts_bytes_or_characters() {
    String eight = "ßäöüéñçø";
    assertThat(rules(NO_CLASSES, eight, context(16, LengthUnit.BYTES))).isEmpty();
    assertThat(rules(NO_CLASSES, eight, context(17, LengthUnit.BYTES)))
        .containsExactly("directory-length");
    assertThat(rules(NO_CLASSES, eight, context(8, LengthUnit.CHARACTERS))).isEmpty();
    assertThat(rules(NO_CLASSES, eight, context(9, LengthUnit.CHARACTERS)))
        .containsExactly("directory-length");
  }

  private static PasswordContext context(int minLength, LengthUnit unit) {
    return PasswordContext.of(Accounts.fenna(minLength), unit);
  }

  @Test
  void sentences_are_whole_and_quote_nothing() {
    try (Secret secret = Secret.of("vries7")) {
      assertThat(
              new PasswordJudge(PasswordSettings.DEFAULT)
                  .judge(secret, PasswordContext.of(Accounts.fenna(14))))
          .allSatisfy(v -> assertThat(v.sentence()).endsWith(".").doesNotContain("vries"))
          .extracting(Violation::sentence)
          .contains(
              "The password has 6 characters; it needs 12.",
              "The password needs a capital letter.");
    }
  }

  @Test
  void the_operators_list_counts_beside_the_built_in_one(@TempDir Path dir) throws IOException {
    Path list = dir.resolve("blocklist.txt");
    byte[] latin1 = "café-olé-nacht\n".getBytes(StandardCharsets.ISO_8859_1);
    byte[] rest = "\r\nGlasvezelkabel\r\n\n".getBytes(StandardCharsets.UTF_8);
    byte[] all = new byte[latin1.length + rest.length];
    System.arraycopy(latin1, 0, all, 0, latin1.length);
    System.arraycopy(rest, 0, all, latin1.length, rest.length);
    Files.write(list, all);
    PasswordSettings settings = new PasswordSettings(16, 8, 0, 0, 0, 0, Optional.of(list));

    assertThat(rules(settings, "glasvezelKabel77!", PasswordContext.NONE))
        .containsExactly("blocklist");
    assertThat(rules(settings, "glasvezelnetwerk", PasswordContext.NONE)).isEmpty();
    assertThat(rules(settings, "password", PasswordContext.NONE)).containsExactly("blocklist");
  }

  @Test
  void the_built_in_list_is_a_list() throws IOException {
    try (var in = Blocklist.class.getResourceAsStream("common-passwords.txt")) {
      assertThat(in).isNotNull();
      List<String> lines = new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
      assertThat(lines).hasSizeBetween(1_000, 10_000).doesNotHaveDuplicates();
    }
  }
}
