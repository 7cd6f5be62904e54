package org.keyturn.agent.console;

import java.util.Optional;
import org.keyturn.agent.account.Remit;
import org.keyturn.agent.directory.NormalDn;
import org.keyturn.agent.directory.Placement;

/** How far two bounds reach together. */
final class Bounds {

  private Bounds() {}

  /**
   * What lies within both.
   *
   * @return empty: nothing does, or it cannot be said by one base and one group
   */
  static Optional<Remit> both(Remit one, Remit other) {
    Optional<Optional<String>> base = base(one.base(), other.base());
    Optional<Optional<String>> group = group(one.group(), other.group());
    return base.flatMap(b -> group.map(g -> new Remit(b, g, one.spares())));
  }

  private static Optional<Optional<String>> base(Optional<String> one, Optional<String> other) {
    if (one.isEmpty() || other.isEmpty()) {
      return Optional.of(one.or(() -> other));
    } else if (isSame(one.get(), other.get()) || Placement.isBelow(one.get(), other.get())) {
      return Optional.of(one);
    }
    return Placement.isBelow(other.get(), one.get()) ? Optional.of(other) : Optional.empty();
  }

  private static Optional<Optional<String>> group(Optional<String> one, Optional<String> other) {
    if (one.isEmpty() || other.isEmpty()) {
      return Optional.of(one.or(() -> other));
    }
    return isSame(one.get(), other.get()) ? Optional.of(one) : Optional.empty();
  }

  private static boolean isSame(String dn, String other) {
    return NormalDn.of(dn).equals(NormalDn.of(other));
  }
}
