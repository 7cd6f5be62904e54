package org.keyturn.agent.plan;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.LongStream;
import org.keyturn.agent.account.Account;
import org.keyturn.agent.account.Action;
import org.keyturn.agent.account.Reminders;
import org.keyturn.agent.plan.PlannedAccount.Verdict;
import org.keyturn.agent.policy.Decision;

/**
 * Leaves out of a plan who was told already, and, where more are due than may be told a day, those
 * whose password lasts longest: they are decided anew by the next run. Of each that may be told it
 * holds one number; everything else stays on disk.
 */
final class ReminderPlan {

  private final PlanRequest request;
  private final Reminders reminders;
  private final boolean test;
  private final Instant now;
  private final ReminderLog log;
  private final LongStream.Builder ends = LongStream.builder();
  private int candidates;

  ReminderPlan(PlanRequest request, Reminders reminders, Instant now, ReminderLog log) {
    this.request = request;
    this.reminders = reminders;
    this.test = request.options().deliverTo().isPresent();
    this.now = now;
    this.log = log;
  }

  /** What a reminder comes to that the rules ask for, in the order of the plan. */
  Decision judge(Account account, Decision.Change change) {
    Instant end = account.state().expiry().end().orElseThrow();
    Duration point = reminders.due(end, now).orElseThrow();
    if (reminders.from(point).stream().anyMatch(p -> log.has(account.id(), end, p, test))) {
      // Most of those who end soon, in every pass: a plan that named them would fill the ledger.
      return new Decision.NotDue();
    }
    ends.add(end.getEpochSecond());
    candidates++;
    return change;
  }

  /** How many more may be told today; empty: all that are due. */
  Optional<Long> room() {
    return reminders
        .cap()
        .map(cap -> Math.max(0, cap - request.job().map(job -> log.today(job, test)).orElse(0L)))
        .filter(room -> room < candidates);
  }

  /** The same accounts in the same order, of which so many are told whose end is nearest. */
  PlanSpool capped(Plan all, long room, Path folder) {
    PlanSpool spool = new PlanSpool(Action.REMIND, folder);
    long[] inOrder = ends.build().toArray();
    long[] sorted = inOrder.clone();
    Arrays.sort(sorted);
    long last = room == 0 ? Long.MIN_VALUE : sorted[(int) room - 1];
    long ofTheLast = room - LongStream.of(sorted).filter(end -> end < last).count();
    String detail = reminders.cap().orElseThrow() + " a day; a later run tells them";
    try (PlanCursor accounts = all.accounts()) {
      int i = 0;
      while (accounts.hasNext()) {
        PlannedAccount account = accounts.next();
        if (account.verdict() != Verdict.CHANGE) {
          spool.add(account);
          continue;
        }
        long end = inOrder[i++];
        boolean told = end < last || (end == last && ofTheLast-- > 0);
        spool.add(
            told ? account : account.with(Verdict.SKIPPED, "daily-cap", detail, Optional.empty()));
      }
      return spool;
    } catch (RuntimeException e) {
      spool.close();
      throw e;
    }
  }
}
