package org.keyturn.agent.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.keyturn.agent.recovery.Scene.BROWSER;
import static org.keyturn.agent.recovery.Scene.OTHER_BROWSER;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyturn.agent.account.Action;
import org.keyturn.agent.account.PasswordChange;
import org.keyturn.agent.account.Secret;
import org.keyturn.agent.directory.Write;
import org.keyturn.agent.directory.WriteResult;
import org.keyturn.agent.journal.Channel;
import org.keyturn.agent.journal.Message;
import org.keyturn.agent.journal.NewMessage;
import org.keyturn.agent.journal.Run;
import org.keyturn.agent.journal.Ticket;
import org.keyturn.agent.recovery.Recovery.Entered;
import org.keyturn.embedded.sample.Person;
import org.keyturn.embedded.sample.Situation;

/** The steps of somebody who forgot their password, and what is tried in their place. */
final class RecoveryTest {

  private static final String CHOSEN = "Plum-7-Kettle-Ravine";

  @TempDir static Path folder;
  private static Scene scene;
  private Recovery recovery;

  @BeforeAll
  static void open() {
    scene = new Scene(folder);
  }

  @AfterAll
  static void close() {
    scene.close();
  }

  /** Yesterday's codes are not counted any more. */
  @BeforeEach
  void another_day() {
    scene.clock.turn(Duration.ofHours(25));
    recovery = scene.recovery();
  }

  private static long runs() {
    return scene.ledger().runs().list(10_000).size();
  }

  @Test
  void whoeverTypesTheCodeChoosesAPasswordAndIsTold() {
    Person person = scene.person(16);
    Ticket ticket = recovery.begin(person.uid(), BROWSER);
    assertThat(ticket.shown().get("mail")).startsWith(person.uid().substring(0, 1) + "••••@h••••");

    assertThat(recovery.send(ticket.id(), BROWSER, ProofChannel.RECOVERY_MAIL)).isPresent();
    Message mail = scene.mails("recovery-code").get(0);
    assertThat(mail.content().recipient()).isEqualTo(person.uid() + "@home.example.net");
    String code = scene.mailedCode();
    assertThat(mail.toString()).doesNotContain(code);

    String asTyped = code.substring(0, 4).toLowerCase(Locale.ROOT) + " - " + code.substring(4);
    assertThat(recovery.enter(ticket.id(), BROWSER, asTyped)).isInstanceOf(Entered.Right.class);
    assertThat(scene.choose(recovery, ticket, CHOSEN)).isEqualTo(new Chosen.Done());

    assertThat(scene.signsIn(person, CHOSEN)).isTrue();
    assertThat(scene.mails("password-changed"))
        .filteredOn(m -> person.uid().equals(m.content().values().get("login")))
        .extracting(m -> m.content().recipient())
        .containsExactlyInAnyOrder(
            person.uid() + "@home.example.net",
            person.uid() + "@example.com",
            scene.account(person).mobile().orElseThrow());
    Run run = scene.ledger().runs().list(1).get(0);
    assertThat(run.actor()).isEqualTo("self:" + person.uid());
    assertThat(run.action()).isEqualTo(Action.RESET);
    assertThat(run.state()).isEqualTo(Run.State.DONE);
    assertThat(scene.ledger().runs().sealed(run.id(), 0)).isEmpty();
    List<String> events = new ArrayList<>();
    scene
        .ledger()
        .audit()
        .entries(scene.clock.instant().minusSeconds(1), e -> events.add(e.event()));
    assertThat(events)
        .contains("code-sent", "identity-proved", "run-begun", "account-applied", "run-done");
  }

  @Test
  void aMailAddressNamesItsOwnerAndTheCodeGoesToTheOtherOne() {
    Person person = scene.person(17);
    Ticket ticket = recovery.begin(person.uid() + "@example.com", BROWSER);
    assertThat(recovery.send(ticket.id(), BROWSER, ProofChannel.RECOVERY_MAIL)).isPresent();

    assertThat(scene.mails("recovery-code").get(0).content().recipient())
        .isEqualTo(person.uid() + "@home.example.net");
  }

