package org.keyturn.agent;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** The rooms: who may import whom, and which library lives where. */
final class ArchitectureTest {

  private static final String ROOT = "org.keyturn.agent";

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages(ROOT);

  /** Room → the rooms it may import. A room that is not here may not exist. */
  private static final Map<String, Set<String>> MAY_IMPORT =
      Map.ofEntries(
          Map.entry("account", Set.of()),
          Map.entry("template", Set.of()),
          Map.entry("document", Set.of("account")),
          Map.entry("policy", Set.of("account")),
          Map.entry("password", Set.of("account")),
          Map.entry("directory", Set.of("account")),
          Map.entry("journal", Set.of("account")),
          Map.entry("plan", Set.of("account", "policy", "directory")),
          Map.entry("notify", Set.of("account", "journal", "template")),
          Map.entry("run", Set.of("account", "plan", "directory", "journal", "password", "notify")),
          Map.entry("lifecycle", Set.of("account", "directory", "journal", "plan", "run")),
          // A person's own reset is a run of one account.
          Map.entry(
              "recovery",
              Set.of("account", "plan", "directory", "journal", "password", "notify", "run")),
          Map.entry(
              "report",
              Set.of(
                  "account",
                  "policy",
                  "directory",
                  "journal",
                  "plan",
                  "notify",
                  "template",
                  "document")),
          // The ledger says which instants were taken.
          Map.entry("schedule", Set.of("run", "notify", "report", "journal")),
          // An operator is somebody who proved who they are, as everybody is on the portal.
          Map.entry(
              "console",
              Set.of(
                  "account",
                  "policy",
                  "password",
                  "directory",
                  "journal",
                  "plan",
                  "run",
                  "recovery",
                  "report",
                  "lifecycle",
                  "notify",
                  "schedule")),
          Map.entry(
              "web",
              Set.of(
                  "console",
                  "plan",
                  "policy",
                  "schedule",
                  "account",
                  "directory",
                  "journal",
                  "password",
                  "recovery",
                  "run",
                  "notify",
                  "report",
                  "template",
                  "document")),
          Map.entry(
              "config",
              Set.of(
                  "account",
                  "policy",
                  "password",
                  "directory",
                  "journal",
                  "plan",
                  "run",
                  "lifecycle",
                  "notify",
                  "recovery",
                  "report",
                  "schedule",
                  "console",
                  "web")),
          Map.entry(
              "cli",
              Set.of(
                  "lifecycle",
                  "account",
                  "policy",
                  "password",
                  "directory",
                  "journal",
                  "plan",
                  "run",
                  "notify",
                  "recovery",
                  "report",
                  "schedule",
                  "console",
                  "web",
                  "template",
                  "document",
                  "config")));

  /** Packages of a library → the only rooms that know it. */
  private static final Map<String, Set<String>> LIBRARIES =
      Map.ofEntries(
          Map.entry("com.unboundid..", Set.of("directory")),
          Map.entry("java.sql..", Set.of("journal")),
          Map.entry("javax.sql..", Set.of("journal")),
          Map.entry("org.sqlite..", Set.of("journal")),
          Map.entry("org.jdbi..", Set.of("journal")),
          Map.entry("org.flywaydb..", Set.of("journal")),
          Map.entry("org.quartz..", Set.of("schedule")),
          Map.entry("picocli..", Set.of("cli")),
          Map.entry("me.tongfei..", Set.of("cli")),
          Map.entry("org.apache.commons.csv..", Set.of("cli", "report", "run")),
          Map.entry("org.pgpainless..", Set.of("password")),
          Map.entry("org.bouncycastle..", Set.of("password")),
          Map.entry("org.passay..", Set.of("password")),
          Map.entry("org.snakeyaml..", Set.of("config")),
          Map.entry(
              "tools.jackson..",
              Set.of("plan", "report", "journal", "cli", "notify", "document", "web")),
          Map.entry("com.samskivert..", Set.of("template")),
          Map.entry("io.javalin..", Set.of("web")),
          Map.entry("org.eclipse.jetty..", Set.of("web")),
          Map.entry("jakarta.servlet..", Set.of("web")),
          Map.entry("jakarta.mail..", Set.of("notify")),
          Map.entry("org.simplejavamail..", Set.of("notify")),
          Map.entry("com.google.i18n..", Set.of("notify")),
          Map.entry("java.net.http..", Set.of("notify")),
          Map.entry("org.eclipse.angus..", Set.of("notify")));

  private static final List<String> FORBIDDEN_LIBRARIES =
      List.of("org.mockito..", "lombok..", "org.apache.directory..", "org.keyturn.embedded..");

  /** These only log; everyone else says what happened with a value or an exception. */
  private static final Set<String> LOGGING =
      Set.of("journal", "notify", "schedule", "run", "recovery", "console", "web");

  static final List<String> ROOMS = List.copyOf(new TreeSet<>(MAY_IMPORT.keySet()));
  static final List<String> WALLS = List.copyOf(new TreeSet<>(LIBRARIES.keySet()));

  @Test
  void everyRoomStandsInTheTable() {
    Set<String> rooms =
        CLASSES.stream()
            .map(JavaClass::getPackageName)
            .filter(p -> p.startsWith(ROOT + "."))
            .map(p -> p.substring(ROOT.length() + 1).replaceAll("\\..*", ""))
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(rooms).isEqualTo(new TreeSet<>(MAY_IMPORT.keySet()));
  }

  private static <T> T of(Map<String, T> table, String key) {
    return Objects.requireNonNull(table.get(key), key);
  }

