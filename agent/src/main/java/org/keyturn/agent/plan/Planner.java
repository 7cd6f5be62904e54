package org.keyturn.agent.plan;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.keyturn.agent.account.Account;
import org.keyturn.agent.account.AccountId;
import org.keyturn.agent.account.Action;
import org.keyturn.agent.directory.Directory;
import org.keyturn.agent.directory.DirectoryException;
import org.keyturn.agent.directory.DirectoryInfo;
import org.keyturn.agent.directory.Placement;
import org.keyturn.agent.plan.PlannedAccount.Verdict;
import org.keyturn.agent.policy.AccountState;
import org.keyturn.agent.policy.Decider;
import org.keyturn.agent.policy.Decision;
import org.keyturn.agent.policy.Question;

/** Makes frozen plans of one directory. Reads; changes nothing. */
public final class Planner {

  private static final String IN_ARCHIVE =
      "it stands in the archive; to have it back: keyturn restore USER";

  private final Directory directory;
  private final Clock clock;
  private final Path folder;
  private final Function<AccountId, Optional<Instant>> moved;
  private final ReminderLog reminded;

  /** For a directory that no spread was ever done to. */
  public Planner(Directory directory, Clock clock, Path folder) {
    this(directory, clock, folder, id -> Optional.empty());
  }

  /**
   * @param folder where plans are spooled while they are made
   * @param moved the end that the last spread gave an account's password, if one did
   */
  public Planner(
      Directory directory, Clock clock, Path folder, Function<AccountId, Optional<Instant>> moved) {
    this(directory, clock, folder, moved, ReminderLog.NOTHING);
  }

  /**
   * @param folder where plans are spooled while they are made
   * @param moved the end that the last spread gave an account's password, if one did
   * @param reminded who was told of the end of their password
   */
  public Planner(
      Directory directory,
      Clock clock,
      Path folder,
      Function<AccountId, Optional<Instant>> moved,
      ReminderLog reminded) {
    this.directory = directory;
    this.clock = clock;
    this.folder = folder;
    this.moved = moved;
    this.reminded = reminded;
  }

  /**
   * Decides for every account that the request means and freezes the result. The caller closes it.
   *
   * @throws PlanException where it goes by the time, and this machine's clock is another one than
   *     the directory's
   * @throws SelectionException where the selection names nobody, or somebody who is not there; or
   *     where nobody here can be spread
   * @throws DirectoryException where this kind of directory does that to nobody: a plan in which
   *     everybody is skipped would look like work that is done
   */
  public Plan plan(PlanRequest request) {
    Instant now = clock.instant();
    if (request.action() == Action.SPREAD) {
      SpreadPlan.refuseImpossible(directory, request.options(), now);
    }
    refuseWhatIsDoneToNobody(request.action());
    Clocks.compare(directory, request);
    Untouchables untouchables =
        Untouchables.of(directory, request.operator(), request.options().remit());
    try (PlanSpool spool = new PlanSpool(request.action(), folder)) {
      Deciding deciding = new Deciding(request, now, untouchables, spool);
      Accounts.read(
          directory, request.selection(), request.rule(), now, deciding::add, deciding.problems);
      Accounts.refuse(deciding.problems);
      PlanOptions options = request.options().with(Optional.empty()); // the period comes last
      PlanHeader header = header(request, options, now, deciding.scanned, spool);
      Optional<SpreadPlan> spread = deciding.spread;
      if (spread.isPresent()) {
        return placed(request, now, deciding.scanned, spread.get(), spool.freeze(header));
      }
      Optional<Long> room = deciding.reminding.flatMap(ReminderPlan::room);
      return room.isPresent()
          ? capped(
              request,
              now,
              deciding.scanned,
              deciding.reminding.orElseThrow(),
              room.get(),
              spool.freeze(header))
          : spool.freeze(header);
    }
  }

  private void refuseWhatIsDoneToNobody(Action action) {
    if (action == Action.REMOVE) {
      directory
          .objection(action)
          .ifPresent(
              why -> {
                throw new PlanException(why);
              });
    }
    DirectoryInfo info = directory.info();
    if (action.writes() && !info.actions().contains(action)) {
      throw new DirectoryException(
          DirectoryException.Kind.BAD_REQUEST, info.name() + ": " + Decider.notSupported(action));
    }
  }

  /** Everybody was decided for by themselves; now each gets an end among the others. */
  private Plan placed(
      PlanRequest request, Instant now, long scanned, SpreadPlan spread, Plan unplaced) {
    PlanOptions options =
        request
            .options()
            .with(request.options().spreading().map(s -> s.startingAt(spread.period().from())));
    try (unplaced;
        PlanSpool spool = spread.placed(unplaced, folder)) {
      return spool.freeze(header(request, options, now, scanned, spool));
    }
  }

