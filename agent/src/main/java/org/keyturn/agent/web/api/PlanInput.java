package org.keyturn.agent.web.api;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.keyturn.agent.account.Action;
import org.keyturn.agent.account.Secret;
import org.keyturn.agent.console.Ask;
import org.keyturn.agent.console.Typed;
import org.keyturn.agent.console.Waving;
import org.keyturn.agent.directory.AccountKey;
import org.keyturn.agent.document.Shape;
import org.keyturn.agent.plan.AccountFilter;
import org.keyturn.agent.plan.Listing;
import org.keyturn.agent.plan.PlanOptions;
import org.keyturn.agent.plan.Selection;
import org.keyturn.agent.policy.AccountState;
import org.keyturn.agent.run.CsvReader;
import org.keyturn.agent.run.CsvRows;

/** What is sent to have an act planned: what, to whom and how. */
final class PlanInput {

  /** What needs more than a selection is planned elsewhere. */
  private static final Set<Action> ACTS =
      EnumSet.complementOf(EnumSet.of(Action.SPREAD, Action.REMIND, Action.SYNC, Action.UNDO));

  private static final int LONGEST = 1_000;
  private static final int MOST_USERS = 10_000;
  private static final int MOST_FILTERS = 10;
  private static final long MOST_DAYS = 36_500;
  private static final Pattern EVERY =
      Pattern.compile("P(?=.)(\\d{1,4}D)?(T(?=.)(\\d{1,5}H)?(\\d{1,6}M)?(\\d{1,8}S)?)?");

  private static final Shape.ObjectOf SELECT =
      Input.of("Select")
          .optional(
              "users",
              new Shape.ListOf(Shape.text(LONGEST), MOST_USERS),
              "Logins, mail addresses, DNs or ids; alone, but for states.")
          .optional(
              "csv",
              Shape.text(),
              "A CSV text as keyturn --csv takes it: a header with login, mail, dn or id, and for a"
                  + " reset deliver-to; alone, but for states.")
          .optional(
              "filters",
              new Shape.ListOf(Shape.text(LONGEST), MOST_FILTERS),
              "LDAP filters; all must match.")
          .optional("base", Shape.text(LONGEST), "A DN: only below it.")
          .optional("group", Shape.text(LONGEST), "A group's DN: only its members.")
          .optional("all", new Shape.Flag(), "Everyone, said in so many words.")
          .optional(
              "states",
              Shape.list(
                  Shape.word(Stream.of(AccountState.values()).map(AccountState::id).toList())),
              "Only accounts in one of these.")
          .shape();

  private static final Shape.ObjectOf RESET =
      Input.of("ResetOptions")
          .optional(
              "deliver",
              Shape.word(List.of("link", "mail", "show", "sheet")),
              "How people get their passwords; show: this token, once the run is through.")
          .optional("to", Shape.text(254), "An address for this once, of link and mail.")
          .optional("mustChange", new Shape.Flag(), "At the next sign-in; true unless said.")
          .shape();

  private static final Shape.ObjectOf REMOVE =
      Input.of("RemoveOptions")
          .optional("tellManager", new Shape.Flag(), "Whether managers are told.")
          .optional(
              "purgeAfterDays",
              new Shape.Number(1, MOST_DAYS),
              "How long entries are kept; for good unless the config says otherwise.")
          .shape();

  private static final Shape.ObjectOf RESTORE =
      Input.of("RestoreOptions")
          .optional("link", new Shape.Flag(), "Whether people are mailed a link to a password.")
          .optional("partial", new Shape.Flag(), "Whether what is gone is done without.")
          .shape();

  static final Shape.ObjectOf SHAPE =
      Input.of("PlanRequest")
          .required(
              "action", Shape.word(ACTS.stream().map(Action::id).toList()), "What is to be done.")
          .required("directory", Shape.text(PathPattern.VALUE), "Where, by the config's name.")
          .required("select", SELECT, "To whom; nobody is an error, never everyone.")
          .optional("reset", RESET, "How, for a reset.")
          .optional("remove", REMOVE, "How, for a removal.")
          .optional("restore", RESTORE, "How, for a restore.")
          .shape();

