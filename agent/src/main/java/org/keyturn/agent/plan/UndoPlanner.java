package org.keyturn.agent.plan;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.keyturn.agent.account.Account;
import org.keyturn.agent.account.AccountId;
import org.keyturn.agent.account.Action;
import org.keyturn.agent.account.PasswordChange;
import org.keyturn.agent.directory.AccountKey;
import org.keyturn.agent.directory.Directory;
import org.keyturn.agent.directory.Lookup;
import org.keyturn.agent.directory.Reversal;
import org.keyturn.agent.plan.PlannedAccount.Verdict;
import org.keyturn.agent.policy.Decision;

/**
 * Makes frozen plans that take a run back. What each account is to become stands in the ledger, as
 * the pre-image of the change; its own pre-image here is what it is now. Reads; changes nothing.
 */
public final class UndoPlanner {

  /** How many accounts are looked up at a time. */
  private static final int BATCH = 500;

  private final Directory directory;
  private final Clock clock;
  private final Path folder;
  private final BringingBack removed;

  /** Where nobody is ever removed. */
  public UndoPlanner(Directory directory, Clock clock, Path folder) {
    this(directory, clock, folder, BringingBack.NOBODY);
  }

  /**
   * @param folder where plans are spooled while they are made
   * @param removed whether those who were removed can be brought back
   */
  public UndoPlanner(Directory directory, Clock clock, Path folder, BringingBack removed) {
    this.directory = directory;
    this.clock = clock;
    this.folder = folder;
    this.removed = removed;
  }

  /**
   * Decides for every account that the run changed and freezes the result. The caller closes it.
   */
  public Plan plan(UndoRequest request) {
    Instant now = clock.instant();
    Untouchables untouchables = Untouchables.of(directory, request.operator());
    try (PlanSpool spool = new PlanSpool(Action.UNDO, folder)) {
      List<Done> batch = new ArrayList<>();
      request
          .accounts()
          .accept(
              done -> {
                batch.add(done);
                if (batch.size() == BATCH) {
                  decide(request, batch, untouchables, spool);
                  batch.clear();
                }
              });
      decide(request, batch, untouchables, spool);
      return spool.freeze(header(request, now, spool));
    }
  }

  private PlanHeader header(UndoRequest request, Instant now, PlanSpool spool) {
    long changes = spool.count(Verdict.CHANGE);
    long alreadySo = spool.count(Verdict.ALREADY_SO);
    long skipped = spool.count(Verdict.SKIPPED);
    return new PlanHeader(
        RunIds.next(now),
        Optional.empty(),
        Action.UNDO,
        directory.info().name(),
        directory.info().url(),
        PlanOptions.undo(request.run()),
        now,
        now.plus(PlanHeader.VALID),
        true, // a run names its accounts one by one
        changes + alreadySo + skipped,
        changes,
        alreadySo,
        skipped,
        spool.reasons());
  }

  private void decide(
      UndoRequest request, List<Done> batch, Untouchables untouchables, PlanSpool spool) {
    List<Optional<Account>> found =
        request.action() == Action.REMOVE ? wherever(batch) : among(batch);
    for (int i = 0; i < batch.size(); i++) {
      Optional<Account> account = found.get(i);
      Done done = batch.get(i);
      Optional<String> untouchable =
          account
              .map(untouchables::reasonFor)
              .orElseGet(() -> untouchables.reasonFor(done.dn(), done.login()));
      Decision decision =
          UndoRules.decide(
              request.action(),
              done,
              untouchable,
              () -> account.map(a -> reversal(request, done, a)));
      spool.add(planned(done, account, decision));
    }
  }

  /** Those who are accounts by the config's base and filter. */
  private List<Optional<Account>> among(List<Done> batch) {
    return directory
        .lookup(
            batch.stream().map(d -> new AccountKey(AccountKey.Kind.ID, d.id().value())).toList())
        .stream()
        .map(
            l -> l instanceof Lookup.Found f ? Optional.of(f.account()) : Optional.<Account>empty())
        .toList();
  }

  /** The archive is outside the base, as a rule. */
  private List<Optional<Account>> wherever(List<Done> batch) {
    Map<AccountId, Account> found = new HashMap<>();
    directory.read(batch.stream().map(Done::id).toList()).forEach(a -> found.put(a.id(), a));
    return batch.stream().map(d -> Optional.ofNullable(found.get(d.id()))).toList();
  }

  private Reversal reversal(UndoRequest request, Done done, Account account) {
    if (request.action() == Action.REMOVE) {
      return removed.of(request.run(), account);
    }
    return directory.reversal(
        new PasswordChange.PutBack(request.action(), done.before()),
        done.after(),
        account.version());
  }

  private static PlannedAccount planned(Done done, Optional<Account> account, Decision decision) {
    return PlannedAccount.of(
        done.id(),
        account.map(Account::dn).orElse(done.dn()),
        account.map(Account::login).orElse(done.login()),
        decision,
        account.map(Account::version).orElse(done.before()));
  }
}
