package org.keyturn.agent.directory;

import java.util.function.Predicate;
import org.keyturn.agent.account.Account;
import org.keyturn.agent.account.Expiry;

/** Whom a hint of what is due means, going by the whole state: what the hint must not leave out. */
final class Meant {

  private Meant() {}

  static Predicate<Account> by(Due due) {
    if (due instanceof Due.ChangedBefore before) {
      return a -> a.state().changedAt().map(at -> !at.isAfter(before.instant())).orElse(true);
    }
    if (due instanceof Due.ExpiresBefore before) {
      return a ->
          a.state().expiry() instanceof Expiry.Unknown
              || a.state().expiry().end().filter(end -> !end.isAfter(before.instant())).isPresent();
    }
    return due instanceof Due.MustChange ? a -> a.state().mustChange() : a -> true;
  }
}
