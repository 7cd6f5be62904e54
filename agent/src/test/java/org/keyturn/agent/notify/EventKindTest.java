package org.keyturn.agent.notify;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keyturn.agent.journal.AuditTrail;

/** What stands in the audit trail → what programs are told. */
final class EventKindTest {

  @ParameterizedTest(name = "{0} by {1} ⇒ {2}")
  @CsvSource({
    "run-begun, '', run-started",
    "run-done, '', run-finished",
    "run-interrupted, 'interrupted: by anna', run-stopped",
    "run-interrupted, 'brake: 20 writes in a row were refused', brake-tripped",
    "brake-tripped, '', brake-tripped",
    "campaign-paused, '', campaign-paused",
    "account-applied, '', account-changed",
    "account-failed, '', account-failed",
    "account-parked, '', account-failed",
    "account-skipped, '', nothing",
    "policy-intended, '', nothing",
  })
  void isTold(String entry, String by, String event) {
    AuditTrail.Entry written =
        new AuditTrail.Entry(
            1,
            Instant.EPOCH,
            "anna",
            entry,
            "corp",
            Optional.empty(),
            "staff",
            Map.of("by", by),
            "0".repeat(64));
    assertThat(EventKind.of(written).map(EventKind::id).orElse("nothing")).isEqualTo(event);
  }
}
