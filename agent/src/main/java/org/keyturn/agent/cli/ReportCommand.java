package org.keyturn.agent.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.keyturn.agent.config.DurationText;
import org.keyturn.agent.directory.Directory;
import org.keyturn.agent.plan.Selection;
import org.keyturn.agent.policy.AccountState;
import org.keyturn.agent.report.Report;
import org.keyturn.agent.report.ReportDocument;
import org.keyturn.agent.report.ReportPage;
import org.keyturn.agent.report.Reporter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "report",
    sortOptions = false,
    description =
        "How the passwords stand: expired, expiring by week, locked, without a recovery address;"
            + " and how far campaigns have come.",
    footer = {
      "",
      "Examples:",
      "  keyturn report",
      "  keyturn report --html report.html --since 90d",
      "  keyturn report --group 'cn=sales,ou=groups,dc=example,dc=com' -o csv"
    })
final class ReportCommand extends WithAgent {

  private static final Path STANDARD_OUTPUT = Path.of("-");

  @Parameters(paramLabel = "USER", arity = "0..*", description = "Login, mail address, DN or id.")
  List<String> users = new ArrayList<>();

  @Mixin Narrowing narrowing = new Narrowing();

  @Option(
      names = "--html",
      paramLabel = "FILE",
      description =
          "Also as a page: one file that needs no network, readable by you alone. - for standard"
              + " output, and then nothing else.")
  @Nullable Path html;

  @Option(
      names = "--since",
      paramLabel = "DURATION",
      defaultValue = "30d",
      description = "Campaigns that were open or ended so long ago at most (30d).")
  String since = "30d";

  @Option(
      names = "--within",
      paramLabel = "DURATION",
      description = "How soon counts as expiring (14d).")
  @Nullable String within;

  @Override
  int call(Desk desk) {
    boolean pageAlone = STANDARD_OUTPUT.equals(html);
    if (pageAlone && desk.format() != Format.text) {
      throw new InputException("--html - and -o " + desk.format() + ": one of them, please");
    }
    Reporter.Question question = question(desk);
    if (html != null && !pageAlone) {
      OwnFile.expect("--html", html);
    }
    Report report = report(desk, question);
    if (pageAlone) {
      desk.screen().out().print(ReportPage.html(report));
      return Exit.DONE;
    }
    print(desk, report);
    if (html != null) {
      byte[] page = ReportPage.html(report).getBytes(UTF_8);
      OwnFile.write("--html", html, out -> out.write(page));
      desk.screen().note("  The page:   " + html);
    }
    return Exit.DONE;
  }

  private Reporter.Question question(Desk desk) {
    Selection typed = narrowing.selection(users, desk.screen());
    return new Reporter.Question(
        typed.isEmpty() ? typed.everyone() : typed,
        Shell.selection(users, narrowing),
        within == null ? AccountState.SOON : duration("--within", within),
        duration("--since", since),
        ZoneId.systemDefault());
  }

  private static Duration duration(String option, String text) {
    return DurationText.parse(text)
        .orElseThrow(() -> new InputException(option + " " + text + ": " + DurationText.EXAMPLES));
  }

  private static Report report(Desk desk, Reporter.Question question) {
    Directory directory = desk.directory();
    try (Counting counting = new Counting(desk.screen())) {
      return desk.agent().reporter(directory).report(question, desk.now(), counting::one);
    }
  }

  private void print(Desk desk, Report report) {
    Screen screen = desk.screen();
    if (desk.json()) {
      Json.object(screen.out(), g -> ReportDocument.write(g, report));
    } else if (desk.csv()) {
      ReportCsv.print(screen.out(), report);
    } else {
      new ReportView(screen, report).print();
      ReportView.next(screen, report, this::users, html == null);
    }
  }

  /** The command that lists accounts in one of the states. */
  private String users(AccountState state) {
    List<String> more =
        narrowing.states.isEmpty() ? List.of("--state", state.id()) : List.<String>of();
    List<String> soon =
        state == AccountState.EXPIRING && within != null ? List.of("--within", within) : List.of();
    List<String> all = new ArrayList<>(more);
    all.addAll(soon);
    return "keyturn " + Shell.line("users", users, narrowing, all);
  }
}