  @Test
  void aNumberThatNoGatewayDialsIsNotOffered() {
    Person person = scene.person(18);
    scene.modify(person, "mobile", "12 34");
    Recovery both =
        scene.recovery(
            RecoverySettings.Admins.TWO_CHANNELS, Set.of(ProofChannel.RECOVERY_MAIL, ProofChannel.MOBILE));
    Ticket ticket = both.begin(person.uid(), BROWSER);
    assertThat(ticket.genuine()).isTrue();
    assertThat(ticket.shown()).containsOnlyKeys("mail");
  }

  @Test
  void aCodeForTheMobileGoesAsATextMessage() {
    Person person = scene.person(17);
    Recovery both =
        scene.recovery(
            RecoverySettings.Admins.TWO_CHANNELS, Set.of(ProofChannel.RECOVERY_MAIL, ProofChannel.MOBILE));
    Ticket ticket = both.begin(person.uid(), BROWSER);
    assertThat(both.send(ticket.id(), BROWSER, ProofChannel.MOBILE)).isPresent();

    NewMessage message = scene.mails("recovery-code").get(0).content();
    assertThat(message.channel()).isEqualTo(Channel.SMS);
    assertThat(message.recipient()).isEqualTo(scene.account(person).mobile().orElseThrow());
    assertThat(both.enter(ticket.id(), BROWSER, scene.mailedCode()))
        .isInstanceOf(Entered.Right.class);
  }

  @ParameterizedTest
  @EnumSource(names = {"EXPIRED", "MUST_CHANGE", "NEVER_SIGNED_IN", "AWKWARD_DN"})
  void whoCannotSignInAsTheyAreGetsIn(Situation situation) {
    Person person = scene.person(situation);
    Ticket ticket = scene.proved(recovery, person);

    assertThat(scene.choose(recovery, ticket, CHOSEN)).isEqualTo(new Chosen.Done());
    assertThat(scene.signsIn(person, CHOSEN)).isTrue();
  }

  /** Each goes the same steps with the same answers, and nothing is sent. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "nobody",
        "locked",
        "no-recovery",
        "break-glass",
        "admin",
        "shared-mail",
        "*",
        ")(uid=*",
        "\\2a",
        "wide",
        "case",
        "nul"
      })
  void whoeverIsNotHelpedSeesWhatOthersSee(String who) {
    String typed =
        switch (who) {
          case "locked" -> scene.person(Situation.LOCKED).uid();
          case "no-recovery" -> scene.person(Situation.NO_RECOVERY).uid();
          case "break-glass" -> scene.person(Scene.BREAK_GLASS).uid();
          case "admin" -> scene.person(Scene.ADMIN).uid();
          case "shared-mail" -> scene.person(10).uid() + "@example.com";
          case "wide" -> "\uff46" + scene.person(16).uid().substring(1);
          case "case" -> scene.person(16).uid() + "\u200b";
          case "nul" -> scene.person(16).uid() + "\0";
          default -> who;
        };
    int mails = scene.mails("recovery-code").size();

    Ticket ticket = recovery.begin(typed, BROWSER);
    assertThat(ticket.shown().get("mail")).matches(".••••@.••••\\.\\w+");
    assertThat(recovery.begin(typed, BROWSER).shown()).isEqualTo(ticket.shown());
    Ticket sent = recovery.send(ticket.id(), BROWSER, ProofChannel.RECOVERY_MAIL).orElseThrow();
    assertThat(sent.step()).isEqualTo(Ticket.Step.SENT);
    for (int left = 4; left >= 0; left--) {
      assertThat(recovery.enter(ticket.id(), BROWSER, codeOf(sent)))
          .isEqualTo(new Entered.Wrong(left));
    }
    assertThat(recovery.enter(ticket.id(), BROWSER, codeOf(sent))).isEqualTo(new Entered.Over());
    assertThat(scene.choose(recovery, ticket, CHOSEN)).isEqualTo(new Chosen.Over());
    assertThat(scene.mails("recovery-code")).hasSize(mails);
  }

  /** Even the code that it would have, were it genuine. */
  private static String codeOf(Ticket ticket) {
    try (Secret code = scene.codes.code(ticket.id(), ticket.code())) {
      return code.withChars(String::new);
    }
  }

