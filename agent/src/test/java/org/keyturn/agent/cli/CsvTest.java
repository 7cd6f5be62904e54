package org.keyturn.agent.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.BufferedWriter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.keyturn.agent.account.AccountId;
import org.keyturn.agent.account.Secret;
import org.keyturn.agent.directory.AccountKey;
import org.keyturn.agent.report.Csv;
import org.keyturn.agent.run.CsvRows;

/** Lists of accounts that come from spreadsheets, and those that go to them. */
final class CsvTest {

  private static final InputStream NOTHING = new ByteArrayInputStream(new byte[0]);

  @TempDir Path folder;

  private List<AccountKey> read(byte[] content) throws IOException {
    return keys(CsvAccounts.read(Files.write(folder.resolve("list.csv"), content), NOTHING));
  }

  /** As a command does: nothing is done where anything is wrong. */
  private static List<AccountKey> keys(CsvRows rows) {
    if (!rows.problems().isEmpty()) {
      throw new InputException(rows.problems().lines());
    }
    return rows.keys();
  }

  private CsvRows rows(String content) throws IOException {
    Path file = Files.writeString(folder.resolve("list.csv"), content);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    return CsvAccounts.read(file, NOTHING);
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
        arguments("login,name\nanna\n", "list.csv:2: has 1 cells, the header has 2"),
        arguments("name\nanna\n", "it needs one column login, mail, dn or id"),
        arguments("login,mail\nanna,a@example.com\n", "it needs one column login, mail, dn or id"),
        arguments("login,pasword\nanna,geheim\n", "did you mean password?"),
        arguments("login,Deliver To\nanna,a@b.c\n", "did you mean deliver-to?"),
        arguments("login,password\nanna,geheim\n", "list.csv: it holds passwords, and others"),
        arguments("login,deliver-to\nanna,\"a@b.c, d@e.f\"\n", "list.csv:2: deliver-to: "),
        arguments("login\nan\0na\n", "list.csv:2: the login holds a control character"),
        arguments("login\nanna\n\"x\"y\n", "list.csv:"),
        arguments("login,login\nanna,anna\n", "the column login is there twice"),
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
        .satisfies(e -> assertThat(String.valueOf(e.getMessage()).lines().count()).isLessThan(60))
        .hasMessageMatching("(?s).*… and 950 more");
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
    assertThat(keys(CsvAccounts.read(Path.of("-"), in)))
        .containsExactly(new AccountKey(AccountKey.Kind.MAIL, "anna@example.com"));
  }

  /** 40 MB hold a million logins; as records in a list with a map beside it they are 250. */
  @Test
  void aMillionRowsAreRead() throws IOException {
    Path file = folder.resolve("many.csv");
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      out.write("login\n");
      for (int i = 0; i < 1_000_000; i++) {
        out.write("person" + i + "\n");
      }
      out.write("person777\n");
    }
    CsvRows rows = CsvAccounts.read(file, NOTHING);
    assertThat(rows.keys()).hasSize(1_000_000);
    assertThat(rows.keys().get(999_999).value()).isEqualTo("person999999");
    assertThat(rows.problems().lines())
        .containsExactly(file + ":1000002: \"person777\" stands in line 779 already");
  }

  @Test
  void aRowSaysWhichPasswordAndWhereItGoes() throws IOException {
    try (CsvRows rows = rows("deliver-to;login;password\n;anna; =ab\nx@example.com;bob;\n")) {
      assertThat(rows.problems().isEmpty()).isTrue();
      assertThat(rows.deliverTo(0)).isEmpty();
      assertThat(rows.deliverTo(1)).contains("x@example.com");
      assertThat(rows.password(1)).isEmpty();
      try (Secret password = rows.password(0).orElseThrow()) {
        String text = password.withChars(String::new);
        assertThat(text).isEqualTo(" =ab");
      }
      assertThat(rows.place(1)).endsWith("list.csv:3: ");
    }
  }

  @Test
  void theSameAccountByTwoNamesIsFound() throws IOException {
    try (CsvRows rows = rows("login\nanna\nANNA\n")) {
      assertThat(rows.found(new AccountId("1"), 0)).isEmpty();
      assertThat(rows.found(new AccountId("1"), 1)).contains(0);
    }
  }

  @Test
  void aQuoteThatIsNotClosedTakesNoMemory() throws IOException {
    String endless = "login\nanna\n\"" + "x\n".repeat(3_000_000);
    assertThatThrownBy(() -> keys(rows(endless)))
        .hasMessageContaining("list.csv:")
        .hasMessageContaining("is a quote not closed?");
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
