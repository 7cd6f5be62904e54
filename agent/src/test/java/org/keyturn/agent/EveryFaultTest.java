package org.keyturn.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;

/**
 * Each fault that the agent promises to survive has a test with its number in the name, {@code
 * fault07…}, and the page for operators names the class of every one.
 */
final class EveryFaultTest {

  private static final int FAULTS = 25;
  private static final Path PAGE = Path.of("docs", "faults.md");
  private static final Pattern NAME = Pattern.compile("fault(\\d\\d)[A-Z]\\w+");
  private static final Pattern ROW = Pattern.compile("(?m)^\\| (\\d+) \\|.*\\|([^|]*)\\|$");
  private static final Pattern LINK = Pattern.compile("\\[(\\w+)]\\(([^)]+)\\)");

  /** The classes that declare tests of each fault, by its number. */
  private static Map<Integer, Set<String>> tests() throws IOException {
    Path classes = Path.of("target", "test-classes");
    Map<Integer, Set<String>> all = new TreeMap<>();
    try (Stream<Path> files = Files.walk(classes.resolve("org/keyturn/agent"))) {
      for (Path file : files.filter(f -> f.toString().endsWith(".class")).sorted().toList()) {
        String name = classes.relativize(file).toString().replace('/', '.');
        add(all, loaded(name.substring(0, name.length() - ".class".length())));
      }
    }
    return all;
  }

  private static Class<?> loaded(String name) {
    try {
      return Class.forName(name, false, EveryFaultTest.class.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void add(Map<Integer, Set<String>> all, Class<?> type) {
    for (Method method : type.getDeclaredMethods()) {
      Matcher m = NAME.matcher(method.getName());
      if (m.matches() && isTest(method)) {
        all.computeIfAbsent(Integer.valueOf(m.group(1)), n -> new TreeSet<>())
            .add(type.getSimpleName());
      }
    }
  }

  private static boolean isTest(Method method) {
    return method.isAnnotationPresent(Test.class)
        || method.isAnnotationPresent(ParameterizedTest.class);
  }

  private static Map<Integer, String> rows() throws IOException {
    return ROW.matcher(Files.readString(PAGE))
        .results()
        .collect(Collectors.toMap(r -> Integer.valueOf(r.group(1)), r -> r.group(2)));
  }

  @Test
  void everyFaultHasATestAndNoOtherNumberIsUsed() throws IOException {
    assertThat(tests().keySet())
        .containsExactlyElementsOf(IntStream.rangeClosed(1, FAULTS).boxed().toList());
  }

  @Test
  void thePageNamesTheTestsOfEachFault() throws IOException {
    Map<Integer, Set<String>> named = new TreeMap<>();
    rows()
        .forEach(
            (number, cell) ->
                named.put(
                    number,
                    LINK.matcher(cell)
                        .results()
                        .map(r -> r.group(1))
                        .collect(Collectors.toCollection(TreeSet::new))));
    assertThat(named).isEqualTo(tests());
  }

  @Test
  void everyLinkOfThePageLeadsToTheClassThatItNames() throws IOException {
    assertThat(LINK.matcher(Files.readString(PAGE)).results().toList())
        .filteredOn(link -> link.group(2).endsWith(".java"))
        .hasSizeGreaterThan(FAULTS)
        .allSatisfy(
            link -> {
              assertThat(PAGE.resolveSibling(link.group(2))).exists();
              assertThat(link.group(2)).endsWith("/" + link.group(1) + ".java");
            });
  }

  @Test
  void aNumberIsWrittenOneWay() throws IOException {
    Path sources = Path.of("src", "test", "java");
    try (Stream<Path> files = Files.walk(sources)) {
      assertThat(files.filter(f -> f.toString().endsWith(".java")).toList())
          .allSatisfy(
              file ->
                  assertThat(
                          Arrays.stream(Files.readString(file).split("\n", -1))
                              .filter(line -> line.matches(" +void fault\\d.*")))
                      .allMatch(line -> NAME.matcher(line).find()));
    }
  }
}
