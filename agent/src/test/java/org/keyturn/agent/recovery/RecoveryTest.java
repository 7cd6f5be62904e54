package org.keyturn.agent.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.keyturn.agent.recovery.Scene.BROWSER;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyturn.agent.account.Action;
import org.keyturn.agent.journal.Channel;
import org.keyturn.agent.journal.Message;
import org.keyturn.agent.journal.NewMessage;
import org.keyturn.agent.journal.Run;
import org.keyturn.agent.journal.Ticket;
import org.keyturn.agent.recovery.Recovery.Entered;
import org.keyturn.embedded.sample.Person;
import org.keyturn.embedded.sample.Situation;

/** The steps of somebody who forgot their password. */
final class RecoveryTest extends RecoveryCase {

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
            RecoverySettings.Admins.TWO_CHANNELS,
            Set.of(ProofChannel.RECOVERY_MAIL, ProofChannel.MOBILE));
    Ticket ticket = both.begin(person.uid(), BROWSER);
    assertThat(ticket.genuine()).isTrue();
    assertThat(ticket.shown()).containsOnlyKeys("mail");
  }

  @Test
  void aCodeForTheMobileGoesAsATextMessage() {
    Person person = scene.person(17);
    Recovery both =
        scene.recovery(
            RecoverySettings.Admins.TWO_CHANNELS,
            Set.of(ProofChannel.RECOVERY_MAIL, ProofChannel.MOBILE));
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
            RecoverySettings.Admins.TWO_CHANNELS,
            Set.of(ProofChannel.RECOVERY_MAIL, ProofChannel.MOBILE));
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
        scene.recovery(
            RecoverySettings.Admins.OFF, Set.of(ProofChannel.RECOVERY_MAIL, ProofChannel.MOBILE));
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
}
