package org.keyturn.agent.directory.dialect;

import com.unboundid.ldap.sdk.Filter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.keyturn.agent.directory.Due;

/**
 * Who is due, as a filter. Always together with a class: of a range alone the server reads its
 * index no further than the agent's size limit allows, counts what stands elsewhere in with it, and
 * calls what is left a success.
 */
final class Ds389Due {

  private final Ds389Policies policies;

  Ds389Due(Ds389Policies policies) {
    this.policies = policies;
  }

  Optional<Filter> filter(Due due) {
    return accounts(due)
        .map(which -> Filter.createANDFilter(Filter.createPresenceFilter("objectClass"), which));
  }

  private Optional<Filter> accounts(Due due) {
    if (due instanceof Due.MustChange) {
      return Optional.of(Filter.createEqualityFilter(Ds389State.EXPIRES, Ds389State.AT_ONCE));
    }
    if (due instanceof Due.ChangedBefore before) {
      return Optional.of(
          Filter.createORFilter(
              upTo(Ds389State.CHANGED, before.instant()), without(Ds389State.CHANGED)));
    }
    if (due instanceof Due.ExpiresBefore before) {
      return expiresBefore(before.instant());
    }
    return Optional.empty();
  }

  /** The special dates are below every other; and whoever's policy is not among those known. */
  private Optional<Filter> expiresBefore(Instant instant) {
    if (policies.standard().isEmpty()) {
      return Optional.empty(); // then everyone without a pointer is of unknown expiry
    }
    List<Filter> any = new ArrayList<>();
    any.add(upTo(Ds389State.EXPIRES, instant));
    any.add(without(Ds389State.EXPIRES));
    if (policies.obeysLocal()) {
      List<Filter> known = new ArrayList<>();
      for (Ds389Policy policy : policies.all()) {
        known.add(Filter.createEqualityFilter(Ds389State.POINTER, policy.terms().dn()));
      }
      any.add(
          Filter.createANDFilter(
              Filter.createPresenceFilter(Ds389State.POINTER),
              Filter.createNOTFilter(Filter.createORFilter(known))));
    }
    return Optional.of(Filter.createORFilter(any));
  }

  private static Filter upTo(String attribute, Instant instant) {
    Instant roundedUp = instant.truncatedTo(ChronoUnit.SECONDS).plusSeconds(1);
    return Filter.createLessOrEqualFilter(attribute, GeneralizedTime.seconds(roundedUp));
  }

  private static Filter without(String attribute) {
    return Filter.createNOTFilter(Filter.createPresenceFilter(attribute));
  }
}
