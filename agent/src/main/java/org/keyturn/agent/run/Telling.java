package org.keyturn.agent.run;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.keyturn.agent.account.Account;
import org.keyturn.agent.account.AccountId;
import org.keyturn.agent.directory.Directory;
import org.keyturn.agent.journal.Item;
import org.keyturn.agent.journal.NewMessage;
import org.keyturn.agent.journal.Outbox;
import org.keyturn.agent.journal.Outcome;
import org.keyturn.agent.journal.Reminding;
import org.keyturn.agent.journal.Run;
import org.keyturn.agent.notify.Recipients;
import org.keyturn.agent.notify.Reminder;

/**
 * Owes people the reminders of a run: the messages are stored with the outcome, and nothing is
 * written to the directory. Each is decided anew, by what the account is now, so that a plan that
 * waited tells nobody of an end that has moved.
 */
final class Telling {

  private final Directory directory;
  private final Outbox outbox;
  private final Openings openings;
  private final Run run;

  Telling(Directory directory, Outbox outbox, Openings openings, Run run) {
    this.directory = directory;
    this.outbox = outbox;
    this.openings = openings;
    this.run = run;
  }

  /** Somebody to tell, of which point. */
  private record Due(Item item, Account account, Instant end, Duration point) {}

  /**
   * @param accounts as they are now, by the item's place; one that is gone is left out
   */
  List<Outcome> outcomes(List<Item> items, Map<Long, Account> accounts, Instant now) {
    if (items.isEmpty()) {
      return List.of();
    }
    Reminding reminding = run.options().reminding().orElseThrow();
    List<Outcome> outcomes = new ArrayList<>();
    List<Due> due = new ArrayList<>();
    for (Item item : items) {
      Optional<Account> account = Optional.ofNullable(accounts.get(item.seq()));
      Optional<Due> one = account.flatMap(a -> due(item, a, reminding, now));
      if (one.isEmpty()) {
        String detail = account.isEmpty() ? "the entry is gone" : "its password ends otherwise now";
        outcomes.add(ended(item, Item.State.SKIPPED, "stale", detail));
      } else if (wasTold(one.get(), reminding)) {
        outcomes.add(ended(item, Item.State.ALREADY_SO, "already-reminded", ""));
      } else {
        due.add(one.get());
      }
    }
    Map<AccountId, Account> managers = managers(due, reminding);
    Instant leaves = openings.next(reminding.hours(), now);
    due.forEach(one -> outcomes.add(told(one, reminding, managers, leaves, now)));
    return outcomes;
  }

  private static Optional<Due> due(Item item, Account account, Reminding reminding, Instant now) {
    return account
        .state()
        .expiry()
        .end()
        .filter(end -> account.state().enabled())
        .flatMap(
            end ->
                reminding
                    .reminders()
                    .due(end, now)
                    .map(point -> new Due(item, account, end, point)));
  }

  private boolean wasTold(Due due, Reminding reminding) {
    boolean test = run.options().deliverTo().isPresent();
    return reminding.reminders().from(due.point()).stream()
        .anyMatch(point -> outbox.has(Reminder.key(due.account().id(), due.end(), point, test)));
  }

  /** In one go: each would be two searches. */
  private Map<AccountId, Account> managers(List<Due> due, Reminding reminding) {
    List<AccountId> wanted =
        due.stream()
            .filter(one -> reminding.reminders().escalates(one.point()))
            .map(one -> one.account().id())
            .toList();
    return wanted.isEmpty() || !reminding.escalateTo().contains(Reminding.MANAGER)
        ? Map.of()
        : directory.managersOf(wanted);
  }

  private Outcome told(
      Due due, Reminding reminding, Map<AccountId, Account> managers, Instant leaves, Instant now) {
    List<Reminder.Other> others =
        reminding.reminders().escalates(due.point())
            ? others(
                due.account(), reminding, Optional.ofNullable(managers.get(due.account().id())))
            : List.of();
    List<NewMessage> messages =
        new Reminder(
                run.directory(),
                due.account(),
                due.end(),
                due.point(),
                reminding.hours().zone(),
                leaves,
                leaves.isAfter(now),
                run.options().deliverTo())
            .messages(others);
    if (messages.isEmpty()) {
      return ended(due.item(), Item.State.SKIPPED, "no-mail", "nor has anybody else to be told");
    }
    return new Outcome(due.item().seq(), Item.State.APPLIED, "", "", Optional.of(messages.get(0)))
        .copiedTo(messages.subList(1, messages.size()));
  }

  /** A manager who left, or has no address, is passed over; the run goes on. */
  private static List<Reminder.Other> others(
      Account account, Reminding reminding, Optional<Account> manager) {
    List<Reminder.Other> others = new ArrayList<>();
    for (String to : reminding.escalateTo()) {
      if (!to.equals(Reminding.MANAGER)) {
        others.add(new Reminder.Other(to, Optional.empty(), Optional.empty()));
        continue;
      }
      manager
          .filter(m -> m.state().enabled() && !m.id().equals(account.id()))
          .ifPresent(
              m ->
                  Recipients.whileSignInWorks(m)
                      .map(address -> new Reminder.Other(address, m.displayName(), m.language()))
                      .ifPresent(others::add));
    }
    return others;
  }

  private static Outcome ended(Item item, Item.State state, String reason, String detail) {
    return new Outcome(item.seq(), state, reason, detail, Optional.empty());
  }
}
