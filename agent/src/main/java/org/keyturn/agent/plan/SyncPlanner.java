package org.keyturn.agent.plan;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.keyturn.agent.account.Account;
import org.keyturn.agent.account.AccountId;
import org.keyturn.agent.account.Action;
import org.keyturn.agent.directory.AccountKey;
import org.keyturn.agent.directory.Directory;
import org.keyturn.agent.directory.Lookup;
import org.keyturn.agent.directory.Scope;
import org.keyturn.agent.plan.PlannedAccount.Verdict;
import org.keyturn.agent.policy.Drift;
import org.keyturn.agent.policy.DriftRules;

/**
 * Makes frozen plans that bring accounts to what is declared. Only those that drifted are in it,
 * with the rule as the reason and what was found as the detail. Reads; changes nothing.
 */
public final class SyncPlanner {

  /** How many accounts are looked up at a time. */
  private static final int BATCH = 500;

  private final Directory directory;
  private final Clock clock;
  private final Path folder;

  /**
   * @param folder where plans are spooled while they are made
   */
  public SyncPlanner(Directory directory, Clock clock, Path folder) {
    this.directory = directory;
    this.clock = clock;
    this.folder = folder;
  }

  /** The caller closes it. */
  public Plan plan(SyncRequest request) {
    Instant now = clock.instant();
    try (PlanSpool spool = new PlanSpool(Action.SYNC, folder)) {
      Comparing comparing = new Comparing(request, spool);
      if (request.declaration().namesAccounts()) {
        request.memberships().expect(request.only());
        request.only().ifPresentOrElse(comparing::each, comparing::everybody);
      }
      return spool.freeze(header(request, now, comparing.scanned, spool));
    }
  }

  private PlanHeader header(SyncRequest request, Instant now, long scanned, PlanSpool spool) {
    return new PlanHeader(
        RunIds.next(now),
        request.job(),
        Action.SYNC,
        directory.info().name(),
        directory.info().url(),
        PlanOptions.NONE,
        now,
        now.plus(PlanHeader.VALID),
        false,
        scanned,
        spool.count(Verdict.CHANGE),
        spool.count(Verdict.ALREADY_SO),
        spool.count(Verdict.SKIPPED),
        spool.reasons());
  }

  private final class Comparing {

    private final SyncRequest request;
    private final PlanSpool spool;
    private final DriftRules rules;
    private Optional<Untouchables> untouchables = Optional.empty();
    private long scanned;

    Comparing(SyncRequest request, PlanSpool spool) {
      this.request = request;
      this.spool = spool;
      this.rules = request.declaration().rules();
    }

    void everybody() {
      directory.scan(Scope.all(), this::compare);
    }

    /** Whoever is gone, or no account any more, is nobody's concern. */
    void each(Set<AccountId> ids) {
      List<AccountKey> keys =
          ids.stream().map(id -> new AccountKey(AccountKey.Kind.ID, id.value())).toList();
      for (int from = 0; from < keys.size(); from += BATCH) {
        List<AccountKey> batch = keys.subList(from, Math.min(keys.size(), from + BATCH));
        for (Lookup found : directory.lookup(List.copyOf(batch))) {
          if (found instanceof Lookup.Found f) {
            compare(f.account());
          }
        }
      }
    }

    private void compare(Account account) {
      scanned++;
      rules
          .of(account, request.memberships().of(account))
          .ifPresent(drift -> spool.add(planned(account, drift)));
    }

    private PlannedAccount planned(Account account, Drift drift) {
      Optional<String> untouchable = untouchables().reasonFor(account);
      if (untouchable.isPresent()) {
        return left(account, untouchable.get(), "found " + drift.found());
      }
      if (drift instanceof Drift.Left left) {
        return left(account, left.reason(), left.detail());
      }
      Drift.Repairable repairable = (Drift.Repairable) drift;
      return new PlannedAccount(
          account.id(),
          account.dn(),
          account.login(),
          Verdict.CHANGE,
          repairable.why(),
          drift.found(),
          account.version(),
          Optional.empty(),
          Optional.empty(),
          Optional.of(repairable.policy()));
    }

    /** Asked for once somebody drifted: it takes reading groups. */
    private Untouchables untouchables() {
      Untouchables known =
          untouchables.orElseGet(() -> Untouchables.of(directory, request.operator()));
      untouchables = Optional.of(known);
      return known;
    }

    private PlannedAccount left(Account account, String reason, String detail) {
      return new PlannedAccount(
          account.id(),
          account.dn(),
          account.login(),
          Verdict.SKIPPED,
          reason,
          detail,
          account.version());
    }
  }
}
