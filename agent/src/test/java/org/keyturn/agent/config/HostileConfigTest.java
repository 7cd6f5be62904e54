package org.keyturn.agent.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("A config that was made to hurt is refused in under a second")
final class HostileConfigTest {

  @TempDir Path temp;
  private ConfigFolder folder;

  @BeforeEach
  void warm() throws Exception {
    folder = new ConfigFolder(temp);
    assertThat(folder.load().directories()).isNotEmpty();
  }

  @Timeout(20)
  @ParameterizedTest(name = "{0}")
  @MethodSource
  void is_refused(String name, String yaml, String told) {
    folder.write(yaml);

    // Its own time on the processor: what else the machine does meanwhile is not counted.
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadCpuTime();
    ConfigException thrown = catchThrowableOfType(ConfigException.class, folder::load);
    Duration taken = Duration.ofNanos(threads.getCurrentThreadCpuTime() - before);

    assertThat(taken).isLessThan(Duration.ofSeconds(1));
    assertThat(thrown.problems()).isNotEmpty();
    assertThat(thrown.problems().get(0).toString()).contains(told);
  }

  static Stream<Arguments> is_refused() {
    String laughs =
        IntStream.range(1, 10)
            .mapToObj(i -> "l%d: &l%d [%s]".formatted(i, i, ("*l" + (i - 1) + ",").repeat(9)))
            .collect(Collectors.joining("\n", "l0: &l0 lol\n", "\n"));
    return Stream.of(
        Arguments.of("a billion laughs", laughs, ":1:5: yaml: an anchor"),
        Arguments.of("a structure that holds itself", "a: &a [*a]\n", ":1:4: yaml: an anchor"),
        Arguments.of("lists in lists", "a: " + "[".repeat(120_000), "yaml: "),
        Arguments.of("sets in sets", "a: " + "{a: ".repeat(60_000), "nested too deep"),
        Arguments.of("lists in lists by dashes", "- ".repeat(120_000), "nested too deep"),
        Arguments.of("keys of keys", "? ".repeat(120_000), "yaml: "),
        Arguments.of(
            "a key of a quarter of a million letters", "k".repeat(250_000) + ": 1\n", "yaml: "),
        Arguments.of(
            "a text of a quarter of a million letters",
            "brake: " + "x".repeat(250_000),
            "is missing"),
        Arguments.of(
            "twenty-five thousand keys",
            IntStream.range(0, 25_000)
                .mapToObj(i -> "k" + i + ": 1\n")
                .collect(Collectors.joining()),
            "holds too much"),
        Arguments.of(
            "nine thousand unknown keys",
            IntStream.range(0, 9_000)
                .mapToObj(i -> "directory" + i + ": 1\n")
                .collect(Collectors.joining()),
            "is missing"),
        Arguments.of("spaces", "a:" + " ".repeat(250_000), "is missing"),
        Arguments.of("line breaks", "a: |\n" + "\n".repeat(250_000), "is missing"),
        Arguments.of("an open quote", "a: \"" + "\\n".repeat(120_000), "yaml: a quoted text"),
        Arguments.of("a large file", "#".repeat(256 * 1024 + 1), "keep it within 262144"));
  }

  @Test
  void shows_nothing_that_a_terminal_obeys() {
    folder.write("\"\\e[2Jkey\\n2:2: forged\": \"\\e]0;title\\a\"\n");

    ConfigException thrown = catchThrowableOfType(ConfigException.class, folder::load);

    assertThat(thrown.problems()).hasSize(2);
    assertThat(thrown.problems().get(0).toString() + thrown.problems().get(1))
        .doesNotContain("\u001b", "\n", "\u0007");
  }
}
