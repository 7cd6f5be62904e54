package org.keyturn.agent.web.api;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.keyturn.agent.account.Account;
import org.keyturn.agent.console.Sight;
import org.keyturn.agent.document.Document;
import org.keyturn.agent.document.Shape;
import org.keyturn.agent.plan.Accounts;
import org.keyturn.agent.plan.Selection;
import org.keyturn.agent.policy.AccountState;
import org.keyturn.agent.recovery.PortalDirectories;
import org.keyturn.agent.report.UserRow;

/** What {@code keyturn users} lists: asked of the directory itself, however many they are. */
public final class SearchOperations extends Operations {

  private static final Document<Consumer<Consumer<UserRow>>> USERS =
      Document.<Consumer<Consumer<UserRow>>>of("SearchedUsers").stream(
          "users", "In no order.", UserRow.KEYS, Consumer::accept);

  private final PortalDirectories directories;
  private final Clock clock;

  public SearchOperations(PortalDirectories directories, Clock clock) {
    this.directories = directories;
    this.clock = clock;
  }

  @Override
  String tag() {
    return "search";
  }

  @Override
  List<Operation<?, ?>> all() {
    return List.of(
        Operation.get(
                "/directories/{directory}/search",
                Sight.class,
                "searchUsers",
                "Everybody whom the directory finds, read now and streamed")
            .query("filter", Shape.text(UserOperations.LONGEST), "An LDAP filter (RFC 4515).")
            .query("base", Shape.text(UserOperations.LONGEST), "Only below this DN.")
            .query("group", Shape.text(UserOperations.LONGEST), "Only members of this group, a DN.")
            .query(
                "state",
                Shape.word(Stream.of(AccountState.values()).map(AccountState::id).toList()),
                "Only those in this state.")
            .query("within", new Shape.Number(1, 3_650), "Days in which an end counts as near.")
            .answers(USERS, (call, sight) -> users(call)));
  }

  private Consumer<Consumer<UserRow>> users(Call call) {
    String name = DirectoryOperations.named(directories, call);
    Instant now = clock.instant();
    Duration soon = Duration.ofDays(call.number("within", AccountState.SOON.toDays()));
    Set<AccountState> states =
        call.text("state").flatMap(AccountState::byId).stream().collect(Collectors.toSet());
    Selection selection = selection(call, states);
    return sink ->
        directories.ask(
            name,
            directory -> {
              Accounts.read(
                  directory,
                  selection,
                  account -> {
                    if (states.isEmpty() || isIn(states, account, soon, now)) {
                      sink.accept(UserRow.of(account, soon, now));
                    }
                  });
              return true;
            });
  }

  private static boolean isIn(Set<AccountState> states, Account a, Duration soon, Instant now) {
    return AccountState.of(a, soon, now).stream().anyMatch(states::contains);
  }

  private static Selection selection(Call call, Set<AccountState> states) {
    return new Selection(
        List.of(),
        "the query",
        call.text("base"),
        call.text("filter").stream().toList(),
        call.text("group"),
        true,
        states);
  }
}
