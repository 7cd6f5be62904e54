package org.keyturn.agent.web;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.keyturn.agent.console.Checkup;
import org.keyturn.agent.console.People;
import org.keyturn.agent.console.RunHistory;
import org.keyturn.agent.console.Schedules;
import org.keyturn.agent.console.Sight;
import org.keyturn.agent.console.Sign;
import org.keyturn.agent.journal.LedgerException;
import org.keyturn.agent.journal.RunQuestion;
import org.keyturn.agent.plan.Printable;
import org.keyturn.agent.report.Phrases;

/** {@code /admin}: what needs somebody, then what comes next and what was done last. */
final class OverviewPages extends Pages {

  static final String PATH = "/admin";

  private static final int FEW = 5;

  private final ToLongFunction<Sight> approvals;
  private final OverviewPeople people;
  private final Schedules schedules;
  private final RunHistory history;
  private final Checkup checkup;
  private final Clock clock;

  /**
   * @param approvals how many plans wait for a second admin
   */
  OverviewPages(
      ToLongFunction<Sight> approvals,
      People people,
      Schedules schedules,
      RunHistory history,
      Checkup checkup,
      Clock clock) {
    this.approvals = approvals;
    this.people = new OverviewPeople(people);
    this.schedules = schedules;
    this.history = history;
    this.checkup = checkup;
    this.clock = clock;
  }

  @Override
  List<Route> routes() {
    return List.of(Route.get(PATH, Sight.class, this::show));
  }

  private Answer show(Exchange exchange, Sight sight) {
    Words words = exchange.words();
    Moments moments = new Moments(words, clock.instant(), ZoneId.systemDefault());
    List<Map<String, Object>> needs = signs(sight, new SignWords(words, moments));
    Map<String, Object> counted = people.of(sight, Here.of(exchange), words, moments);
    try {
      needs.addAll(waiting(words, sight));
      return view(counted, needs, next(sight, moments), latest(words, moments, sight));
    } catch (LedgerException e) {
      // Its sign says so already.
      return view(counted, needs, List.of(), List.of());
    }
  }

  private static Answer view(
      Map<String, Object> counted,
      List<Map<String, Object>> needs,
      List<Map<String, Object>> next,
      List<Map<String, Object>> latest) {
    return Answer.view(
        "admin-overview",
        Map.of(
            "counted",
            counted,
            "needs",
            needs,
            "needed",
            !needs.isEmpty(),
            "next",
            next,
            "comes",
            !next.isEmpty(),
            "latest",
            latest,
            "done",
            !latest.isEmpty()));
  }

  private List<Map<String, Object>> signs(Sight sight, SignWords said) {
    List<Map<String, Object>> needs = new ArrayList<>();
    checkup.quick(sight).stream()
        .filter(sign -> !sign.isFine())
        .sorted(Comparator.comparing(Sign::level).reversed())
        .forEach(
            sign -> {
              Map<String, Object> told = said.of(sign);
              told.put("path", where(sign));
              needs.add(told);
            });
    return needs;
  }

  private static String where(Sign sign) {
    return switch (sign.kind()) {
      case JOB -> JobPages.PATH;
      case PARKED -> OutboxPages.PATH + "?state=parked";
      case OUTBOX -> OutboxPages.PATH + "?state=owed";
      default -> CheckupPages.PATH;
    };
  }

  private List<Map<String, Object>> waiting(Words words, Sight sight) {
    List<Map<String, Object>> needs = new ArrayList<>();
    long plans = approvals.applyAsLong(sight);
    if (plans > 0) {
      needs.add(need("warn", words.say("overview-approvals", plans), "", "/admin/approvals"));
    }
    List<RunHistory.Line> runs = history.waiting(sight);
    for (RunHistory.Line line : runs.subList(0, Math.min(FEW, runs.size()))) {
      String what = line.run().job().orElse(line.run().action().id());
      needs.add(
          need(
              "warn",
              words.say(
                  "overview-run",
                  what,
                  Phrases.number(line.tally().applied()),
                  Phrases.number(line.tally().selected())),
              Printable.sentence(CoreWords.say(words, why(line))),
              "/admin/run?run=" + line.run().id()));
    }
    if (runs.size() > FEW) {
      needs.add(need("warn", words.say("overview-runs", runs.size() - FEW), "", RunListPages.PATH));
    }
    return needs;
  }

  private static String why(RunHistory.Line line) {
    return line.campaign().flatMap(c -> c.paused()).or(() -> line.run().stoppedBy()).orElse("");
  }

  private static Map<String, Object> need(String tone, String text, String more, String path) {
    return Map.of(
        "tone", tone, "text", text, "mend", more, "path", path, "topic", "", "subject", "");
  }

  private record Coming(String job, Instant at) {}

  /** A job that rests is not to come. */
  private List<Map<String, Object>> next(Sight sight, Moments moments) {
    return schedules.all(sight, clock.instant()).stream()
        .filter(job -> job.pause().isEmpty())
        .flatMap(job -> job.next().stream().map(at -> new Coming(job.declared().name(), at)))
        .sorted(Comparator.comparing(Coming::at))
        .limit(FEW)
        .map(coming -> Map.<String, Object>of("job", coming.job(), "at", moments.of(coming.at())))
        .toList();
  }

  private List<Map<String, Object>> latest(Words words, Moments moments, Sight sight) {
    return history.page(sight, RunQuestion.ALL, "", FEW).lines().stream()
        .map(line -> RunListPages.row(words, moments, line))
        .toList();
  }
}
