package org.keyturn.agent.web;

import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.keyturn.agent.account.AccountId;
import org.keyturn.agent.account.Action;
import org.keyturn.agent.account.Secret;
import org.keyturn.agent.console.Acts;
import org.keyturn.agent.console.Approved;
import org.keyturn.agent.console.Ask;
import org.keyturn.agent.console.Care;
import org.keyturn.agent.console.Command;
import org.keyturn.agent.console.Confirmed;
import org.keyturn.agent.console.Frozen;
import org.keyturn.agent.console.Permit;
import org.keyturn.agent.console.Work;
import org.keyturn.agent.directory.DirectoryException;
import org.keyturn.agent.journal.PendingPlan;
import org.keyturn.agent.plan.PlanCursor;
import org.keyturn.agent.plan.PlanException;
import org.keyturn.agent.plan.PlanOptions;

/**
 * {@code /admin/plan}: every act is looked at before it is confirmed, and approved if it must be.
 */
final class PlanPages {

  static final String PATH = "/admin/plan";

  private static final int WRONG = 422;
  private static final int AWAY = 503;
  private static final int LONGEST_REASON = 500;

  private final Acts acts;
  private final MakingPages making;
  private final Reception reception;
  private final Picks picks;
  private final Work work;
  private final Clock clock;

  PlanPages(
      Acts acts, MakingPages making, Reception reception, Picks picks, Work work, Clock clock) {
    this.acts = acts;
    this.making = making;
    this.reception = reception;
    this.picks = picks;
    this.work = work;
    this.clock = clock;
  }

  List<Route> routes() {
    return List.of(
        Route.get(PATH, Care.class, this::show).withQuery("plan", "page"),
        Route.post(PATH, Care.class, this::freeze),
        Route.post(PATH + "/options", Care.class, this::again),
        Route.post(PATH + "/confirm", Care.class, this::confirm),
        Route.post(PATH + "/approve", Command.class, this::approve),
        Route.post(PATH + "/drop", Care.class, this::drop));
  }

  /** From a list of people, a person's page, or the page of jobs. */
  private Answer freeze(Exchange exchange, Care care) {
    Form form = exchange.form();
    if (!form.text("job").isBlank()) {
      return job(exchange, care);
    }
    Permit permit =
        Action.byId(form.text("act"))
            .flatMap(action -> Permit.of(care, form.text("directory"), action))
            .orElseThrow(() -> new Refusal(asked(form)));
    PlanForm asked = new PlanForm(form, work.deliveries());
    List<AccountId> ids = asked.picked();
    Ask ask =
        form.text("all").equals("1")
            ? picks.ask(permit.directory(), form, n -> asked.usual(permit.action(), n))
            : Ask.picked(ids, false, asked.usual(permit.action(), ids.size()));
    return making.begin(exchange, care, () -> acts.plan(permit, ask));
  }

  /** What makes no sense is a bad request; what makes sense, and is not theirs, is forbidden. */
  private static int asked(Form form) {
    return Action.byId(form.text("act")).isPresent() ? Refusal.FORBIDDEN : Refusal.BAD_REQUEST;
  }

  private Answer job(Exchange exchange, Care care) {
    if (care instanceof Command admin) {
      String job = exchange.form().text("job");
      return making.begin(exchange, care, () -> acts.job(admin, job));
    }
    throw new Refusal(Refusal.FORBIDDEN);
  }

  /**
   * The frozen one is carried out as it is: other options are another plan, for the same people.
   */
  private Answer again(Exchange exchange, Care care) {
    PendingPlan pending = pending(exchange, care);
    Permit permit =
        Permit.of(care, pending.directory(), pending.action())
            .filter(p -> Acts.isOwn(care, pending))
            .orElseThrow(() -> new Refusal(Refusal.FORBIDDEN));
    Entered entered = new Entered();
    PlanOptions options =
        new PlanForm(exchange.form(), work.deliveries())
            .chosen(pending.action(), exchange.words(), entered);
    if (!entered.isFine()) {
      return view(exchange, care, pending, entered, WRONG);
    }
    return making.begin(
        exchange,
        care,
        () -> {
          PendingPlan other =
              acts.plan(permit, Ask.picked(ids(care, pending), pending.searched(), options));
          boolean unused = acts.drop(care, pending.id(), "planned again with other options");
          return other;
        });
  }

  private List<AccountId> ids(Care care, PendingPlan pending) {
    List<AccountId> ids = new ArrayList<>();
    try (Frozen frozen = acts.open(care, pending);
        PlanCursor accounts = frozen.first().accounts()) {
      accounts.forEachRemaining(account -> ids.add(account.id()));
    }
    return ids;
  }

  /** The plan that a query or a form names. */
  private PendingPlan pending(Exchange exchange, Care care) {
    String id = exchange.query("plan").orElseGet(() -> exchange.form().text("plan"));
    if (id.isBlank()) {
      throw new Refusal(Refusal.BAD_REQUEST);
    }
    return acts.find(care, id).orElseThrow(() -> new Refusal(Refusal.NOT_FOUND));
  }

  private Answer show(Exchange exchange, Care care) {
    return view(exchange, care, pending(exchange, care), new Entered(), 200);
  }

  private Answer view(
      Exchange exchange, Care care, PendingPlan pending, Entered entered, int status) {
    if (!pending.isOpen()) {
      return Answer.seeOther(RunNowPages.PATH + "?run=" + pending.id());
    }
    Words words = exchange.words();
    ActWords act = new ActWords(words, clock.instant());
    try (Frozen frozen = acts.open(care, pending)) {
      Map<String, Object> values =
          new HashMap<>(
              new PlanSight(words, act, work.deliveries(), work.elsewhere(frozen))
                  .values(care, pending, frozen, page(exchange), needsProof(exchange, pending)));
      values.put("approves", care instanceof Command && !Acts.isOwn(care, pending));
      values.put("said", exchange.form().text("reason"));
      return entered.view(status, "plan", values);
    } catch (PlanException e) {
      return MakingPages.refused(exchange, List.of(words.say("plan-changed")), WRONG);
    }
  }

