package org.keyturn.agent.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.keyturn.agent.faults.Keyturn.Ended;

/**
 * One slapd for a class, a gate before it, and for each test a fresh store. Every test resets the
 * same {@link #PEOPLE} contractors, and ends with the same question: does everybody sign in with
 * what was shown, and was nobody written more often than allowed?
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class FaultPhase {

  static final String CONTRACTORS = "(employeeType=contractor)";

  private @Nullable Path home;
  private @Nullable Slapd server;
  private @Nullable Gate before;
  private @Nullable Path room;
  private long mark;

  /** How many contractors there are. */
  int people() {
    return 200;
  }

  @BeforeAll
  void createServer() throws IOException {
    requireSlapd();
    home = Files.createTempDirectory("keyturn-faults");
    server = new Slapd(home, people() * 5);
    before = new Gate(server.port());
  }

  @AfterAll
  void destroyServer() throws IOException {
    if (before != null) {
      before.close();
    }
    if (server != null) {
      server.close();
    }
    if (home != null) {
      try (Stream<Path> files = Files.walk(home)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  @BeforeEach
  void freshStore() throws IOException {
    gate().leave();
    room = Files.createTempDirectory(Objects.requireNonNull(home), "test");
    mark = slapd().mark();
    configure("");
  }

  @AfterEach
  void nobodyOnWatch() {
    gate().leave();
  }

  final Slapd slapd() {
    return Objects.requireNonNull(server);
  }

  final Gate gate() {
    return Objects.requireNonNull(before);
  }

  /** This test's own folder. */
  final Path room() {
    return Objects.requireNonNull(room);
  }

  final Keyturn keyturn() {
    return new Keyturn(room(), room().resolve("keyturn.yaml"));
  }

  Path store() {
    return room().resolve("store");
  }

  /** How the agent gets to the server: what the config says of it. */
  String way() {
    return "url: ldap://127.0.0.1:" + gate().port() + "\n    tls: none";
  }

  /**
   * @param more lines at the end of the config
   */
  final void configure(String more) {
    Slapd.write(
        room().resolve("keyturn.yaml"),
        String.join(
            "\n",
            "directories:",
            "  corp:",
            "    " + way(),
            "    response-timeout: 3s",
            "    bind:",
            "      dn: \"" + Slapd.AGENT + "\"",
            "      password: {file: " + slapd().bindPassword() + "}",
            "    accounts:",
            "      base: \"" + Slapd.PEOPLE + "\"",
            "      filter: \"(objectClass=inetOrgPerson)\"",
            "      login: uid",
            "      mail: mail",
            "      recovery-mail: mail",
            "    default-policy: \"cn=default,ou=policies,dc=example,dc=com\"",
            "store: {path: " + store() + "}",
            "mail: {folder: " + room().resolve("mail") + ", from: it@example.com}",
            "brake: {max: 2000, max-percent: 100}",
            more,
            ""));
  }

  final Keyturn.Launched reset(String... more) {
    return keyturn().start(resetArguments("show", more));
  }

  static String[] resetArguments(String deliver, String... more) {
    return Stream.concat(
            Stream.of("-o", "json", "reset", "--filter", CONTRACTORS, "--deliver", deliver, "-y"),
            Stream.of(more))
        .toArray(String[]::new);
  }

  final Ended resume() {
    return keyturn().run("-o", "json", "resume");
  }

  /** How often the agent wrote each password in this test. */
  final Map<String, Integer> writes() {
    return slapd().writes(mark);
  }

  /** All were reset, each once, and each signs in with what this process showed. */
  final void allWell(Ended ended) {
    everybodySignsIn(ended);
    eachOnce();
  }

  /** All were reset, and each signs in with what this process showed. */
  final void everybodySignsIn(Ended ended) {
    ended.expect(0);
    assertThat(ended.accounted()).isEqualTo(people());
    assertThat(ended.number("applied")).isEqualTo(people());
    assertThat(ended.passwords()).hasSize(people());
    assertThat(slapd().refused(ended.passwords())).isEmpty();
  }

  final void eachOnce() {
    Map<String, Integer> writes = writes();
    assertThat(writes).hasSize(people());
    nobodyTwice(writes);
  }

  static void nobodyTwice(Map<String, Integer> writes) {
    assertThat(writes.entrySet().stream().filter(e -> e.getValue() > 1)).isEmpty();
  }

  /** Nothing more to do, and nothing is done. */
  final void resumeDoesNothing() {
    Ended again = resume().expect(0);
    assertThat(again.out().strip()).isEqualTo("[]");
    eachOnce();
  }

  private static void requireSlapd() {
    if (!Slapd.installed()) {
      skip("slapd is not installed; scripts/lab/openldap create --install");
    }
  }

  /** Loudly; and not at all where skipping is forbidden. */
  static void skip(String why) {
    String message = "SKIPPED: " + why;
    if (Boolean.getBoolean("keyturn.forbidSkips")) {
      throw new AssertionError(message);
    }
    System.err.println(message);
    Assumptions.abort(message);
  }
}
