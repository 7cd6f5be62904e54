package org.keyturn.agent.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.keyturn.agent.plan.Printable;
import org.keyturn.agent.policy.AccountState;
import org.keyturn.agent.template.SafeMustache;
import org.keyturn.agent.template.SafeTemplate;
import org.keyturn.agent.template.TemplateException;

/**
 * A {@link Report} as one HTML file that needs nothing else: no network, no script. Untrusted text
 * goes through {@link Printable} and is escaped by the template.
 */
public final class ReportPage {

  private static final String FILE = "report.html";

  private ReportPage() {}

  public static String html(Report report) {
    return template().render(values(report));
  }

  private static SafeTemplate template() {
    try (InputStream in = ReportPage.class.getResourceAsStream(FILE)) {
      String source = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
      return SafeMustache.html(
              file -> {
                throw new TemplateException("the template " + FILE + " includes " + file);
              })
          .compile(FILE, source);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, Object> values(Report report) {
    Figures figures = report.figures();
    Dates dates = new Dates(report.zone());
    Verdict verdict = Verdict.of(report);
    Map<String, Object> page = new HashMap<>();
    page.put("directory", Printable.line(report.directory()));
    page.put("moment", dates.moment(figures.at()));
    page.put("whom", report.whom().isBlank() ? "everyone" : Printable.line(report.whom()));
    page.put("accounts", Phrases.count(figures.all().accounts(), "account", "accounts"));
    page.put("tone", verdict.fine() ? "ok" : "warn");
    page.put("mark", verdict.fine() ? "✓" : "!");
    page.put(
        "sentences",
        verdict.sentences().stream().map(s -> Map.<String, Object>of("sentence", s)).toList());
    page.put("tiles", StateTiles.of(report));
    page.put("weeks", weeks(figures, dates));
    page.put("ends", ends(figures));
    page.put("full", Bar.FULL);
    page.put("addressesKnown", report.addressesKnown());
    admins(page, figures.admins());
    page.put("period", Phrases.amount(report.since()));
    page.put("hasCourses", !report.courses().isEmpty());
    page.put("courses", report.courses().stream().map(c -> CourseCard.of(c, dates)).toList());
    page.put("moreCourses", report.moreCourses());
    return page;
  }

  private static List<Map<String, Object>> weeks(Figures figures, Dates dates) {
    List<Figures.Week> weeks = figures.weeks();
    long most = weeks.stream().mapToLong(w -> w.count().accounts()).max().orElse(0);
    return IntStream.range(0, weeks.size())
        .mapToObj(i -> week(weeks.get(i), i == 0, most, dates))
        .toList();
  }

  private static Map<String, Object> week(
      Figures.Week week, boolean isThis, long most, Dates dates) {
    Bar bar = Bar.of(week.count().enabled(), week.count().disabled(), most);
    Map<String, Object> row = new HashMap<>();
    row.put(
        "label",
        isThis
            ? "this week, to " + dates.day(week.until().minusNanos(1))
            : dates.span(week.from(), week.until()));
    row.put("number", Phrases.number(week.count().accounts()));
    row.put("enabledWidth", bar.first());
    row.put("disabledWidth", bar.second());
    row.put("disabledNumber", Phrases.number(week.count().disabled()));
    row.put("hasDisabled", week.count().disabled() > 0);
    return row;
  }

  /** What the weeks leave out, so that everybody is told once. */
  private static List<Map<String, Object>> ends(Figures figures) {
    List<Map<String, Object>> ends = new ArrayList<>();
    ends.add(end("already expired", figures.of(AccountState.EXPIRED)));
    ends.add(end("later than these weeks", figures.later()));
    ends.add(end("never", figures.of(AccountState.NEVER_EXPIRES)));
    if (figures.untold().accounts() > 0) {
      ends.add(end("cannot be told", figures.untold()));
    }
    return ends;
  }

  private static Map<String, Object> end(String label, Count count) {
    return Map.of("endLabel", label, "endNumber", Phrases.number(count.accounts()));
  }

  private static void admins(Map<String, Object> page, Figures.Admins admins) {
    page.put("hasAdmins", admins.count() > 0);
    page.put(
        "adminsSentence",
        admins.unreachable() == 0
            ? "Each of the "
                + Phrases.count(admins.count(), "admin", "admins")
                + " has a recovery address."
            : admins.sentence() + ":");
    page.put("unreachable", admins.shown().stream().map(ReportPage::admin).toList());
    page.put(
        "moreAdmins", admins.more() > 0 ? "and " + Phrases.number(admins.more()) + " more" : "");
  }

  private static Map<String, Object> admin(Figures.Admin admin) {
    return Map.of(
        "login", Printable.line(admin.login()),
        "name", Printable.line(admin.name().orElse("")),
        "dn", Printable.line(admin.dn()));
  }
}
