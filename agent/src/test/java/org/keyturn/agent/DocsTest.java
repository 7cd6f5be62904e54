package org.keyturn.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The page that newcomers read leads to classes that exist. */
final class DocsTest {

  private static final Path PAGE = Path.of("docs", "architecture.md");
  private static final Pattern LINK = Pattern.compile("\\[([^\\]]+)]\\(([^)#]+)[^)]*\\)");

  private static List<MatchResult> links() throws IOException {
    return LINK.matcher(Files.readString(PAGE)).results().toList();
  }

  @Test
  void everyLinkOfTheArchitecturePageLeadsToAFile() throws IOException {
    assertThat(links())
        .filteredOn(link -> !link.group(2).startsWith("http"))
        .hasSizeGreaterThan(20)
        .allSatisfy(link -> assertThat(PAGE.resolveSibling(link.group(2))).exists());
  }

  @Test
  void aLinkToAClassIsNamedForIt() throws IOException {
    assertThat(links())
        .filteredOn(link -> link.group(2).endsWith(".java"))
        .allSatisfy(
            link ->
                assertThat(Path.of(link.group(2)).getFileName())
                    .hasToString(link.group(1).replace("`", "") + ".java"));
  }

  @Test
  void everyRoomIsOnThePage() throws IOException {
    assertThat(Files.readString(PAGE))
        .contains(ArchitectureTest.ROOMS.stream().map(room -> "`" + room + "`").toList());
  }
}
