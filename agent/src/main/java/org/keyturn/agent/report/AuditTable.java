package org.keyturn.agent.report;

import java.util.stream.Collectors;
import org.keyturn.agent.journal.AuditTrail;

/** Entries of the audit trail as rows of a sheet. */
public final class AuditTable {

  private AuditTable() {}

  /** With its header, where it is the first of its file. */
  public static Csv begin(Appendable out, boolean first) {
    return first
        ? new Csv(
            out, "seq", "at", "actor", "event", "directory", "run", "subject", "details", "hash")
        : new Csv(out);
  }

  public static void row(Csv csv, AuditTrail.Entry entry) {
    csv.row(
        entry.seq(),
        entry.at(),
        entry.actor(),
        entry.event(),
        entry.directory(),
        entry.run().orElse(""),
        entry.subject(),
        details(entry),
        entry.hash());
  }

  /** {@code accounts=20, wave=3}; what is blank is left out. */
  public static String details(AuditTrail.Entry entry) {
    return entry.details().entrySet().stream()
        .filter(one -> !one.getValue().isEmpty())
        .map(one -> one.getKey() + "=" + one.getValue())
        .collect(Collectors.joining(", "));
  }
}
