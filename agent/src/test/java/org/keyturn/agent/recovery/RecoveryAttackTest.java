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
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.keyturn.agent.account.Secret;
import org.keyturn.agent.journal.Ticket;
import org.keyturn.agent.recovery.Recovery.Entered;
import org.keyturn.embedded.sample.Person;

/** What is tried in place of the steps: guessing, skipping, repeating, measuring. */
final class RecoveryAttackTest extends RecoveryCase {

  private static long runs() {
    return scene.ledger().runs().list(10_000).size();
  }

  @Test
  void stepsCannotBeSkippedNorTakenInAnotherBrowser() {
    Person person = scene.person(18);
    Ticket ticket = recovery.begin(person.uid(), BROWSER);
    assertThat(recovery.enter(ticket.id(), BROWSER, codeOf(ticket))).isEqualTo(new Entered.Over());
    assertThat(scene.choose(recovery, ticket, CHOSEN)).isEqualTo(new Chosen.Over());
    assertThat(recovery.send(ticket.id(), OTHER_BROWSER, ProofChannel.RECOVERY_MAIL)).isEmpty();
    assertThat(recovery.send(ticket.id(), BROWSER, ProofChannel.MOBILE))
        .as("none of its own")
        .isEmpty();

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
