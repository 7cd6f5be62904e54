package org.keyturn.agent.web.api;

import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.keyturn.agent.account.Action;
import org.keyturn.agent.console.ActRuns;
import org.keyturn.agent.console.Acts;
import org.keyturn.agent.console.Care;
import org.keyturn.agent.console.Command;
import org.keyturn.agent.console.RunHistory;
import org.keyturn.agent.console.RunNow;
import org.keyturn.agent.console.Sight;
import org.keyturn.agent.document.Document;
import org.keyturn.agent.document.Shape;
import org.keyturn.agent.journal.Campaign;
import org.keyturn.agent.journal.Campaigns;
import org.keyturn.agent.journal.Item;
import org.keyturn.agent.journal.Run;
import org.keyturn.agent.journal.RunQuestion;
import org.keyturn.agent.journal.Tally;
import org.keyturn.agent.report.CampaignDocument;
import org.keyturn.agent.report.RunDocument;

/** What was done and is being done. */
public final class RunOperations extends Operations {

  private static final String RUN = "/runs/{run}";
  private static final int PAGE = 50;
  private static final int LONGEST_PAGE = 500;

  /**
   * @param accounts gives them to its sink one by one; empty where they are not asked for
   */
  private record Told(
      Run run,
      Tally tally,
      String stands,
      Optional<Campaign> campaign,
      Optional<Consumer<Consumer<Item>>> accounts) {}

  private static final Document<Told> ONE =
      RunDocument.KEYS
          .<Told>from(t -> new RunDocument.Told(t.run(), t.tally()))
          .text("stands", "Where it stands, in one word.", Told::stands)
          .object(
              "campaign",
              "Its waves, where it has some.",
              CampaignDocument.KEYS,
              t -> new CampaignDocument.Told(t.campaign().orElseThrow(), t.tally()))
          .where(t -> t.campaign().isPresent())
          .stream(
              "accounts",
              "Each account, where details are asked for.",
              RunDocument.ACCOUNT,
              (BiConsumer<Told, Consumer<Item>>)
                  (t, sink) -> t.accounts().orElseThrow().accept(sink))
          .where(t -> t.accounts().isPresent());

  private record Page(List<Told> runs, Optional<String> next) {}

  private static final Document<Page> PAGES =
      Document.<Page>of("Runs")
          .list("runs", "The newest first.", ONE, Page::runs)
          .maybe("next", "As before, for those that are older; null: there are none.", Page::next);

  private static final Document<ActRuns.Shown> PASSWORD =
      Document.<ActRuns.Shown>of("Password")
          .text("login", "Whose.", ActRuns.Shown::login)
          .secret("password", "To be shown to nobody else.", ActRuns.Shown::password);

  private record Shown(List<ActRuns.Shown> all) implements Secrets {
    @Override
    public void close() {
      all.forEach(one -> one.password().close());
    }
  }

  private static final Document<Shown> PASSWORDS =
      Document.<Shown>of("Passwords")
          .list("passwords", "They are destroyed with this answer.", PASSWORD, Shown::all);

  private record Sealed(String run, String base64) {}

  private static final Document<Sealed> SHEET =
      Document.<Sealed>of("Sheet")
          .text("run", "Whose new passwords are in it.", Sealed::run)
          .text("pgp", "An OpenPGP message (RFC 9580), in base64.", Sealed::base64);

  private final ActRuns runs;
  private final Acts acts;
  private final RunHistory history;
  private final Campaigns campaigns;

  public RunOperations(ActRuns runs, Acts acts, RunHistory history, Campaigns campaigns) {
    this.runs = runs;
    this.acts = acts;
    this.history = history;
    this.campaigns = campaigns;
  }

  @Override
  String tag() {
    return "runs";
  }

  @Override
  List<Operation<?, ?>> all() {
    return List.of(
        Operation.get("/runs", Sight.class, "listRuns", "Runs, the newest first")
            .query(
                "state",
                Shape.word(Stream.of(RunQuestion.Kind.values()).map(RunQuestion.Kind::id).toList()),
                "What became of it.")
            .query("job", Shape.text(PathPattern.VALUE), "The config's job.")
            .query(
                "action",
                Shape.word(Stream.of(Action.values()).map(Action::id).toList()),
                "What it does.")
            .query("actor", Shape.text(200), "Who asked for it.")
            .query("before", Shape.text(PathPattern.VALUE), "A run: only older ones.")
            .query("limit", new Shape.Number(1, LONGEST_PAGE), "How many; 50.")
            .answers(PAGES, (call, sight) -> page(call, sight)),
        Operation.get(RUN, Sight.class, "getRun", "One run")
            .query("details", new Shape.Flag(), "Whether each account is told.")
            .answers(ONE, (call, sight) -> now(call, sight)),
        Operation.post(RUN + "/stop", Care.class, "stopRun", "Let its writes end, and no more")
            .starts(ONE, RunOperations::place, this::stop),
        Operation.post(RUN + "/resume", Care.class, "resumeRun", "Go on with a run that stopped")
            .starts(ONE, RunOperations::place, this::resume),
        Operation.post(RUN + "/undo", Command.class, "undoRun", "Plan what takes it back")
            .creates(
                PlanDocuments.PLAN,
                t -> "/plans/" + t.plan().id(),
                (call, admin) ->
                    PlanOperations.told(acts, admin, acts.undo(admin, found(call, admin).id()))),
        Operation.get(
                RUN + "/sheet",
                Care.class,
                "getSheet",
                "The sheet of a reset with deliver sheet, sealed for those who may open it")
            .answers(SHEET, this::sheet),
        Operation.post(
                RUN + "/passwords",
                Care.class,
                "revealPasswords",
                "The passwords of a reset with deliver show, once, to the token that asked for it")
            .inSecret()
            .answers(PASSWORDS, this::reveal));
  }

