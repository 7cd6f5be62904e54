package org.keyturn.agent.report;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.keyturn.agent.account.Account;
import org.keyturn.agent.account.Action;
import org.keyturn.agent.directory.AccountKey;
import org.keyturn.agent.directory.Directory;
import org.keyturn.agent.directory.Lookup;
import org.keyturn.agent.journal.Item;
import org.keyturn.agent.journal.Run;
import org.keyturn.agent.journal.Runs;

/**
 * How many of the people whom a run made choose another password have done so, by what the
 * directory says now. The accounts are streamed, and asked for some at a time by their ids.
 *
 * @param counts how many stand where; every {@link Since} has a count
 */
public record FollowUp(Map<Since, Long> counts) {

  /** What became of an account since the run wrote to it. */
  public enum Since {
    /** Has another password by now. */
    CHANGED("changed"),
    /** Must still choose another one at the next sign-in. */
    MUST_CHANGE("mustChange"),
    /** Has the password that it had, and nothing asks for another one. */
    UNCHANGED("unchanged"),
    /** Is not found any more. */
    GONE("gone");

    private final String key;

    Since(String key) {
      this.key = key;
    }

    /** The spelling in JSON. */
    public String key() {
      return key;
    }
  }

  private static final int BATCH = 200;

  /** The directory's clock and this one may differ by so much ({@code check} tells). */
  private static final Duration SKEW = Duration.ofMinutes(5);

  /** Whether a run asks something of people that they may have done since. */
  public static boolean concerns(Run run) {
    return Set.of(Action.RESET, Action.FORCE_CHANGE).contains(run.action());
  }

  /**
   * Asks the directory.
   *
   * @throws org.keyturn.agent.directory.DirectoryException where it cannot be asked
   */
  public static FollowUp of(Runs runs, Run run, Directory directory) {
    return of(runs, run, directory, at -> {});
  }

  /**
   * As above.
   *
   * @param changes gets when each of those who have another password by now chose it
   */
  static FollowUp of(Runs runs, Run run, Directory directory, Consumer<Instant> changes) {
    Map<Since, Long> counts = new EnumMap<>(Since.class);
    for (Since since : Since.values()) {
      counts.put(since, 0L);
    }
    List<Item> batch = new ArrayList<>();
    runs.items(
        run.id(),
        item -> {
          if (item.state() == Item.State.APPLIED) {
            batch.add(item);
          }
          if (batch.size() == BATCH) {
            count(run, batch, directory, counts, changes);
            batch.clear();
          }
        });
    count(run, batch, directory, counts, changes);
    return new FollowUp(counts);
  }

  private static void count(
      Run run,
      List<Item> batch,
      Directory directory,
      Map<Since, Long> counts,
      Consumer<Instant> changes) {
    if (batch.isEmpty()) {
      return;
    }
    List<Lookup> found =
        directory.lookup(
            batch.stream()
                .map(item -> new AccountKey(AccountKey.Kind.ID, item.id().value()))
                .toList());
    for (int i = 0; i < batch.size(); i++) {
      Instant written = batch.get(i).at().orElseThrow();
      if (!(found.get(i) instanceof Lookup.Found f)) {
        counts.merge(Since.GONE, 1L, Long::sum);
        continue;
      }
      Since since = since(run, written, f.account());
      counts.merge(since, 1L, Long::sum);
      if (since == Since.CHANGED) {
        f.account().state().changedAt().ifPresent(changes);
      }
    }
  }

  /**
   * A flag that stands says it for sure. Where it is gone, the password's own time tells a change
   * from a flag that somebody took back; a reset sets that time itself, so that just after it the
   * flag alone tells.
   */
  static Since since(Run run, Instant written, Account account) {
    if (account.state().mustChange()) {
      return Since.MUST_CHANGE;
    }
    boolean flagged = run.action() == Action.FORCE_CHANGE || run.options().mustChange();
    Instant after = flagged ? written.minus(SKEW) : written.plus(SKEW);
    return account.state().changedAt().filter(at -> at.isAfter(after)).isPresent()
        ? Since.CHANGED
        : Since.UNCHANGED;
  }

  /** How many accounts the run wrote to. */
  public long asked() {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }

  public long of(Since since) {
    return counts.getOrDefault(since, 0L);
  }
}
