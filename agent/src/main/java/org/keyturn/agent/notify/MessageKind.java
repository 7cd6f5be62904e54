package org.keyturn.agent.notify;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What people are told. The id is the one of the outbox and of the template files. */
public enum MessageKind {
  /** A temporary password by mail: somebody chose that on purpose. */
  PASSWORD_RESET("password-reset"),
  /** A new password is asked for at the next sign-in. */
  MUST_CHANGE("must-change"),
  /** The password stops working on a day to come. */
  EXPIRY_REMINDER("expiry-reminder"),
  /** The password stopped working. */
  EXPIRED("expired"),
  /** Somebody else's password ends or has ended, and they were told: for a manager. */
  EXPIRY_ESCALATION("expiry-escalation");

  private final String id;

  MessageKind(String id) {
    this.id = id;
  }

  public String id() {
    return id;
  }

  /** What its templates can say beside what all can: name, login, directory, organisation, help. */
  Set<String> ownVariables() {
    return switch (this) {
      case PASSWORD_RESET -> Set.of("password", Messages.MUST_CHANGE);
      case MUST_CHANGE -> Set.of();
      case EXPIRY_REMINDER -> Set.of("date", "time", "zone", "in");
      case EXPIRED -> Set.of("date", "time", "zone");
      case EXPIRY_ESCALATION -> Set.of("date", "time", "zone", "in", "expired", "reader");
    };
  }

  /** Which of them stays sealed in the outbox until a gateway is there to take it. */
  Optional<String> secret() {
    return this == PASSWORD_RESET ? Optional.of("password") : Optional.empty();
  }

  boolean datesExpiry() {
    return ownVariables().contains("date");
  }

  public static Optional<MessageKind> byId(String id) {
    return Stream.of(values()).filter(kind -> kind.id.equals(id)).findFirst();
  }
}
