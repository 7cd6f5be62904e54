package org.keyturn.agent.cli;

import java.io.PrintStream;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.keyturn.agent.policy.AccountState;
import org.keyturn.agent.report.Count;
import org.keyturn.agent.report.Course;
import org.keyturn.agent.report.Csv;
import org.keyturn.agent.report.Figures;
import org.keyturn.agent.report.Report;
import org.keyturn.agent.report.StateLine;

/** A report as rows that a pivot table takes: what, of which, from when until when, how many. */
final class ReportCsv {

  private final Csv csv;

  private ReportCsv(Csv csv) {
    this.csv = csv;
  }

  static void print(PrintStream out, Report report) {
    try (Csv csv = new Csv(out, "figure", "of", "from", "until", "accounts", "disabled")) {
      new ReportCsv(csv).print(report);
    }
  }

  private void print(Report report) {
    Figures figures = report.figures();
    csv.row(
        "accounts",
        report.directory(),
        figures.at().truncatedTo(ChronoUnit.SECONDS),
        "",
        figures.all().accounts(),
        figures.all().disabled());
    for (StateLine line : StateLine.of(figures)) {
      line.count().ifPresent(count -> row("state", line.id(), count));
    }
    row("ends", "expired", figures.of(AccountState.EXPIRED));
    for (Figures.Week week : figures.weeks()) {
      csv.row(
          "ends",
          "week",
          week.from().truncatedTo(ChronoUnit.SECONDS),
          week.until(),
          week.count().accounts(),
          week.count().disabled());
    }
    row("ends", "later", figures.later());
    row("ends", "never", figures.of(AccountState.NEVER_EXPIRES));
    row("ends", "unknown", figures.untold());
    for (Figures.Admin admin : figures.admins().shown()) {
      csv.row("admin-without-recovery", admin.login(), "", "", 1, "");
    }
    report.courses().forEach(this::course);
  }

  private void course(Course course) {
    String run = course.run().id();
    row("campaign-goal", run, course.goal());
    for (Course.Day day : course.days()) {
      row("campaign-written", run, day.from(), day.written());
      if (course.followUp().isPresent()) {
        row("campaign-changed", run, day.from(), day.changed());
      }
    }
  }

  private void row(String figure, String of, Count count) {
    csv.row(figure, of, "", "", count.accounts(), count.disabled());
  }

  private void row(String figure, String of, long accounts) {
    csv.row(figure, of, "", "", accounts, "");
  }

  private void row(String figure, String of, Instant from, long accounts) {
    csv.row(figure, of, from, "", accounts, "");
  }
}
