package org.keyturn.agent.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyturn.agent.journal.Message.State;

/** Messages from owed to sent, parked or dropped. */
final class OutboxTest {

  private static final Instant NOW = Samples.NOW;

  @TempDir Path folder;
  private Ledger ledger;
  private Outbox outbox;

  @BeforeEach
  void open() {
    ledger =
        Ledgers.open(new StoreSettings(folder.resolve("store")), Clock.fixed(NOW, ZoneOffset.UTC));
    outbox = ledger.outbox();
  }

  @AfterEach
  void close() {
    ledger.close();
  }

  @Test
  void aMessageIsReadAsItWasOwed() {
    NewMessage owed = Samples.message("run", 1);
    assertThat(outbox.add(owed)).isTrue();

    Message message = only();
    assertThat(message.content().values()).isEqualTo(owed.values());
    assertThat(message.content().sealed()).isEqualTo(owed.sealed());
    assertThat(message.content().recipient()).isEqualTo(owed.recipient());
    assertThat(message.run()).isEmpty();
    assertThat(message.createdAt()).isEqualTo(NOW);
    assertThat(message.nextAttemptAt()).isEqualTo(NOW);
    assertThat(message.messageId()).matches("<[0-9a-f-]{36}@keyturn>");
  }

  @Test
  void aDedupeKeyIsStoredOnce() {
    NewMessage first = Samples.message("run", 1);
    NewMessage again =
        new NewMessage(first.dedupe(), "other", "x@example.com", "", Map.of(), new byte[0]);
    assertThat(outbox.add(first)).isTrue();
    assertThat(outbox.add(again)).isFalse();
    assertThat(only().content().kind()).isEqualTo("reset");

    outbox.sent(only().id());
    assertThat(outbox.add(again)).as("sent ones count as well").isFalse();
  }

  @Test
  void whatFailedIsDueAgainAtItsTimeWithTheSameMessageId() {
    outbox.add(Samples.message("run", 1));
    Message first = only();
    outbox.failed(first.id(), "451 try later", NOW.plusSeconds(60));

    assertThat(outbox.due(Channel.MAIL, NOW.plusSeconds(59), 0, 10)).isEmpty();
    Message again = outbox.due(Channel.MAIL, NOW.plusSeconds(60), 0, 10).get(0);
    assertThat(again.messageId()).isEqualTo(first.messageId());
    assertThat(again.attempts()).isEqualTo(1);
    assertThat(again.error()).isEqualTo("451 try later");
    assertThat(again.content().sealed()).isNotEmpty();
  }

  @Test
  void whatIsSentOrDroppedLosesItsPassword() {
    outbox.add(Samples.message("run", 1));
    outbox.add(Samples.message("run", 2));
    List<Message> both = outbox.due(Channel.MAIL, NOW, 0, 10);
    outbox.sent(both.get(0).id());
    assertThat(outbox.drop(both.get(1).id(), "")).isTrue();
    assertThat(outbox.drop(both.get(1).id(), "")).isFalse();

    Message sent = outbox.list(Optional.of(State.SENT), 10).get(0);
    assertThat(sent.content().sealed()).isEmpty();
    assertThat(sent.sentAt()).contains(NOW);
    Message dropped = outbox.list(Optional.of(State.DROPPED), 10).get(0);
    assertThat(dropped.content().sealed()).isEmpty();
    assertThat(outbox.due(Channel.MAIL, NOW, 0, 10)).isEmpty();
  }

  @Test
  void whyItWasDroppedIsKeptOrElseWhyItWasNotTaken() {
    outbox.add(Samples.message("run", 1));
    outbox.add(Samples.message("run", 2));
    List<Message> both = outbox.due(Channel.MAIL, NOW, 0, 10);
    both.forEach(message -> outbox.failed(message.id(), "451 try later", NOW));
    outbox.drop(both.get(0).id(), "");
    outbox.drop(both.get(1).id(), "Not sent: the entry is gone.");
    assertThat(outbox.list(Optional.of(State.DROPPED), 10))
        .extracting(Message::error)
        .containsExactly("Not sent: the entry is gone.", "451 try later");
  }

  @Test
  void aLaterWordOnAnEndedMessageChangesNothing() {
    outbox.add(Samples.message("run", 1));
    long id = only().id();
    outbox.sent(id);
    Message before = outbox.list(Optional.empty(), 1).get(0);
    outbox.failed(id, "x", NOW);
    outbox.parked(id, "x");
    outbox.sent(id);
    Message after = outbox.list(Optional.empty(), 1).get(0);
    assertThat(after.state()).isEqualTo(State.SENT);
    assertThat(after.attempts()).isEqualTo(before.attempts());
  }

  @Test
  void parkedMessagesWaitUntilSomebodySaysSo() {
    for (int i = 0; i < 3; i++) {
      outbox.add(Samples.message("run", i));
    }
    List<Message> all = outbox.due(Channel.MAIL, NOW, 0, 10);
    all.forEach(message -> outbox.parked(message.id(), "550 no such user"));
    assertThat(outbox.due(Channel.MAIL, NOW.plusSeconds(1_000_000), 0, 10)).isEmpty();
    assertThat(outbox.retry(Optional.of(all.get(1).id()))).isEqualTo(1);
    assertThat(only().id()).isEqualTo(all.get(1).id());
    assertThat(outbox.retry(Optional.empty())).isEqualTo(2);
    assertThat(outbox.retry(Optional.empty())).isZero();
  }

