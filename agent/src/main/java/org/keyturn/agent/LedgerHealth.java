package org.keyturn.agent;

import java.time.Instant;
import java.util.Optional;
import org.keyturn.agent.journal.AuditTrail;
import org.keyturn.agent.journal.Ledger;
import org.keyturn.agent.journal.LedgerException;
import org.keyturn.agent.journal.Message;
import org.keyturn.agent.web.Health;

/** How the agent is, by its ledger. */
final class LedgerHealth implements Health {

  private final Ledger ledger;

  LedgerHealth(Ledger ledger) {
    this.ledger = ledger;
  }

  @Override
  public boolean ledger() {
    try {
      Optional<AuditTrail.Head> unused = ledger.audit().head();
      return true;
    } catch (LedgerException e) {
      return false;
    }
  }

  /** Of the newest message that was delivered. */
  @Override
  public Optional<Instant> lastDelivery() {
    try {
      return ledger.outbox().list(Optional.of(Message.State.SENT), 1).stream()
          .findFirst()
          .flatMap(Message::sentAt);
    } catch (LedgerException e) {
      return Optional.empty();
    }
  }
}