  private static int page(Exchange exchange) {
    String page = exchange.query("page").orElse("1");
    if (!page.matches("[1-9][0-9]{0,5}")) {
      throw new Refusal(Refusal.BAD_REQUEST);
    }
    return Integer.parseInt(page);
  }

  private boolean needsProof(Exchange exchange, PendingPlan pending) {
    return (pending.grave() || pending.state() == PendingPlan.State.WAITING)
        && !reception.isFresh(exchange);
  }

  private Answer confirm(Exchange exchange, Care care) {
    PendingPlan pending = pending(exchange, care);
    Words words = exchange.words();
    Entered entered = new Entered();
    String reason = exchange.form().text("reason").strip();
    if (reason.isEmpty() || reason.length() > LONGEST_REASON) {
      entered.wrong("reason", words.say(reason.isEmpty() ? "wrong-no-reason" : "wrong-reason"));
    }
    if (pending.state() == PendingPlan.State.PLANNED && Acts.isOwn(care, pending)) {
      prove(exchange, pending, entered);
    }
    if (!entered.isFine()) {
      return view(exchange, care, pending, entered, WRONG);
    }
    try (Secret typed = exchange.form().secret("new")) {
      Confirmed confirmed =
          acts.confirm(care, pending.id(), exchange.form().text("checksum"), reason, typed);
      return told(exchange, care, pending, confirmed);
    } catch (DirectoryException e) {
      entered.wrong("confirm", words.say("not-done-away"));
      return view(exchange, care, pending, entered, AWAY);
    }
  }

  /** A bulk act, or one on somebody who can do more than others, takes the password again. */
  private void prove(Exchange exchange, PendingPlan pending, Entered entered) {
    if (!needsProof(exchange, pending)) {
      return;
    }
    Words words = exchange.words();
    try (Secret password = exchange.form().secret("password")) {
      if (password.length() == 0) {
        entered.wrong("password", words.say("wrong-no-own"));
      } else if (!reception.prove(exchange, password)) {
        entered.wrong("password", words.say("wrong-own"));
      }
    } catch (People.TooOften e) {
      entered.wrong("password", words.say("wrong-too-often"));
    } catch (DirectoryException e) {
      entered.wrong("password", words.say("not-done-away"));
    }
  }

  private Answer told(Exchange exchange, Care care, PendingPlan pending, Confirmed confirmed) {
    Words words = exchange.words();
    Entered entered = new Entered();
    switch (confirmed.kind()) {
      case BEGUN, ALREADY, WAITING -> {
        return Answer.seeOther(RunNowPages.PATH + "?run=" + pending.id());
      }
      case NOT_YOURS -> throw new Refusal(Refusal.FORBIDDEN);
      case ANOTHER -> {
        return MakingPages.refused(exchange, List.of(words.say("plan-changed")), WRONG);
      }
      case TOO_OLD -> {
        return MakingPages.refused(exchange, List.of(words.say("plan-too-old")), WRONG);
      }
      case NOTHING -> entered.wrong("confirm", words.say("plan-nobody"));
      case NOT_TYPED -> entered.wrong("new", words.say("wrong-not-typed"));
      case UNDELIVERABLE, PASSWORD -> {
        String field = confirmed.kind() == Confirmed.Kind.PASSWORD ? "new" : "confirm";
        confirmed.why().forEach(why -> entered.wrong(field, CoreWords.say(words, why)));
      }
    }
    return view(exchange, care, pending, entered, WRONG);
  }

  private Answer approve(Exchange exchange, Command admin) {
    PendingPlan pending = pending(exchange, admin);
    Entered entered = new Entered();
    if (pending.state() == PendingPlan.State.WAITING && !Acts.isOwn(admin, pending)) {
      prove(exchange, pending, entered);
    }
    if (!entered.isFine()) {
      return view(exchange, admin, pending, entered, WRONG);
    }
    Approved approved;
    try {
      approved = acts.approve(admin, pending.id(), exchange.form().text("checksum"));
    } catch (DirectoryException e) {
      return MakingPages.away(exchange, e);
    }
    Words words = exchange.words();
    return switch (approved) {
      case BEGUN -> Answer.seeOther(RunNowPages.PATH + "?run=" + pending.id());
      case OWN -> MakingPages.refused(exchange, List.of(words.say("plan-own")), Refusal.FORBIDDEN);
      case ANOTHER -> MakingPages.refused(exchange, List.of(words.say("plan-changed")), WRONG);
      case TOO_OLD -> MakingPages.refused(exchange, List.of(words.say("plan-too-old")), WRONG);
      case LAPSED -> MakingPages.refused(exchange, List.of(words.say("plan-lapsed")), WRONG);
      case NOT_WAITING ->
          MakingPages.refused(exchange, List.of(words.say("plan-not-waiting")), WRONG);
    };
  }

  private Answer drop(Exchange exchange, Care care) {
    PendingPlan pending = pending(exchange, care);
    String why = Acts.isOwn(care, pending) ? "thought better of" : "refused";
    if (!acts.drop(care, pending.id(), why) && pending.isOpen()) {
      throw new Refusal(Refusal.FORBIDDEN);
    }
    return Answer.seeOther(RunNowPages.PATH + "?run=" + pending.id());
  }
}