  @Test
  void stepsCannotBeSkippedNorTakenInAnotherBrowser() {
    Person person = scene.person(18);
    Ticket ticket = recovery.begin(person.uid(), BROWSER);
    assertThat(recovery.enter(ticket.id(), BROWSER, codeOf(ticket))).isEqualTo(new Entered.Over());
    assertThat(scene.choose(recovery, ticket, CHOSEN)).isEqualTo(new Chosen.Over());
    assertThat(recovery.send(ticket.id(), OTHER_BROWSER, ProofChannel.RECOVERY_MAIL)).isEmpty();
    assertThat(recovery.send(ticket.id(), BROWSER, ProofChannel.MOBILE)).as("none of its own").isEmpty();

    assertThat(recovery.send(ticket.id(), BROWSER, ProofChannel.RECOVERY_MAIL)).isPresent();
    assertThat(scene.choose(recovery, ticket, CHOSEN)).isEqualTo(new Chosen.Over());
    assertThat(recovery.enter(ticket.id(), OTHER_BROWSER, scene.mailedCode()))
        .isEqualTo(new Entered.Over());
    assertThat(recovery.enter(ticket.id(), BROWSER, scene.mailedCode()))
        .isInstanceOf(Entered.Right.class);
    try (Secret password = Secret.of(CHOSEN)) {
      assertThat(recovery.choose(ticket.id(), OTHER_BROWSER, password))
          .isEqualTo(new Chosen.Over());
    }
    assertThat(scene.signsIn(person, CHOSEN)).isFalse();
  }

  @Test
  void anothersCodeProvesNothing() {
    Ticket mine = recovery.begin(scene.person(18).uid(), BROWSER);
    assertThat(recovery.send(mine.id(), BROWSER, ProofChannel.RECOVERY_MAIL)).isPresent();
    String myCode = scene.mailedCode();
    Ticket victims = recovery.begin(scene.person(19).uid(), BROWSER);
    assertThat(recovery.send(victims.id(), BROWSER, ProofChannel.RECOVERY_MAIL)).isPresent();

    assertThat(recovery.enter(victims.id(), BROWSER, myCode)).isEqualTo(new Entered.Wrong(4));
  }

  @Test
  void ofFiveThousandParallelGuessesFiveAreLookedAtAndNobodyIsLocked() throws Exception {
    Person person = scene.person(22);
    Ticket ticket = recovery.begin(person.uid(), BROWSER);
    assertThat(recovery.send(ticket.id(), BROWSER, ProofChannel.RECOVERY_MAIL)).isPresent();

    List<Entered> answers = parallel(5_000, () -> recovery.enter(ticket.id(), BROWSER, "00000000"));

    assertThat(answers.stream().filter(Entered.Wrong.class::isInstance)).hasSize(5);
    assertThat(answers.stream().filter(Entered.Over.class::isInstance)).hasSize(4_995);
    assertThat(scene.account(person).state().lock().holds(scene.clock.instant())).isFalse();
    assertThat(recovery.enter(ticket.id(), BROWSER, scene.mailedCode()))
        .as("too late for the right one")
        .isEqualTo(new Entered.Over());
  }

  @Test
  void aProofIsSpentOnceHoweverManyUseItAtOnce() throws Exception {
    Person person = scene.person(23);
    Ticket ticket = scene.proved(recovery, person);
    long before = runs();

    List<Chosen> answers = parallel(200, () -> scene.choose(recovery, ticket, CHOSEN));

    assertThat(answers.stream().filter(Chosen.Done.class::isInstance)).hasSize(1);
    assertThat(answers.stream().filter(Chosen.Over.class::isInstance)).hasSize(199);
    assertThat(runs() - before).isEqualTo(1);
    assertThat(scene.choose(recovery, ticket, CHOSEN + "!")).isEqualTo(new Chosen.Over());
  }

