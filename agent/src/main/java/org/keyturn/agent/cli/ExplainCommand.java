package org.keyturn.agent.cli;

import java.io.PrintStream;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import org.keyturn.agent.account.Account;
import org.keyturn.agent.account.Expiry;
import org.keyturn.agent.directory.Directory;
import org.keyturn.agent.journal.Item;
import org.keyturn.agent.journal.Message;
import org.keyturn.agent.journal.Removal;
import org.keyturn.agent.journal.Run;
import org.keyturn.agent.notify.Recipients;
import org.keyturn.agent.notify.Reminder;
import org.keyturn.agent.plan.Printable;
import org.keyturn.agent.report.Documents;
import org.keyturn.agent.report.Explanation;
import org.keyturn.agent.report.ExplanationDocument;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    name = "explain",
    sortOptions = false,
    description =
        "All there is to say about one account: can they sign in, when does the password expire and"
            + " by which policy, what happens next, what was done and sent.",
    footer = {"", "Example:", "  keyturn explain f.vries"})
final class ExplainCommand extends WithAgent {

  @Parameters(index = "0", paramLabel = "USER", description = "Login, mail address, DN or id.")
  String user = "";

  @Override
  int call(Desk desk) {
    desk.refuseCsv();
    Directory directory = desk.directory();
    Account account = Named.alsoFormer(desk, directory, user);
    Instant now = desk.now();
    Explanation explanation =
        desk.agent().explainer(directory).explain(account, desk.operator(), now);
    LinkedAccounts linked = LinkedAccounts.of(desk, directory, account, now);
    if (desk.json()) {
      Json.object(
          desk.screen().out(),
          g -> {
            ExplanationDocument.KEYS.keys(g, new ExplanationDocument.Told(explanation, now));
            linked.write(g, now);
          });
    } else {
      text(desk, explanation, linked, now);
    }
    return Exit.DONE;
  }

  private static void text(Desk desk, Explanation e, LinkedAccounts linked, Instant now) {
    PrintStream out = desk.screen().out();
    Account a = e.account();
    out.println(
        desk.screen().strong(Printable.line(a.displayName().orElse(a.login())))
            + "  "
            + Printable.line(a.login())
            + a.mail().map(m -> "  " + Printable.line(m)).orElse(""));
    line(out, "entry", Printable.line(a.dn()));
    line(out, "id", a.id().value());
    e.removal().ifPresent(removal -> removed(out, removal, now));
    out.println();
    line(out, "can sign in", e.signIn().sentence());
    line(
        out,
        "password",
        a.state()
            .changedAt()
            .map(at -> "set " + Words.time(at) + ", " + Words.away(at, now))
            .orElse("the directory does not say when it was set"));
    line(out, "expires", expires(a, now));
    line(out, "policy", ExplanationDocument.policy(a));
    a.state()
        .lastSignInAt()
        .ifPresent(at -> line(out, "last sign-in", Words.time(at) + ", " + Words.away(at, now)));
    e.untouchable().ifPresent(why -> line(out, "untouchable", why + ": no run writes this entry"));
    linked.lines().forEach(said -> line(out, said.getKey(), said.getValue()));
    out.println();
    section(out, "Next");
    e.next()
        .forEach(
            n ->
                out.println(
                    "  "
                        + n.job()
                        + ": "
                        + n.action()
                        + n.at().map(at -> " " + Words.time(at)).orElse("")
                        + ", "
                        + n.why()));
    none(out, e.next().isEmpty(), "no job of the config is about this account");
    if (!e.reminders().isEmpty()) {
      section(out, "Reminders");
      e.reminders().forEach(news -> out.println("  " + ReminderLine.of(news, now)));
    }
    section(out, "Done");
    for (Map.Entry<Run, Item> done : e.done()) {
      out.println("  " + sentence(done.getKey(), done.getValue()));
    }
    none(out, e.done().isEmpty(), "no run has touched this account");
    section(out, "Mailed");
    for (Message m : e.mailed()) {
      out.println(
          "  "
              + Words.time(m.sentAt().orElse(m.createdAt()))
              + "  "
              + m.content().kind()
              + " to "
              + Recipients.shown(m.content())
              + ", "
              + m.state().name().toLowerCase(Locale.ROOT)
              + ReminderLine.waits(m, now)
              + (m.content().values().containsKey(Reminder.TEST_FOR) ? " (a test)" : "")
              + (m.error().isEmpty() ? "" : ": " + Printable.line(m.error())));
    }
    none(out, e.mailed().isEmpty(), "nothing was mailed about this account");
  }

  private static void removed(PrintStream out, Removal removal, Instant now) {
    String how = removal.state() == Removal.State.BEGUN ? "in part, " : "";
    line(
        out,
        "removed",
        how
            + Words.time(removal.at())
            + ", "
            + Words.away(removal.at(), now)
            + ", run "
            + removal.run());
    line(out, "stood at", Printable.line(removal.dn()));
    line(
        out,
        "kept",
        removal
            .purgeAt()
            .map(at -> "until " + Words.time(at) + ", " + Words.away(at, now))
            .orElse("for good"));
    line(out, "to have back", "keyturn restore " + Shell.quoted(removal.login()));
  }

  private static String sentence(Run run, Item item) {
    return Words.time(item.at().orElse(run.startedAt()))
        + "  "
        + run.job().orElse(run.action().id())
        + ": "
        + Documents.outcome(item)
        + (item.reason().isEmpty() ? "" : " (" + item.reason() + ")")
        + (item.why().isEmpty() ? "" : ", because: " + item.why())
        + ", by "
        + run.actor()
        + ", run "
        + run.id();
  }

  private static String expires(Account a, Instant now) {
    if (a.state().expiry() instanceof Expiry.At at) {
      return Words.time(at.instant()) + ", " + Words.away(at.instant(), now);
    }
    return a.state().expiry() instanceof Expiry.Unknown u
        ? "cannot be told: " + u.reason()
        : "never";
  }

  private static void line(PrintStream out, String label, String value) {
    out.printf("%-13s %s%n", label, value);
  }

  private static void section(PrintStream out, String title) {
    out.println(title);
  }

  private static void none(PrintStream out, boolean none, String sentence) {
    if (none) {
      out.println("  " + sentence);
    }
  }
}
