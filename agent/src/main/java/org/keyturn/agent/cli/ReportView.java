package org.keyturn.agent.cli;

import java.io.PrintStream;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.keyturn.agent.journal.Campaign;
import org.keyturn.agent.plan.Printable;
import org.keyturn.agent.policy.AccountState;
import org.keyturn.agent.report.Count;
import org.keyturn.agent.report.Course;
import org.keyturn.agent.report.CourseWords;
import org.keyturn.agent.report.Dates;
import org.keyturn.agent.report.Figures;
import org.keyturn.agent.report.Phrases;
import org.keyturn.agent.report.Report;
import org.keyturn.agent.report.StateLine;
import org.keyturn.agent.report.Verdict;

/** A report in a terminal. */
final class ReportView {

  /** Bars that are longer say no more. */
  private static final int WIDEST = 100;

  private static final int LABEL = 22;
  private static final int NUMBER = 9;
  private static final int ADMINS = 10;

  private final Screen screen;
  private final PrintStream out;
  private final Report report;
  private final Dates dates;

  ReportView(Screen screen, Report report) {
    this.screen = screen;
    this.out = screen.out();
    this.report = report;
    this.dates = new Dates(report.zone());
  }

  void print() {
    verdict();
    out.println();
    states();
    out.println();
    weeks();
    if (report.figures().admins().unreachable() > 0) {
      out.println();
      admins();
    }
    out.println();
    courses();
  }

  private void verdict() {
    Verdict verdict = Verdict.of(report);
    String mark = verdict.fine() ? screen.ok("✓ ") : screen.attention("! ");
    String before = mark;
    for (String line : Wrapped.lines(verdict.sentences().get(0), width() - 2)) {
      out.println(before + screen.strong(line));
      before = "  ";
    }
    verdict.sentences().stream().skip(1).forEach(sentence -> wrapped("  ", sentence));
    out.println(
        screen.faint(
            "  "
                + Printable.line(report.directory())
                + ", "
                + (report.whom().isBlank() ? "everyone" : Printable.line(report.whom()))
                + ", "
                + dates.moment(report.figures().at())));
  }

  private void states() {
    Count all = report.figures().all();
    Table table = new Table(width(), "", " accounts", "  share", " disabled", "");
    table.row("all", right(all.accounts()), "", right(all.disabled()), "");
    for (StateLine line : StateLine.of(report.figures())) {
      Optional<Count> count = line.count();
      table.row(
          line.label(),
          count.map(c -> right(c.accounts())).orElse("        ?"),
          count
              .map(c -> String.format("%7s", Phrases.share(c.accounts(), all.accounts())))
              .orElse(""),
          count.map(c -> right(c.disabled())).orElse(""),
          line.meaning());
    }
    table.print(out, screen);
    if (!report.addressesKnown()) {
      wrapped(
          "  ",
          "The config names no attribute for recovery addresses: accounts.recovery-mail,"
              + " accounts.mobile.");
    }
  }

  private void wrapped(String indent, String sentence) {
    Wrapped.lines(sentence, width() - indent.length()).forEach(line -> out.println(indent + line));
  }

  private int width() {
    return Math.min(screen.width(), WIDEST);
  }

  private static String right(long n) {
    return String.format("%9s", Words.number(n));
  }

  private void weeks() {
    Figures figures = report.figures();
    out.println(screen.strong("When passwords end, week by week"));
    long most = figures.weeks().stream().mapToLong(w -> w.count().accounts()).max().orElse(0);
    boolean first = true;
    for (Figures.Week week : figures.weeks()) {
      String label =
          first
              ? "this week, to " + dates.day(week.until().minusNanos(1))
              : dates.span(week.from(), week.until());
      first = false;
      String line =
          String.format("  %-" + LABEL + "s%s  ", label, right(week.count().accounts()))
              + bar(week.count(), most);
      out.println(line.stripTrailing());
    }
    if (figures.weeks().stream().anyMatch(w -> w.count().disabled() > 0)) {
      out.println(screen.faint("  █ enabled  ░ disabled"));
    }
    out.println(
        "  already expired "
            + Words.number(figures.of(AccountState.EXPIRED).accounts())
            + ", later "
            + Words.number(figures.later().accounts())
            + ", never "
            + Words.number(figures.of(AccountState.NEVER_EXPIRES).accounts())
            + ", cannot be told "
            + Words.number(figures.untold().accounts()));
  }

  private String bar(Count count, long most) {
    int room = width() - 2 - LABEL - NUMBER - 2;
    int all = length(count.accounts(), most, room);
    int disabled = Math.min(length(count.disabled(), most, room), all);
    return "█".repeat(all - disabled) + "░".repeat(disabled);
  }

  private static int length(long n, long most, int room) {
    return n == 0 ? 0 : (int) Math.max(1, Math.round((double) room * n / most));
  }

  private void admins() {
    Figures.Admins admins = report.figures().admins();
    out.println(screen.strong("Admins without a recovery address"));
    List<Figures.Admin> shown = admins.shown();
    Table table = new Table(width(), "", "", "");
    shown.stream()
        .limit(ADMINS)
        .forEach(a -> table.row("  " + a.login(), a.name().orElse(""), a.dn()));
    table.print(out, screen);
    long more = admins.unreachable() - Math.min(ADMINS, shown.size());
    if (more > 0) {
      out.println("  and " + Words.number(more) + " more: -o json, or --html");
    }
  }

  private void courses() {
    String whose = report.whom().isBlank() ? "" : ", of everyone";
    out.println(screen.strong("Campaigns of the last " + Words.amount(report.since()) + whose));
    if (report.courses().isEmpty()) {
      out.println("  none");
    }
    report.courses().forEach(this::course);
    if (report.moreCourses()) {
      out.println("  and older ones: keyturn runs");
    }
  }

  private void course(Course course) {
    out.println("  " + Printable.line(course.name()) + ", run " + course.run().id());
    wrapped("    ", CourseWords.stands(course, dates));
    wrapped(
        "    ",
        CourseWords.facts(course).entrySet().stream()
            .map(fact -> Words.number(fact.getValue()) + " " + fact.getKey())
            .collect(Collectors.joining(", ")));
    if (course.goal() > 0 && course.days().size() > 1) {
      out.println("    " + Sparkline.of(course, width() - 30) + "  " + span(course));
    }
  }

  private String span(Course course) {
    return dates.day(course.days().get(0).from())
        + " – "
        + dates.day(course.days().get(course.days().size() - 1).from());
  }

  /**
   * What to type next.
   *
   * @param users the command that lists accounts in a state
   */
  static void next(
      Screen screen, Report report, Function<AccountState, String> users, boolean noPage) {
    report.courses().stream()
        .filter(course -> course.campaign().flatMap(Campaign::paused).isPresent())
        .limit(1)
        .forEach(course -> screen.note("  Go on:      keyturn resume " + course.run().id()));
    List.of(AccountState.EXPIRED, AccountState.EXPIRING).stream()
        .filter(state -> report.figures().of(state).enabled() > 0)
        .limit(1)
        .forEach(state -> screen.note("  See them:   " + users.apply(state)));
    if (noPage) {
      screen.note("  As a page:  keyturn report --html report.html");
    }
  }
}
