package org.keyturn.agent.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.keyturn.agent.account.Account;
import org.keyturn.agent.account.AccountId;
import org.keyturn.agent.account.Reminders;
import org.keyturn.agent.config.KeyturnConfig;
import org.keyturn.agent.directory.Directory;
import org.keyturn.agent.journal.Reminding;
import org.keyturn.agent.notify.Recipients;
import org.keyturn.agent.plan.Plan;
import org.keyturn.agent.plan.PlanCursor;
import org.keyturn.agent.plan.PlannedAccount;
import org.keyturn.agent.policy.RemindWords;

/**
 * Who would be told what, and where. A plan holds no addresses: they are looked up for those that
 * are shown.
 */
final class RemindView {

  private static final int BATCH = 200;

  private final Desk desk;
  private final Directory directory;
  private final Plan plan;
  private final Reminders reminders;
  private final List<String> escalateTo;

  RemindView(Desk desk, Plan plan, Reminders reminders) {
    this.desk = desk;
    this.directory = desk.agent().directory(plan.header().directory());
    this.plan = plan;
    this.reminders = reminders;
    this.escalateTo =
        plan.header()
            .job()
            .flatMap(name -> Optional.ofNullable(desk.config().jobs().get(name)))
            .flatMap(KeyturnConfig.Job::reminding)
            .map(Reminding::escalateTo)
            .orElse(List.of());
  }

  /**
   * @param few how many are shown of those who would be told
   * @param all whether everybody is shown, whoever is left alone included
   */
  void print(long few, boolean all) {
    try (PlanCursor accounts = plan.accounts();
        Pages table = new Pages(desk.screen(), "login", "reminder", "ends", "to", "and to")) {
      List<PlannedAccount> batch = new ArrayList<>();
      long told = 0;
      while (accounts.hasNext() && (all || told < few)) {
        PlannedAccount account = accounts.next();
        boolean change = account.verdict() == PlannedAccount.Verdict.CHANGE;
        told += change ? 1 : 0;
        if (change || all) {
          batch.add(account);
        }
        if (batch.size() == BATCH) {
          rows(table, batch);
          batch.clear();
        }
      }
      rows(table, batch);
    }
  }

  private void rows(Pages table, List<PlannedAccount> batch) {
    List<AccountId> told =
        batch.stream()
            .filter(a -> a.verdict() == PlannedAccount.Verdict.CHANGE)
            .map(PlannedAccount::id)
            .toList();
    Map<AccountId, Account> accounts = new HashMap<>();
    directory.read(told).forEach(account -> accounts.put(account.id(), account));
    Map<AccountId, Account> managers =
        escalateTo.contains(Reminding.MANAGER) ? directory.managersOf(told) : Map.of();
    for (PlannedAccount planned : batch) {
      Account account = accounts.get(planned.id());
      if (account == null) {
        String outcome =
            planned.verdict() == PlannedAccount.Verdict.ALREADY_SO ? "(already so)" : "(skipped)";
        table.row(planned.login(), outcome, "", planned.reason(), "");
      } else {
        row(table, account, Optional.ofNullable(managers.get(planned.id())));
      }
    }
  }

  private void row(Pages table, Account account, Optional<Account> manager) {
    Instant now = desk.now();
    Optional<Instant> end = account.state().expiry().end();
    Optional<Duration> point = end.flatMap(at -> reminders.due(at, now));
    Optional<String> test = plan.header().options().deliverTo();
    boolean ended = end.filter(at -> !at.isAfter(now)).isPresent();
    String to =
        (ended ? Recipients.whenSignInFails(account) : Recipients.whileSignInWorks(account))
            .map(Recipients::mask)
            .orElse("(no address)");
    table.row(
        account.login(),
        point.map(RemindView::words).orElse(""),
        end.map(at -> Words.briefAway(at, now)).orElse(""),
        test.map(tester -> tester + " (a test)").orElse(to),
        point.filter(reminders::escalates).isPresent() ? others(manager) : "");
  }

  /** "14 d before": for a column. */
  private static String words(Duration point) {
    if (point.isZero()) {
      return RemindWords.of(point);
    }
    return Words.brief(point.abs()) + (point.isNegative() ? " after" : " before");
  }

  private String others(Optional<Account> manager) {
    return escalateTo.stream()
        .flatMap(
            to ->
                to.equals(Reminding.MANAGER)
                    ? manager
                        .filter(m -> m.state().enabled())
                        .flatMap(Recipients::whileSignInWorks)
                        .map(address -> "manager " + Recipients.mask(address))
                        .or(() -> Optional.of("(no manager)"))
                        .stream()
                    : Stream.of(Recipients.mask(to)))
        .collect(Collectors.joining(", "));
  }
}
