package org.keyturn.agent.web;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.IntFunction;
import org.keyturn.agent.account.Account;
import org.keyturn.agent.account.AccountId;
import org.keyturn.agent.console.Ask;
import org.keyturn.agent.journal.Removal;
import org.keyturn.agent.journal.Removals;
import org.keyturn.agent.journal.SearchText;
import org.keyturn.agent.plan.AccountFilter;
import org.keyturn.agent.plan.PlanOptions;
import org.keyturn.agent.policy.AccountState;

/**
 * Whom the filter of a list of people means. Its fields are {@code q}, {@code state}, {@code
 * policy} and {@code group}.
 */
final class Picks {

  /** As many as are not shown a password each. */
  private static final int MANY = 2;

  private final Removals removals;
  private final Clock clock;

  Picks(Removals removals, Clock clock) {
    this.removals = removals;
    this.clock = clock;
  }

  /**
   * Those who left are known to the ledger; the others are found as the directory is read.
   *
   * @param options for so many people
   */
  Ask ask(String directory, Form form, IntFunction<PlanOptions> options) {
    String state = form.text("state");
    if (UserQuery.isOfRemoved(state)) {
      List<AccountId> ids =
          former(removals, directory, form.text("q"), state, clock.instant()).stream()
              .map(Removal::id)
              .toList();
      return Ask.picked(ids, true, options.apply(ids.size()));
    }
    Optional<String> group = Optional.of(form.text("group")).filter(dn -> !dn.isBlank());
    return Ask.sought(group, filter(form), options.apply(MANY));
  }

  private static AccountFilter filter(Form form) {
    SearchText text = SearchText.of(form.text("q"));
    String state = form.text("state");
    String policy = form.text("policy");
    return (account, now) ->
        says(account, text) && isUnder(account, policy) && isIn(account, state, now);
  }

  private static boolean says(Account account, SearchText text) {
    return text.finds(
        account.login(), account.displayName().orElse(account.login()), account.mail().orElse(""));
  }

  private static boolean isUnder(Account account, String policy) {
    return policy.isEmpty()
        || account.policy().resolved().filter(p -> p.name().equals(policy)).isPresent();
  }

  private static boolean isIn(Account account, String state, Instant now) {
    return state.isEmpty()
        || AccountState.of(account, AccountState.SOON, now).stream()
            .anyMatch(one -> one.id().equals(state));
  }

  /**
   * Those who left, by login.
   *
   * @param state {@link UserQuery#REMOVED} or {@link UserQuery#OVER}
   */
  static List<Removal> former(
      Removals removals, String directory, String text, String state, Instant now) {
    String lower = text.strip().toLowerCase(Locale.ROOT);
    List<Removal> meant = new ArrayList<>();
    removals.removed(
        directory,
        removal -> {
          if (says(removal, lower) && (!state.equals(UserQuery.OVER) || removal.isOver(now))) {
            meant.add(removal);
          }
        });
    return meant;
  }

  private static boolean says(Removal removal, String lower) {
    return removal.login().toLowerCase(Locale.ROOT).contains(lower)
        || removal.mail().toLowerCase(Locale.ROOT).contains(lower);
  }
}