  /** Everybody was decided for by themselves; now those are left out who are too many for a day. */
  private Plan capped(
      PlanRequest request,
      Instant now,
      long scanned,
      ReminderPlan reminding,
      long room,
      Plan uncapped) {
    try (uncapped;
        PlanSpool spool = reminding.capped(uncapped, room, folder)) {
      return spool.freeze(header(request, request.options(), now, scanned, spool));
    }
  }

  private PlanHeader header(
      PlanRequest request, PlanOptions options, Instant now, long scanned, PlanSpool spool) {
    return new PlanHeader(
        RunIds.next(now),
        request.job(),
        request.action(),
        directory.info().name(),
        directory.info().url(),
        options,
        now,
        now.plus(PlanHeader.VALID),
        !request.selection().isSearch(),
        scanned,
        spool.count(Verdict.CHANGE),
        spool.count(Verdict.ALREADY_SO),
        spool.count(Verdict.SKIPPED),
        spool.reasons());
  }

  /** Takes accounts as they are read and spools what the rules make of them. */
  private final class Deciding {

    private final PlanRequest request;
    private final Instant now;
    private final Untouchables untouchables;
    private final PlanSpool spool;
    private final Problems problems = new Problems();
    private final Set<Action> possible = directory.info().actions();
    private final Optional<String> archive = directory.archive();
    private final Optional<SpreadPlan> spread;
    private final Optional<ReminderPlan> reminding;
    private long scanned;

    Deciding(PlanRequest request, Instant now, Untouchables untouchables, PlanSpool spool) {
      this.request = request;
      this.now = now;
      this.untouchables = untouchables;
      this.spool = spool;
      this.spread = request.options().spreading().map(s -> new SpreadPlan(s, now, moved));
      this.reminding =
          request
              .options()
              .reminders()
              .filter(r -> request.action() == Action.REMIND)
              .map(r -> new ReminderPlan(request, r, now, reminded));
    }

    void add(Account account, int key) {
      scanned++;
      if (!inStates(account) || !request.selection().also().keeps(account, now)) {
        return;
      }
      if (isRemoved(account)) {
        spool.add(
            request.action() == Action.REMOVE
                ? planned(account, Verdict.ALREADY_SO, "already-removed", "", Optional.empty())
                : planned(account, Verdict.SKIPPED, "removed", IN_ARCHIVE, Optional.empty()));
        return;
      }
      Optional<String> deliverTo = deliverTo(account, key);
      Decision decision =
          judged(
              account,
              Decider.decide(
                  new Question(
                      account,
                      request.rule(),
                      request.action(),
                      request.options().mustChange(),
                      request.options().needsAddress() && deliverTo.isEmpty(),
                      untouchables.reasonFor(account),
                      possible,
                      now)));
      if (decision instanceof Decision.Change c) {
        request
            .selection()
            .listing()
            .objections(account, key)
            .forEach(o -> problems.add(request.selection().listing().place(key) + o));
        spread.ifPresent(s -> s.add(account));
        spool.add(planned(account, Verdict.CHANGE, c.reason(), "", deliverTo));
      } else if (decision instanceof Decision.AlreadySo a) {
        spool.add(planned(account, Verdict.ALREADY_SO, a.reason(), "", deliverTo));
      } else if (decision instanceof Decision.Skip s) {
        spool.add(planned(account, Verdict.SKIPPED, s.reason(), s.detail(), deliverTo));
      }
    }

    /** What was told before is on record, which no rule reads. */
    private Decision judged(Account account, Decision decision) {
      return decision instanceof Decision.Change change && reminding.isPresent()
          ? reminding.get().judge(account, change)
          : decision;
    }

    /** Where the archive is below the accounts' base, those in it are accounts no more. */
    private boolean isRemoved(Account account) {
      return archive.filter(dn -> Placement.isBelow(account.dn(), dn)).isPresent()
          && (request.action() != Action.REMOVE || !account.state().enabled());
    }

    private boolean inStates(Account account) {
      Set<AccountState> wanted = request.selection().states();
      return wanted.isEmpty()
          || AccountState.of(account, AccountState.SOON, now).stream().anyMatch(wanted::contains);
    }

    /** A sheet tells whom a password is for: the address that was given, else the account's. */
    private Optional<String> deliverTo(Account account, int key) {
      Optional<String> said = request.selection().listing().deliverTo(key);
      return request.options().deliver().equals("sheet") ? said.or(account::mail) : said;
    }

    private PlannedAccount planned(
        Account a, Verdict verdict, String reason, String detail, Optional<String> deliverTo) {
      return new PlannedAccount(
          a.id(), a.dn(), a.login(), verdict, reason, detail, a.version(), deliverTo);
    }
  }
}
