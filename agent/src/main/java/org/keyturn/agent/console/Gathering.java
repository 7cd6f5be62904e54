package org.keyturn.agent.console;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.keyturn.agent.account.Account;
import org.keyturn.agent.account.AccountId;
import org.keyturn.agent.account.PasswordPolicy;
import org.keyturn.agent.directory.Directory;
import org.keyturn.agent.directory.DirectoryException;
import org.keyturn.agent.directory.Feed.Changes;
import org.keyturn.agent.directory.NormalDn;
import org.keyturn.agent.directory.Scope;
import org.keyturn.agent.journal.Roster;
import org.keyturn.agent.journal.RosterEntry;
import org.keyturn.agent.recovery.PortalDirectories;

/**
 * Keeps the index of one directory as it is there: only while somebody looks, in the background,
 * and after the first time only what changed. Thread-safe.
 */
final class Gathering {

  /** How old an index may be when somebody looks. */
  private static final Duration FRESH = Duration.ofSeconds(5);

  /** How long a page waits for what changed. */
  private static final Duration PATIENCE = Duration.ofMillis(250);

  /** How often everybody is read at most, where the directory cannot tell what changed. */
  private static final Duration AT_MOST = Duration.ofMinutes(10);

  /**
   * How often everybody is read where it can: servers note sign-ins and locks without telling, and
   * need not tell who was deleted.
   */
  private static final Duration AT_LEAST = Duration.ofHours(1);

  private static final int BATCH = 500;

  /** Of what is written down between two looks at everybody. */
  private static final long NO_PASS = 0;

  private final String name;
  private final PortalDirectories directories;
  private final Roster roster;
  private final Clock clock;
  private final Executor background;
  private @Nullable CompletableFuture<Void> going;
  private Instant lookedAt = Instant.MIN;
  private Instant wholeAt = Instant.MIN;
  private volatile long readSoFar = -1;
  private volatile Optional<String> trouble = Optional.empty();

  Gathering(
      String name, PortalDirectories directories, Roster roster, Clock clock, Executor background) {
    this.name = name;
    this.directories = directories;
    this.roster = roster;
    this.clock = clock;
    this.background = background;
  }

  /** Why the directory could not be read last time, for people. */
  Optional<String> trouble() {
    return trouble;
  }

  /** How many were read, while everybody is. */
  OptionalLong readSoFar() {
    long count = readSoFar;
    return count < 0 ? OptionalLong.empty() : OptionalLong.of(count);
  }

  /** Has the index brought up to date where it is old, and waits a moment for it. */
  void look() {
    CompletableFuture<Void> work = begun();
    if (readSoFar >= 0) {
      return; // Everybody is being read; that is not to be waited for.
    }
    try {
      work.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      return;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException defect) {
        throw defect;
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  private synchronized CompletableFuture<Void> begun() {
    CompletableFuture<Void> work = going;
    if (work != null && work.isCompletedExceptionally()) {
      going = null; // The next one who looks tries again; this one is told.
      return work;
    }
    boolean isOld = !lookedAt.plus(FRESH).isAfter(clock.instant());
    if (work == null || (work.isDone() && isOld)) {
      lookedAt = clock.instant();
      work = CompletableFuture.runAsync(this::refresh, background);
      going = work;
    }
    return work;
  }

  private void refresh() {
    try {
      directories.ask(name, this::refresh);
      trouble = Optional.empty();
    } catch (DirectoryException e) {
      trouble = Optional.of(String.valueOf(e.getMessage()));
    } finally {
      readSoFar = -1;
    }
  }

  private boolean refresh(Directory directory) {
    Instant now = clock.instant();
    Roster.Standing before = roster.standing();
    String rules = rules(directory);
    Changes changes = directory.feed().since(before.cookie());
    boolean whole =
        before.readAt().isEmpty()
            || !rules.equals(before.rules())
            || !before.wholeAt().orElse(Instant.MIN).plus(AT_LEAST).isAfter(now);
    if (whole || changes instanceof Changes.FullPassNeeded) {
      if (whole || !wholeAt.plus(AT_MOST).isAfter(now)) {
        readAll(directory, rules, changes.cookie(), now);
      }
    } else if (changes instanceof Changes.Some some) {
      readSome(directory, new ArrayList<>(some.accounts()));
      roster.settle(new Roster.Standing(some.cookie(), rules, Optional.of(now), before.wholeAt()));
    }
    return true;
  }

  /** What an end is reckoned by, beside the account: where it changes, every end may be another. */
  private static String rules(Directory directory) {
    List<PasswordPolicy> policies = directory.policies();
    return policies + " " + directory.defaultPolicy();
  }

  private void readAll(Directory directory, String rules, String cookie, Instant now) {
    readSoFar = 0;
    long pass = now.toEpochMilli();
    List<RosterEntry> batch = new ArrayList<>();
    directory.scan(
        Scope.all(),
        account -> {
          batch.add(entry(account));
          if (batch.size() == BATCH) {
            roster.put(batch, pass);
            readSoFar += batch.size();
            batch.clear();
          }
        });
    roster.put(batch, pass);
    roster.settle(new Roster.Standing(cookie, rules, Optional.of(now), Optional.of(now)), pass);
    wholeAt = now;
  }

  private void readSome(Directory directory, List<AccountId> changed) {
    for (int from = 0; from < changed.size(); from += BATCH) {
      List<AccountId> some = changed.subList(from, Math.min(from + BATCH, changed.size()));
      Set<AccountId> within = directory.among(Scope.all(), Set.copyOf(some));
      Set<AccountId> others = new HashSet<>(some);
      others.removeAll(within);
      roster.drop(others);
      roster.put(
          directory.read(List.copyOf(within)).stream().map(Gathering::entry).toList(), NO_PASS);
    }
  }

  static RosterEntry entry(Account account) {
    return new RosterEntry(
        account.id(),
        account.dn(),
        NormalDn.of(account.dn()).text(),
        account.login(),
        account.displayName().orElse(account.login()),
        account.mail().orElse(""),
        account.policy().resolved().map(PasswordPolicy::name).orElse(""),
        account.state(),
        account.recoveryMail().isPresent() || account.mobile().isPresent());
  }
}
