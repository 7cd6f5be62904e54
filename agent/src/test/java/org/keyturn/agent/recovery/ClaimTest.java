package org.keyturn.agent.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.keyturn.agent.recovery.Scene.BROWSER;
import static org.keyturn.agent.recovery.Scene.OTHER_BROWSER;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyturn.agent.account.Secret;
import org.keyturn.agent.journal.Message;
import org.keyturn.agent.journal.Run;
import org.keyturn.agent.journal.Ticket;
import org.keyturn.agent.notify.Messages;
import org.keyturn.agent.recovery.Recovery.Entered;
import org.keyturn.agent.run.RunResult;
import org.keyturn.embedded.sample.Person;
import org.keyturn.embedded.sample.SampleCompany;
import org.keyturn.embedded.sample.Situation;

/** {@code reset --deliver link}: from a password that nobody knows to one of their own. */
final class ClaimTest {

  private static final String CHOSEN = "Plum-7-Kettle-Ravine";

  @TempDir static Path folder;
  private static Scene scene;
  private static int next = 15;
  private Recovery recovery;
  private Person person;
  private String link = "";
  private String code = "";

  @BeforeAll
  static void open() {
    scene = new Scene(folder);
  }

  @AfterAll
  static void close() {
    scene.close();
  }

  @BeforeEach
  void somebodyIsReset() {
    next = next == Scene.BREAK_GLASS - 1 ? Scene.ADMIN + 1 : next + 1;
    person = scene.person(next);
    recovery = scene.recovery();
    reset();
  }

  private void reset() {
    RunResult result = scene.reset(person, "link");
    assertThat(result.tally().applied()).isEqualTo(1);
    Message mail = scene.mails("password-claim").get(0);
    assertThat(mail.content().recipient()).isEqualTo(person.uid() + "@home.example.net");
    link = Messages.ticket(mail.content());
    try (Secret made = scene.codes.code(link, 1)) {
      code = made.withChars(String::new);
    }
    Run run = result.run();
    assertThat(scene.ledger().runs().sealed(run.id(), 0)).as("nobody learns it").isEmpty();
    assertThat(mail.content().sealed()).isEmpty();
  }

  private Chosen choose(String browser) {
    try (Secret password = Secret.of(CHOSEN)) {
      return recovery.choose(link, browser, password);
    }
  }

  @Test
  void theOldPasswordIsGoneAndTheLinkLeadsToTheirOwnOnce() {
    assertThat(scene.signsIn(person, SampleCompany.password(person.uid()))).isFalse();
    assertThat(choose(BROWSER)).as("before the code").isEqualTo(new Chosen.Over());
    assertThat(recovery.enter(link, BROWSER, code)).isInstanceOf(Entered.Right.class);
    assertThat(choose(OTHER_BROWSER)).as("elsewhere").isEqualTo(new Chosen.Over());
    assertThat(choose(BROWSER)).isEqualTo(new Chosen.Done());
    assertThat(scene.signsIn(person, CHOSEN)).isTrue();

    assertThat(choose(BROWSER)).isEqualTo(new Chosen.Over());
    assertThat(recovery.enter(link, BROWSER, code)).isEqualTo(new Entered.Over());
    assertThat(scene.ledger().runs().list(100))
        .filteredOn(run -> run.actor().equals("self:" + person.uid()))
        .extracting(Run::reason)
        .containsExactly("claimed by link");
  }

  /** It follows links and sends forms; it does not type what stands in the mail. */
  @Test
  void aMailScannerUsesNothingUp() {
    assertThat(recovery.find(link, OTHER_BROWSER)).isPresent();
    for (int i = 0; i < 20; i++) {
      assertThat(recovery.enter(link, OTHER_BROWSER, i % 2 == 0 ? "" : "test@example.com"))
          .isEqualTo(new Entered.NoCode());
    }
    assertThat(choose(OTHER_BROWSER)).isEqualTo(new Chosen.Over());
    assertThat(recovery.enter(link, BROWSER, code)).isInstanceOf(Entered.Right.class);
    assertThat(recovery.find(link, OTHER_BROWSER)).as("it belongs to a browser now").isEmpty();
  }

  @Test
  void fiveWrongCodesAndTheLinkIsDead() {
    for (int left = 4; left >= 0; left--) {
      assertThat(recovery.enter(link, OTHER_BROWSER, "00000000"))
          .isEqualTo(new Entered.Wrong(left));
    }
    assertThat(recovery.enter(link, BROWSER, code)).isEqualTo(new Entered.Over());
  }

  @Test
  void aNewerResetOrANewAddressEndsIt() {
    String older = link;
    String olderCode = code;
    reset();
    assertThat(recovery.enter(older, BROWSER, olderCode)).isEqualTo(new Entered.Over());

    assertThat(recovery.enter(link, BROWSER, code)).isInstanceOf(Entered.Right.class);
    scene.modify(person, "mobile", "+31600000000");
    assertThat(choose(BROWSER)).isEqualTo(new Chosen.Over());
  }

  @Test
  void afterItsTimeItIsDead() {
    scene.clock.turn(Duration.ofDays(3));
    assertThat(recovery.enter(link, BROWSER, code)).isEqualTo(new Entered.Over());
  }

  @Test
  void aResetShownToTheOperatorEndsItAsWell() {
    assertThat(recovery.enter(link, BROWSER, code)).isInstanceOf(Entered.Right.class);
    assertThat(scene.reset(person, "show").tally().applied()).isEqualTo(1);
    assertThat(choose(BROWSER)).isEqualTo(new Chosen.Over());
  }

  @Test
  void whoHasNoAddressIsNotReset() {
    Person nobody = scene.person(Situation.NO_RECOVERY);
    RunResult result = scene.reset(nobody, "link");
    assertThat(result.tally().skipped()).isEqualTo(1);
    assertThat(scene.signsIn(nobody, SampleCompany.password(nobody.uid()))).isTrue();
  }

  /** Somebody who lost the mail as well begins at the front door, and ends the link by it. */
  @Test
  void theForgottenPasswordIsAWayInAsWell() {
    Ticket ticket = scene.proved(recovery, person);
    assertThat(recovery.enter(link, BROWSER, code)).isEqualTo(new Entered.Over());
    assertThat(scene.choose(recovery, ticket, CHOSEN)).isEqualTo(new Chosen.Done());
  }
}
