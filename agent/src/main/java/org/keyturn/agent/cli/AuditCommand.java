package org.keyturn.agent.cli;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.keyturn.agent.config.DurationText;
import org.keyturn.agent.journal.AuditTrail;
import org.keyturn.agent.journal.Ledger;
import org.keyturn.agent.journal.Ledgers;
import org.keyturn.agent.report.AuditDocument;
import org.keyturn.agent.report.AuditTable;
import org.keyturn.agent.report.Csv;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.core.JsonGenerator;

@Command(
    name = "audit",
    sortOptions = false,
    description = "Who did what to whom, in a chain where tampering shows.",
    subcommands = AuditCommand.Verify.class,
    footer = {
      "",
      "Examples:",
      "  keyturn audit --since 7d",
      "  keyturn audit verify",
      "  keyturn audit verify --head 4711:9f86d081…    against a head you wrote down"
    })
final class AuditCommand extends WithAgent {

  @Option(names = "--since", paramLabel = "DURATION", description = "Not older than this (all).")
  @Nullable String since;

  @Override
  int call(Desk desk) {
    AuditTrail trail = desk.agent().ledger().audit();
    Instant from =
        since == null
            ? Instant.EPOCH
            : DurationText.parse(since)
                .map(d -> desk.now().minus(d))
                .orElseThrow(
                    () -> new InputException("--since " + since + ": " + DurationText.EXAMPLES));
    if (desk.json()) {
      Json.array(
          desk.screen().out(), g -> trail.entries(from, e -> AuditDocument.ENTRY.write(g, e)));
    } else if (desk.csv()) {
      csv(desk, trail, from);
    } else {
      try (Pages table =
          new Pages(desk.screen(), "when", "who", "event", "directory", "whom", "details")) {
        trail.entries(
            from,
            e ->
                table.row(
                    Words.time(e.at()),
                    e.actor(),
                    e.event(),
                    e.directory(),
                    e.subject(),
                    AuditTable.details(e)));
      }
    }
    return Exit.DONE;
  }

  private static void csv(Desk desk, AuditTrail trail, Instant from) {
    try (Csv csv = AuditTable.begin(desk.screen().out(), true)) {
      trail.entries(from, e -> AuditTable.row(csv, e));
    }
  }

  @Command(
      name = "verify",
      sortOptions = false,
      description = "Walk the chain: is anything edited, removed, reordered or cut off?",
      footer = {"", "Example:", "  keyturn audit verify --head 4711:9f86d081…"})
  static final class Verify extends WithAgent {

    @Option(
        names = "--head",
        paramLabel = "SEQ:HASH",
        description = "A head that an earlier verify printed.")
    @Nullable String head;

    @Override
    int call(Desk desk) {
      desk.refuseCsv();
      Optional<AuditTrail.Head> known = known();
      try (Ledger ledger = Ledgers.openToInspect(desk.config().store(), desk.agent().clock())) {
        AuditTrail.Verdict verdict = ledger.audit().verify(known);
        boolean intact = verdict instanceof AuditTrail.Verdict.Intact;
        if (desk.json()) {
          Json.object(desk.screen().out(), g -> json(g, verdict));
        } else {
          desk.screen().out().println(sentence(desk.screen(), verdict));
        }
        return intact ? Exit.DONE : Exit.SOME_FAILED;
      }
    }

    private Optional<AuditTrail.Head> known() {
      if (head == null) {
        return Optional.empty();
      }
      String[] parts = head.split(":", -1);
      if (parts.length != 2
          || !parts[0].matches("\\d{1,18}")
          || !parts[1].matches("[0-9a-f]{64}")) {
        throw new InputException(
            "--head " + head + ": SEQ:HASH, as keyturn audit verify prints it");
      }
      return Optional.of(new AuditTrail.Head(Long.parseLong(parts[0]), parts[1]));
    }

    private static String sentence(Screen screen, AuditTrail.Verdict verdict) {
      if (verdict instanceof AuditTrail.Verdict.Tampered t) {
        return screen.bad("✗ ") + "tampered with at entry " + t.seq() + ": " + t.what();
      }
      AuditTrail.Verdict.Intact intact = (AuditTrail.Verdict.Intact) verdict;
      return screen.ok("✓ ")
          + "intact, "
          + Words.count(intact.entries(), "entry", "entries")
          + intact.head().map(h -> "; head " + h.seq() + ":" + h.hash()).orElse("");
    }

    private static void json(JsonGenerator g, AuditTrail.Verdict verdict) {
      if (verdict instanceof AuditTrail.Verdict.Tampered t) {
        AuditDocument.TAMPERED.keys(g, t);
      } else if (verdict instanceof AuditTrail.Verdict.Intact i) {
        AuditDocument.INTACT.keys(g, i);
      }
    }
  }
}
