package org.keyturn.agent.cli;

import java.nio.file.Path;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.keyturn.agent.directory.AccountKey;
import org.keyturn.agent.plan.AccountFilter;
import org.keyturn.agent.plan.Listing;
import org.keyturn.agent.plan.Printable;
import org.keyturn.agent.plan.Selection;
import org.keyturn.agent.policy.AccountState;
import org.keyturn.agent.run.CsvRows;
import picocli.CommandLine.Option;

/** The options that say whom a command means, beside the accounts named one by one. */
final class Narrowing {

  @Option(
      names = "--filter",
      paramLabel = "LDAPFILTER",
      description = "Accounts that match, e.g. '(employeeType=staff)'. Several must all match.")
  List<String> filters = new ArrayList<>();

  @Option(names = "--base", paramLabel = "DN", description = "Accounts below this entry.")
  @Nullable String base;

  @Option(
      names = "--group",
      paramLabel = "DN",
      description = "Members of this group, nested groups included.")
  @Nullable String group;

  @Option(
      names = "--csv",
      paramLabel = "FILE",
      description =
          "Accounts listed in a CSV file (- for standard input): a column login, mail, dn or id,"
              + " and for reset password and deliver-to.")
  @Nullable Path csv;

  @Option(names = "--all", description = "Everyone.")
  boolean all;

  @Option(
      names = "--state",
      paramLabel = "STATE",
      split = ",",
      description = "Only accounts in one of these: ${COMPLETION-CANDIDATES}.",
      completionCandidates = States.class)
  List<String> states = new ArrayList<>();

  /** Not a state of an account's password: those who left stand in the ledger. */
  static final String REMOVED = "removed";

  private @Nullable CsvRows rows;

  /** For {@code --help} and completion. */
  static final class States implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Stream.of(AccountState.values()).map(AccountState::id).iterator();
    }
  }

  /**
   * @param users named on the command line
   */
  Selection selection(List<String> users, Screen screen) {
    List<AccountKey> typed =
        users.stream().map(user -> new AccountKey(AccountKey.Kind.ANY, user)).toList();
    boolean searches = all || base != null || group != null || !filters.isEmpty();
    String listed = csv == null ? "the command line" : csv.toString();
    if ((csv != null || !typed.isEmpty()) && searches) {
      throw new InputException(
          "accounts are named one by one ("
              + listed
              + "), and --filter, --base, --group or --all given beside them: use one or the other");
    }
    if (csv != null) {
      rows = CsvAccounts.read(csv, screen.in());
      if (!rows.ignored().isEmpty()) {
        screen.note(listed + ": columns that are not looked at: " + ignored(rows));
      }
    }
    return new Selection(
        rows == null ? typed : both(rows.keys(), typed),
        listed,
        Optional.ofNullable(base),
        filters,
        Optional.ofNullable(group),
        all,
        stateSet(),
        rows == null ? Listing.NONE : rows,
        AccountFilter.NONE);
  }

  /** What the CSV file said; to be closed. */
  Optional<CsvRows> rows() {
    return Optional.ofNullable(rows);
  }

  private static String ignored(CsvRows rows) {
    return rows.ignored().stream().map(Printable::line).collect(Collectors.joining(", "));
  }

  /** The file's first: a key's place is its row. */
  private static List<AccountKey> both(List<AccountKey> first, List<AccountKey> then) {
    return new AbstractList<>() {
      @Override
      public AccountKey get(int index) {
        return index < first.size() ? first.get(index) : then.get(index - first.size());
      }

      @Override
      public int size() {
        return first.size() + then.size();
      }
    };
  }

  private Set<AccountState> stateSet() {
    Set<AccountState> set = EnumSet.noneOf(AccountState.class);
    for (String state : states) {
      if (state.equals(REMOVED)) {
        throw new InputException("--state removed is for keyturn users, and stands alone");
      }
      set.add(
          AccountState.byId(state)
              .orElseThrow(
                  () ->
                      new InputException(
                          "--state "
                              + state
                              + ": there are "
                              + Stream.of(AccountState.values())
                                  .map(AccountState::id)
                                  .collect(Collectors.joining(", ")))));
    }
    return set;
  }
}
