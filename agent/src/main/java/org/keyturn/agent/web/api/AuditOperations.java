package org.keyturn.agent.web.api;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.keyturn.agent.console.AuditSearch;
import org.keyturn.agent.console.AuditSearch.Judged;
import org.keyturn.agent.console.AuditSearch.Verification;
import org.keyturn.agent.console.Sight;
import org.keyturn.agent.document.Document;
import org.keyturn.agent.document.Shape;
import org.keyturn.agent.journal.AuditQuestion;
import org.keyturn.agent.journal.AuditTrail.Verdict;
import org.keyturn.agent.journal.Lookups.AuditPage;
import org.keyturn.agent.report.AuditDocument;

/** Who did what to whom. */
public final class AuditOperations extends Operations {

  private static final int PAGE = 100;
  private static final int LONGEST_PAGE = 1_000;
  private static final int LONGEST = 200;

  private static final Document<AuditPage> PAGES =
      Document.<AuditPage>of("AuditEntries")
          .list("entries", "The newest first.", AuditDocument.ENTRY, AuditPage::entries)
          .maybeNumber(
              "next",
              "As before, for those that are older; a page may hold nothing, and the next one"
                  + " something.",
              AuditPage::next);

  private static final Document<Verification> VERIFICATION =
      Document.<Verification>of("AuditVerification")
          .maybeTime(
              "walking", "Since when the chain is walked; null: it is not.", v -> v.walking())
          .maybeTime("at", "When the verdict was asked for.", v -> v.last().map(Judged::at))
          .object(
              "intact",
              "Nothing is missing or changed.",
              AuditDocument.INTACT,
              v -> intact(v).orElseThrow())
          .where(v -> intact(v).isPresent())
          .object(
              "tampered", "Something is.", AuditDocument.TAMPERED, v -> tampered(v).orElseThrow())
          .where(v -> tampered(v).isPresent())
          .maybe("failure", "Why there is no verdict.", Verification::failure);

  private final AuditSearch trail;

  public AuditOperations(AuditSearch trail) {
    this.trail = trail;
  }

  @Override
  String tag() {
    return "audit";
  }

  @Override
  List<Operation<?, ?>> all() {
    return List.of(
        Operation.get("/audit", Sight.class, "listAudit", "The audit trail, the newest first")
            .query("actor", Shape.text(LONGEST), "Part of the name of who did it.")
            .query("event", Shape.text(LONGEST), "Part of what: applied, brake.")
            .query("subject", Shape.text(LONGEST), "Part of the name of whom.")
            .query("run", Shape.text(PathPattern.VALUE), "A run.")
            .query("from", Shape.time(), "Not before.")
            .query("until", Shape.time(), "Before.")
            .query("before", Shape.number(), "An entry's number: only older ones.")
            .query("limit", new Shape.Number(1, LONGEST_PAGE), "How many; 100.")
            .answers(PAGES, (call, sight) -> page(call, sight)),
        Operation.get(
                "/audit/verification",
                Sight.class,
                "verifyAudit",
                "Is anything changed or missing?")
            .answers(VERIFICATION, (call, sight) -> trail.verify(sight)));
  }

  private AuditPage page(Call call, Sight sight) {
    AuditQuestion question =
        new AuditQuestion(
            call.text("actor").orElse(""),
            call.text("event").orElse(""),
            call.text("subject").orElse(""),
            call.text("run").orElse(""),
            instant(call, "from"),
            instant(call, "until"));
    return trail.page(
        sight, question, call.number("before", Long.MAX_VALUE), (int) call.number("limit", PAGE));
  }

  private static Optional<Instant> instant(Call call, String name) {
    try {
      return call.text(name).map(Instant::parse);
    } catch (DateTimeException e) {
      throw Problem.wrong(
          Problem.Kind.BAD_REQUEST,
          List.of(new Problem.Fault(name, "is no instant such as 2026-11-22T02:30:00Z")));
    }
  }

  private static Optional<Verdict.Intact> intact(Verification v) {
    return v.last()
        .map(Judged::verdict)
        .filter(Verdict.Intact.class::isInstance)
        .map(Verdict.Intact.class::cast);
  }

  private static Optional<Verdict.Tampered> tampered(Verification v) {
    return v.last()
        .map(Judged::verdict)
        .filter(Verdict.Tampered.class::isInstance)
        .map(Verdict.Tampered.class::cast);
  }
}
