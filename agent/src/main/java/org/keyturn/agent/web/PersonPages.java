package org.keyturn.agent.web;

import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.keyturn.agent.account.Account;
import org.keyturn.agent.account.AccountId;
import org.keyturn.agent.account.Action;
import org.keyturn.agent.console.Care;
import org.keyturn.agent.console.Command;
import org.keyturn.agent.console.People;
import org.keyturn.agent.console.Sight;
import org.keyturn.agent.directory.Directory;
import org.keyturn.agent.directory.DirectoryException;
import org.keyturn.agent.journal.Ledger;
import org.keyturn.agent.journal.Removal;
import org.keyturn.agent.journal.RemovalStep;
import org.keyturn.agent.plan.Printable;
import org.keyturn.agent.recovery.PortalDirectories;
import org.keyturn.agent.report.Explainer;
import org.keyturn.agent.report.Explanation;

/**
 * {@code /admin/user}: one account, as {@code keyturn explain} tells it, also of who left or is
 * deleted.
 */
public final class PersonPages extends Pages {

  private static final String PATH = "/admin/user";
  private static final int LONGEST_ID = 128;
  private static final int HISTORY = 20;
  private static final int AWAY = 503;

  private final PortalDirectories directories;
  private final People people;
  private final Function<Directory, Explainer> explainers;
  private final Optional<String> operator;
  private final Ledger ledger;
  private final Clock clock;

  /**
   * @param operator in whose name the jobs of the config run; empty: nobody's
   */
  public PersonPages(
      PortalDirectories directories,
      People people,
      Function<Directory, Explainer> explainers,
      Optional<String> operator,
      Ledger ledger,
      Clock clock) {
    this.directories = directories;
    this.people = people;
    this.explainers = explainers;
    this.operator = operator;
    this.ledger = ledger;
    this.clock = clock;
  }

  @Override
  List<Route> routes() {
    return List.of(Route.get(PATH, Sight.class, this::show).withQuery("directory", "id"));
  }

  private Answer show(Exchange exchange, Sight sight) {
    String name = exchange.query("directory").orElse("");
    String id = exchange.query("id").orElse("");
    if (!directories.names().contains(name) || id.isBlank() || id.length() > LONGEST_ID) {
      throw new Refusal(Refusal.NOT_FOUND);
    }
    Instant now = clock.instant();
    try {
      Optional<Explanation> known =
          directories.ask(
              name,
              directory ->
                  directory
                      .read(new AccountId(id))
                      .map(a -> explainers.apply(directory).explain(a, operator, now)));
      return known.isPresent()
          ? person(exchange, sight, name, known.get(), now)
          : deleted(exchange, name, new AccountId(id), now);
    } catch (DirectoryException e) {
      String why = Printable.line(String.valueOf(e.getMessage()));
      return new Answer.View(
          AWAY, "admin-user-away", Map.of("text", exchange.words().say("user-trouble", why)));
    }
  }

  private Answer person(
      Exchange exchange, Sight sight, String directory, Explanation known, Instant now) {
    Account account = known.account();
    PersonWords said = new PersonWords(exchange.words(), now);
    Map<String, Object> values = new HashMap<>(said.of(known));
    values.put("directory", directory);
    values.put("id", account.id().value());
    UserWords.list(values, "groups", groups(directory, known));
    Optional<String> objection =
        sight instanceof Care care ? people.objection(care, directory, account) : Optional.empty();
    values.put("objection", objection.isPresent() ? said.accounts().objection(objection) : "");
    UserWords.list(
        values,
        "acts",
        said.accounts().buttons(objection.isPresent() ? List.of() : acts(sight, known, now)));
    return Answer.view("admin-user", values);
  }

  /** The groups that who left was taken out of, as they were named. */
  private List<String> groups(String directory, Explanation known) {
    return known.removal().isEmpty()
        ? List.of()
        : ledger.removals().steps(directory, known.account().id()).stream()
            .filter(step -> step.kind() == RemovalStep.Kind.LEAVE)
            .map(step -> Printable.line(step.subject()))
            .toList();
  }

  /** What makes sense to do to this one. */
  private static List<Action> acts(Sight sight, Explanation known, Instant now) {
    if (known.removal().isPresent()) {
      return sight instanceof Command ? acts(known.removal().get(), now) : List.of();
    }
    boolean enabled = known.account().state().enabled();
    return UserWords.acts(sight).stream()
        .filter(action -> action != (enabled ? Action.ENABLE : Action.DISABLE))
        .toList();
  }

  private static List<Action> acts(Removal removal, Instant now) {
    return removal.isOver(now) ? List.of(Action.RESTORE, Action.PURGE) : List.of(Action.RESTORE);
  }

  /** Nobody is there any more; what the ledger knows of them is. */
  private Answer deleted(Exchange exchange, String directory, AccountId id, Instant now) {
    Removal removal =
        ledger.removals().find(directory, id).orElseThrow(() -> new Refusal(Refusal.NOT_FOUND));
    PersonWords said = new PersonWords(exchange.words(), now);
    Map<String, Object> values = new HashMap<>();
    values.put("title", Printable.line(removal.login()));
    values.put("was", Printable.line(removal.dn()));
    values.put("left", said.accounts().moments().away(removal.at()));
    UserWords.list(values, "done", said.done(ledger.runs().history(id, HISTORY)));
    return Answer.view("admin-user-gone", values);
  }
}
