package org.keyturn.agent.web;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.keyturn.agent.account.Action;
import org.keyturn.agent.console.Acts;
import org.keyturn.agent.console.Braking;
import org.keyturn.agent.console.Care;
import org.keyturn.agent.console.Frozen;
import org.keyturn.agent.journal.PendingPlan;
import org.keyturn.agent.plan.Plan;
import org.keyturn.agent.plan.PlanCursor;
import org.keyturn.agent.plan.PlanHeader;
import org.keyturn.agent.plan.PlanOptions;
import org.keyturn.agent.plan.PlannedAccount;
import org.keyturn.agent.plan.PlannedAccount.Verdict;
import org.keyturn.agent.plan.Printable;

/** What the page of a plan shows: what happens to whom, who is left alone, what the brake says. */
final class PlanSight {

  /** Accounts on a page. */
  static final int ROWS = 50;

  private static final Set<Action> WITH_OPTIONS =
      Set.of(Action.RESET, Action.REMOVE, Action.RESTORE);

  private final Words words;
  private final ActWords act;
  private final List<String> deliveries;
  private final List<String> elsewhere;

  /**
   * @param deliveries how new passwords can reach people here
   * @param elsewhere where the same people have accounts that are left as they are
   */
  PlanSight(Words words, ActWords act, List<String> deliveries, List<String> elsewhere) {
    this.words = words;
    this.act = act;
    this.deliveries = deliveries;
    this.elsewhere = elsewhere;
  }

  /** Whom it means: a page of them, and the one that it changes where that is one. */
  record Rows(List<Map<String, Object>> rows, String one) {}

  Map<String, Object> values(
      Care care, PendingPlan pending, Frozen frozen, int page, boolean proof) {
    PlanHeader header = frozen.header();
    Rows rows = rows(frozen, page);
    String title = act.act(header.action(), frozen.people(), rows.one());
    boolean own = Acts.isOwn(care, pending);
    Map<String, Object> values = new HashMap<>();
    values.put("title", title);
    values.put("do", title);
    values.put("approve", words.say("plan-approve", title));
    values.put("plan", pending.id());
    values.put("back", PlanPages.PATH + "?plan=" + pending.id());
    values.put("checksum", pending.checksum());
    values.put("directory", header.directory());
    values.put("of", words.say("plan-of", header.selected(), header.directory()));
    values.put("job", header.job().map(Printable::line).orElse(""));
    values.put("what", header.action() == Action.UNDO ? undoes(header) : act.what(header.action()));
    values.put("how", how(header));
    values.put("rows", rows.rows());
    values.put("linked", frozen.isLinked());
    values.put("counts", counts(pending, frozen));
    values.put("skipped", skipped(frozen));
    values.put("brake", words.say("plan-brake", brake(pending.brake(), frozen.isLinked())));
    values.put("tripped", pending.tripped());
    if (!elsewhere.isEmpty()) {
      values.put("elsewhere-too", words.say("plan-elsewhere", String.join(", ", elsewhere)));
    }
    values.put("nobody", frozen.changes() == 0);
    values.put("planned", act.at(pending.createdAt()));
    values.put("until", act.at(pending.validUntil()));
    values.put("planner", Printable.line(pending.planner().person().login()));
    values.put("reason", Printable.line(pending.reason()));
    values.put("mine", own && pending.state() == PendingPlan.State.PLANNED);
    values.put("waits", pending.state() == PendingPlan.State.WAITING);
    values.put("open", pending.isOpen());
    values.put("proof", proof);
    values.put("danger", Set.of(Action.REMOVE, Action.PURGE).contains(header.action()));
    values.put("typed", mayType(frozen));
    values.put("pages", pages(pending, frozen.selected(), page));
    if (own && header.job().isEmpty() && WITH_OPTIONS.contains(header.action())) {
      values.put("options", options(header));
    }
    return values;
  }

  /** Of several directories what it says of each. */
  private String brake(String says, boolean linked) {
    return linked
        ? Stream.of(says.split(Braking.SEPARATOR, -1))
            .map(
                one -> {
                  int end = one.indexOf(": ") + 2;
                  return one.substring(0, end) + CoreWords.say(words, one.substring(end));
                })
            .collect(Collectors.joining(Braking.SEPARATOR))
        : CoreWords.say(words, says);
  }

  private String undoes(PlanHeader header) {
    return words.say("plan-undoes", header.options().undoes().orElse(""));
  }

  private Rows rows(Frozen frozen, int page) {
    List<Map<String, Object>> rows = new ArrayList<>();
    String one = "";
    int i = 0;
    for (Plan plan : frozen.plans()) {
      try (PlanCursor accounts = plan.accounts()) {
        for (; accounts.hasNext() && (i < page * ROWS || one.isEmpty()); i++) {
          PlannedAccount account = accounts.next();
          if (account.verdict() == Verdict.CHANGE && one.isEmpty()) {
            one = account.login();
          }
          if (i >= (page - 1) * ROWS && i < page * ROWS) {
            rows.add(row(plan.header(), account));
          }
        }
      }
    }
    return new Rows(rows, one);
  }

