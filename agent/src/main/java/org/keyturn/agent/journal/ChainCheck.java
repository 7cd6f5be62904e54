package org.keyturn.agent.journal;

import java.util.Optional;
import org.keyturn.agent.journal.AuditTrail.Entry;
import org.keyturn.agent.journal.AuditTrail.Head;
import org.keyturn.agent.journal.AuditTrail.Verdict;

/** One walk along the chain. Pure. */
final class ChainCheck {

  private final Optional<Head> exported;
  private final Optional<Head> outside;
  private final Head end;
  private long position;
  private String hash = AuditChain.START;

  /**
   * @param exported a head that somebody kept
   * @param outside the head that the store keeps outside its database
   * @param end where the database says that the chain ends
   */
  ChainCheck(Optional<Head> exported, Optional<Head> outside, Head end) {
    this.exported = exported;
    this.outside = outside;
    this.end = end;
  }

  /** The last entry that was found whole; 0: none yet. */
  long position() {
    return position;
  }

  /** The next entry as stored; a verdict where it is not what it was. */
  Optional<Verdict> next(Entry entry) {
    long expected = position + 1;
    if (entry.seq() != expected) {
      return tampered(expected, "entry " + expected + " is missing");
    }
    if (!AuditChain.hash(hash, entry).equals(entry.hash())) {
      return tampered(expected, "entry " + expected + " was changed, or the one before replaced");
    }
    position = expected;
    hash = entry.hash();
    return differs(exported, "the head that was exported")
        .or(() -> differs(outside, "audit.head"))
        .or(() -> differs(Optional.of(end), "the database's own head"));
  }

  /** After the last entry. */
  Verdict end() {
    return missing(exported, "the head that was exported")
        .or(() -> missing(outside, "audit.head"))
        .or(() -> missing(Optional.of(end), "the database's own head"))
        .orElseGet(
            () ->
                new Verdict.Intact(
                    position,
                    position == 0 ? Optional.empty() : Optional.of(new Head(position, hash))));
  }

  /** The chain is whole in itself and yet another one than the one that was seen. */
  private Optional<Verdict> differs(Optional<Head> head, String source) {
    return head.filter(known -> known.seq() == position && !known.hash().equals(hash))
        .flatMap(
            known ->
                tampered(
                    position,
                    "entry "
                        + position
                        + " or one before it was rewritten: "
                        + source
                        + " has another hash for it"));
  }

  private Optional<Verdict> missing(Optional<Head> head, String source) {
    return head.filter(known -> known.seq() > position)
        .flatMap(
            known ->
                tampered(
                    position + 1,
                    "the trail ends after entry "
                        + position
                        + ", and "
                        + source
                        + " knows entry "
                        + known.seq()));
  }

  private static Optional<Verdict> tampered(long seq, String what) {
    return Optional.of(new Verdict.Tampered(seq, what));
  }
}