  @ParameterizedTest
  @FieldSource("ROOMS")
  void aRoomImportsWhatTheTableAllows(String room) {
    String[] others =
        MAY_IMPORT.keySet().stream()
            .filter(other -> !other.equals(room) && !of(MAY_IMPORT, room).contains(other))
            .map(ArchitectureTest::packages)
            .toArray(String[]::new);
    noClasses()
        .that(resideInAPackage(packages(room)))
        .should()
        .dependOnClassesThat(resideInAnyPackage(others))
        .allowEmptyShould(others.length == 0)
        .check(CLASSES);
  }

  @ParameterizedTest
  @FieldSource("WALLS")
  void aLibraryLivesInItsRoomsAlone(String library) {
    String[] home =
        of(LIBRARIES, library).stream().map(ArchitectureTest::packages).toArray(String[]::new);
    noClasses()
        .that(resideInAPackage(ROOT + "..").and(not(resideInAnyPackage(home))))
        .should()
        .dependOnClassesThat(resideInAPackage(library))
        .check(CLASSES);
  }

  @Test
  void someLibrariesHaveNoRoomAtAll() {
    noClasses()
        .that(alwaysTrue())
        .should()
        .dependOnClassesThat(resideInAnyPackage(FORBIDDEN_LIBRARIES.toArray(String[]::new)))
        .check(CLASSES);
  }

  @Test
  void theRulesArePureAndOnlyTheEdgesLog() {
    noClasses()
        .that(resideInAnyPackage(packages("policy"), packages("account")))
        .should()
        .dependOnClassesThat(
            resideInAnyPackage("org.slf4j..", "java.io..", "java.nio.file..", "java.net..")
                .or(nameMatching("java.time.Clock")))
        .check(CLASSES);
    String[] logging = LOGGING.stream().map(ArchitectureTest::packages).toArray(String[]::new);
    noClasses()
        .that(resideInAPackage(ROOT + ".*..").and(not(resideInAnyPackage(logging))))
        .should()
        .dependOnClassesThat(resideInAPackage("org.slf4j.."))
        .check(CLASSES);
  }

  @Test
  void theRoomsHaveNoCycle() {
    slices().matching(ROOT + ".(*)..").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void nobodyImportsTheEdges() {
    noClasses()
        .that(resideInAPackage(ROOT + ".*.."))
        .and()
        .resideOutsideOfPackages(packages("cli"))
        .should()
        .dependOnClassesThat(
            resideInAPackage(packages("cli"))
                .or(resideInAPackage(ROOT))
                .as("are the command line or the wiring"))
        .check(CLASSES);
    noClasses()
        .that(resideInAPackage(ROOT + ".*.."))
        .and()
        .resideOutsideOfPackages(packages("cli"), packages("config"))
        .should()
        .dependOnClassesThat(resideInAPackage(packages("config")).as("are the config"))
        .check(CLASSES);
    // Operators and programs are told when jobs come.
    noClasses()
        .that(resideInAPackage(ROOT + ".*.."))
        .and()
        .resideOutsideOfPackages(
            packages("schedule"),
            packages("cli"),
            packages("config"),
            packages("console"),
            packages("web"))
        .should()
        .dependOnClassesThat(resideInAPackage(packages("schedule")))
        .check(CLASSES);
    noClasses()
        .that(resideInAPackage(ROOT))
        .and()
        .doNotHaveSimpleName("Main")
        .and()
        .doNotHaveSimpleName("Warmup")
        .should()
        .dependOnClassesThat(resideInAPackage(packages("cli")))
        .check(CLASSES);
  }

  @Test
  void aDialectNeverSeesTheRules() {
    noClasses()
        .that(resideInAPackage(packages("directory")))
        .should()
        .dependOnClassesThat(resideInAnyPackage(packages("policy"), packages("plan")))
        .check(CLASSES);
  }

  @Test
  void nothingIsNamedForWantOfAName() {
    Set<String> banned =
        Set.of("util", "utils", "common", "helper", "manager", "impl", "base", "misc");
    assertThat(CLASSES)
        .allSatisfy(
            c -> {
              assertThat(Arrays.asList(c.getPackageName().split("\\.")))
                  .doesNotContainAnyElementsOf(banned);
              assertThat(c.getSimpleName()).doesNotMatch(".*(Utils?|Helper|Manager|Impl|Misc)");
            });
  }

  @Test
  void everyPackageSaysWhatItIsAndIsNullMarked() throws ClassNotFoundException {
    Set<String> packages =
        CLASSES.stream()
            .map(JavaClass::getPackageName)
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(packages).contains(ROOT + ".directory.dialect");
    for (String name : packages) {
      Class<?> info = Class.forName(name + ".package-info");
      assertThat(info.isAnnotationPresent(NullMarked.class)).as(name).isTrue();
    }
  }

  @Test
  void classesAreFinalUnlessSomethingExtendsThem() {
    assertThat(
            CLASSES.stream()
                .filter(c -> !c.isInterface() && !c.isEnum() && !c.isAnonymousClass())
                .filter(c -> !c.getModifiers().contains(JavaModifier.FINAL))
                .filter(c -> !c.getModifiers().contains(JavaModifier.ABSTRACT))
                .filter(
                    c -> c.getSubclasses().isEmpty() && !c.getSimpleName().equals("package-info"))
                .map(JavaClass::getName))
        .isEmpty();
  }

  private static String packages(String room) {
    return ROOT + "." + room + "..";
  }
}
