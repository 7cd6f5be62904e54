package org.keyturn.agent.directory;

/** Whether a change can be taken back, by what the account is now. */
public sealed interface Reversal {

  /**
   * It can.
   *
   * @param words what goes back to what, for people: {@code pwdReset: TRUE → none}
   */
  record Possible(String words) implements Reversal {}

  /** The account has what it had before. */
  record AsBefore() implements Reversal {}

  /**
   * Somebody changed it since.
   *
   * @param detail what, for people
   */
  record ChangedSince(String detail) implements Reversal {}

  /**
   * The server lets nobody write what was there before.
   *
   * @param detail why, and what may do instead
   */
  record Impossible(String detail) implements Reversal {}
}
