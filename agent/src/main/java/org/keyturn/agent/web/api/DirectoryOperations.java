package org.keyturn.agent.web.api;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.keyturn.agent.account.Account;
import org.keyturn.agent.account.AccountId;
import org.keyturn.agent.account.PasswordPolicy;
import org.keyturn.agent.console.Sight;
import org.keyturn.agent.directory.AccountKey;
import org.keyturn.agent.directory.Directory;
import org.keyturn.agent.directory.DirectoryException;
import org.keyturn.agent.directory.DirectoryInfo;
import org.keyturn.agent.document.Document;
import org.keyturn.agent.document.Shape;
import org.keyturn.agent.plan.Accounts;
import org.keyturn.agent.plan.Selection;
import org.keyturn.agent.policy.AccountState;
import org.keyturn.agent.recovery.PortalDirectories;
import org.keyturn.agent.report.Explainer;
import org.keyturn.agent.report.ExplanationDocument;
import org.keyturn.agent.report.PolicyDocument;
import org.keyturn.agent.report.UserRow;

/** The directories, their accounts and their password policies, as they are now. */
public final class DirectoryOperations extends Operations {

  private static final int LONGEST = 1_000;

  private static final List<String> STATES =
      Stream.of(AccountState.values()).map(AccountState::id).toList();

  private record Seen(String name, Optional<DirectoryInfo> info, Optional<String> away) {}

  private static final Document<Seen> DIRECTORY =
      Document.<Seen>of("Directory")
          .text("name", "The config's.", Seen::name)
          .flag("answers", "Whether it does.", seen -> seen.info().isPresent())
          .maybe("server", "The one that is used.", s -> s.info().map(DirectoryInfo::url))
          .maybe("dialect", "How it is spoken to.", s -> s.info().map(DirectoryInfo::dialect))
          .maybe("away", "Why it does not answer.", Seen::away);

  private static final Document<List<Seen>> DIRECTORIES =
      Document.<List<Seen>>of("Directories")
          .list("directories", "In the config's order.", DIRECTORY, all -> all);

  private static final Document<List<PasswordPolicy>> POLICIES =
      Document.<List<PasswordPolicy>>of("Policies")
          .list("policies", "All that can be read.", PolicyDocument.KEYS, all -> all);

  private static final Document<Consumer<Consumer<UserRow>>> USERS =
      Document.<Consumer<Consumer<UserRow>>>of("Users").stream(
          "users", "In no order.", UserRow.KEYS, Consumer::accept);

  private final PortalDirectories directories;
  private final Function<Directory, Explainer> explainers;
  private final Clock clock;

  public DirectoryOperations(
      PortalDirectories directories, Function<Directory, Explainer> explainers, Clock clock) {
    this.directories = directories;
    this.explainers = explainers;
    this.clock = clock;
  }

  @Override
  String tag() {
    return "directories";
  }

  @Override
  List<Operation<?, ?>> all() {
    return List.of(
        Operation.get("/directories", Sight.class, "listDirectories", "The directories")
            .answers(DIRECTORIES, (call, sight) -> seen()),
        Operation.get(
                "/directories/{directory}/users",
                Sight.class,
                "listUsers",
                "Accounts with the state of their passwords, read now and streamed")
            .query(
                "user", Shape.text(LONGEST), "One login, mail address, DN or id, and nothing else.")
            .query("filter", Shape.text(LONGEST), "An LDAP filter (RFC 4515).")
            .query("base", Shape.text(LONGEST), "Only below this DN.")
            .query("group", Shape.text(LONGEST), "Only members of this group, a DN.")
            .query("state", Shape.word(STATES), "Only those in this state.")
            .query("within", new Shape.Number(1, 3_650), "Days in which an end counts as near.")
            .answers(USERS, (call, sight) -> users(call)),
        Operation.get(
                "/directories/{directory}/users/{id}",
                Sight.class,
                "explainUser",
                "All there is to say about one account")
            .answers(ExplanationDocument.KEYS, (call, sight) -> explained(call, sight)),
        Operation.get(
                "/directories/{directory}/policies",
                Sight.class,
                "listPolicies",
                "The password policies")
            .answers(POLICIES, (call, sight) -> directories.ask(named(call), Directory::policies)));
  }

  private List<Seen> seen() {
    return directories.names().stream().map(this::seen).toList();
  }

  private Seen seen(String name) {
    try {
      return new Seen(name, Optional.of(directories.ask(name, Directory::info)), Optional.empty());
    } catch (DirectoryException e) {
      return new Seen(name, Optional.empty(), Optional.of(String.valueOf(e.getMessage())));
    }
  }

  private String named(Call call) {
    String name = call.path("directory");
    if (!directories.names().contains(name)) {
      throw Problem.notFound(
          "There is no directory "
              + name
              + "; there are "
              + String.join(", ", directories.names()));
    }
    return name;
  }

  private Consumer<Consumer<UserRow>> users(Call call) {
    String name = named(call);
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
    Optional<String> user = call.text("user");
    Optional<String> base = call.text("base");
    Optional<String> group = call.text("group");
    List<String> filters = call.text("filter").stream().toList();
    if (user.isPresent() && (base.isPresent() || group.isPresent() || !filters.isEmpty())) {
      throw Problem.wrong("user", "is one account; leave out filter, base and group");
    }
    return new Selection(
        user.stream().map(typed -> new AccountKey(AccountKey.Kind.ANY, typed)).toList(),
        "the query",
        base,
        filters,
        group,
        user.isEmpty(),
        states);
  }

  private ExplanationDocument.Told explained(Call call, Sight sight) {
    Instant now = clock.instant();
    return directories
        .ask(
            named(call),
            directory ->
                directory
                    .read(new AccountId(call.path("id")))
                    .map(
                        account ->
                            explainers
                                .apply(directory)
                                .explain(account, Optional.of(sight.operator().dn()), now)))
        .map(explanation -> new ExplanationDocument.Told(explanation, now))
        .orElseThrow(() -> Problem.notFound("There is no account with this id"));
  }
}
