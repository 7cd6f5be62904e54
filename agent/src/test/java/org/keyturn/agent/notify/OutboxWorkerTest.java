package org.keyturn.agent.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyturn.agent.account.Secret;
import org.keyturn.agent.journal.Channel;
import org.keyturn.agent.journal.Message;
import org.keyturn.agent.journal.Message.State;
import org.keyturn.agent.journal.NewMessage;

class OutboxWorkerTest {

  private static final String PASSWORD = "Tr7-wLq9_zHc3+ky";

  @TempDir Path dir;
  private final List<Mail> taken = new ArrayList<>();
  private final List<Secret> opened = new ArrayList<>();
  private MemoryOutbox outbox;

  @BeforeEach
  void open() {
    outbox = new MemoryOutbox(People.NOW);
  }

  private OutboxWorker worker(Function<Mail, Gateway.HandOver> gateway) {
    return worker(gateway, this::unseal, Optional.empty());
  }

  private OutboxWorker worker(
      Function<Mail, Gateway.HandOver> gateway, SecretOpener opener, Optional<Path> templates) {
    return new OutboxWorker(
        outbox,
        Couriers.toPeople(
            new Templates(templates),
            People.settings(dir),
            "https://password.contoso.com",
            gateway::apply,
            opener),
        new Random(7));
  }

  private Secret unseal(Message message) {
    Secret secret = Secret.ofUtf8(message.content().sealed());
    opened.add(secret);
    return secret;
  }

  private Gateway.HandOver take(Mail mail) {
    taken.add(mail);
    return new Gateway.Taken();
  }

  private void owe(int count) {
    for (int i = 0; i < count; i++) {
      outbox.add(Messages.mustChange("corp", "R1", i, People.fenna("en"), "fenna@contoso.com"));
    }
  }

  private void oweReset() {
    byte[] sealed = PASSWORD.getBytes(StandardCharsets.UTF_8);
    outbox.add(
        Messages.passwordReset(
            "corp", "R1", 1, People.fenna("nl"), "fenna@home.example", sealed, true));
  }

  @Test
  void what_is_due_is_handed_over_in_order_and_then_marked_sent() {
    owe(250);
    OutboxWorker worker = worker(this::take);
    assertThat(worker.deliverDue(People.NOW)).isEqualTo(250);
    assertThat(taken)
        .extracting(Mail::messageId)
        .startsWith("<m1@keyturn.example>", "<m2@keyturn.example>");
    assertThat(outbox.list(Optional.of(State.SENT), 1_000)).hasSize(250);
    assertThat(worker.deliverDue(People.NOW)).isZero();
  }

  private static NewMessage heldUntil(Instant opening, int number) {
    NewMessage m =
        Messages.mustChange("corp", "R1", number, People.fenna("en"), "fenna@contoso.com");
    return new NewMessage(
        m.dedupe(),
        m.kind(),
        m.recipient(),
        m.language(),
        m.values(),
        m.sealed(),
        Optional.of(opening));
  }

  @Test
  void what_waited_leaves_only_where_it_is_still_so() {
    Instant opening = People.NOW.plus(Duration.ofHours(9));
    List<StillSo.Answer> answers =
        List.of(
            new StillSo.Yes(),
            new StillSo.No("the entry is gone"),
            new StillSo.Unknown("the directory is away"));
    for (int i = 0; i < answers.size(); i++) {
      outbox.add(heldUntil(opening, i));
    }
    outbox.at(opening);
    outbox.add(heldUntil(opening, answers.size()));
    List<Long> asked = new ArrayList<>();
    OutboxWorker worker =
        new OutboxWorker(
            outbox,
            Couriers.toPeople(
                new Templates(Optional.empty()),
                People.settings(dir),
                "",
                this::take,
                this::unseal),
            message -> {
              asked.add(message.id());
              return answers.get((int) message.id() - 1);
            },
            new Random(7));

    assertThat(worker.deliverDue(opening)).isEqualTo(2);
    assertThat(taken)
        .extracting(Mail::messageId)
        .containsExactly("<m1@keyturn.example>", "<m4@keyturn.example>");
    assertThat(asked).as("the last one is owed since just now").containsExactly(1L, 2L, 3L);
    assertThat(outbox.get(2).state()).isEqualTo(State.DROPPED);
    assertThat(outbox.get(2).error()).isEqualTo("Not sent: the entry is gone.");
    assertThat(outbox.get(3).state()).isEqualTo(State.OWED);
    assertThat(outbox.get(3).nextAttemptAt()).isAfter(opening);
  }

