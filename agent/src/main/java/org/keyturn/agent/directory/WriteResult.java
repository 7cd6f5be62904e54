package org.keyturn.agent.directory;

import org.keyturn.agent.account.EntryVersion;

/**
 * How one write ended. {@code reason} is kebab-case and groups results; {@code detail} is for
 * people.
 */
public sealed interface WriteResult {

  /**
   * The {@link Unreachable} reason for a server that no longer takes the agent's own credentials:
   * trying on would lock the agent out.
   */
  String AGENT_REFUSED = "agent-refused";

  /**
   * The {@link Unreachable} reason for a server whose certificate or name is not, or no more, the
   * one to trust: no credentials went there, and waiting does not mend it.
   */
  String UNTRUSTED = "untrusted";

  /** The {@link Unreachable} reason for a server that asks to be left alone for a while. */
  String BUSY = "busy";

  /**
   * How the {@link Rejected} reason of a password that the server's rules do not take starts:
   * another password may be taken.
   */
  String PASSWORD_REFUSED = "password-";

  /** What follows it where the last change was too short a time ago. */
  String TOO_YOUNG = "too-young";

  /** What follows it where the password was had before. */
  String USED_BEFORE = "used-before";

  /**
   * The {@link Rejected} reason of a server that names another one, as a read-only replica does: no
   * credentials go anywhere on a server's word.
   */
  String REFERRAL = "referral";

  /** The reason where the server took a change and the entry does not show it. */
  String NOT_AS_WRITTEN = "not-as-written";

  /**
   * Written, and seen in the entry afterwards.
   *
   * @param without what of it was done without, for people; blank: nothing
   */
  record Applied(EntryVersion after, String without) implements WriteResult {

    /** All of it. */
    public Applied(EntryVersion after) {
      this(after, "");
    }
  }

  /** Nothing to do: the entry was in the wanted state. */
  record AlreadySo() implements WriteResult {}

  /** Not written: the entry is not what it was when it was read. */
  record Stale(String reason, String detail) implements WriteResult {}

  /**
   * Not written, or written and not what it should be on reading it back: the server said no.
   *
   * @param resultCode the LDAP result code (RFC 4511, appendix A)
   */
  record Rejected(String reason, int resultCode, String detail) implements WriteResult {}

  /** Sent, and no answer came: it may have been written. To be reconciled by reading. */
  record Unknown(String detail) implements WriteResult {}

  /** Surely not written: the server is away, busy, or refuses the agent itself. */
  record Unreachable(String reason, String detail) implements WriteResult {}
}
