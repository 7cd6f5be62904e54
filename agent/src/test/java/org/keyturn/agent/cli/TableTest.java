package org.keyturn.agent.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TableTest {

  private static List<String> printed(int width, String[] head, String[]... rows) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream stream = new PrintStream(out, true, UTF_8);
    Screen screen =
        new Screen(
            new ByteArrayInputStream(new byte[0]),
            stream,
            stream,
            new Screen.Terminal(false, false, false, width),
            false);
    Table table = new Table(width, head);
    for (String[] row : rows) {
      table.row(row);
    }
    table.print(stream, screen);
    return out.toString(UTF_8).lines().toList();
  }

  private static int columns(String line) {
    return line.codePoints().map(Columns::of).sum();
  }

  private static final String[] HEAD = {"login", "state", "policy", "mail"};
  private static final String[] LONG = {
    "ruben.oosterhuisvandersteen", "expired no-recovery", "default", "ruben.oosterhuis@example.com"
  };

  @Test
  void theLastColumnGivesWayFirstAndTheFirstLast() {
    assertThat(printed(80, HEAD, LONG))
        .containsExactly(
            "login                        state                policy   mail",
            "ruben.oosterhuisvandersteen  expired no-recovery  default  ruben.oosterhuis@exa…");
    assertThat(printed(60, HEAD, LONG).get(1)).startsWith("ruben.oosterhuisvandersteen  ");
    assertThat(printed(200, HEAD, LONG).get(1)).contains("ruben.oosterhuis@example.com");
  }

  @ParameterizedTest
  @ValueSource(ints = {40, 60, 80, 132, 200})
  void noLineIsWiderThanTheTerminal(int width) {
    String[] wide = {"山田太郎山田太郎山田太郎", "e\u0301e\u0301", "💎💎💎💎💎💎💎💎💎", "x".repeat(300)};
    assertThat(printed(width, HEAD, LONG, wide))
        .allSatisfy(line -> assertThat(columns(line)).as(line).isLessThanOrEqualTo(width));
  }

  @Test
  void columnsStandBelowEachOtherWhateverIsInThem() {
    List<String> lines =
        printed(
            80,
            new String[] {"a", "b"},
            new String[] {"山田", "1"},
            new String[] {"x", "1"},
            new String[] {"e\u0301", "1"});
    assertThat(lines).containsExactly("a     b", "山田  1", "x     1", "e\u0301     1");
  }

  @Test
  void aCellIsOneHarmlessLine() {
    assertThat(printed(80, new String[] {"a"}, new String[] {"x\r\n\u001b[31my"}))
        .containsExactly("a", "x\\u000d\\u000a\\u001b[31my");
  }

  @Test
  void whatIsTooWideForAnythingStillHasEveryColumn() {
    assertThat(
            printed(
                40,
                new String[] {"aaaaaaaaaaaa", "bbbbbbbbbbbb", "cccccccccccc"},
                new String[] {"1", "2", "3"}))
        .hasSize(2);
  }
}