  private static String place(Told told) {
    return "/runs/" + told.run().id();
  }

  private Page page(Call call, Sight sight) {
    RunQuestion question =
        new RunQuestion(
            call.text("state").flatMap(RunOperations::kind),
            call.text("job").orElse(""),
            call.text("action").flatMap(Action::byId),
            call.text("actor").orElse(""));
    String before = call.text("before").orElse("");
    if (!before.isEmpty() && runs.now(sight, before).flatMap(RunNow::run).isEmpty()) {
      throw Problem.wrong(
          Problem.Kind.BAD_REQUEST, List.of(new Problem.Fault("before", "there is no such run")));
    }
    RunHistory.Page page = history.page(sight, question, before, (int) call.number("limit", PAGE));
    List<Told> told =
        page.lines().stream()
            .map(
                line ->
                    new Told(
                        line.run(),
                        line.tally(),
                        line.state().toString(),
                        line.campaign(),
                        Optional.empty()))
            .toList();
    return new Page(
        told, page.more() ? Optional.of(told.get(told.size() - 1).run().id()) : Optional.empty());
  }

  private static Optional<RunQuestion.Kind> kind(String id) {
    return Stream.of(RunQuestion.Kind.values()).filter(kind -> kind.id().equals(id)).findFirst();
  }

  private Told now(Call call, Sight sight) {
    Run run = found(call, sight);
    RunNow now = runs.now(sight, run.id()).orElseThrow();
    Optional<Consumer<Consumer<Item>>> accounts =
        call.flag("details")
            ? Optional.of(sink -> runs.items(sight, run.id(), sink))
            : Optional.empty();
    return new Told(
        run,
        now.own(),
        now.stage().name().toLowerCase(Locale.ROOT),
        campaigns.find(run.id()),
        accounts);
  }

  private Run found(Call call, Sight sight) {
    String id = call.path("run");
    RunNow now = runs.now(sight, id).orElseThrow(() -> Problem.notFound("There is no run " + id));
    if (now.run().isEmpty()) {
      throw now.stage() == RunNow.Stage.QUEUED
          ? Problem.later(
              Problem.Kind.UNAVAILABLE,
              "It has not begun yet" + (now.trouble().isEmpty() ? "" : ": " + now.trouble()),
              Duration.ofSeconds(1))
          : Problem.notFound("It is a plan that is not carried out: see /plans/" + id);
    }
    return now.run().get();
  }

  private Told stop(Call call, Care care) {
    Run run = open(call, care);
    if (!runs.stop(care, run.id())) {
      throw notTheirs();
    }
    return now(call, care);
  }

  private Told resume(Call call, Care care) {
    Run run = open(call, care);
    if (!runs.isTheirs(care, run.id())) {
      throw notTheirs();
    } else if (!runs.resume(care, run.id())) {
      throw Problem.of(Problem.Kind.CONFLICT, "It ended this very moment");
    }
    return now(call, care);
  }

  private Run open(Call call, Sight sight) {
    Run run = found(call, sight);
    if (run.state() == Run.State.DONE) {
      throw Problem.of(Problem.Kind.CONFLICT, "It is done");
    }
    return run;
  }

  private static Problem notTheirs() {
    return Problem.of(Problem.Kind.NOT_ALLOWED, "It is somebody else's run");
  }

  private Shown reveal(Call call, Care care) {
    Run run = found(call, care);
    boolean own =
        runs.now(care, run.id())
            .flatMap(RunNow::plan)
            .filter(plan -> plan.planner().via().equals(care.operator().via()))
            .isPresent();
    if (!own) {
      throw notTheirs();
    }
    List<ActRuns.Shown> shown = runs.reveal(care, run.id());
    if (shown.isEmpty()) {
      throw Problem.of(
          Problem.Kind.CONFLICT, "There are none to be shown: not yet, or they were shown before");
    }
    return new Shown(shown);
  }

  private Sealed sheet(Call call, Care care) {
    Run run = found(call, care);
    if (!runs.isTheirs(care, run.id())) {
      throw notTheirs();
    }
    return runs.sheet(care, run.id())
        .map(sheet -> new Sealed(run.id(), Base64.getEncoder().encodeToString(sheet)))
        .orElseThrow(
            () -> Problem.of(Problem.Kind.CONFLICT, "It has no sheet, or not yet a whole one"));
  }
}