  @Test
  void the_temporary_password_is_opened_for_the_mail_and_wiped() {
    oweReset();
    assertThat(worker(this::take).deliverDue(People.NOW)).isEqualTo(1);
    Mail mail = taken.get(0);
    assertThat(mail.recipient()).isEqualTo("fenna@home.example");
    assertThat(mail.subject()).isEqualTo("Je tijdelijke wachtwoord voor Contoso");
    assertThat(mail.text()).contains("Tijdelijk wachtwoord: " + PASSWORD, "f.vries", "room B1.04");
    assertThat(mail.html()).contains(PASSWORD);
    assertThat(mail.toString()).doesNotContain(PASSWORD, "fenna@");
    assertThat(opened)
        .singleElement()
        .satisfies(s -> assertThatThrownBy(s::length).hasMessageContaining("wiped"));
    assertThat(outbox.get(1).content().sealed()).isEmpty();
  }

  @Test
  void a_crash_after_the_gateway_took_it_repeats_the_same_message_into_the_same_file()
      throws IOException {
    oweReset();
    FolderGateway folder = new FolderGateway(dir, "it@contoso.com", "Contoso");
    OutboxWorker dying =
        worker(
            mail -> {
              assertThat(folder.handOver(mail)).isEqualTo(new Gateway.Taken());
              throw new StackOverflowError("the process dies here");
            });
    assertThatThrownBy(() -> dying.deliverDue(People.NOW)).isInstanceOf(StackOverflowError.class);
    assertThat(outbox.get(1).state()).isEqualTo(State.OWED);
    assertThat(opened)
        .singleElement()
        .satisfies(s -> assertThatThrownBy(s::length).hasMessageContaining("wiped"));
    Path file = dir.resolve("m1@keyturn.example.eml");
    byte[] first = Files.readAllBytes(file);

    Instant later = People.NOW.plus(Duration.ofDays(1));
    assertThat(worker(folder::handOver).deliverDue(later)).isEqualTo(1);
    assertThat(outbox.get(1).state()).isEqualTo(State.SENT);
    assertThat(Files.readAllBytes(file)).isEqualTo(first);
    assertThat(dir).isDirectoryNotContaining(p -> !p.equals(file));
  }

