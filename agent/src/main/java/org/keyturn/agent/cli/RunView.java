package org.keyturn.agent.cli;

import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.keyturn.agent.account.Secret;
import org.keyturn.agent.journal.Item;
import org.keyturn.agent.journal.Run;
import org.keyturn.agent.journal.Tally;
import org.keyturn.agent.plan.PlanOptions;
import org.keyturn.agent.plan.Printable;
import org.keyturn.agent.report.CampaignDocument;
import org.keyturn.agent.report.Csv;
import org.keyturn.agent.report.Documents;
import org.keyturn.agent.run.RunResult;
import tools.jackson.core.JsonGenerator;

/** A run's result: verdict first, details after, next command last. */
final class RunView {

  /** How many failures are shown unless all accounts are asked for. */
  private static final int FEW = 5;

  /** Where passwords are shown, they are the table. */
  private static final Set<String> ONE_TABLE = Set.of("show", PlanOptions.LINKED);

  private RunView() {}

  /** A password that is shown once, on standard output. */
  static void password(Desk desk, Item item, Secret password) {
    PrintStream out = desk.screen().out();
    password.withChars(
        chars -> {
          out.printf("%-24s  ", Printable.line(item.login()));
          out.println(chars);
          return 0;
        });
    out.flush();
  }

  /** The same as a row of a sheet. */
  static void password(Csv sheet, Item item, Secret password) {
    password.withChars(
        chars -> {
          sheet.row(item.login(), item.dn(), new String(chars));
          return 0;
        });
  }

  static void print(Desk desk, RunResult result, boolean details, List<Running.Shown> passwords) {
    if (desk.json()) {
      json(desk, result.run(), result.tally(), details, passwords);
    } else if (!desk.csv()) {
      text(desk, result, details);
    } else if (!ONE_TABLE.contains(result.run().options().deliver())) {
      csv(desk, result.run().id());
    }
  }

  /** Every account of a run. */
  static void csv(Desk desk, String run) {
    try (Csv csv =
        new Csv(desk.screen().out(), "id", "dn", "login", "outcome", "reason", "detail")) {
      desk.agent()
          .ledger()
          .runs()
          .items(
              run,
              i ->
                  csv.row(i.id(), i.dn(), i.login(), Documents.outcome(i), i.reason(), i.detail()));
    }
  }

  static void json(
      Desk desk, Run run, Tally tally, boolean details, List<Running.Shown> passwords) {
    Json.object(desk.screen().out(), g -> json(desk, g, run, tally, details, passwords));
  }

  /** The keys of a run, without the braces. */
  static void json(
      Desk desk,
      JsonGenerator g,
      Run run,
      Tally tally,
      boolean details,
      List<Running.Shown> passwords) {
    Documents.run(g, run, tally);
    desk.agent()
        .ledger()
        .campaigns()
        .find(run.id())
        .ifPresent(campaign -> CampaignDocument.write(g, campaign, tally));
    if (details) {
      Documents.array(
          g,
          "accounts",
          a -> desk.agent().ledger().runs().items(run.id(), item -> Documents.item(a, item)));
    }
    if (!passwords.isEmpty()) {
      Documents.array(g, "passwords", a -> passwords.forEach(shown -> password(a, shown)));
    }
  }

  private static void password(JsonGenerator g, Running.Shown shown) {
    g.writeStartObject();
    g.writeStringProperty("id", shown.item().id().value());
    g.writeStringProperty("dn", shown.item().dn());
    g.writeStringProperty("login", shown.item().login());
    g.writeName("password");
    shown.password().withChars(c -> g.writeString(c, 0, c.length));
    g.writeEndObject();
  }

