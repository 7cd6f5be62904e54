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
  EXPIRY_ESCALATION("expiry-escalation"),
  /** What a person types to prove that the message reached them. */
  RECOVERY_CODE("recovery-code"),
  /** Their password was set by themselves: whoever it was not should know at once. */
  PASSWORD_CHANGED("password-changed"),
  /** The user name that somebody forgot. */
  USER_NAME("user-name"),
  /** The way to a password of one's own, after a reset. */
  PASSWORD_CLAIM("password-claim"),
  /** What a person types to prove that a new address of theirs is theirs. */
  ADDRESS_CODE("address-code"),
  /** What an operator types beside their password. */
  SIGN_IN_CODE("sign-in-code"),
  /** To the old address: another one took its place. */
  ADDRESS_CHANGED("address-changed"),
  /** Somebody left: for their manager. */
  ACCOUNT_REMOVED("account-removed"),
  /** Who left is back: that, and the way to a password of one's own. */
  ACCOUNT_RESTORED("account-restored");

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
      case ACCOUNT_REMOVED -> Set.of("reader");
      case RECOVERY_CODE, ADDRESS_CODE, SIGN_IN_CODE -> Set.of("code");
      case ADDRESS_CHANGED -> Set.of("address");
      case PASSWORD_CHANGED, USER_NAME -> Set.of();
      case PASSWORD_CLAIM, ACCOUNT_RESTORED -> Set.of("code", "link", "date", "time", "zone", "in");
    };
  }

  /** Which of them is opened only when a gateway is there to take it. */
  Optional<String> secret() {
    return Stream.of("password", "code").filter(ownVariables()::contains).findFirst();
  }

  /** Whether its secret is a code: made from a ticket, and sealed nowhere. */
  public boolean tellsCode() {
    return ownVariables().contains("code");
  }

  /** Whether it leads to the page where a password is chosen. */
  boolean leads() {
    return ownVariables().contains("link");
  }

  boolean datesExpiry() {
    return ownVariables().contains("date");
  }

  public static Optional<MessageKind> byId(String id) {
    return Stream.of(values()).filter(kind -> kind.id.equals(id)).findFirst();
  }
}
