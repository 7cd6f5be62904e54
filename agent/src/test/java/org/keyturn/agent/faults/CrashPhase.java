package org.keyturn.agent.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.util.ssl.PEMFileTrustManager;
import com.unboundid.util.ssl.SSLUtil;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.keyturn.agent.directory.DirectoryLab;
import org.keyturn.agent.directory.RealServer;
import org.keyturn.agent.faults.Keyturn.Ended;

/**
 * {@code kill -9} at each step of a reset on one server. Each test has {@value #PEOPLE} people of
 * its own, every fifth of them disabled, and ends with the same question: does everybody sign in
 * with what was shown, do those who must change, and is whoever was disabled still outside?
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class CrashPhase {

  static final int PEOPLE = 15;
  private static final String CHOSEN = "Chosen-passw0rd-3";
  private static final AtomicInteger GENERATION = new AtomicInteger();

  private final RealServer kind;
  private final boolean twoWritesToForce;
  private final boolean twoWritesToSpare;
  private DirectoryLab lab;
  private Gate gate;
  private Keyturn keyturn;
  private List<Person> people = List.of();
  private long unknown;
  @TempDir private Path room;

  /**
   * @param twoWritesToForce whether a reset of somebody here takes two writes
   * @param twoWritesToSpare whether it does where nobody has to change the password
   */
  CrashPhase(RealServer kind, boolean twoWritesToForce, boolean twoWritesToSpare) {
    this.kind = kind;
    this.twoWritesToForce = twoWritesToForce;
    this.twoWritesToSpare = twoWritesToSpare;
  }

  private record Person(String login, String dn, boolean disabled) {}

  @BeforeAll
  final void startServer() throws GeneralSecurityException, IOException {
    lab = kind.start();
    SSLSocketFactory tls =
        new SSLUtil(new PEMFileTrustManager(lab.ca().toFile())).createSSLSocketFactory();
    gate = new Gate(() -> tls.createSocket("127.0.0.1", lab.ldapsPort()));
  }

  @AfterAll
  final void stopServer() {
    if (gate != null) {
      gate.close();
    }
    if (lab != null) {
      lab.close();
    }
  }

  @BeforeEach
  final void freshPeople() throws LDAPException, IOException {
    Path home = Files.createTempDirectory(room, "test");
    Path password =
        Files.createFile(
            home.resolve("bind.pw"),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Slapd.write(password, lab.bindPassword().withChars(String::new));
    Slapd.write(
        home.resolve("keyturn.yaml"),
        String.join(
            "\n",
            RealServer.config(lab, gate.port(), password.toString()),
            "store: {path: " + home.resolve("store") + "}",
            "brake: {max: 100, max-percent: 100}",
            ""));
    keyturn = new Keyturn(home, home.resolve("keyturn.yaml"));
    people = new ArrayList<>();
    int generation = GENERATION.incrementAndGet();
    for (int i = 1; i <= PEOPLE; i++) {
      String login = String.format("crash%03d-%02d", generation, i);
      String dn = lab.addPerson(lab.naming(login), login);
      lab.age(dn, Duration.ofDays(10));
      boolean disabled = i % 5 == 0;
      if (disabled) {
        lab.disableByHand(dn);
      }
      people.add(new Person(login, dn, disabled));
    }
  }

  /** Starts a reset, lets it run into the knife, and carries on with what is left. */
  private Ended killedAndResumed(Knife knife, String... options) {
    gate.post(knife);
    Keyturn.Launched launched =
        keyturn.start(
            Stream.of(
                    Stream.of("-o", "json", "reset", "--deliver", "show", "-y"),
                    Stream.of(options),
                    people.stream().map(Person::login))
                .flatMap(s -> s)
                .toArray(String[]::new));
    knife.at(launched);
    Ended ended = launched.await();
    assertThat(ended.exit()).as(ended.out() + ended.err()).isEqualTo(137);
    knife.sheathe();
    unknown = keyturn.run("-o", "json", "runs").expect(0).number("unknown");
    return keyturn.run("-o", "json", "resume");
  }

  @Test
  void fault02AfterTheIntentBeforeItIsSent() throws LDAPException {
    everybodyHasThePasswordThatIsShown(Knife.Step.AFTER_THE_INTENT_BEFORE_IT_IS_SENT);
  }

  @Test
  void fault03SentBeforeTheAnswer() throws LDAPException {
    everybodyHasThePasswordThatIsShown(Knife.Step.SENT_BEFORE_THE_ANSWER);
  }

  @ParameterizedTest
  @MethodSource("afterAnAnswer")
  void fault04AnsweredBeforeTheOutcome(Knife.Step step) throws LDAPException {
    everybodyHasThePasswordThatIsShown(step);
  }

  /** The gap is there where a reset takes two writes: what is missing is done on resume. */
  Stream<Knife.Step> afterAnAnswer() {
    return Stream.of(
            Knife.Step.ANSWERED_BEFORE_WHAT_FOLLOWS,
            Knife.Step.BETWEEN_THE_FIRST_WRITE_AND_THE_SECOND,
            Knife.Step.ANSWERED_BEFORE_THE_OUTCOME)
        .filter(
            step -> twoWritesToForce || step != Knife.Step.BETWEEN_THE_FIRST_WRITE_AND_THE_SECOND);
  }

  private void everybodyHasThePasswordThatIsShown(Knife.Step step) throws LDAPException {
    Knife knife = new Knife(step);
    Ended ended = killedAndResumed(knife);
    everybodyLearned(ended, true);
    oneIntendedPasswordEach(knife, ended.passwords());
  }

  @Test
  void fault04InTheGapWhoeverNeedNotChangeNeedNotAfterwards() throws LDAPException {
    Knife knife =
        new Knife(
            twoWritesToSpare
                ? Knife.Step.BETWEEN_THE_FIRST_WRITE_AND_THE_SECOND
                : Knife.Step.ANSWERED_BEFORE_WHAT_FOLLOWS);
    Ended ended = killedAndResumed(knife, "--no-force-change");
    everybodyLearned(ended, false);
    oneIntendedPasswordEach(knife, ended.passwords());
  }

  private void everybodyLearned(Ended ended, boolean mustChange) throws LDAPException {
    ended.expect(0);
    assertThat(ended.accounted()).isEqualTo(PEOPLE);
    assertThat(ended.number("applied")).isEqualTo(PEOPLE);
    Map<String, String> shown = ended.passwords();
    assertThat(shown).hasSize(PEOPLE);
    for (Person person : people) {
      String password = Objects.requireNonNull(shown.get(person.login()), person.login());
      assertThat(lab.showsMustChange(person.dn())).as("%s", person).isEqualTo(mustChange);
      if (person.disabled()) {
        assertThat(lab.bindAs(person.dn(), password)).isNotEqualTo(ResultCode.SUCCESS);
        lab.enableByHand(person.dn());
      }
      if (mustChange) {
        lab.changeOwn(person.dn(), password, CHOSEN);
      }
      assertThat(lab.bindAs(person.dn(), mustChange ? CHOSEN : password))
          .as("%s", person)
          .isEqualTo(ResultCode.SUCCESS);
    }
  }

  /**
   * Whoever's write was on its way when the process died may get it again, and on AD whoever is
   * disabled, where nobody can tell whose password it is: but the same one, and no more of them
   * than the ledger had no answer for.
   */
  private void oneIntendedPasswordEach(Knife knife, Map<String, String> shown) {
    for (Person person : people) {
      String password = Objects.requireNonNull(shown.get(person.login()), person.login());
      assertThat(knife.passwordWrites(person.login()))
          .as("%s", person)
          .hasSizeBetween(1, 2)
          .allMatch(request -> request.contains(password), "the password that was shown");
    }
    assertThat(people)
        .filteredOn(person -> knife.passwordWrites(person.login()).size() > 1)
        .hasSizeLessThanOrEqualTo(Math.toIntExact(unknown));
  }
}