  private static <T> List<T> parallel(int times, Supplier<T> work) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(16);
    try {
      List<Future<T>> futures = new ArrayList<>();
      for (int i = 0; i < times; i++) {
        futures.add(threads.submit(work::get));
      }
      List<T> answers = new ArrayList<>();
      for (Future<T> future : futures) {
        answers.add(future.get());
      }
      return answers;
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void threeCodesADayWhoeverAsksAndWhateverIsRestarted() {
    Person person = scene.person(24);
    int before = scene.mails("recovery-code").size();
    for (int i = 0; i < 5; i++) {
      Ticket ticket =
          recovery.begin(i % 2 == 0 ? person.uid() : person.uid() + "@example.com", BROWSER);
      Ticket sent = recovery.send(ticket.id(), BROWSER, ProofChannel.RECOVERY_MAIL).orElseThrow();
      assertThat(sent.step()).as("nobody is told").isEqualTo(Ticket.Step.SENT);
      scene.restart();
      recovery = scene.recovery();
      if (i >= 3) {
        assertThat(recovery.enter(ticket.id(), BROWSER, codeOf(sent)))
            .isEqualTo(new Entered.Wrong(4));
      }
    }
    assertThat(scene.mails("recovery-code")).hasSize(before + 3);

    scene.clock.turn(Duration.ofHours(25));
    assertThat(scene.proved(recovery, person).step()).isEqualTo(Ticket.Step.PROVED);
  }

  @Test
  void sentAgainTooSoonIsTheSameCode() {
    Ticket ticket = recovery.begin(scene.person(25).uid(), BROWSER);
    assertThat(recovery.send(ticket.id(), BROWSER, ProofChannel.RECOVERY_MAIL)).isPresent();
    assertThat(recovery.send(ticket.id(), BROWSER, ProofChannel.RECOVERY_MAIL).orElseThrow().code())
        .isEqualTo(1);
    scene.clock.turn(Duration.ofMinutes(1));
    assertThat(recovery.send(ticket.id(), BROWSER, ProofChannel.RECOVERY_MAIL).orElseThrow().code())
        .isEqualTo(2);
  }

  @Test
  void aCodeEndsAfterTenMinutesAndWithANewerOne() {
    Person person = scene.person(26);
    Ticket first = recovery.begin(person.uid(), BROWSER);
    assertThat(recovery.send(first.id(), BROWSER, ProofChannel.RECOVERY_MAIL)).isPresent();
    String code = scene.mailedCode();
    scene.clock.turn(Duration.ofMinutes(10));
    assertThat(recovery.enter(first.id(), BROWSER, code)).isEqualTo(new Entered.Over());

    Ticket second = recovery.begin(person.uid(), OTHER_BROWSER);
    assertThat(recovery.send(second.id(), OTHER_BROWSER, ProofChannel.RECOVERY_MAIL)).isPresent();
    assertThat(recovery.find(first.id(), BROWSER)).as("a newer one was sent").isEmpty();
    assertThat(recovery.enter(second.id(), OTHER_BROWSER, scene.mailedCode()))
        .isInstanceOf(Entered.Right.class);
  }

  @Test
  void aProofIsDeadAfterTheirOwnChangeOrAReset() {
    Person person = scene.person(27);
    Ticket ticket = scene.proved(recovery, person);
    set(person, "Own-4-Change-Barrel");

    assertThat(scene.choose(recovery, ticket, CHOSEN)).isEqualTo(new Chosen.Over());
    assertThat(scene.signsIn(person, "Own-4-Change-Barrel")).isTrue();
  }

  private static void set(Person person, String password) {
    var account = scene.account(person);
    try (Secret secret = Secret.of(password)) {
      assertThat(
              scene.directory.apply(
                  new Write(
                      account.id(),
                      account.dn(),
                      account.version(),
                      new PasswordChange.Reset(secret, false))))
          .isInstanceOf(WriteResult.Applied.class);
    }
  }

  @Test
  void aProofIsDeadOnceTheAddressIsAnother() {
    Person person = scene.person(28);
    Ticket ticket = scene.proved(recovery, person);
    scene.modify(person, "recoveryMail", "thief@example.org");

    assertThat(scene.choose(recovery, ticket, CHOSEN)).isEqualTo(new Chosen.Over());
    assertThat(scene.signsIn(person, CHOSEN)).isFalse();
  }

  @Test
  void aProofIsDeadOnceItsTimeIsOver() {
    Ticket ticket = scene.proved(recovery, scene.person(29));
    scene.clock.turn(Duration.ofMinutes(30));
    assertThat(scene.choose(recovery, ticket, CHOSEN)).isEqualTo(new Chosen.Over());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "short", "password1234567", "tab\tinside-Plum-7-Kettle", "nul\0Plum-7-Kettle"})
  void aBadPasswordIsRefusedWithReasonsAndTheProofIsKept(String bad) {
    Person person = scene.person(30);
    Ticket ticket = scene.proved(recovery, person);
    assertThat(scene.choose(recovery, ticket, bad)).isInstanceOf(Chosen.Refused.class);
    assertThat(recovery.find(ticket.id(), BROWSER).map(Ticket::step)).contains(Ticket.Step.PROVED);
  }

