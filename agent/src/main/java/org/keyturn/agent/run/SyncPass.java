package org.keyturn.agent.run;

import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.keyturn.agent.account.AccountId;
import org.keyturn.agent.directory.Directory;
import org.keyturn.agent.directory.Feed.Changes;
import org.keyturn.agent.journal.Item;
import org.keyturn.agent.journal.Ledger;
import org.keyturn.agent.journal.SyncPoint;
import org.keyturn.agent.plan.Declaration;
import org.keyturn.agent.plan.Memberships;
import org.keyturn.agent.plan.Plan;
import org.keyturn.agent.plan.PlanCursor;
import org.keyturn.agent.plan.PlannedAccount;
import org.keyturn.agent.plan.SyncPlanner;
import org.keyturn.agent.plan.SyncRequest;

/**
 * Looks at whoever may have drifted since the last pass: those that the directory says changed,
 * those that a change of groups concerns, and those that could not be brought to what was declared.
 * Where that cannot be known, at everybody. Changes nothing; the caller carries the plan out and
 * says afterwards that it is done.
 */
public final class SyncPass {

  /** Whatever the feed says, once in a while nobody is left out. */
  static final Duration FULL_EVERY = Duration.ofHours(24);

  /** More that are left as they are, and the next pass looks at everybody. */
  private static final int MOST_PENDING = 1_000;

  private final Directory directory;
  private final Ledger ledger;
  private final SyncPlanner planner;
  private final Clock clock;

  public SyncPass(Directory directory, Ledger ledger, SyncPlanner planner, Clock clock) {
    this.directory = directory;
    this.ledger = ledger;
    this.planner = planner;
    this.clock = clock;
  }

  /**
   * What was seen.
   *
   * @param plan what brings it to what was declared; close it
   * @param took how long it took
   * @param why everybody was looked at; empty: only those that may have changed were
   */
  public record Seen(Plan plan, Optional<String> why, Duration took, Optional<SyncPoint> next)
      implements AutoCloseable {
    @Override
    public void close() {
      plan.close();
    }
  }

  /**
   * @param full whether everybody is to be looked at, whatever is known
   */
  public Seen look(
      Declaration declaration, Optional<String> job, Optional<String> operator, boolean full) {
    long started = System.nanoTime();
    String digest = declaration.digest();
    Optional<SyncPoint> point = ledger.syncPoints().find(directory.info().name());
    Optional<String> why = full ? Optional.of("asked for") : whyFull(point, digest);
    Changes changes =
        directory.feed().since(why.isPresent() ? "" : point.map(SyncPoint::cookie).orElse(""));
    if (why.isEmpty() && changes instanceof Changes.FullPassNeeded needed) {
      why = Optional.of(needed.why());
    }
    // After the cookie: whoever joins a group from here on comes with the next pass.
    Memberships memberships = Memberships.of(directory, declaration);
    Map<String, String> groups = memberships.digests();
    Optional<Set<AccountId>> only =
        why.isPresent()
            ? Optional.empty()
            : Optional.of(concerned(memberships, groups, point.orElseThrow(), changes));
    Plan plan = planner.plan(new SyncRequest(job, declaration, memberships, only, operator));
    return new Seen(
        plan,
        why,
        Duration.ofNanos(System.nanoTime() - started),
        changes.cookie().isEmpty()
            ? Optional.empty()
            : Optional.of(
                new SyncPoint(
                    digest,
                    changes.cookie(),
                    groups,
                    Map.of(),
                    why.isPresent() ? clock.instant() : point.orElseThrow().fullAt())));
  }

  private Optional<String> whyFull(Optional<SyncPoint> point, String digest) {
    if (point.isEmpty()) {
      return Optional.of("the first");
    }
    if (!point.get().declaration().equals(digest)) {
      return Optional.of("the declaration changed");
    }
    Duration since = Duration.between(point.get().fullAt(), clock.instant());
    return since.isNegative() || since.compareTo(FULL_EVERY) >= 0
        ? Optional.of("the last was a day ago")
        : Optional.empty();
  }

  private static Set<AccountId> concerned(
      Memberships memberships, Map<String, String> groups, SyncPoint point, Changes changes) {
    Set<AccountId> all = new HashSet<>();
    if (changes instanceof Changes.Some some) {
      all.addAll(some.accounts());
    }
    point.pending().keySet().forEach(id -> all.add(new AccountId(id)));
    Set<String> moved =
        groups.entrySet().stream()
            .filter(e -> !e.getValue().equals(point.groups().get(e.getKey())))
            .map(Map.Entry::getKey)
            .collect(Collectors.toSet());
    all.addAll(memberships.concerned(moved));
    return all;
  }

  /**
   * Moves on: what was seen is as declared now, or on record as not. To be called when the outcome
   * of each change is on disk; a crash before it makes the next pass see the same again.
   *
   * @param run what carried the plan out; empty where there was nothing to change
   */
  public void done(Seen seen, Optional<String> run) {
    if (seen.next().isEmpty()) {
      return;
    }
    Map<String, String> pending = new HashMap<>();
    try (PlanCursor accounts = seen.plan().accounts()) {
      while (accounts.hasNext() && pending.size() <= MOST_PENDING) {
        PlannedAccount account = accounts.next();
        if (account.verdict() == PlannedAccount.Verdict.SKIPPED) {
          pending.put(account.id().value(), account.reason());
        }
      }
    }
    run.ifPresent(id -> ledger.runs().items(id, item -> keep(pending, item)));
    if (pending.size() <= MOST_PENDING) {
      SyncPoint next = seen.next().get();
      ledger
          .syncPoints()
          .save(
              directory.info().name(),
              new SyncPoint(
                  next.declaration(), next.cookie(), next.groups(), pending, next.fullAt()));
    }
  }

  private static void keep(Map<String, String> pending, Item item) {
    boolean so = item.state() == Item.State.APPLIED || item.state() == Item.State.ALREADY_SO;
    if (!so && pending.size() <= MOST_PENDING) {
      pending.put(item.id().value(), item.state() + " " + item.reason());
    }
  }
}