  /** The mail server is back: nobody wants to wait for what is left of four hours. */
  @Test
  void whatWaitsForItsNextAttemptIsMadeDue() {
    for (int i = 0; i < 3; i++) {
      outbox.add(Samples.message("run", i));
    }
    List<Message> all = outbox.due(Channel.MAIL, NOW, 0, 10);
    outbox.failed(all.get(0).id(), "451 later", NOW.plusSeconds(14_400));
    outbox.failed(all.get(1).id(), "451 later", NOW.plusSeconds(14_400));
    assertThat(outbox.due(Channel.MAIL, NOW, 0, 10)).hasSize(1);
    assertThat(outbox.retry(Optional.of(all.get(1).id()))).isEqualTo(1);
    assertThat(outbox.retry(Optional.empty())).as("the other one").isEqualTo(1);
    assertThat(outbox.due(Channel.MAIL, NOW, 0, 10))
        .extracting(Message::id)
        .containsExactlyElementsOf(ids(all));
  }

  /** Its minutes are counted: it is found however lately it was owed, and by its channel alone. */
  @Test
  void aCodeThatSomebodyWaitsForIsFoundAmongTheOthers() {
    outbox.add(Samples.message("run", 1));
    outbox.add(code("a", Channel.MAIL));
    outbox.add(code("b", Channel.SMS));
    assertThat(outbox.awaited(Channel.MAIL, NOW.minusSeconds(60), 10))
        .extracting(m -> m.content().dedupe())
        .containsExactly("a");
    Message text = outbox.awaited(Channel.SMS, NOW, 10).get(0);
    outbox.failed(text.id(), "503", NOW.plusSeconds(60));
    assertThat(outbox.awaited(Channel.SMS, NOW.plusSeconds(59), 10)).isEmpty();
    assertThat(outbox.awaited(Channel.SMS, NOW.plusSeconds(60), 10)).hasSize(1);
    outbox.sent(text.id());
    assertThat(outbox.awaited(Channel.SMS, NOW.plusSeconds(60), 10)).isEmpty();
  }

  private static NewMessage code(String dedupe, Channel channel) {
    return new NewMessage(dedupe, "recovery-code", channel, "x", "", Map.of(), new byte[0]);
  }

  private static List<Long> ids(List<Message> messages) {
    return messages.stream().map(Message::id).toList();
  }

  @Test
  void listsAreNewestFirstAndDueIsOldestFirst() {
    for (int i = 0; i < 3; i++) {
      outbox.add(Samples.message("run", i));
    }
    assertThat(outbox.due(Channel.MAIL, NOW, 0, 2))
        .extracting(m -> m.content().dedupe())
        .containsExactly("run/0/reset", "run/1/reset");
    assertThat(outbox.list(Optional.empty(), 2))
        .extracting(m -> m.content().dedupe())
        .containsExactly("run/2/reset", "run/1/reset");
    assertThat(outbox.about("u1", 10))
        .extracting(m -> m.content().dedupe())
        .containsExactly("run/1/reset");
    assertThat(outbox.about("u' OR 1=1 --", 10)).isEmpty();
  }

  @Test
  void destroyedPasswordsAreNotInTheFiles() throws Exception {
    String kept = "this-sealed-text-is-still-needed";
    String destroyed = "this-sealed-text-was-destroyed";
    ledger.holders().register(Holder.Kind.COMMAND);
    Runs.Ownership mine = ledger.runs().begin(Samples.run("run"), Samples.plan(200));
    ledger
        .runs()
        .intend(
            mine,
            java.util.stream.LongStream.range(0, 200)
                .mapToObj(seq -> new Intent(seq, bytes(seq % 2 == 0 ? destroyed : kept)))
                .toList());
    assertThat(Disk.contains(folder, destroyed)).as("the test can fail").isTrue();
    ledger
        .runs()
        .record(
            mine,
            java.util.stream.LongStream.range(0, 200)
                .mapToObj(seq -> Samples.outcome(seq, Item.State.APPLIED))
                .toList());
    ledger.runs().finish(mine);
    ledger
        .runs()
        .destroySealed(
            mine,
            java.util.stream.LongStream.range(0, 200).filter(seq -> seq % 2 == 0).boxed().toList());
    assertThat(Disk.contains(folder, destroyed)).isFalse();
    assertThat(Disk.contains(folder, kept)).isTrue();

    String mailed = "this-sealed-text-was-mailed";
    outbox.add(new NewMessage("d", "reset", "x", "", Map.of(), bytes(mailed)));
    assertThat(Disk.contains(folder, mailed)).isTrue();
    outbox.sent(only().id());
    assertThat(Disk.contains(folder, mailed)).isFalse();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private Message only() {
    List<Message> due = outbox.due(Channel.MAIL, NOW, 0, 10);
    assertThat(due).hasSize(1);
    return due.get(0);
  }
}
