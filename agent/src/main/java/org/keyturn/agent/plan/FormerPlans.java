package org.keyturn.agent.plan;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.keyturn.agent.account.Account;
import org.keyturn.agent.account.AccountId;
import org.keyturn.agent.account.EntryVersion;
import org.keyturn.agent.directory.AccountKey;
import org.keyturn.agent.directory.Directory;
import org.keyturn.agent.plan.PlannedAccount.Verdict;
import org.keyturn.agent.policy.Decision;

/** What plans about those who were removed have in common: who is meant, and as what they stand. */
final class FormerPlans {

  /** How many accounts are looked up at a time. */
  private static final int BATCH = 500;

  private final Directory directory;
  private final Path folder;
  private final Former former;

  FormerPlans(Directory directory, Path folder, Former former) {
    this.directory = directory;
    this.folder = folder;
    this.former = former;
  }

  /** What is made of one of them. */
  @FunctionalInterface
  interface Rule {
    /**
     * @param account as it is now
     */
    Decision decide(FormerAccount one, Account account);

    /** The same, where somebody deleted the entry. */
    default Decision gone(FormerAccount one) {
      return new Decision.Skip("gone", "the entry was deleted from the directory since");
    }
  }

  /**
   * @throws PlanException where the config names no archive, or it does not exist
   */
  void refuseWithoutArchive(PlanRequest request) {
    directory
        .objection(request.action())
        .ifPresent(
            why -> {
              throw new PlanException(why);
            });
  }

  /**
   * Those who are named, each once; whatever is wrong with the list is told at once.
   *
   * @throws SelectionException where somebody is named who was never removed, or nobody by name
   */
  List<FormerAccount> named(Selection selection) {
    Problems problems = new Problems();
    problems.addAll(selection.listing().problems());
    Accounts.refuse(problems);
    List<AccountKey> keys = selection.keys();
    List<List<FormerAccount>> found = FormerLookup.find(former, keys);
    List<FormerAccount> named = new ArrayList<>();
    Set<AccountId> seen = new HashSet<>();
    for (int key = 0; key < keys.size(); key++) {
      List<FormerAccount> matches = found.get(key);
      if (matches.isEmpty() && selection.listing().mayBeGone()) {
        continue;
      }
      if (matches.size() != 1) {
        problems.add(selection.listing().place(key) + problem(keys.get(key), matches));
      } else if (seen.add(matches.get(0).id())) {
        named.add(matches.get(0));
      }
    }
    Accounts.refuse(problems);
    return named;
  }

  private String problem(AccountKey key, List<FormerAccount> matches) {
    String typed = Printable.quoted(key.value());
    return matches.isEmpty()
        ? typed
            + ": nobody of that name was removed from "
            + directory.info().name()
            + "; see who was: keyturn users --state removed"
        : typed
            + ": "
            + matches.size()
            + " who were removed answer to it; name the one you mean by its former DN or id";
  }

  /** Decides for each and freezes the result. */
  Plan freeze(PlanRequest request, List<FormerAccount> named, Instant now, Rule rule) {
    Untouchables untouchables =
        Untouchables.of(directory, request.operator(), request.options().remit());
    try (PlanSpool spool = new PlanSpool(request.action(), folder)) {
      for (int from = 0; from < named.size(); from += BATCH) {
        List<FormerAccount> batch = named.subList(from, Math.min(named.size(), from + BATCH));
        Map<AccountId, Account> there = read(batch);
        for (FormerAccount one : batch) {
          Optional<Account> account = Optional.ofNullable(there.get(one.id()));
          spool.add(planned(one, account, decision(one, account, untouchables, rule)));
        }
      }
      return spool.freeze(header(request, now, spool));
    }
  }

  private Map<AccountId, Account> read(List<FormerAccount> batch) {
    Map<AccountId, Account> there = new HashMap<>();
    directory
        .read(batch.stream().map(FormerAccount::id).toList())
        .forEach(account -> there.put(account.id(), account));
    return there;
  }

  private static Decision decision(
      FormerAccount one, Optional<Account> account, Untouchables untouchables, Rule rule) {
    Optional<String> untouchable =
        account
            .map(untouchables::reasonFor)
            .orElseGet(() -> untouchables.reasonFor(one.dn(), one.login()));
    if (untouchable.isPresent()) {
      return new Decision.Skip(untouchable.get(), "");
    }
    if (one.state() == FormerAccount.State.PURGED) {
      return new Decision.Skip("purged", "the entry was deleted; what it was is sealed");
    }
    return account.map(now -> rule.decide(one, now)).orElseGet(() -> rule.gone(one));
  }

  private static PlannedAccount planned(
      FormerAccount one, Optional<Account> account, Decision decision) {
    return PlannedAccount.of(
        one.id(),
        account.map(Account::dn).orElse(one.dn()),
        account.map(Account::login).orElse(one.login()),
        decision,
        account.map(Account::version).orElseGet(() -> EntryVersion.of(Map.of())));
  }

  private PlanHeader header(PlanRequest request, Instant now, PlanSpool spool) {
    long changes = spool.count(Verdict.CHANGE);
    long alreadySo = spool.count(Verdict.ALREADY_SO);
    long skipped = spool.count(Verdict.SKIPPED);
    return new PlanHeader(
        RunIds.next(now),
        request.job(),
        request.action(),
        directory.info().name(),
        directory.info().url(),
        request.options(),
        now,
        now.plus(PlanHeader.VALID),
        !request.selection().isSearch(),
        changes + alreadySo + skipped,
        changes,
        alreadySo,
        skipped,
        spool.reasons());
  }
}
