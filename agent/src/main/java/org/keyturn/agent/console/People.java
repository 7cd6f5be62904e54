package org.keyturn.agent.console;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.keyturn.agent.account.Account;
import org.keyturn.agent.account.AccountId;
import org.keyturn.agent.account.Remit;
import org.keyturn.agent.directory.DirectoryException;
import org.keyturn.agent.directory.NormalDn;
import org.keyturn.agent.journal.Roster;
import org.keyturn.agent.journal.Roster.Order;
import org.keyturn.agent.journal.RosterEntry;
import org.keyturn.agent.plan.Untouchables;
import org.keyturn.agent.policy.AccountState;
import org.keyturn.agent.recovery.PortalDirectories;

/**
 * Lists of a directory's accounts: found and sorted in an {@linkplain Roster index}, and shown as
 * the directory has them now. Thread-safe.
 */
public final class People implements AutoCloseable {

  private static final int BATCH = 500;

  private final PortalDirectories directories;
  private final Function<String, Roster> rosters;
  private final Clock clock;
  private final ExecutorService background =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task, "people");
            thread.setDaemon(true);
            return thread;
          });
  private final Map<String, Known> known = new HashMap<>();

  private record Known(Roster roster, Gathering gathering) {}

  /**
   * @param rosters opens the index of a directory, by its name in the config
   */
  public People(PortalDirectories directories, Function<String, Roster> rosters, Clock clock) {
    this.directories = directories;
    this.rosters = rosters;
    this.clock = clock;
  }

  /**
   * Who is meant; all of it must hold. The text is an operator's.
   *
   * @param directory its name in the config
   * @param text stands in login, name or mail, word by word; blank: anybody
   * @param policy the name of a password policy
   * @param group a group's DN: its members, nested groups included
   */
  public record Query(
      String directory,
      String text,
      Optional<AccountState> state,
      Optional<String> policy,
      Optional<String> group) {

    /**
     * As a form or an address has it: blank where nothing is chosen, or not among what there is.
     */
    public static Query of(
        String directory, String text, String state, String policy, String group) {
      return new Query(
          directory,
          text.strip(),
          AccountState.byId(state),
          Optional.of(policy).filter(p -> !p.isBlank()),
          Optional.of(group.strip()).filter(g -> !g.isBlank()));
    }

    public boolean isEverybody() {
      return text.isBlank() && state.isEmpty() && policy.isEmpty() && group.isEmpty();
    }
  }

  /**
   * A part of a list.
   *
   * @param total how long the list is
   * @param others how many of it are not the operator
   * @param readAt as of when it is found and sorted; empty: not everybody was read yet
   * @param reading how many were read, while everybody is
   * @param trouble why the directory cannot be read now, for people
   */
  public record Page(
      List<Row> rows,
      long total,
      long others,
      Optional<Instant> readAt,
      OptionalLong reading,
      Optional<String> trouble) {}

  /**
   * @param entry as it is now; as it was, where it is gone or the directory cannot be read
   */
  public record Row(RosterEntry entry, boolean gone) {}

  /**
   * @param from how many of the list come before
   * @throws DirectoryException where a group cannot be read
   */
  public Page page(Sight sight, Query query, Order order, long from, int limit) {
    Known known = known(query.directory());
    known.gathering().look();
    Roster.Filter all = filter(query);
    List<RosterEntry> found = known.roster().page(all, order, from, limit);
    List<Row> rows = new ArrayList<>();
    Optional<String> trouble = known.gathering().trouble();
    try {
      rows.addAll(now(known.roster(), query.directory(), found));
    } catch (DirectoryException e) {
      trouble = Optional.of(String.valueOf(e.getMessage()));
      found.forEach(entry -> rows.add(new Row(entry, false)));
    }
    long total = total(known.roster(), all, from, limit, rows);
    boolean own =
        self(sight, query.directory()).filter(id -> known.roster().finds(all, id)).isPresent();
    return new Page(
        rows,
        total,
        own ? total - 1 : total,
        known.roster().standing().readAt(),
        known.gathering().readSoFar(),
        trouble);
  }

  /** A page that is not full is the last, and tells by itself how long the list is. */
  private static long total(
      Roster roster, Roster.Filter filter, long from, int limit, List<Row> rows) {
    boolean isLast = rows.size() < limit && (from == 0 || !rows.isEmpty());
    return isLast ? from + rows.stream().filter(row -> !row.gone()).count() : roster.count(filter);
  }

  private List<Row> now(Roster roster, String directory, List<RosterEntry> found) {
    Map<AccountId, RosterEntry> there = new HashMap<>();
    directories
        .ask(directory, d -> d.read(found.stream().map(RosterEntry::id).toList()))
        .forEach(account -> there.put(account.id(), Gathering.entry(account)));
    List<Row> rows = new ArrayList<>();
    List<AccountId> gone = new ArrayList<>();
    for (RosterEntry old : found) {
      RosterEntry now = there.get(old.id());
      if (now == null) {
        gone.add(old.id());
      }
      rows.add(new Row(now == null ? old : now, now == null));
    }
    roster.drop(gone);
    return rows;
  }

  /**
   * Streams everybody of a list by login, each read anew; who is gone is left out.
   *
   * @throws DirectoryException where the directory cannot be read
   */
  public void each(Sight sight, Query query, Consumer<Account> sink) {
    Known known = known(query.directory());
    known.gathering().look();
    List<AccountId> ids = new ArrayList<>();
    known.roster().ids(filter(query), ids::add);
    for (int from = 0; from < ids.size(); from += BATCH) {
      List<AccountId> some = ids.subList(from, Math.min(from + BATCH, ids.size()));
      Map<AccountId, Account> there =
          directories.ask(query.directory(), d -> d.read(some)).stream()
              .collect(Collectors.toMap(Account::id, account -> account));
      some.forEach(id -> Optional.ofNullable(there.get(id)).ifPresent(sink));
    }
  }

  /**
   * How many are in a state in which they may want somebody.
   *
   * @param people by state, of those within the operator's remit
   * @param group the DN of the group that the remit is bound to
   * @param bound whether there are others, whom the remit does not cover
   * @param readAt as of when; empty: not everybody was read yet
   */
  public record Counts(
      Map<AccountState, Long> people,
      Optional<String> group,
      boolean bound,
      Optional<Instant> readAt) {}

  /**
   * @return empty: the operator's remit covers nobody there
   * @throws DirectoryException where a group cannot be read
   */
  public Optional<Counts> counts(Sight sight, String directory, List<AccountState> states) {
    return remit(sight, directory).map(remit -> counts(remit, directory, states));
  }

  /** Who only looks, looks at everybody. */
  private static Optional<Remit> remit(Sight sight, String directory) {
    return sight instanceof Care care ? care.remitIn(directory) : Optional.of(Remit.EVERYONE);
  }

  private Counts counts(Remit remit, String directory, List<AccountState> states) {
    Known known = known(directory);
    known.gathering().look();
    Set<String> spared = new HashSet<>();
    remit.spares().forEach(group -> spared.addAll(members(directory, group)));
    Roster.Reach reach =
        new Roster.Reach(remit.base().map(base -> NormalDn.of(base).text()), spared);
    Map<AccountState, Long> people = new LinkedHashMap<>();
    for (AccountState state : states) {
      Query query = new Query(directory, "", Optional.of(state), Optional.empty(), remit.group());
      people.put(state, known.roster().count(filter(query).within(reach)));
    }
    return new Counts(
        people, remit.group(), !remit.isEveryone(), known.roster().standing().readAt());
  }

  /** By the name of a policy, how many are under it. */
  public SortedMap<String, Long> policies(Sight sight, String directory) {
    return known(directory).roster().policies();
  }

  /**
   * Why an operator may do nothing to somebody, as things are.
   *
   * @return as {@link Untouchables} tells it; empty: nothing speaks against it
   * @throws DirectoryException where a group cannot be read
   */
  public Optional<String> objection(Care care, String directory, Account account) {
    if (self(care, directory).filter(account.id()::equals).isPresent()) {
      return Optional.of("self");
    }
    return care.remitIn(directory)
        .map(
            remit ->
                directories
                    .ask(directory, d -> Untouchables.of(d, Optional.empty(), remit))
                    .reasonFor(account))
        .orElse(Optional.of("out-of-reach"));
  }

  private static Optional<AccountId> self(Sight sight, String directory) {
    return Optional.of(sight.operator())
        .filter(operator -> operator.directory().equals(directory))
        .map(Operator::id);
  }

  private Roster.Filter filter(Query query) {
    Instant now = clock.instant();
    return new Roster.Filter(
        query.text(),
        query.state().map(AccountState::id),
        query.policy(),
        query.group().map(group -> members(query.directory(), group)),
        Roster.Reach.EVERYBODY,
        new Roster.Moments(
            now, now.plus(AccountState.SOON), now.minus(AccountState.INACTIVE_AFTER)));
  }

  private Set<String> members(String directory, String group) {
    if (!NormalDn.isDn(group)) {
      return Set.of();
    }
    return directories.ask(directory, d -> d.membersOf(group)).stream()
        .map(NormalDn::text)
        .collect(Collectors.toSet());
  }

  private synchronized Known known(String directory) {
    Known open = known.get(directory);
    if (open == null) {
      Roster roster = rosters.apply(directory);
      open = new Known(roster, new Gathering(directory, directories, roster, clock, background));
      known.put(directory, open);
    }
    return open;
  }

  /** Ends what reads; what it has read stays. */
  @Override
  public synchronized void close() {
    background.shutdownNow();
    known.values().forEach(one -> one.roster().close());
    known.clear();
  }
}
