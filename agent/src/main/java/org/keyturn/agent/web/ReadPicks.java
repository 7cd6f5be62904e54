package org.keyturn.agent.web;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.keyturn.agent.account.Account;
import org.keyturn.agent.account.AccountId;
import org.keyturn.agent.console.Sight;
import org.keyturn.agent.directory.Due;
import org.keyturn.agent.directory.Scope;
import org.keyturn.agent.journal.SearchText;
import org.keyturn.agent.plan.AccountFilter;
import org.keyturn.agent.policy.AccountState;
import org.keyturn.agent.recovery.PortalDirectories;

/** Reads everybody and keeps those whom the filter means. */
final class ReadPicks implements Picks {

  private final PortalDirectories directories;
  private final Clock clock;

  ReadPicks(PortalDirectories directories, Clock clock) {
    this.directories = directories;
    this.clock = clock;
  }

  @Override
  public List<AccountId> ids(Sight sight, String directory, Form form) {
    Instant now = clock.instant();
    AccountFilter filter = filter(sight, form);
    List<AccountId> ids = new ArrayList<>();
    directories.ask(
        directory,
        d -> {
          d.scan(
              new Scope(Optional.empty(), List.of(), Picks.group(form), new Due.Any()),
              account -> {
                if (filter.keeps(account, now)) {
                  ids.add(account.id());
                }
              });
          return ids;
        });
    return ids;
  }

  @Override
  public AccountFilter filter(Sight sight, Form form) {
    SearchText text = SearchText.of(form.text("q"));
    String state = form.text("state");
    String policy = form.text("policy");
    return (account, now) ->
        !account.id().equals(sight.operator().id())
            && says(account, text)
            && isUnder(account, policy)
            && isIn(account, state, now);
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
}