  private static void text(Desk desk, RunResult result, boolean details) {
    Screen screen = desk.screen();
    PrintStream out = screen.out();
    Run run = result.run();
    Tally tally = result.tally();
    out.println(verdict(screen, result));
    long left = tally.selected() - tally.applied();
    if (!details && left > 0 && left <= FEW && result.ending() == RunResult.Ending.DONE) {
      each(desk, run.id(), item -> item.state() != Item.State.APPLIED);
    } else {
      reasons(out, tally);
    }
    if (!details && run.options().lifecycle().partial()) {
      each(desk, run.id(), i -> i.state() == Item.State.APPLIED && !i.detail().isEmpty());
    }
    if (details) {
      out.println();
      items(desk, run.id(), item -> true, Long.MAX_VALUE);
    } else if (tally.failed() > 0 && left > FEW) {
      out.println();
      items(desk, run.id(), item -> item.state() == Item.State.FAILED, FEW);
    }
    CampaignView.text(desk, run, tally);
    if (Set.of(RunResult.Ending.DONE, RunResult.Ending.WAVE).contains(result.ending())) {
      if (tally.failed() + tally.parked() > tally.open()) {
        out.println("  See them: keyturn runs show " + run.id() + " --details");
      }
      return;
    }
    if (result.ending() == RunResult.Ending.BRAKE) {
      out.println("  See them: keyturn runs show " + run.id() + " --details");
    }
    if (desk.agent().ledger().campaigns().find(run.id()).isEmpty()) {
      out.println("  Go on:    keyturn resume " + run.id());
    }
  }

  private static String verdict(Screen screen, RunResult result) {
    Tally tally = result.tally();
    String what =
        result.run().action() + " in " + result.run().directory() + ", run " + result.run().id();
    String counts =
        Words.number(tally.applied())
            + " of "
            + Words.number(tally.selected())
            + " done"
            + others(tally.alreadySo(), "already so")
            + others(tally.skipped(), "skipped");
    return switch (result.ending()) {
      case DONE ->
          tally.hasFailures()
              ? screen.bad("✗ ") + what + ": " + counts + ", " + failures(tally)
              : (nobodyServed(tally) ? screen.attention("! ") : screen.ok("✓ "))
                  + what
                  + ": "
                  + counts;
      case WAVE -> screen.ok("✓ ") + what + ": " + counts + failed(tally) + " so far";
      case INTERRUPTED -> screen.attention("! ") + what + ": interrupted, " + counts;
      case UNREACHABLE ->
          screen.bad("✗ ") + what + ": " + counts + ", then stopped: " + result.detail();
      case BRAKE ->
          screen.attention("! ") + what + ": " + counts + ", then braked: " + result.detail();
    };
  }

  private static String others(long n, String what) {
    return n == 0 ? "" : ", " + Words.number(n) + " " + what;
  }

  /** All were skipped: nothing went wrong, and yet nobody has what was asked for. */
  private static boolean nobodyServed(Tally tally) {
    return tally.skipped() > 0 && tally.applied() + tally.alreadySo() == 0;
  }

  private static String failed(Tally tally) {
    return others(tally.failed() + tally.parked() - tally.open(), "failed");
  }

  private static String failures(Tally tally) {
    return tally.parked() == 0
        ? Words.number(tally.failed()) + " failed"
        : Words.number(tally.failed()) + " failed, " + Words.number(tally.parked()) + " parked";
  }

  static void reasons(PrintStream out, Tally tally) {
    for (Map.Entry<String, Long> reason : tally.reasons().entrySet()) {
      out.printf("  %9s  %s%n", Words.number(reason.getValue()), reason.getKey());
    }
  }

  /** Each one of whom there is something to say, in full: a column would cut the sentence. */
  private static void each(Desk desk, String run, Predicate<Item> which) {
    PrintStream out = desk.screen().out();
    desk.agent()
        .ledger()
        .runs()
        .items(
            run,
            item -> {
              if (which.test(item)) {
                String detail = item.detail().isEmpty() ? "" : " (" + item.detail() + ")";
                String reason = item.reason().isEmpty() ? "" : ": " + item.reason();
                String line = item.login() + "  " + Documents.outcome(item) + reason;
                out.println("  " + Printable.line(line + detail));
              }
            });
  }

  static void items(Desk desk, String run) {
    items(desk, run, item -> true, Long.MAX_VALUE);
  }

  private static void items(Desk desk, String run, Predicate<Item> which, long most) {
    long[] shown = new long[1];
    try (Pages table = new Pages(desk.screen(), "login", "outcome", "reason", "detail")) {
      desk.agent()
          .ledger()
          .runs()
          .items(
              run,
              item -> {
                if (which.test(item) && shown[0]++ < most) {
                  table.row(item.login(), Documents.outcome(item), item.reason(), item.detail());
                }
              });
    }
  }
}