  private PlanInput() {}

  static Action action(Call call) {
    return Action.byId(call.sent("action").orElseThrow()).orElseThrow();
  }

  /**
   * @param deliveries how new passwords can reach people here, the best first
   * @throws Problem where one thing that was sent contradicts another
   */
  static Ask ask(Call call, List<String> deliveries) {
    Action action = action(call);
    for (String options : List.of("reset", "remove", "restore")) {
      if (call.body().containsKey(options) && !action.id().equals(options)) {
        throw Problem.wrong("/" + options, "is for the action " + options + "; leave it out");
      }
    }
    PlanOptions options = options(action, call, deliveries);
    Call select = call.within("select");
    Optional<CsvRows> rows = select.sent("csv").map(PlanInput::rows);
    rows.flatMap(csv -> csv.objection(action, options))
        .ifPresent(
            why -> {
              throw Problem.wrong("/select/csv", why);
            });
    return Ask.of(selection(select, rows), options);
  }

  private static CsvRows rows(String csv) {
    try {
      return CsvReader.read(
          "/select/csv",
          new BufferedReader(new StringReader(csv)),
          () -> {
            throw Problem.wrong(
                "/select/csv",
                "a plan holds no passwords: leave the column out, and send them with"
                    + " POST /plans/{plan}/run");
          });
    } catch (IOException | UncheckedIOException e) {
      throw Problem.wrong("/select/csv", "is not CSV: " + e.getMessage());
    }
  }

  private static Selection selection(Call select, Optional<CsvRows> rows) {
    List<String> users = select.sentList("users");
    if (rows.isPresent() && !users.isEmpty()) {
      throw Problem.wrong("/select/csv", "or users: not both");
    }
    List<AccountKey> keys =
        rows.map(CsvRows::keys)
            .orElseGet(
                () ->
                    users.stream().map(user -> new AccountKey(AccountKey.Kind.ANY, user)).toList());
    String place = rows.isPresent() ? "/select/csv" : "/select/users";
    boolean all = select.sentFlag("all", false);
    Set<AccountState> states =
        select.sentList("states").stream()
            .flatMap(id -> AccountState.byId(id).stream())
            .collect(Collectors.toSet());
    Selection selection =
        new Selection(
            keys,
            place,
            select.sent("base"),
            select.sentList("filters"),
            select.sent("group"),
            all,
            states,
            rows.<Listing>map(csv -> csv).orElse(Listing.NONE),
            AccountFilter.NONE);
    if (rows.isEmpty() && selection.isEmpty()) {
      throw Problem.wrong("/select", "names nobody: give users, csv, filters, base, group or all");
    } else if ((rows.isPresent() || !users.isEmpty()) && selection.isSearch()) {
      throw Problem.wrong(place, "stand alone: leave out filters, base, group and all");
    }
    return selection;
  }

  private static PlanOptions options(Action action, Call call, List<String> deliveries) {
    return switch (action) {
      case RESET -> reset(call.within("reset"), deliveries);
      case REMOVE -> {
        Call remove = call.within("remove");
        yield PlanOptions.remove(
            remove.sentFlag("tellManager", false),
            remove.sentNumber("purgeAfterDays").map(Duration::ofDays));
      }
      case RESTORE -> {
        Call restore = call.within("restore");
        yield PlanOptions.restore(
            restore.sentFlag("link", false), restore.sentFlag("partial", false));
      }
      default -> PlanOptions.NONE;
    };
  }

