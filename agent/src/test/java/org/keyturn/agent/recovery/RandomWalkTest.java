package org.keyturn.agent.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyturn.agent.account.Secret;
import org.keyturn.agent.journal.Message;
import org.keyturn.agent.journal.Run;
import org.keyturn.agent.journal.Ticket;
import org.keyturn.agent.notify.Messages;
import org.keyturn.agent.recovery.Recovery.Entered;
import org.keyturn.embedded.sample.Person;
import org.keyturn.embedded.sample.SampleCompany;

/**
 * Thousands of random steps: names, tickets, browsers, codes and passwords in any order, by
 * somebody who reads the mail of a few people and not that of the others. No password is set that
 * was not proved for, in that browser, and none twice.
 *
 * <p>{@code -Dkeyturn.walk=100000} walks further, {@code -Dkeyturn.seed=…} the same way again.
 */
final class RandomWalkTest {

  private static final int STEPS = Integer.getInteger("keyturn.walk", 20_000);
  private static final long SEED = Long.getLong("keyturn.seed", 20261127L);

  /** Whose mail the walker reads, and whom he would like to be. */
  private static final List<Integer> OWN = List.of(16, 17, 18);

  private static final List<Integer> VICTIMS = List.of(22, 23, 24, 25);
  private static final List<String> BROWSERS = List.of("a".repeat(64), "b".repeat(64));

  @TempDir Path folder;
  private final Random random = new Random(SEED);
  private final List<Ticket> tickets = new ArrayList<>();

  /** Ticket and browser of which the right code was typed, as the walker knows it. */
  private final Set<String> proved = new HashSet<>();

  /** The newest code of each ticket, of those that went to his own mailboxes. */
  private final Map<String, String> read = new HashMap<>();

  private final Map<String, String> passwords = new HashMap<>();
  private int done;
  private int number;

  @Test
  void noWriteWithoutProof() {
    try (Scene scene = new Scene(folder)) {
      Recovery recovery = scene.recovery();
      for (int i = 0; i < STEPS; i++) {
        step(scene, recovery);
      }
      System.out.printf("seed %d: %,d steps, %d passwords set%n", SEED, STEPS, done);
      assertThat(done).as("it finds its way as well").isPositive();
      for (int victim : VICTIMS) {
        Person person = scene.person(victim);
        assertThat(scene.signsIn(person, SampleCompany.password(person.uid()))).isTrue();
      }
      passwords.forEach(
          (login, password) ->
              assertThat(scene.signsIn(named(scene, login), password)).as(login).isTrue());
      List<Run> runs = scene.ledger().runs().list(STEPS);
      assertThat(runs).as("a write is a run").hasSize(done);
      assertThat(runs)
          .extracting(Run::actor)
          .allMatch(actor -> passwords.containsKey(actor.substring("self:".length())));
    }
  }

  private static Person named(Scene scene, String login) {
    return OWN.stream()
        .map(scene::person)
        .filter(p -> p.uid().equals(login))
        .findFirst()
        .orElseThrow();
  }

  private void step(Scene scene, Recovery recovery) {
    int what = random.nextInt(1_000);
    if (what < 12) {
      tickets.add(recovery.begin(name(scene), browser()));
    } else if (what < 30) {
      send(scene, recovery);
    } else if (what < 32) {
      scene.clock.turn(Duration.ofMinutes(random.nextInt(300)));
    } else if (what < 550) {
      enter(scene, recovery);
    } else if (what < 900) {
      choose(recovery);
    } else {
      Optional<Ticket> unused = recovery.find(id(), browser());
    }
  }

  private String name(Scene scene) {
    List<Integer> some = random.nextBoolean() ? OWN : VICTIMS;
    String uid = scene.person(some.get(random.nextInt(some.size()))).uid();
    return switch (random.nextInt(5)) {
      case 0 -> "nobody" + random.nextInt(3);
      case 1 -> uid + "@example.com";
      default -> uid;
    };
  }

  private String browser() {
    return BROWSERS.get(random.nextInt(BROWSERS.size()));
  }

  /** A late one, most of the time; any; or none that there is. */
  private String id() {
    int size = tickets.size();
    if (size == 0 || random.nextInt(20) == 0) {
      return Integer.toHexString(random.nextInt());
    }
    int from = random.nextInt(4) == 0 ? 0 : Math.max(0, size - 4);
    return tickets.get(from + random.nextInt(size - from)).id();
  }

  private void send(Scene scene, Recovery recovery) {
    ProofChannel channel =
        random.nextInt(8) == 0 ? ProofChannel.MOBILE : ProofChannel.RECOVERY_MAIL;
    Optional<Ticket> unused = recovery.send(id(), browser(), channel);
    scene.ledger().outbox().list(Optional.empty(), 1).stream()
        .map(Message::content)
        .filter(m -> m.kind().equals("recovery-code") && isOwn(scene, m.recipient()))
        .forEach(
            m -> read.put(Messages.ticket(m), code(scene, Messages.ticket(m), Messages.number(m))));
  }

  private void enter(Scene scene, Recovery recovery) {
    String id = id();
    String browser = browser();
    Optional<String> mailed = Optional.ofNullable(read.get(id));
    boolean honest = mailed.isPresent() && random.nextInt(12) == 0;
    String typed = honest ? mailed.orElseThrow() : guess(scene);
    if (recovery.enter(id, browser, typed) instanceof Entered.Right) {
      assertThat(mailed).as("a code that was never read is right").contains(typed);
      proved.add(id + " " + browser);
    }
  }

  private static boolean isOwn(Scene scene, String recipient) {
    return OWN.stream()
        .anyMatch(n -> recipient.equals(scene.person(n).uid() + "@home.example.net"));
  }

  private static String code(Scene scene, String id, int number) {
    try (Secret code = scene.codes.code(id, number)) {
      return code.withChars(String::new);
    }
  }

  private String guess(Scene scene) {
    return switch (random.nextInt(4)) {
      case 0 -> "";
      case 1 -> "not a code";
      case 2 -> code(scene, "another ticket " + random.nextInt(), 1);
      default -> "00000000";
    };
  }

  private void choose(Recovery recovery) {
    String id = id();
    String browser = browser();
    String password = "Walk-" + ++number + "-Kettle-Ravine";
    Chosen chosen;
    try (Secret secret = Secret.of(password)) {
      chosen = recovery.choose(id, browser, secret);
    }
    if (chosen instanceof Chosen.Done) {
      assertThat(proved.remove(id + " " + browser)).as("proved in that browser, once").isTrue();
      done++;
      String login =
          tickets.stream().filter(t -> t.id().equals(id)).findFirst().orElseThrow().login();
      passwords.put(login, password);
    }
  }
}
