package org.keyturn.agent.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.keyturn.agent.account.Account;
import org.keyturn.agent.config.DurationText;
import org.keyturn.agent.directory.Directory;
import org.keyturn.agent.plan.Accounts;
import org.keyturn.agent.plan.Selection;
import org.keyturn.agent.policy.AccountState;
import org.keyturn.agent.report.Csv;
import org.keyturn.agent.report.UserRow;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "users",
    sortOptions = false,
    description = "List accounts with the state of their passwords: everyone, or a selection.",
    footer = {
      "",
      "Examples:",
      "  keyturn users",
      "  keyturn users --state locked,disabled",
      "  keyturn users --state expiring --within 30d -o csv",
      "  keyturn users --state removed             who left, when, and which run takes them back",
      "  keyturn users --group 'cn=sales,ou=groups,dc=example,dc=com'"
    })
final class UsersCommand extends WithAgent {

  @Parameters(paramLabel = "USER", arity = "0..*", description = "Login, mail address, DN or id.")
  List<String> users = new ArrayList<>();

  @Mixin Narrowing narrowing = new Narrowing();

  @Option(
      names = "--within",
      paramLabel = "DURATION",
      description = "How soon counts as expiring (14d).")
  @Nullable String within;

  @Override
  int call(Desk desk) {
    if (narrowing.states.equals(List.of(Narrowing.REMOVED)) && users.isEmpty()) {
      return new RemovedUsers(desk).print();
    }
    Selection typed = narrowing.selection(users, desk.screen());
    Selection selection = typed.isEmpty() ? typed.everyone() : typed;
    Duration soon = soon();
    Instant now = desk.now();
    Directory directory = desk.directory();
    Set<AccountState> states = selection.states();
    Consumer<Consumer<UserRow>> rows =
        sink ->
            Accounts.read(
                directory,
                selection,
                account -> {
                  if (states.isEmpty() || in(states, account, soon, now)) {
                    sink.accept(UserRow.of(account, soon, now));
                  }
                });
    print(desk, rows, now);
    return Exit.DONE;
  }

  private static boolean in(Set<AccountState> states, Account a, Duration soon, Instant now) {
    return AccountState.of(a, soon, now).stream().anyMatch(states::contains);
  }

  private Duration soon() {
    return within == null
        ? AccountState.SOON
        : DurationText.parse(within)
            .orElseThrow(
                () -> new InputException("--within " + within + ": " + DurationText.EXAMPLES));
  }

  private static void print(Desk desk, Consumer<Consumer<UserRow>> rows, Instant now) {
    Screen screen = desk.screen();
    if (desk.json()) {
      Json.array(screen.out(), g -> rows.accept(row -> row.write(g)));
    } else if (desk.csv()) {
      csv(screen, rows);
    } else {
      table(screen, rows, now);
    }
  }

  /** The mail address has room on wide screens; states and ages matter more. */
  private static final int WIDE = 100;

  private static void table(Screen screen, Consumer<Consumer<UserRow>> rows, Instant now) {
    long[] count = new long[1];
    String[] head = {"login", "state", "password", "expires", "policy", "mail"};
    int columns = screen.width() < WIDE ? head.length - 1 : head.length;
    try (Pages table = new Pages(screen, Arrays.copyOf(head, columns))) {
      rows.accept(
          row -> {
            count[0]++;
            String[] cells = {
              row.login(),
              String.join(" ", row.states()),
              row.passwordChangedAt()
                  .map(at -> Words.brief(Duration.between(at, now).abs()) + " old")
                  .orElse("-"),
              row.passwordExpiresAt().map(at -> Words.briefAway(at, now)).orElse("-"),
              row.policy().orElse("?"),
              row.mail().orElse("-")
            };
            table.row(Arrays.copyOf(cells, columns));
          });
    }
    screen.note(Words.count(count[0], "account", "accounts"));
  }

  private static void csv(Screen screen, Consumer<Consumer<UserRow>> rows) {
    try (Csv csv = new Csv(screen.out(), UserRow.columns())) {
      rows.accept(row -> csv.row(row.cells()));
    }
  }
}