  @Test
  void whatWasUsedBeforeIsRefused() {
    Person person = scene.person(31);
    set(person, "Was-9-There-Before");
    set(person, "Was-9-There-After");
    Ticket ticket = scene.proved(recovery, person);

    assertThat(scene.choose(recovery, ticket, "Was-9-There-Before"))
        .isInstanceOfSatisfying(
            Chosen.Refused.class,
            refused -> assertThat(refused.violations().get(0).rule()).isEqualTo("used-before"));
    assertThat(scene.choose(recovery, ticket, CHOSEN)).isEqualTo(new Chosen.Done());
  }

  @ParameterizedTest
  @ValueSource(strings = {" Plum-7-Kettle-Ravine", "Plum-7-☺-Kettle-Ravine"})
  void spacesAndSignsAreTakenWhole(String password) {
    Person person = scene.person(32);
    Ticket ticket = scene.proved(recovery, person);
    assertThat(scene.choose(recovery, ticket, password)).isEqualTo(new Chosen.Done());
    assertThat(scene.signsIn(person, password)).isTrue();
    assertThat(scene.signsIn(person, password.strip()))
        .isEqualTo(password.equals(password.strip()));
  }

  @Test
  void anAdminNeedsBothChannels() {
    Recovery both =
        scene.recovery(
            RecoverySettings.Admins.TWO_CHANNELS, Set.of(ProofChannel.RECOVERY_MAIL, ProofChannel.MOBILE));
    Person admin = scene.person(Scene.ADMIN);
    Ticket ticket = both.begin(admin.uid(), BROWSER);
    assertThat(both.send(ticket.id(), BROWSER, ProofChannel.RECOVERY_MAIL)).isPresent();
    assertThat(both.enter(ticket.id(), BROWSER, scene.mailedCode()))
        .isInstanceOfSatisfying(
            Entered.Right.class,
            right -> assertThat(right.ticket().step()).isEqualTo(Ticket.Step.ASKED));
    assertThat(scene.choose(both, ticket, CHOSEN))
        .as("one is not enough")
        .isEqualTo(new Chosen.Over());
    assertThat(both.send(ticket.id(), BROWSER, ProofChannel.RECOVERY_MAIL))
        .as("the same again")
        .isEmpty();

    assertThat(both.send(ticket.id(), BROWSER, ProofChannel.MOBILE)).isPresent();
    assertThat(both.enter(ticket.id(), BROWSER, scene.mailedCode()))
        .isInstanceOf(Entered.Right.class);
    assertThat(scene.choose(both, ticket, CHOSEN)).isEqualTo(new Chosen.Done());
    assertThat(scene.signsIn(admin, CHOSEN)).isTrue();
  }

  @Test
  void anAdminIsNotHelpedWhereTheConfigSaysSo() {
    Recovery off =
        scene.recovery(RecoverySettings.Admins.OFF, Set.of(ProofChannel.RECOVERY_MAIL, ProofChannel.MOBILE));
    assertThat(off.begin(scene.person(Scene.ADMIN).uid(), BROWSER).genuine()).isFalse();
    assertThat(off.begin(scene.person(33).uid(), BROWSER).genuine()).isTrue();
  }

  @Test
  void aLostAnswerIsSettledByTheNextRunAndTheProofIsSpent() {
    Person person = scene.person(34);
    Ticket ticket = scene.proved(recovery, person);
    assertThat(scene.choose(scene.deaf(), ticket, CHOSEN)).isEqualTo(new Chosen.Unsure());

    assertThat(scene.signsIn(person, CHOSEN)).as("it was written").isTrue();
    Run open = scene.ledger().runs().list(1).get(0);
    assertThat(open.state()).isEqualTo(Run.State.OPEN);
    assertThat(scene.settle(open).tally().applied()).isEqualTo(1);
    assertThat(scene.mails("password-changed").get(0).content().values())
        .containsEntry("login", person.uid());
    assertThat(scene.choose(recovery, ticket, CHOSEN + "!")).isEqualTo(new Chosen.Over());
  }

