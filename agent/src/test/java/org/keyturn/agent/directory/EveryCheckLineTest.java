package org.keyturn.agent.directory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.keyturn.agent.CheckSites;

/** What {@code check} can say of a directory, every word of it has been brought about on one. */
final class EveryCheckLineTest {

  private static final List<CheckSites.Site> SITES = CheckSites.below("directory");

  private static List<CheckCase> cases() {
    return Stream.of(
            OpenLdapCheckTest.cases(),
            OpenLdapCheckTest.awayCases(),
            Ds389CheckTest.cases(),
            Ds389CheckTest.awayCases(),
            ActiveDirectoryCheckTest.cases(),
            OpenDjCheckTest.cases(),
            ApacheDsCheckTest.cases())
        .flatMap(List::stream)
        .toList();
  }

  @Test
  void everyLineIsProvokedOnARealServer() {
    List<CheckCase> cases = cases();
    assertThat(SITES)
        .hasSizeGreaterThan(40)
        .allSatisfy(
            site ->
                assertThat(cases)
                    .as("a case of one of the …CheckTests that provokes %s", site)
                    .anyMatch(c -> c.source().equals(site.source()) && site.says(c.words())));
  }

  @Test
  void everyCaseIsAboutOneLine() {
    assertThat(cases())
        .allSatisfy(
            c ->
                assertThat(SITES)
                    .filteredOn(s -> s.source().equals(c.source()) && s.says(c.words()))
                    .as("%s", c)
                    .hasSize(1));
  }

  @Test
  void noLineSaysOneThingOrAnother() {
    assertThat(SITES).noneMatch(CheckSites.Site::choosesItsWords);
  }
}
