package org.keyturn.agent.web.api;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.keyturn.agent.account.Account;
import org.keyturn.agent.account.AccountId;
import org.keyturn.agent.console.Care;
import org.keyturn.agent.console.People;
import org.keyturn.agent.console.Sight;
import org.keyturn.agent.directory.AccountKey;
import org.keyturn.agent.directory.Directory;
import org.keyturn.agent.directory.Lookup;
import org.keyturn.agent.directory.NormalDn;
import org.keyturn.agent.document.Document;
import org.keyturn.agent.document.Shape;
import org.keyturn.agent.journal.Removals;
import org.keyturn.agent.journal.Roster;
import org.keyturn.agent.policy.AccountState;
import org.keyturn.agent.recovery.PortalDirectories;
import org.keyturn.agent.report.Explainer;
import org.keyturn.agent.report.ExplanationDocument;
import org.keyturn.agent.report.RemovedRow;
import org.keyturn.agent.report.UserRow;

/** The people of a directory: a page of a list, one of them, and all there is to say of one. */
public final class UserOperations extends Operations {

  static final int LONGEST = 1_000;

  private static final int PAGE = 100;
  private static final int LONGEST_PAGE = 500;
  private static final long MOST_PAGES = 1_000_000;
  private static final Duration SOON = Duration.ofSeconds(1);

  private static final List<String> STATES =
      Stream.of(AccountState.values()).map(AccountState::id).toList();

  private record Listed(People.Page page, Optional<Long> next, Instant now) {
    List<UserRow> users() {
      return page.rows().stream()
          .filter(row -> !row.gone())
          .map(row -> UserRow.of(row.entry(), AccountState.SOON, now))
          .toList();
    }
  }

  private static final Document<Listed> USERS =
      Document.<Listed>of("Users")
          .list(
              "users",
              "As they are now, in the order that was asked for.",
              UserRow.KEYS,
              Listed::users)
          .number("total", "How long the whole list is.", l -> l.page().total())
          .maybeTime("asOf", "As of when it was found and sorted.", l -> l.page().readAt())
          .maybeNumber("next", "The number of the next page; null: this is the last.", Listed::next)
          .maybe(
              "trouble",
              "Why the directory cannot be read now: users are as they were.",
              l -> l.page().trouble());

  /**
   * @param objection why whoever asks may do nothing to them
   */
  private record Found(UserRow row, Optional<String> objection) {}

  private static final Document<Found> FOUND =
      UserRow.KEYS
          .as("FoundUser")
          .<Found>from(Found::row)
          .maybe(
              "leftAlone",
              "Why this token changes nothing of theirs, in kebab-case; null: it may.",
              Found::objection);

  private static final Document<Consumer<Consumer<RemovedRow>>> REMOVED =
      Document.<Consumer<Consumer<RemovedRow>>>of("RemovedUsers").stream(
          "users", "By login.", RemovedRow.KEYS, Consumer::accept);

  private final PortalDirectories directories;
  private final Removals removals;
  private final People people;
  private final Function<Directory, Explainer> explainers;
  private final Clock clock;

  public UserOperations(
      PortalDirectories directories,
      Removals removals,
      People people,
      Function<Directory, Explainer> explainers,
      Clock clock) {
    this.directories = directories;
    this.removals = removals;
    this.people = people;
    this.explainers = explainers;
    this.clock = clock;
  }

  @Override
  String tag() {
    return "users";
  }

