package org.keyturn.agent.web;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.keyturn.agent.account.Action;
import org.keyturn.agent.console.Command;
import org.keyturn.agent.console.RunHistory;
import org.keyturn.agent.console.Sight;
import org.keyturn.agent.journal.Campaign;
import org.keyturn.agent.journal.RunQuestion;
import org.keyturn.agent.plan.Printable;
import org.keyturn.agent.report.Phrases;
import org.keyturn.agent.report.RunState;

/** {@code /admin/runs}: what was done, newest first, day by day, and campaigns under way. */
final class RunListPages extends Pages {

  static final String PATH = "/admin/runs";

  private static final int SIZE = 50;

  private final RunHistory history;
  private final Clock clock;

  RunListPages(RunHistory history, Clock clock) {
    this.history = history;
    this.clock = clock;
  }

  @Override
  List<Route> routes() {
    return List.of(
        Route.get(PATH, Sight.class, this::show)
            .withQuery("state", "job", "action", "actor", "before"),
        Route.post(PATH + "/pause", Command.class, this::pause),
        Route.post(PATH + "/go-on", Command.class, this::goOn));
  }

  private Answer show(Exchange exchange, Sight sight) {
    Address address = new Address(PATH, exchange, "state", "job", "action", "actor");
    RunQuestion question =
        new RunQuestion(
            kind(address.of("state")),
            address.of("job"),
            Action.byId(address.of("action")),
            address.of("actor"));
    RunHistory.Page page = history.page(sight, question, exchange.query("before").orElse(""), SIZE);
    Instant now = clock.instant();
    Words words = exchange.words();
    Moments moments = new Moments(words, now, ZoneId.systemDefault());
    List<Map<String, Object>> rows =
        page.lines().stream().map(line -> row(words, moments, line)).toList();
    Map<String, Object> values = new HashMap<>(address.values());
    values.put("runs", rows);
    values.put("any", !rows.isEmpty());
    values.put("filtered", !question.equals(RunQuestion.ALL));
    values.put("commands", sight instanceof Command);
    values.put("states", states(words, question.kind()));
    values.put("actions", actions(question.action()));
    values.put("newest", exchange.query("before").isPresent());
    values.put("first", address.path());
    values.put("older", page.more() ? List.of(address.with("before", last(page))) : List.of());
    values.putAll(new DayChart(words).of(history.days(sight, now, ZoneId.systemDefault())));
    return Answer.view("admin-runs", values);
  }

  private static String last(RunHistory.Page page) {
    return page.lines().get(page.lines().size() - 1).run().id();
  }

  private static Optional<RunQuestion.Kind> kind(String id) {
    return Stream.of(RunQuestion.Kind.values()).filter(kind -> kind.id().equals(id)).findFirst();
  }

  private static List<Map<String, Object>> states(Words words, Optional<RunQuestion.Kind> chosen) {
    List<Map<String, Object>> all = new ArrayList<>();
    for (RunQuestion.Kind kind : RunQuestion.Kind.values()) {
      all.add(
          Map.of(
              "id", kind.id(),
              "text", words.say("runs-" + kind.id()),
              "selected", chosen.equals(Optional.of(kind))));
    }
    return all;
  }

  private static List<Map<String, Object>> actions(Optional<Action> chosen) {
    return Stream.of(Action.values())
        .map(
            action ->
                Map.<String, Object>of(
                    "id", action.id(), "selected", chosen.equals(Optional.of(action))))
        .toList();
  }

  static Map<String, Object> row(Words words, Moments moments, RunHistory.Line line) {
    Map<String, Object> row = new HashMap<>();
    row.put("id", line.run().id());
    row.put("what", line.run().job().orElse(line.run().action().id()));
    row.put("action", line.run().job().map(job -> line.run().action().id()).orElse(""));
    row.put("directory", line.run().directory());
    row.put("state", words.say("run-" + state(line)));
    row.put("tone", tone(line));
    row.put("why", Printable.sentence(CoreWords.say(words, line.run().stoppedBy().orElse(""))));
    row.put("applied", Phrases.number(line.tally().applied()));
    row.put("selected", Phrases.number(line.tally().selected()));
    row.put("left", Phrases.number(line.tally().skipped() + line.tally().alreadySo()));
    row.put("bad", Phrases.number(line.bad()));
    row.put("failures", line.bad() > 0);
    row.put("actor", Printable.line(line.run().actor()));
    row.put("reason", Printable.line(line.run().reason()));
    row.put("began", moments.of(line.run().startedAt()));
    row.put(
        "campaign",
        line.campaign()
            .filter(c -> line.run().endedAt().isEmpty())
            .map(c -> List.of(campaign(words, moments, line, c)))
            .orElse(List.of()));
    return row;
  }

  private static String state(RunHistory.Line line) {
    return line.state() == RunState.DONE && line.bad() > 0
        ? "done-badly"
        : line.state().name().toLowerCase(Locale.ROOT);
  }

  private static String tone(RunHistory.Line line) {
    return switch (line.state()) {
      case DONE -> line.bad() > 0 ? "danger" : "ok";
      case RUNNING, WAITING -> "";
      case PAUSED, UNFINISHED -> "warn";
    };
  }

  private static Map<String, Object> campaign(
      Words words, Moments moments, RunHistory.Line line, Campaign campaign) {
    Map<String, Object> values = new HashMap<>();
    values.put(
        "waves", words.say("runs-waves", campaign.done(), campaign.wave() + line.wavesToCome()));
    values.put("done", campaign.done());
    values.put("all", campaign.wave() + line.wavesToCome());
    values.put(
        "paused",
        campaign
            .paused()
            .map(why -> List.of(Printable.sentence(CoreWords.say(words, why))))
            .orElse(List.of()));
    values.put("rests", campaign.paused().isPresent());
    values.put(
        "due",
        campaign.paused().isPresent()
            ? List.of()
            : campaign.dueAt().map(moments::of).map(List::of).orElse(List.of()));
    return values;
  }

  private Answer pause(Exchange exchange, Command admin) {
    String reason = Printable.line(exchange.form().text("reason").strip());
    if (!history.pause(admin, exchange.form().text("run"), reason)) {
      throw new Refusal(Refusal.BAD_REQUEST);
    }
    return Answer.seeOther(PATH);
  }

  private Answer goOn(Exchange exchange, Command admin) {
    history.goOn(admin, exchange.form().text("run"));
    return Answer.seeOther(PATH);
  }
}
