package org.keyturn.agent.notify;

import java.util.Optional;
import java.util.stream.Stream;
import org.keyturn.agent.journal.AuditTrail;

/** What programs can be told. Each is an entry of the audit trail; the id is the config's. */
public enum EventKind {
  RUN_STARTED("run-started"),
  RUN_FINISHED("run-finished"),
  /** It waits for {@code keyturn resume}, or for the agent to take it up. */
  RUN_STOPPED("run-stopped"),
  /** Before a run or under way: too much would have been written, or went wrong. */
  BRAKE_TRIPPED("brake-tripped"),
  CAMPAIGN_PAUSED("campaign-paused"),
  /** One for each account. */
  ACCOUNT_CHANGED("account-changed"),
  /** One for each account that a run failed at or parked. */
  ACCOUNT_FAILED("account-failed");

  /** What the ledger keeps where the live brake stopped a run. */
  private static final String BY_BRAKE = "brake: ";

  private final String id;

  EventKind(String id) {
    this.id = id;
  }

  public String id() {
    return id;
  }

  public static Optional<EventKind> byId(String id) {
    return Stream.of(values()).filter(kind -> kind.id.equals(id)).findFirst();
  }

  /** What an entry of the audit trail is to programs; empty where it is nothing to them. */
  static Optional<EventKind> of(AuditTrail.Entry entry) {
    return Optional.ofNullable(
        switch (entry.event()) {
          case "run-begun" -> RUN_STARTED;
          case "run-done" -> RUN_FINISHED;
          case "run-interrupted" ->
              entry.details().getOrDefault("by", "").startsWith(BY_BRAKE)
                  ? BRAKE_TRIPPED
                  : RUN_STOPPED;
          case "brake-tripped" -> BRAKE_TRIPPED;
          case "campaign-paused" -> CAMPAIGN_PAUSED;
          case "account-applied" -> ACCOUNT_CHANGED;
          case "account-failed", "account-parked" -> ACCOUNT_FAILED;
          default -> null;
        });
  }
}