  @Test
  void what_is_not_taken_waits_longer_each_time_and_goes_out_in_the_end() {
    owe(1);
    OutboxWorker failing = worker(mail -> new Gateway.TryLater("The disk is full."));
    Instant now = People.NOW;
    List<Duration> waits = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      outbox.at(now);
      assertThat(failing.deliverDue(now)).isZero();
      Message message = outbox.get(1);
      assertThat(message.state()).isEqualTo(State.OWED);
      assertThat(message.error()).isEqualTo("The disk is full.");
      assertThat(failing.deliverDue(message.nextAttemptAt().minusMillis(1))).isZero();
      assertThat(outbox.get(1).attempts()).as("not before its time").isEqualTo(i + 1);
      waits.add(Duration.between(now, message.nextAttemptAt()));
      now = message.nextAttemptAt();
    }
    assertThat(waits.get(0)).isBetween(Duration.ofMinutes(1), Duration.ofSeconds(72));
    assertThat(waits.get(4)).isBetween(Duration.ofMinutes(12), Duration.ofMinutes(20));
    assertThat(waits.get(11)).isBetween(Duration.ofMinutes(192), Duration.ofHours(4));
    assertThat(worker(this::take).deliverDue(now)).isEqualTo(1);
  }

  @Test
  void a_gateway_that_is_down_is_asked_a_few_times_only() {
    owe(50);
    int[] asked = {0};
    OutboxWorker failing =
        worker(
            mail -> {
              asked[0]++;
              return new Gateway.TryLater("Down.");
            });
    assertThat(failing.deliverDue(People.NOW)).isZero();
    assertThat(asked[0]).isEqualTo(5);
    assertThat(outbox.due(Channel.MAIL, People.NOW, 0, 100)).hasSize(45);
  }

  private void oweCode(String ticket) {
    outbox.add(
        Messages.recoveryCode(
            "corp", People.fenna("en"), Channel.MAIL, "fenna@home.example", ticket, 1));
  }

  /** Somebody sits before a page and waits. */
  @Test
  void a_code_goes_before_what_was_owed_earlier_and_soon_where_it_is_owed_meanwhile() {
    owe(150);
    oweCode("early");
    OutboxWorker worker =
        worker(
            mail -> {
              if (taken.size() == 50) {
                outbox.at(People.NOW.plusSeconds(60));
                oweCode("late");
              }
              return take(mail);
            },
            message -> Secret.of("7K2MQ9XD"),
            Optional.empty());
    assertThat(worker.deliverDue(People.NOW)).isEqualTo(152);
    for (int place : List.of(0, 101)) {
      assertThat(taken.get(place).subject()).isEqualTo("Your code for Contoso");
      assertThat(taken.get(place).text()).contains("Code: 7K2M-Q9XD");
    }
  }

  @Test
  void a_link_leads_to_the_portal_and_waits_where_there_is_none() {
    outbox.add(
        Messages.passwordClaim(
            "corp",
            "R1",
            1,
            People.fenna("en"),
            "fenna@home.example",
            "1f2e",
            People.EXPIRY,
            People.AMSTERDAM));
    SecretOpener codes = message -> Secret.of("7K2MQ9XD");
    OutboxWorker without =
        new OutboxWorker(
            outbox,
            Couriers.toPeople(
                new Templates(Optional.empty()), People.settings(dir), "", this::take, codes),
            new Random(7));
    assertThat(without.deliverDue(People.NOW)).isZero();
    assertThat(outbox.get(1).state()).isEqualTo(State.PARKED);
    assertThat(outbox.get(1).error()).contains("web.public-url");

    assertThat(outbox.retry(Optional.of(1L))).isEqualTo(1);
    assertThat(worker(this::take, codes, Optional.empty()).deliverDue(People.NOW)).isEqualTo(1);
    assertThat(taken.get(0).text())
        .contains("https://password.contoso.com/claim?link=1f2e", "7K2M-Q9XD");
  }

  @Test
  void a_refusal_parks_one_message_and_the_others_go_on() {
    outbox.add(
        Messages.mustChange("corp", "R1", 1, People.fenna("en"), "a@b.example, c@d.example"));
    owe(1);
    FolderGateway folder = new FolderGateway(dir, "it@contoso.com", "Contoso");
    assertThat(worker(folder::handOver).deliverDue(People.NOW)).isEqualTo(1);
    assertThat(outbox.get(1).state()).isEqualTo(State.PARKED);
    assertThat(outbox.get(1).error()).endsWith(".").doesNotContain("b.example");
    assertThat(outbox.get(2).state()).isEqualTo(State.SENT);
  }

  @Test
  void what_can_never_be_written_is_parked_with_the_reason() {
    outbox.add(new NewMessage("1", "greeting", "fenna@contoso.com", "", Map.of(), new byte[0]));
    outbox.add(new NewMessage("2", "expired", "fenna@contoso.com", "", Map.of(), new byte[0]));
    outbox.add(
        new NewMessage("3", "password-reset", "fenna@contoso.com", "", Map.of(), new byte[0]));
    oweReset();
    SecretOpener broken =
        message -> {
          throw new IllegalStateException("/store/seal.key is missing");
        };
    assertThat(worker(this::take, broken, Optional.empty()).deliverDue(People.NOW)).isZero();
    assertThat(taken).isEmpty();
    assertThat(outbox.list(Optional.of(State.PARKED), 10))
        .extracting(Message::error)
        .satisfiesExactly(
            e -> assertThat(e).contains("/store/seal.key is missing"),
            e -> assertThat(e).contains("no sealed password"),
            e -> assertThat(e).contains("cannot be written"),
            e -> assertThat(e).contains("no kind of message"));
  }

  @Test
  void a_template_that_an_operator_broke_is_tried_again() throws IOException {
    owe(1);
    Path templates = Files.createDirectories(dir.resolve("templates/en"));
    Files.writeString(templates.resolve("must-change.txt"), "Subject: {{nmae}}\n\nx");
    Optional<Path> own = Optional.of(dir.resolve("templates"));
    assertThat(worker(this::take, this::unseal, own).deliverDue(People.NOW)).isZero();
    assertThat(outbox.get(1).state()).isEqualTo(State.OWED);
    assertThat(outbox.get(1).error()).contains("en/must-change", "nmae");
  }
}