  private static PlanOptions reset(Call reset, List<String> deliveries) {
    if (deliveries.isEmpty()) {
      throw Problem.wrong("/reset/deliver", "there is no way to anybody here");
    }
    String deliver = reset.sent("deliver").orElse(deliveries.get(0));
    if (!deliveries.contains(deliver)) {
      throw Problem.wrong(
          "/reset/deliver", "is not possible here; there are: " + String.join(", ", deliveries));
    }
    Optional<String> to = reset.sent("to");
    if (to.isPresent() && !List.of("link", "mail").contains(deliver)) {
      throw Problem.wrong("/reset/to", "is for link and mail; leave it out");
    }
    return PlanOptions.reset(reset.sentFlag("mustChange", true), deliver, to);
  }

  private static final Shape.ObjectOf TYPED =
      Input.of("TypedPassword")
          .required("user", Shape.text(LONGEST), "An id or login of the plan's accounts.")
          .required(Shape.SECRET, Shape.secret(LONGEST), "The new one; judged first.")
          .shape();

  private static final Shape.ObjectOf WAVES =
      Input.of("WavesRequest")
          .required("size", new Shape.Number(1, Integer.MAX_VALUE), "Accounts in a wave.")
          .optional(
              "canary",
              new Shape.Number(1, Integer.MAX_VALUE),
              "Accounts in the first one; as in the others unless said.")
          .required(
              "every",
              Shape.text(EVERY),
              "From one wave to the next, ISO-8601: P1D, PT12H. The config says at which hours.")
          .shape();

  /**
   * The waves that are wanted.
   *
   * @throws Problem where they would never come
   */
  static Optional<Waving> waves(Call call) {
    if (!call.body().containsKey("waves")) {
      return Optional.empty();
    }
    Call waves = call.within("waves");
    Duration every = Duration.parse(waves.sent("every").orElseThrow());
    if (every.isZero()) {
      throw Problem.wrong("/waves/every", "is no time at all");
    }
    return Optional.of(
        new Waving(
            waves.sentNumber("size").orElseThrow().intValue(),
            waves.sentNumber("canary").orElse(0L).intValue(),
            every));
  }

  /** Of a confirmation. */
  static final Shape.ObjectOf RUN =
      Input.of("RunRequest")
          .required("checksum", Shape.text(128), "Of the plan that was looked at.")
          .required("reason", Shape.text(500), "Why; kept in the audit trail.")
          .optional("waves", WAVES, "Its pace; in one go unless said.")
          .optional(
              "passwords",
              new Shape.ListOf(TYPED, MOST_USERS),
              "New passwords of a reset that is shown, mailed or put into a sheet; the others are"
                  + " generated.")
          .shape();

  /**
   * The passwords that were typed.
   *
   * @throws Problem where somebody has two
   */
  static Typed typed(Call call) {
    Map<String, Secret> byUser = new LinkedHashMap<>();
    for (Call each : call.sentObjects("passwords")) {
      String user = each.sent("user").orElseThrow();
      String place = "/passwords/" + byUser.size();
      if (user.isBlank() || each.secret(Shape.SECRET).length() == 0) {
        throw Problem.wrong(place, "is blank");
      } else if (byUser.put(user, each.secret(Shape.SECRET)) != null) {
        throw Problem.wrong(place, "is of somebody who has one already");
      }
    }
    return Typed.of(byUser);
  }

  /** Of an approval. */
  static final Shape.ObjectOf APPROVAL =
      Input.of("ApprovalRequest")
          .required("checksum", Shape.text(128), "Of the plan that was looked at.")
          .shape();

  /** Why something is done. */
  static final Shape.ObjectOf REASON =
      Input.of("ReasonRequest")
          .required("reason", Shape.text(500), "Why; kept in the audit trail.")
          .shape();

  static String reason(Call call) {
    String reason = call.sent("reason").orElse("").strip();
    if (reason.isEmpty()) {
      throw Problem.wrong("/reason", "is blank; it is kept in the audit trail");
    }
    return reason;
  }
}