  private Map<String, Object> row(PlanHeader header, PlannedAccount account) {
    Map<String, Object> row = new HashMap<>();
    boolean forGood = header.action() == Action.PURGE;
    row.put("where", header.directory());
    row.put("login", Printable.line(account.login()));
    row.put("dn", Printable.line(account.dn()));
    boolean change = account.verdict() == Verdict.CHANGE;
    row.put("change", change);
    row.put("tone", forGood ? "danger" : "ok");
    String changes = words.say(forGood ? "plan-deletes" : "plan-changes");
    row.put("why", change ? changes : act.why(account.reason()));
    row.put("detail", Printable.line(account.detail()));
    return row;
  }

  private List<Map<String, Object>> counts(PendingPlan pending, Frozen frozen) {
    List<Map<String, Object>> counts = new ArrayList<>();
    boolean forGood = frozen.header().action() == Action.PURGE;
    counts.add(
        act.count(
            forGood ? "plan-will-delete" : "plan-will",
            frozen.people(),
            forGood ? "danger" : "ok"));
    if (frozen.isLinked()) {
      for (Plan plan : frozen.plans()) {
        PlanHeader header = plan.header();
        counts.add(
            Map.of(
                "text",
                words.say("plan-accounts-in", header.changes(), header.directory()),
                "tone",
                ""));
      }
    }
    if (frozen.alreadySo() > 0) {
      counts.add(act.count("plan-already", frozen.alreadySo(), ""));
    }
    if (frozen.skipped() > 0) {
      counts.add(act.count("plan-skipped", frozen.skipped(), "warn"));
    }
    if (pending.gone() > 0) {
      counts.add(act.count("plan-gone", pending.gone(), "warn"));
    }
    return counts;
  }

  private List<Map<String, Object>> skipped(Frozen frozen) {
    List<Map<String, Object>> skipped = new ArrayList<>();
    frozen
        .reasons()
        .forEach(
            (reason, people) ->
                skipped.add(Map.of("people", words.say("people", people), "why", act.why(reason))));
    return skipped;
  }

  /** How new passwords reach people, and the like, as it is frozen. */
  private List<String> how(PlanHeader header) {
    PlanOptions options = header.options();
    List<String> how = new ArrayList<>();
    if (!options.deliver().isEmpty()) {
      how.add(words.say("deliver-" + options.deliver()));
    }
    options.deliverTo().ifPresent(to -> how.add(words.say("plan-to", Printable.line(to))));
    if (header.action() == Action.RESET) {
      how.add(words.say(options.mustChange() ? "plan-must-change" : "plan-may-keep"));
    }
    options
        .lifecycle()
        .purgeAfter()
        .ifPresent(time -> how.add(words.say("plan-purge-after", time.toDays())));
    if (options.lifecycle().tellManager()) {
      how.add(words.say("plan-tells-manager"));
    }
    if (options.lifecycle().partial()) {
      how.add(words.say("plan-partial"));
    }
    return how;
  }

  private static boolean mayType(Frozen frozen) {
    PlanHeader header = frozen.header();
    return header.action() == Action.RESET
        && frozen.people() == 1
        && header.changes() == 1
        && Set.of("show", "mail").contains(header.options().deliver());
  }

  private Map<String, Object> options(PlanHeader header) {
    PlanOptions options = header.options();
    Map<String, Object> values = new HashMap<>();
    if (header.action() == Action.RESET) {
      values.put(
          "reset",
          Map.of(
              "deliveries",
              deliveries.stream()
                  .filter(how -> !how.equals("show") || header.selected() == 1)
                  .map(
                      how ->
                          Map.of(
                              "id",
                              how,
                              "label",
                              words.say("deliver-" + how),
                              "chosen",
                              how.equals(options.deliver())))
                  .toList(),
              "one",
              header.selected() == 1,
              "to",
              options.deliverTo().orElse(""),
              "keep",
              !options.mustChange()));
    } else if (header.action() == Action.REMOVE) {
      values.put(
          "remove",
          Map.of(
              "days",
              options
                  .lifecycle()
                  .purgeAfter()
                  .map(Duration::toDays)
                  .map(String::valueOf)
                  .orElse(""),
              "tell",
              options.lifecycle().tellManager()));
    } else {
      values.put(
          "restore",
          Map.of(
              "partial",
              options.lifecycle().partial(),
              "can-link",
              deliveries.contains("link"),
              "link",
              options.deliver().equals("link")));
    }
    return values;
  }

  private Map<String, Object> pages(PendingPlan pending, long accounts, int page) {
    Map<String, Object> pages = new HashMap<>();
    long last = Math.max(1, (accounts + ROWS - 1) / ROWS);
    if (last > 1) {
      pages.put("text", words.say("page-of", page, last));
      String path = PlanPages.PATH + "?plan=" + pending.id() + "&page=";
      pages.put("before", page > 1 ? path + (page - 1) : "");
      pages.put("after", page < last ? path + (page + 1) : "");
    }
    return pages;
  }
}
