package org.keyturn.agent.web;

import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.keyturn.agent.account.Action;
import org.keyturn.agent.console.ActDesk;
import org.keyturn.agent.console.ActRuns;
import org.keyturn.agent.console.Acts;
import org.keyturn.agent.console.Care;
import org.keyturn.agent.console.Command;
import org.keyturn.agent.console.RunNow;
import org.keyturn.agent.console.RunNow.Stage;
import org.keyturn.agent.console.Sight;
import org.keyturn.agent.directory.DirectoryException;
import org.keyturn.agent.journal.Item;
import org.keyturn.agent.journal.Outbox;
import org.keyturn.agent.journal.Run;
import org.keyturn.agent.plan.Printable;

/** {@code /admin/run}: one run while it goes and afterwards. */
final class RunNowPages {

  static final String PATH = "/admin/run";

  private static final int AWAY = 503;

  /** New passwords, messages and deleted entries do not come back. */
  private static final Set<Action> FOR_GOOD =
      Set.of(Action.RESET, Action.REMIND, Action.PURGE, Action.RESTORE);

  private static final Set<Stage> STOPPABLE = Set.of(Stage.QUEUED, Stage.RUNNING, Stage.RESTS);

  private final ActDesk desk;
  private final ActRuns runs;
  private final Outbox outbox;
  private final MakingPages making;
  private final Clock clock;

  RunNowPages(ActDesk desk, MakingPages making, Outbox outbox, Clock clock) {
    this.making = making;
    this.desk = desk;
    this.runs = desk.runs();
    this.outbox = outbox;
    this.clock = clock;
  }

  List<Route> routes() {
    return List.of(
        Route.get(PATH, Sight.class, this::show).withQuery("run"),
        Route.get(PATH + "/events", Sight.class, this::event).withQuery("run"),
        Route.get(PATH + "/sheet", Care.class, this::sheet).withQuery("run"),
        Route.post(PATH + "/stop", Care.class, this::stop),
        Route.post(PATH + "/resume", Care.class, this::resume),
        Route.post(PATH + "/passwords", Care.class, this::passwords),
        Route.post(PATH + "/undo", Command.class, this::undo));
  }

  private static String id(Exchange exchange) {
    String id = exchange.query("run").orElseGet(() -> exchange.form().text("run"));
    if (id.isBlank()) {
      throw new Refusal(Refusal.BAD_REQUEST);
    }
    return id;
  }

  private RunNow now(Sight sight, String id) {
    return runs.now(sight, id).orElseThrow(() -> new Refusal(Refusal.NOT_FOUND));
  }

  private Answer show(Exchange exchange, Sight sight) {
    String id = id(exchange);
    RunNow now = now(sight, id);
    if (now.stage() == Stage.PLANNED && sight instanceof Care) {
      return Answer.seeOther(PlanPages.PATH + "?plan=" + id);
    }
    Words words = exchange.words();
    RunSight shown = new RunSight(words, new ActWords(words, clock.instant()));
    Map<String, Object> values = new HashMap<>(shown.live(id, now));
    values.putAll(shown.about(now, one(sight, id, now)));
    if (!now.stage().isMoving() && now.run().isPresent()) {
      values.put("reasons", shown.reasons(runs, sight, id, now));
      values.put("mailed", shown.mailed(outbox.ofRun(id)));
    }
    if (sight instanceof Care care) {
      values.putAll(mayDo(care, id, now));
    }
    return Answer.view("run", values);
  }

  /** Who it is about, where that is one; else nothing. */
  private String one(Sight sight, String id, RunNow now) {
    List<String> logins = new ArrayList<>();
    if (now.run().isPresent() && now.people() == 1) {
      boolean alone = now.tally().selected() == 1;
      runs.items(
          sight,
          id,
          item -> {
            if (alone || item.state() != Item.State.SKIPPED) {
              logins.add(item.login());
            }
          });
    }
    return logins.size() == 1 ? logins.get(0) : "";
  }

  private Map<String, Object> mayDo(Care care, String id, RunNow now) {
    Map<String, Object> may = new HashMap<>();
    boolean theirs = runs.isTheirs(care, id);
    Stage stage = now.stage();
    may.put("stops", theirs && STOPPABLE.contains(stage));
    may.put("resumes", theirs && (stage == Stage.STOPPED || stage == Stage.PAUSED));
    may.put("shows", stage == Stage.SHOWS && asked(care, now));
    may.put(
        "sheet",
        theirs
            && stage == Stage.DONE
            && now.run().filter(r -> r.options().deliver().equals("sheet")).isPresent());
    may.put(
        "undoes",
        care instanceof Command
            && stage == Stage.DONE
            && now.tally().applied() > 0
            && now.run().map(Run::action).filter(a -> !FOR_GOOD.contains(a)).isPresent());
    may.put("looks", stage == Stage.WAITING);
    return may;
  }

  private static boolean asked(Care care, RunNow now) {
    return now.plan().filter(p -> Acts.isOwn(care, p)).isPresent();
  }

  /**
   * One event and an end: the browser asks again by itself after a second. So whoever watches holds
   * no thread, no connection and none of the places that {@link Limits} gives out.
   */
  private Answer event(Exchange exchange, Sight sight) {
    String id = id(exchange);
    RunNow now = now(sight, id);
    Words words = exchange.words();
    return new Answer.Event(
        now.stage().isMoving() ? "progress" : "end",
        "run-live",
        new RunSight(words, new ActWords(words, clock.instant())).live(id, now));
  }

  private Answer stop(Exchange exchange, Care care) {
    String id = id(exchange);
    if (!runs.stop(care, id)) {
      throw new Refusal(Refusal.FORBIDDEN);
    }
    return Answer.seeOther(PATH + "?run=" + id);
  }

  private Answer resume(Exchange exchange, Care care) {
    String id = id(exchange);
    if (!runs.resume(care, id)) {
      throw new Refusal(Refusal.FORBIDDEN);
    }
    return Answer.seeOther(PATH + "?run=" + id);
  }

  private Answer undo(Exchange exchange, Command admin) {
    String id = id(exchange);
    return making.begin(exchange, admin, () -> desk.acts().undo(admin, id));
  }

  private Answer sheet(Exchange exchange, Care care) {
    return runs.sheet(care, id(exchange))
        .<Answer>map(bytes -> new Answer.Bytes(200, "application/pgp-encrypted", bytes, false))
        .orElseThrow(() -> new Refusal(Refusal.NOT_FOUND));
  }

  /** Once, and only in the answer to whoever asked: what is shown is destroyed. */
  private Answer passwords(Exchange exchange, Care care) {
    String id = id(exchange);
    List<ActRuns.Shown> shown;
    try {
      shown = runs.reveal(care, id);
    } catch (DirectoryException e) {
      return new Answer.View(
          AWAY, "plan-refused", Map.of("why", List.of(exchange.words().say("not-done-away"))));
    }
    if (shown.isEmpty()) {
      throw new Refusal(Refusal.FORBIDDEN);
    }
    try {
      return Answer.view(
          "run-passwords",
          Map.of(
              "run",
              id,
              "passwords",
              shown.stream()
                  .map(
                      one ->
                          Map.of(
                              "login",
                              Printable.line(one.login()),
                              "password",
                              one.password().withChars(String::new)))
                  .toList()));
    } finally {
      shown.forEach(one -> one.password().close());
    }
  }
}
