package org.keyturn.agent.policy;

/** What the rules say of one account. Reasons are kebab-case: they group reports. */
public sealed interface Decision {

  /** The rule does not mean this account; it is no part of the selection. */
  record NotDue() implements Decision {}

  /**
   * @param reason why it is due, for people
   */
  record Change(String reason) implements Decision {}

  /** It is meant, and it is in the wanted state. */
  record AlreadySo(String reason) implements Decision {}

  /**
   * It is meant, and must not or cannot be changed.
   *
   * @param reason kebab-case
   * @param detail for people: what is in the way and what would mend it; may be empty
   */
  record Skip(String reason, String detail) implements Decision {}
}
