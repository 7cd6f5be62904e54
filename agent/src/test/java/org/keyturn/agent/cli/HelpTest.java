package org.keyturn.agent.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** What needs no config and no directory. */
final class HelpTest {

  @TempDir Path folder;

  private record Said(int code, String out, String err) {}

  private static Said run(int width, List<String> words) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Screen screen = screen(out, err, width);
    String[] all = words.toArray(String[]::new);
    int code = Cli.commandLine(screen, all).execute(all);
    screen.flush();
    return new Said(code, out.toString(UTF_8), err.toString(UTF_8));
  }

  private static CommandLine commandLine(Screen screen) {
    return Cli.commandLine(screen);
  }

  private static Screen screen(ByteArrayOutputStream out, ByteArrayOutputStream err, int width) {
    return new Screen(
        new ByteArrayInputStream(new byte[0]),
        new PrintStream(out, false, UTF_8),
        new PrintStream(err, true, UTF_8),
        new Screen.Terminal(false, true, true, width),
        false);
  }

  static Stream<List<String>> commands() {
    List<List<String>> all = new ArrayList<>();
    ByteArrayOutputStream nowhere = new ByteArrayOutputStream();
    collect(commandLine(screen(nowhere, nowhere, 80)), List.of(), all);
    return all.stream();
  }

  private static void collect(CommandLine line, List<String> path, List<List<String>> all) {
    all.add(path);
    line.getSubcommands()
        .forEach(
            (name, sub) -> {
              List<String> deeper = new ArrayList<>(path);
              deeper.add(name);
              collect(sub, deeper, all);
            });
  }

  @ParameterizedTest
  @MethodSource("commands")
  void helpOfEveryCommandExplainsAndShowsAnExample(List<String> command) {
    for (String flag : List.of("--help", "-h")) {
      List<String> words = new ArrayList<>(command);
      words.add(flag);
      Said said = run(80, words);
      assertThat(said.code()).as(said.err()).isZero();
      assertThat(said.err()).isEmpty();
      assertThat(said.out())
          .startsWith(
              "Usage: "
                  + String.join(
                      " ", Stream.concat(Stream.of("keyturn"), command.stream()).toList()))
          .containsPattern("(?m)^Examples?:\\R  (keyturn|source)");
      assertThat(said.out().lines())
          .allSatisfy(l -> assertThat(l.length()).isLessThanOrEqualTo(80));
    }
  }

  /** The help of a command is one and the same, whether the others were looked at or not. */
  @ParameterizedTest
  @MethodSource("commands")
  void aCommandByItselfIsTheOneAmongAll(List<String> command) {
    List<String> words = new ArrayList<>(List.of("-q", "--config", "reset", "-o", "json"));
    words.addAll(command);
    ByteArrayOutputStream nowhere = new ByteArrayOutputStream();
    Screen screen = screen(nowhere, nowhere, 80);
    CommandLine all = commandLine(screen);
    CommandLine one = Cli.commandLine(screen, words.toArray(String[]::new));
    assertThat(usage(one, command)).isEqualTo(usage(all, command));
    assertThat(one.getSubcommands()).hasSize(command.isEmpty() ? all.getSubcommands().size() : 1);
  }

  private static String usage(CommandLine line, List<String> command) {
    CommandLine found = line;
    for (String word : command) {
      found = Objects.requireNonNull(found.getSubcommands().get(word));
    }
    return found.getUsageMessage();
  }

  @Test
  void theHelpNamesEveryExitCode() {
    assertThat(run(80, List.of("--help")).out())
        .contains(
            "0 done",
            "1 some",
            "2 input",
            "3 directory",
            "4 brake",
            "5 held",
            "6 store",
            "130 interrupted");
  }

  @Test
  void theVersionIsOneLine() {
    Said said = run(80, List.of("--version"));
    assertThat(said.code()).isZero();
    assertThat(said.out()).startsWith("keyturn ").hasLineCount(1);
  }

  @Test
  void aMisspeltCommandGetsTheNearest() {
    Said said = run(80, List.of("force-chnage"));
    assertThat(said.code()).isEqualTo(2);
    assertThat(said.err()).contains("force-change");
  }

  @Test
  void theCompletionScriptIsAShellScript() throws Exception {
    Path script =
        Files.writeString(folder.resolve("completion"), run(80, List.of("completion")).out());
    Process bash =
        new ProcessBuilder("bash", "-n", script.toString()).redirectErrorStream(true).start();
    String said = new String(bash.getInputStream().readAllBytes(), UTF_8);
    assertThat(bash.waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(bash.exitValue()).as(said).isZero();
    assertThat(Files.readString(script)).contains("force-change", "--max-percent", "must-change");
  }
}
