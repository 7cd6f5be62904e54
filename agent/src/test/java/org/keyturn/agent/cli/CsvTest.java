package org.keyturn.agent.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.keyturn.agent.directory.AccountKey;

/** Lists of accounts that come from spreadsheets, and those that go to them. */
final class CsvTest {

  private static final InputStream NOTHING = new ByteArrayInputStream(new byte[0]);

  @TempDir Path folder;

  private List<AccountKey> read(byte[] content) throws IOException {
    return CsvAccounts.read(Files.write(folder.resolve("list.csv"), content), NOTHING);
  }

  static Stream<Arguments> taken() {
    return Stream.of(
        arguments("plain", "login\nanna\nbob\n"),
        arguments("a byte order mark", "\ufefflogin\nanna\nbob\n"),
        arguments("line ends of every kind", "login\r\nanna\nbob\r\n"),
        arguments("no line end at the end", "login\nanna\nbob"),
        arguments("quotes", "\"login\"\n\"anna\"\n\"bob\"\n"),
        arguments("other columns beside it", "name,login\n\"de Vries, Anna\",anna\nB,bob\n"),
        arguments("empty lines", "login\n\nanna\n\nbob\n\n"),
        arguments("spaces around", "login\n anna \nbob\t\n"),
        arguments("an upper-case header", "LOGIN\nanna\nbob\n"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("taken")
  void whatASpreadsheetSavesIsTaken(String sentence, String content) throws IOException {
    assertThat(read(content.getBytes(UTF_8)))
        .as(sentence)
        .containsExactly(
            new AccountKey(AccountKey.Kind.LOGIN, "anna"),
            new AccountKey(AccountKey.Kind.LOGIN, "bob"));
  }

  @Test
  void aValueIsAValueWhateverItLooksLike() throws IOException {
    assertThat(read("dn\n\"cn=a,b=\"\"c\"\"\"\n=HYPERLINK(1)\n*\n".getBytes(UTF_8)))
        .extracting(AccountKey::value)
        .containsExactly("cn=a,b=\"c\"", "=HYPERLINK(1)", "*");
  }

  static Stream<Arguments> refused() {
    return Stream.of(
        arguments("login\nanna\nbob\nanna\n", "list.csv:4: \"anna\" stands in line 2 already"),
        arguments("login\nanna\n\"\"\n", "list.csv:3: the login is empty"),
        arguments("login,name\nanna\n", "list.csv:2: has 1 cells, the header has another number"),
        arguments("name\nanna\n", "it needs one column login, mail, dn or id"),
        arguments("login,mail\nanna,a@example.com\n", "it needs one column login, mail, dn or id"),
        arguments("login,password\nanna,geheim\n", "the column password is not taken"),
        arguments("login,login\nanna,anna\n", "is not CSV"),
        arguments("login\n", "lists nobody"),
        arguments("", "it needs one column"),
        arguments("login\n\"anna\n", "list.csv"));
  }

  @ParameterizedTest(name = "{1}")
  @MethodSource("refused")
  void whatCannotBeMeantIsRefusedWithItsPlace(String content, String problem) {
    assertThatThrownBy(() -> read(content.getBytes(UTF_8)))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(problem)
        .hasMessageNotContaining("geheim");
  }

  @Test
  void everyProblemIsToldAtOnce() {
    assertThatThrownBy(() -> read("login\nanna\n\"\"\nanna\n\"\"\n".getBytes(UTF_8)))
        .satisfies(e -> assertThat(String.valueOf(e.getMessage()).lines()).hasSize(3));
  }

  @Test
  void ofAThousandProblemsTheFirstAreShownAndTheOthersCounted() {
    assertThatThrownBy(() -> read(("login\n" + "anna\n".repeat(1_001)).getBytes(UTF_8)))
        .satisfies(e -> assertThat(String.valueOf(e.getMessage()).lines().count()).isLessThan(30))
        .hasMessageMatching("(?s).*… and \\d+ more");
  }

  @Test
  void latin1IsRefusedWithTheWayOut() {
    assertThatThrownBy(() -> read("login\nrenée\n".getBytes(ISO_8859_1)))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("CSV UTF-8");
    assertThatThrownBy(() -> read(("login\n" + "anna\n".repeat(5_000) + "é").getBytes(ISO_8859_1)))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("CSV UTF-8");
  }

  @Test
  void aMissingFileOrAFolderIsNamed() {
    assertThatThrownBy(() -> CsvAccounts.read(folder.resolve("none.csv"), NOTHING))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("none.csv: there is no such file");
    assertThatThrownBy(() -> CsvAccounts.read(folder, NOTHING)).isInstanceOf(InputException.class);
  }

  @Test
  void standardInputIsReadWhereAskedFor() {
    InputStream in = new ByteArrayInputStream("mail\nanna@example.com\n".getBytes(UTF_8));
    assertThat(CsvAccounts.read(Path.of("-"), in))
        .containsExactly(new AccountKey(AccountKey.Kind.MAIL, "anna@example.com"));
  }

  @Test
  void halfAMillionRowsAreRead() throws IOException {
    StringBuilder many = new StringBuilder("login\n");
    for (int i = 0; i < 500_000; i++) {
      many.append("person").append(i).append('\n');
    }
    assertThat(read(many.toString().getBytes(UTF_8))).hasSize(500_000);
  }

  @Test
  void whatASpreadsheetWouldRunIsWrittenAsText() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (Csv csv = new Csv(new PrintStream(out, true, UTF_8), "login", "mail")) {
      for (String cell :
          List.of(
              "=HYPERLINK(\"x\")",
              "+1",
              "-1",
              "@SUM(A1)",
              "\tx",
              "\rx",
              "a,b",
              "a\"b",
              "a\nb",
              "plain")) {
        csv.row(cell, "");
      }
    }
    assertThat(out.toString(UTF_8))
        .isEqualTo(
            "login,mail\r\n\"'=HYPERLINK(\"\"x\"\")\",\r\n'+1,\r\n'-1,\r\n'@SUM(A1),\r\n'\tx,\r\n"
                + "\"'\rx\",\r\n\"a,b\",\r\n\"a\"\"b\",\r\n\"a\nb\",\r\nplain,\r\n");
  }
}
