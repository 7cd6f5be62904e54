package org.keyturn.agent.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What happened is owed to each subscriber once. */
final class EventFeedsTest {

  private static final Instant NOW = Instant.parse("2026-11-24T08:00:00Z");

  private static Optional<NewMessage> all(AuditTrail.Entry entry) {
    return Optional.of(
        new NewMessage(
            "chat/" + entry.seq(),
            entry.event(),
            Channel.WEBHOOK,
            "chat",
            "",
            Map.of(),
            new byte[0]));
  }

  @TempDir Path folder;
  private Ledger ledger = unset();

  @SuppressWarnings("NullAway") // Set before every test.
  private static Ledger unset() {
    return null;
  }

  @BeforeEach
  void open() {
    ledger = Ledgers.open(new StoreSettings(folder), Clock.fixed(NOW, ZoneOffset.UTC));
  }

  @AfterEach
  void close() {
    ledger.close();
  }

  private void happens(int times) {
    for (int i = 0; i < times; i++) {
      ledger.audit().append("anna", "policy-set", "corp", "p" + i, Map.of());
    }
  }

  private List<Message> owed() {
    return ledger.outbox().due(Channel.WEBHOOK, NOW, 0, 10_000);
  }

  @Test
  void whoIsNewIsToldWhatHappensFromThenOnAndEachOnce() {
    happens(3);
    ledger.eventFeeds().begin(List.of("webhook/chat"));
    assertThat(ledger.eventFeeds().owe("webhook/chat", EventFeedsTest::all)).isZero();
    happens(2);
    ledger.eventFeeds().begin(List.of("webhook/chat"));
    assertThat(ledger.eventFeeds().owe("webhook/chat", EventFeedsTest::all)).isEqualTo(2);
    assertThat(ledger.eventFeeds().owe("webhook/chat", EventFeedsTest::all)).isZero();
    assertThat(owed()).extracting(m -> m.content().dedupe()).containsExactly("chat/4", "chat/5");
    assertThat(ledger.outbox().due(Channel.MAIL, NOW, 0, 10)).isEmpty();
  }

  @Test
  void manyAreOwedPageByPageAndWhatIsNotWantedIsPassedOver() {
    ledger.eventFeeds().begin(List.of("webhook/chat"));
    happens(1_203);
    Function<AuditTrail.Entry, Optional<NewMessage>> even =
        entry -> entry.seq() % 2 == 0 ? all(entry) : Optional.empty();
    assertThat(ledger.eventFeeds().owe("webhook/chat", even)).isEqualTo(601);
  }

  @Test
  void aCrashBetweenTheTwoLosesNothing() {
    ledger.eventFeeds().begin(List.of("webhook/chat"));
    happens(2);
    assertThatThrownBy(
            () ->
                ledger
                    .eventFeeds()
                    .owe(
                        "webhook/chat",
                        entry -> {
                          if (entry.subject().equals("p1")) {
                            throw new IllegalStateException("the process dies here");
                          }
                          return all(entry);
                        }))
        .isInstanceOf(RuntimeException.class);
    assertThat(owed()).isEmpty();
    assertThat(ledger.eventFeeds().owe("webhook/chat", EventFeedsTest::all)).isEqualTo(2);
  }

  @Test
  void whoNeverBeganIsOwedNothing() {
    happens(1);
    assertThat(ledger.eventFeeds().owe("webhook/other", EventFeedsTest::all)).isZero();
  }
}