  @Override
  List<Operation<?, ?>> all() {
    return List.of(
        Operation.get(
                "/directories/{directory}/users",
                Sight.class,
                "listUsers",
                "A page of the people, searched and sorted in the console's index")
            .query("q", Shape.text(LONGEST), "Words in login, name or mail; accents are as none.")
            .query("state", Shape.word(STATES), "Only those in this state.")
            .query("policy", Shape.text(LONGEST), "Only those under the policy of this name.")
            .query("group", Shape.text(LONGEST), "Only members of this group, a DN.")
            .query(
                "sort",
                Shape.word(Stream.of(Roster.Column.values()).map(UserOperations::id).toList()),
                "By what; name unless said. What is not known stands last.")
            .query("down", new Shape.Flag(), "Whether the other way round.")
            .query("page", new Shape.Number(1, MOST_PAGES), "Which; 1 unless said.")
            .query("limit", new Shape.Number(1, LONGEST_PAGE), "How many a page has; 100.")
            .answers(USERS, this::list),
        Operation.get(
                "/directories/{directory}/user",
                Sight.class,
                "findUser",
                "One account by what people know of it, read now")
            .needs("user", Shape.text(LONGEST), "A login, mail address, DN or id.")
            .answers(FOUND, this::find),
        Operation.get(
                "/directories/{directory}/users/{id}",
                Sight.class,
                "explainUser",
                "All there is to say about one account, read now")
            .answers(ExplanationDocument.KEYS, this::explained),
        Operation.get(
                "/directories/{directory}/removed",
                Sight.class,
                "listRemoved",
                "Those who left, and still stand in the archive")
            .answers(REMOVED, (call, sight) -> removed(call)));
  }

  private static String id(Roster.Column column) {
    return column.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static Roster.Order order(Call call) {
    String by = call.text("sort").orElse("");
    return new Roster.Order(
        Stream.of(Roster.Column.values())
            .filter(column -> id(column).equals(by))
            .findFirst()
            .orElse(Roster.Column.NAME),
        call.flag("down"));
  }

  private Listed list(Call call, Sight sight) {
    String directory = DirectoryOperations.named(directories, call);
    String group = call.text("group").orElse("");
    if (!group.isEmpty() && !NormalDn.isDn(group)) {
      throw Problem.wrong(
          Problem.Kind.BAD_REQUEST, List.of(new Problem.Fault("group", "is no DN")));
    }
    People.Query query =
        People.Query.of(
            directory,
            call.text("q").orElse(""),
            call.text("state").orElse(""),
            call.text("policy").orElse(""),
            group);
    long limit = call.number("limit", PAGE);
    long number = call.number("page", 1);
    People.Page page = people.page(sight, query, order(call), (number - 1) * limit, (int) limit);
    if (page.readAt().isEmpty()) {
      throw unread(page);
    }
    Optional<Long> next =
        number * limit < page.total() ? Optional.of(number + 1) : Optional.empty();
    return new Listed(page, next, clock.instant());
  }

  /** A part of them would look like all. */
  private static Problem unread(People.Page page) {
    return page.trouble().isPresent()
        ? Problem.of(Problem.Kind.DIRECTORY_AWAY, page.trouble().get())
        : Problem.later(
            Problem.Kind.UNAVAILABLE,
            "Everybody is read for the first time; so far: " + page.reading().orElse(0),
            SOON);
  }

  private Found find(Call call, Sight sight) {
    String directory = DirectoryOperations.named(directories, call);
    Account account = found(directory, call.text("user").orElseThrow());
    return new Found(
        UserRow.of(account, AccountState.SOON, clock.instant()),
        sight instanceof Care care
            ? people.objection(care, directory, account)
            : Optional.of("role"));
  }

  private Account found(String directory, String user) {
    Lookup led =
        directories
            .ask(directory, d -> d.lookup(List.of(new AccountKey(AccountKey.Kind.ANY, user))))
            .get(0);
    if (led instanceof Lookup.Ambiguous several) {
      throw Problem.of(
          Problem.Kind.CONFLICT, several.matches() + " accounts answer to this: name one by id");
    } else if (led instanceof Lookup.Found one) {
      return one.account();
    }
    throw Problem.notFound("There is no such account");
  }

  private ExplanationDocument.Told explained(Call call, Sight sight) {
    Instant now = clock.instant();
    return directories
        .ask(
            DirectoryOperations.named(directories, call),
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

  private Consumer<Consumer<RemovedRow>> removed(Call call) {
    String name = DirectoryOperations.named(directories, call);
    return sink -> directories.ask(name, directory -> RemovedRow.each(removals, directory, sink));
  }
}
