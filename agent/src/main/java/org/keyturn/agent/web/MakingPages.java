package org.keyturn.agent.web;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.keyturn.agent.console.Care;
import org.keyturn.agent.console.Draft;
import org.keyturn.agent.console.Drafts;
import org.keyturn.agent.console.Nobody;
import org.keyturn.agent.directory.DirectoryException;
import org.keyturn.agent.journal.PendingPlan;
import org.keyturn.agent.plan.PlanException;
import org.keyturn.agent.plan.Printable;
import org.keyturn.agent.plan.SelectionException;
import org.keyturn.agent.run.RunFailure;

/**
 * {@code /admin/plan/making}: a plan that takes longer than a browser should wait is made in the
 * background, and this page looks until it is there.
 */
final class MakingPages {

  private static final String PATH = PlanPages.PATH + "/making";

  private static final int WRONG = 422;
  private static final int AWAY = 503;

  /** Most plans are made sooner, and nobody sees the page. */
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final Drafts drafts;
  private final Clock clock;

  MakingPages(Drafts drafts, Clock clock) {
    this.drafts = drafts;
    this.clock = clock;
  }

  List<Route> routes() {
    return List.of(
        Route.get(PATH, Care.class, this::look).withQuery("draft"),
        Route.get(PATH + "/events", Care.class, this::event).withQuery("draft"));
  }

  /** Leads to the plan, or to where it is waited for; what cannot be planned is told. */
  Answer begin(Exchange exchange, Care care, Supplier<PendingPlan> plan) {
    Optional<Draft> draft = drafts.begin(care, plan);
    return draft.isPresent()
        ? made(exchange, draft.get(), PATIENCE)
            .orElseGet(() -> Answer.seeOther(PATH + "?draft=" + draft.get().id()))
        : refused(exchange, List.of(exchange.words().say("plan-too-many")), AWAY);
  }

  private Answer look(Exchange exchange, Care care) {
    Draft draft = find(exchange, care);
    return made(exchange, draft, Duration.ZERO)
        .orElseGet(() -> Answer.view("plan-making", values(exchange, draft)));
  }

  private Draft find(Exchange exchange, Care care) {
    return exchange
        .query("draft")
        .flatMap(id -> drafts.find(care, id))
        .orElseThrow(() -> new Refusal(Refusal.NOT_FOUND));
  }

  private Map<String, Object> values(Exchange exchange, Draft draft) {
    long seconds = Duration.between(draft.since(), clock.instant()).toSeconds();
    Words words = exchange.words();
    return Map.of(
        "title", words.say("plan-making-title"),
        "draft", draft.id(),
        "since", words.say("plan-making-since", seconds));
  }

  /** One event and an end, as of a run. */
  private Answer event(Exchange exchange, Care care) {
    Draft draft = find(exchange, care);
    return new Answer.Event(
        draft.isMade() ? "end" : "progress", "plan-making-live", values(exchange, draft));
  }

  private static Optional<Answer> made(Exchange exchange, Draft draft, Duration patience) {
    try {
      return draft
          .await(patience)
          .map(plan -> Answer.seeOther(PlanPages.PATH + "?plan=" + plan.id()));
    } catch (Nobody e) {
      return Optional.of(
          refused(exchange, List.of(exchange.words().say("plan-none-picked")), WRONG));
    } catch (SelectionException e) {
      return Optional.of(refused(exchange, e.problems(), WRONG));
    } catch (PlanException | RunFailure e) {
      return Optional.of(refused(exchange, List.of(String.valueOf(e.getMessage())), WRONG));
    } catch (DirectoryException e) {
      return Optional.of(away(exchange, e));
    }
  }

  /** A directory is away, so nothing was changed. */
  static Answer away(Exchange exchange, DirectoryException why) {
    return refused(
        exchange,
        List.of(exchange.words().say("not-done-away"), String.valueOf(why.getMessage())),
        AWAY);
  }

  /** Nothing was changed, and why. */
  static Answer refused(Exchange exchange, List<String> why, int status) {
    return new Answer.View(
        status,
        "plan-refused",
        Map.of(
            "why",
            why.stream()
                .map(w -> Printable.sentence(CoreWords.say(exchange.words(), w)))
                .toList()));
  }
}
