package org.keyturn.agent.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.keyturn.agent.account.Action;
import org.keyturn.agent.console.RunNow;
import org.keyturn.agent.journal.Message;
import org.keyturn.agent.notify.Language;
import org.keyturn.agent.notify.MessageKind;
import org.keyturn.agent.policy.AccountState;

/** The portal's sentences: complete in every language, used, and whole. */
final class PortalWordsTest {

  private static final Path SOURCES = Path.of("src", "main", "java", "org", "keyturn", "agent");
  private static final Path PAGES =
      Path.of("src", "main", "resources", "org", "keyturn", "agent", "web", "pages");
  private static final Pattern PLACE = Pattern.compile("\\{(\\d)");

  private static Map<String, String> of(Language language) {
    return Words.of(language).patterns();
  }

  private static String all(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(Files::isRegularFile)
          .map(PortalWordsTest::read)
          .collect(Collectors.joining());
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void bothLanguagesSayTheSameWithTheSameValues() {
    Map<String, String> english = of(Language.ENGLISH);
    Map<String, String> dutch = of(Language.DUTCH);

    assertThat(dutch.keySet()).containsExactlyInAnyOrderElementsOf(english.keySet());
    english.forEach(
        (key, pattern) ->
            assertThat(places(String.valueOf(dutch.get(key)))).as(key).isEqualTo(places(pattern)));
  }

  private static TreeSet<String> places(String pattern) {
    return PLACE
        .matcher(pattern)
        .results()
        .map(place -> place.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void eachIsAMessageFormatThatLosesNoApostrophe() {
    for (Language language : Language.values()) {
      of(language)
          .forEach(
              (key, pattern) -> {
                assertThat(pattern).as(key).doesNotContain("'").isNotBlank();
                assertThat(new MessageFormat(pattern, Locale.ROOT)).isNotNull();
              });
    }
  }

  @Test
  void eachIsUsedAndWhatIsUsedIsThere() throws IOException {
    String pages = all(PAGES);
    String sources = all(SOURCES.resolve("web"));
    String rooms =
        Stream.of("policy", "plan", "run", "lifecycle", "directory", "directory/dialect")
            .map(SOURCES::resolve)
            .map(PortalWordsTest::allOf)
            .collect(Collectors.joining());
    TreeSet<String> used =
        Pattern.compile("\\{\\{t\\.([a-z0-9-]+)}}")
            .matcher(pages)
            .results()
            .map(use -> use.group(1))
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(of(Language.ENGLISH).keySet()).containsAll(used);
    assertThat(of(Language.ENGLISH).keySet())
        .filteredOn(key -> !used.contains(key))
        .allMatch(
            key ->
                sources.contains('"' + key + '"')
                    || isComposed(key, sources)
                    || isOfAnAct(key, rooms));
  }

  /** A page's title, an error's and a way's sentences are found by the name of what they tell. */
  private static boolean isComposed(String key, String sources) {
    return Files.exists(PAGES.resolve(key.replaceFirst("-title$", "") + ".html"))
        || key.matches("error-\\d{3}(-more)?")
        || key.matches("role-[a-z]+")
        || AccountState.byId(key.replaceFirst("^overview-people-", "")).isPresent()
        || key.startsWith("core-") // CoreWordsTest
        || key.matches("(level|message|occurrence|run|runs|sign)-[a-z-]+")
        || AccountState.byId(key.replaceFirst("^user-state-", "")).isPresent()
        || Action.byId(key.replaceFirst("^user-act-", "")).isPresent()
        || key.matches("outcome-[a-z-]+")
        || MessageKind.byId(key.replaceFirst("^sent-", "")).isPresent()
        || (key.startsWith("start-")
            && sources.contains(
                '"' + key.replaceFirst("^start-", "").replaceFirst("-more$", "") + '"'));
  }

  /** What is done, why it was not, what helps, and where it stands, by its name in the rooms. */
  private static boolean isOfAnAct(String key, String rooms) {
    String name = key.replaceFirst("^[a-z]+-", "");
    return switch (key.substring(0, key.indexOf('-') < 0 ? 0 : key.indexOf('-'))) {
      case "do", "what" -> Action.byId(name).isPresent();
      case "why", "mend" -> rooms.contains('"' + name + '"');
      case "stage" ->
          Stream.of(RunNow.Stage.values()).anyMatch(s -> s.name().equalsIgnoreCase(name));
      case "mailed" ->
          Stream.of(Message.State.values()).anyMatch(s -> s.name().equalsIgnoreCase(name));
      case "deliver" -> Set.of("link", "show", "mail", "sheet").contains(name);
      default -> false;
    };
  }

  private static String allOf(Path folder) {
    try {
      return all(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void everyActCanBeNamed() {
    assertThat(Action.values())
        .allSatisfy(
            action ->
                assertThat(of(Language.ENGLISH))
                    .containsKeys("do-" + action.id(), "what-" + action.id()));
  }

  @Test
  void everyKindOfMessageHasASentenceThatSaysWhereItWent() {
    assertThat(MessageKind.values())
        .allSatisfy(
            kind -> assertThat(of(Language.ENGLISH).get("sent-" + kind.id())).contains("{0}"));
  }

  @Test
  void everyPageHasItsTitleAndEveryFormItsToken() throws IOException {
    try (Stream<Path> files = Files.list(PAGES)) {
      for (Path file : files.toList()) {
        String name = String.valueOf(file.getFileName()).replace(".html", "");
        String page = Files.readString(file);
        List<MatchResult> forms =
            Pattern.compile("<form method=\"post\"(.*?)</form>", Pattern.DOTALL)
                .matcher(page)
                .results()
                .toList();
        assertThat(forms).as(name).allMatch(form -> form.group(1).contains("{{>token}}"));
        // A search changes nothing, and its address may be kept.
        int searches = page.split("<form method=\"get\"", -1).length - 1;
        assertThat(page.split("<form", -1)).as(name).hasSize(forms.size() + searches + 1);
        if (page.matches("(?s)\\{\\{>(admin-)?top}}.*") && !name.equals("error")) {
          assertThat(of(Language.ENGLISH)).as(name).containsKey(name + "-title");
        }
      }
    }
  }
}
