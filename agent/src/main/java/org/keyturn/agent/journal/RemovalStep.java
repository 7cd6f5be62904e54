package org.keyturn.agent.journal;

import java.util.List;
import java.util.Optional;
import org.keyturn.agent.account.EntryVersion;

/**
 * One step of a removal, and what is needed to take it back.
 *
 * @param seq its place, from 0
 * @param subject the DN of the group that is left; blank for the others
 * @param attribute in which the group names the account, or that is cleared; blank for the others
 * @param values what is taken away, byte for byte
 * @param before of a new password: the version that the write must find; empty before its intent
 */
public record RemovalStep(
    int seq,
    Kind kind,
    String subject,
    String attribute,
    List<byte[]> values,
    Optional<EntryVersion> before,
    State state) {

  public RemovalStep {
    values = List.copyOf(values);
  }

  /** One that was not taken. */
  public RemovalStep(int seq, Kind kind, String subject, String attribute, List<byte[]> values) {
    this(seq, kind, subject, attribute, values, Optional.empty(), State.PLANNED);
  }

  /** In the order in which they are taken. */
  public enum Kind {
    DISABLE,
    SCRAMBLE,
    LEAVE,
    CLEAR,
    MOVE
  }

  /**
   * {@code PLANNED → INTENT → DONE | LEFT}, and back: {@code DONE → BACK_INTENT → BACK | MISSING}.
   * An intent that a crash leaves is carried out again: each step is the same when it is taken
   * twice.
   */
  public enum State {
    PLANNED,
    INTENT,
    DONE,
    /** The server keeps it as it is; there is nothing to give back. */
    LEFT,
    BACK_INTENT,
    BACK,
    /** It could not be had back, and the account is back without it. */
    MISSING;

    /** Whether the step is behind a removal. */
    public boolean isTaken() {
      return this == DONE || this == LEFT;
    }

    /** Whether something of it is still to be given back. */
    public boolean owesBack() {
      return this == INTENT || this == DONE || this == BACK_INTENT;
    }
  }
}
