package org.keyturn.agent.report;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.keyturn.agent.account.Account;
import org.keyturn.agent.account.Expiry;
import org.keyturn.agent.directory.NormalDn;
import org.keyturn.agent.policy.AccountState;

/** Counts accounts as they come; keeps none of them but a few admins. Not thread-safe. */
final class Census {

  /** A protected group with more of them is no group of admins. */
  private static final int ADMINS_SHOWN = 100;

  private final Instant now;
  private final Duration soon;
  private final Set<NormalDn> adminDns;
  private final Weeks calendar;

  private final Map<AccountState, Count> states = new EnumMap<>(AccountState.class);
  private final Count[] weeks = new Count[Weeks.AHEAD];
  private Count all = Count.NONE;
  private Count neverSignedIn = Count.NONE;
  private Count later = Count.NONE;
  private Count untold = Count.NONE;
  private final List<Figures.Admin> unreachable = new ArrayList<>();
  private long admins;
  private long unreachableAdmins;

  /**
   * @param soon how near an expiry counts as expiring
   * @param zone where the weeks begin on Monday
   * @param adminDns who is in a protected group
   */
  Census(Instant now, Duration soon, ZoneId zone, Set<NormalDn> adminDns) {
    this.now = now;
    this.soon = soon;
    this.adminDns = Set.copyOf(adminDns);
    this.calendar = new Weeks(now, zone);
    Arrays.fill(weeks, Count.NONE);
    for (AccountState state : AccountState.values()) {
      states.put(state, Count.NONE);
    }
  }

  /**
   * @param in what {@link AccountState#of} says of it
   */
  void add(Account account, Set<AccountState> in) {
    boolean enabled = account.state().enabled();
    all = all.plus(enabled);
    in.forEach(state -> states.computeIfPresent(state, (s, count) -> count.plus(enabled)));
    if (account.state().lastSignInAt().isEmpty()) {
      neverSignedIn = neverSignedIn.plus(enabled);
    }
    addEnd(account.state().expiry(), enabled);
    if (!adminDns.isEmpty() && adminDns.contains(NormalDn.of(account.dn()))) {
      addAdmin(account, in.contains(AccountState.NO_RECOVERY));
    }
  }

  private void addEnd(Expiry expiry, boolean enabled) {
    if (expiry instanceof Expiry.Unknown) {
      untold = untold.plus(enabled);
    } else if (!expiry.isPast(now) && expiry instanceof Expiry.At at) {
      calendar
          .of(at.instant())
          .ifPresentOrElse(
              week -> weeks[week] = weeks[week].plus(enabled), () -> later = later.plus(enabled));
    }
  }

  private void addAdmin(Account account, boolean cannotBeReached) {
    admins++;
    if (!cannotBeReached) {
      return;
    }
    unreachableAdmins++;
    if (unreachable.size() < ADMINS_SHOWN) {
      unreachable.add(new Figures.Admin(account.login(), account.dn(), account.displayName()));
    }
  }

  Figures figures() {
    List<Figures.Week> ahead = new ArrayList<>();
    for (int i = 0; i < weeks.length; i++) {
      ahead.add(new Figures.Week(calendar.from(i), calendar.until(i), weeks[i]));
    }
    return new Figures(
        now,
        soon,
        all,
        states,
        Optional.of(neverSignedIn).filter(never -> never.accounts() < all.accounts()),
        ahead,
        later,
        untold,
        new Figures.Admins(admins, unreachableAdmins, unreachable));
  }
}
