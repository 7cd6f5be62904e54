package org.keyturn.agent.web;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.keyturn.agent.account.Action;
import org.keyturn.agent.console.ActRuns;
import org.keyturn.agent.console.RunNow;
import org.keyturn.agent.console.Sight;
import org.keyturn.agent.journal.Item;
import org.keyturn.agent.journal.Message;
import org.keyturn.agent.journal.PendingPlan;
import org.keyturn.agent.journal.Run;
import org.keyturn.agent.journal.Tally;
import org.keyturn.agent.plan.Printable;

/** What the page of a run shows: how far it is, then who failed and why, and what was mailed. */
final class RunSight {

  /** Of those with one reason, so many are named. */
  private static final int NAMED = 5;

  private final Words words;
  private final ActWords act;

  RunSight(Words words, ActWords act) {
    this.words = words;
    this.act = act;
  }

  /** What changes while it goes. */
  Map<String, Object> live(String id, RunNow now) {
    Tally tally = now.tally();
    Map<String, Object> values = new HashMap<>();
    long through = tally.selected() - tally.open();
    values.put("run", id);
    values.put("back", RunNowPages.PATH + "?run=" + id);
    values.put("title", id);
    values.put("stage", words.say("stage-" + now.stage().name().toLowerCase(Locale.ROOT)));
    values.put("tone", tone(now));
    values.put("moving", now.stage().isMoving());
    values.put("started", now.run().isPresent());
    values.put("max", Long.toString(Math.max(1, tally.selected())));
    values.put("value", Long.toString(through));
    values.put("through", words.say("run-through", through, tally.selected()));
    values.put("counts", counts(tally));
    now.pace()
        .filter(pace -> now.stage() == RunNow.Stage.RUNNING)
        .ifPresent(
            pace ->
                values.put(
                    "pace",
                    words.say("run-pace", Math.round(pace.perSecond()), act.left(pace.left()))));
    values.put("waiting", said(now.waiting()));
    values.put("trouble", said(now.trouble()));
    values.put("parts", now.parts().stream().map(this::part).toList());
    return values;
  }

  /** What becomes of the accounts of the same people in another directory. */
  private Map<String, Object> part(RunNow.Part part) {
    Tally tally = part.tally();
    return Map.of(
        "run",
        part.run().id(),
        "text",
        words.say(
            "run-part",
            part.run().directory(),
            tally.applied() + tally.alreadySo(),
            tally.selected()));
  }

  private static String tone(RunNow now) {
    return switch (now.stage()) {
      case DONE -> now.tally().hasFailures() ? "danger" : "ok";
      case WAITING, SHOWS, PAUSED, STOPPED, STOPPING -> "warn";
      case DROPPED -> "danger";
      case PLANNED, QUEUED, RUNNING, RESTS -> "";
    };
  }

  private List<Map<String, Object>> counts(Tally tally) {
    List<Map<String, Object>> counts = new ArrayList<>();
    long parked = tally.parked() - tally.open();
    counts.add(act.count("run-applied", tally.applied(), "ok"));
    add(counts, "run-already", tally.alreadySo(), "");
    add(counts, "run-skipped", tally.skipped(), "");
    add(counts, "run-failed", tally.failed(), "danger");
    add(counts, "run-parked", parked, "danger");
    add(counts, "run-open", tally.open(), "");
    return counts;
  }

  private void add(List<Map<String, Object>> counts, String key, long people, String tone) {
    if (people > 0) {
      counts.add(act.count(key, people, tone));
    }
  }

  /**
   * Who asked for it, and why.
   *
   * @param login of the one account, where it is one and known; else empty
   */
  Map<String, Object> about(RunNow now, String login) {
    Map<String, Object> values = new HashMap<>();
    Action action = now.run().map(Run::action).orElseGet(() -> now.plan().orElseThrow().action());
    values.put("title", act.act(action, now.people(), now.people() == 1 ? login : ""));
    values.put(
        "actor", now.run().map(Run::actor).or(() -> planner(now)).map(Printable::line).orElse(""));
    values.put("reason", reason(now));
    values.put("job", now.run().flatMap(Run::job).map(Printable::line).orElse(""));
    values.put(
        "directory",
        now.run().map(Run::directory).orElseGet(() -> now.plan().orElseThrow().directory()));
    values.put(
        "approver",
        now.plan()
            .flatMap(PendingPlan::approver)
            .map(person -> words.say("run-approved", Printable.line(person.login())))
            .orElse(""));
    now.run().ifPresent(run -> values.put("began", act.at(run.startedAt())));
    now.run().flatMap(Run::endedAt).ifPresent(at -> values.put("ended", act.at(at)));
    now.run()
        .flatMap(Run::stoppedBy)
        .filter(why -> now.stage() == RunNow.Stage.STOPPED || now.stage() == RunNow.Stage.PAUSED)
        .ifPresent(why -> values.put("stopped", said(why)));
    values.put("dropped", now.plan().map(PendingPlan::dropped).map(this::said).orElse(""));
    return values;
  }

  /** A sentence of the core, in the page's language. */
  private String said(String english) {
    return Printable.sentence(CoreWords.say(words, english));
  }

  private static Optional<String> planner(RunNow now) {
    return now.plan().map(plan -> plan.planner().person().login());
  }

  private static String reason(RunNow now) {
    return Printable.line(
        now.run().map(Run::reason).or(() -> now.plan().map(PendingPlan::reason)).orElse(""));
  }

  /** Those of one outcome and one reason. */
  private static final class Group {
    private final Item.State state;
    private final String reason;
    private final List<String> named = new ArrayList<>();
    private String detail = "";
    private long people;

    Group(Item item) {
      this.state = item.state();
      this.reason = item.reason();
    }

    void add(Item item) {
      people++;
      if (named.size() < NAMED) {
        named.add(Printable.line(item.login()));
        detail = item.detail();
      }
    }
  }

  /** Who was not done and why, what failed first; nothing of whoever is open still. */
  List<Map<String, Object>> reasons(ActRuns runs, Sight sight, String id, RunNow now) {
    Map<String, Group> groups = new TreeMap<>();
    Consumer<Item> grouped =
        item -> {
          if (item.state().isOutcome() && item.state() != Item.State.APPLIED) {
            String key = order(item.state()) + item.reason();
            groups.computeIfAbsent(key, k -> new Group(item)).add(item);
          }
        };
    runs.items(sight, id, grouped);
    now.parts().forEach(part -> runs.items(sight, part.run().id(), grouped));
    return groups.values().stream().map(this::shown).toList();
  }

  private static int order(Item.State state) {
    return switch (state) {
      case FAILED -> 0;
      case PARKED -> 1;
      case SKIPPED -> 2;
      default -> 3;
    };
  }

  private Map<String, Object> shown(Group group) {
    Map<String, Object> shown = new HashMap<>();
    boolean bad = order(group.state) < 2;
    shown.put("people", words.say("people", group.people));
    shown.put("why", act.why(group.reason));
    shown.put("bad", bad);
    shown.put("mend", act.mend(group.reason));
    shown.put("detail", bad ? Printable.line(group.detail) : "");
    shown.put("named", String.join(", ", group.named));
    shown.put(
        "more",
        group.people > group.named.size()
            ? words.say("run-and-more", group.people - group.named.size())
            : "");
    return shown;
  }

  /** What became of its messages; empty where it owes none. */
  List<String> mailed(Map<Message.State, Long> messages) {
    List<String> mailed = new ArrayList<>();
    messages.forEach(
        (state, count) ->
            mailed.add(words.say("mailed-" + state.name().toLowerCase(Locale.ROOT), count)));
    return mailed;
  }
}