  @Test
  void aUserNameGoesToTheAddressOfTheDirectoryAlone() {
    Person person = scene.person(35);
    recovery.tellUserName(person.uid() + "@example.com");
    recovery.tellUserName(person.uid() + "@example.com");
    recovery.tellUserName("nobody@example.com");
    recovery.tellUserName(person.uid() + "@ex\u00e4mple.com");

    assertThat(scene.mails("user-name"))
        .singleElement()
        .satisfies(
            mail -> {
              assertThat(mail.content().recipient()).isEqualTo(person.uid() + "@home.example.net");
              assertThat(mail.content().values()).containsEntry("login", person.uid());
            });
  }

  @Test
  void knownAndUnknownAreAnsweredAfterTheSameTime() {
    long[] clock = new long[1];
    List<Long> ends = new ArrayList<>();
    EvenTime even =
        new EvenTime(
            Duration.ofMillis(250),
            () -> clock[0] += 7_000_000,
            nanos -> ends.add(clock[0] + nanos));
    Recovery timed =
        scene.recovery(
            scene.directory,
            RecoverySettings.Admins.TWO_CHANNELS,
            Set.of(ProofChannel.RECOVERY_MAIL),
            even);
    long start = clock[0] + 7_000_000;
    Ticket unused = timed.begin(scene.person(36).uid(), BROWSER);
    assertThat(ends.get(0) - start).isEqualTo(Duration.ofMillis(250).toNanos());
    long again = clock[0] + 7_000_000;
    unused = timed.begin("nobody", BROWSER);
    assertThat(ends.get(1) - again).isEqualTo(Duration.ofMillis(250).toNanos());
    assertThat(unused.genuine()).isFalse();
  }

  @Test
  void knownAndUnknownTakeTheSameTimeOnARealDirectory() {
    Recovery real =
        scene.recovery(
            scene.directory,
            RecoverySettings.Admins.TWO_CHANNELS,
            Set.of(ProofChannel.RECOVERY_MAIL),
            EvenTime.of(Duration.ofMillis(40)));
    String known = scene.person(36).uid();
    List<Long> knowns = new ArrayList<>();
    List<Long> unknowns = new ArrayList<>();
    for (int i = 0; i < 15; i++) {
      knowns.add(nanos(() -> real.begin(known, BROWSER)));
      unknowns.add(nanos(() -> real.begin("n.obody", BROWSER)));
    }
    long apart = Math.abs(median(knowns) - median(unknowns));
    assertThat(Duration.ofNanos(apart)).isLessThan(Duration.ofMillis(8));
  }

  private static long nanos(Supplier<Ticket> work) {
    long start = System.nanoTime();
    Ticket unused = work.get();
    return System.nanoTime() - start;
  }

  private static long median(List<Long> times) {
    return times.stream().sorted().toList().get(times.size() / 2);
  }

  @Test
  void noCodeIsNoGuess() {
    Ticket ticket = recovery.begin(scene.person(37).uid(), BROWSER);
    assertThat(recovery.send(ticket.id(), BROWSER, ProofChannel.RECOVERY_MAIL)).isPresent();
    for (String junk : List.of("", "test", "ABCD-EFG", "ABCD-EFGU", "x".repeat(10_000))) {
      assertThat(recovery.enter(ticket.id(), BROWSER, junk)).isEqualTo(new Entered.NoCode());
    }
    assertThat(recovery.find(ticket.id(), BROWSER).map(Ticket::tries)).contains(0);
  }

  @Test
  void nothingOfACodeStandsInTheStore() throws Exception {
    Ticket ticket = recovery.begin(scene.person(38).uid(), BROWSER);
    assertThat(recovery.send(ticket.id(), BROWSER, ProofChannel.RECOVERY_MAIL)).isPresent();
    String code = scene.mailedCode();
    for (Path file :
        List.of(folder.resolve("store/keyturn.db"), folder.resolve("store/keyturn.db-wal"))) {
      if (Files.exists(file)) {
        assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
            .doesNotContain(code);
      }
    }
  }
}
