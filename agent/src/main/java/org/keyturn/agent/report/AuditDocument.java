package org.keyturn.agent.report;

import org.keyturn.agent.document.Document;
import org.keyturn.agent.journal.AuditTrail;

/** What the audit trail holds; the keys are a contract. */
public final class AuditDocument {

  public static final Document<AuditTrail.Entry> ENTRY =
      Document.<AuditTrail.Entry>of("AuditEntry")
          .number("seq", "From 1, without gaps.", AuditTrail.Entry::seq)
          .time("at", "When.", AuditTrail.Entry::at)
          .text("actor", "Who.", AuditTrail.Entry::actor)
          .text("event", "What, in kebab-case.", AuditTrail.Entry::event)
          .text("directory", "Where; may be empty.", AuditTrail.Entry::directory)
          .maybe("run", "In which run.", AuditTrail.Entry::run)
          .text("subject", "Whom or what.", AuditTrail.Entry::subject)
          .texts("details", "For people.", AuditTrail.Entry::details)
          .text("hash", "Hex SHA-256 over this entry and the hash before.", AuditTrail.Entry::hash);

  public static final Document<AuditTrail.Verdict.Intact> INTACT =
      Document.<AuditTrail.Verdict.Intact>of("Intact")
          .flag("intact", "True.", verdict -> true)
          .number("entries", "How many there are.", AuditTrail.Verdict.Intact::entries)
          .maybe(
              "head",
              "SEQ:HASH, to verify a later state against.",
              i -> i.head().map(h -> h.seq() + ":" + h.hash()));

  public static final Document<AuditTrail.Verdict.Tampered> TAMPERED =
      Document.<AuditTrail.Verdict.Tampered>of("Tampered")
          .flag("intact", "False.", verdict -> false)
          .number("position", "The first entry that is not what it was.", t -> t.seq())
          .text("what", "For people.", AuditTrail.Verdict.Tampered::what);

  private AuditDocument() {}
}
