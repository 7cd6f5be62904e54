package org.keyturn.agent.directory.dialect;

import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchScope;
import java.time.Duration;
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

  private static final Duration EASTERNMOST = Duration.ofHours(14);

  private final Target target;
  private final Ds389Policies policies;

  Ds389Due(Target target, Ds389Policies policies) {
    this.target = target;
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
    if (due instanceof Due.Under under) {
      return Optional.of(Filter.createEqualityFilter(Ds389State.POINTER, under.policy()));
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

  /** The special dates are below every other; and whoever's policy cannot be told is in it. */
  private Optional<Filter> expiresBefore(Instant instant) {
    if (policies.standard().isEmpty()) {
      return Optional.empty(); // then everyone without a pointer is of unknown expiry
    }
    List<Filter> any = new ArrayList<>();
    any.add(upTo(Ds389State.EXPIRES, instant));
    any.add(without(Ds389State.EXPIRES));
    if (policies.obeysLocal() && somePointElsewhere()) {
      any.add(Filter.createPresenceFilter(Ds389State.POINTER));
    }
    return Optional.of(Filter.createORFilter(any));
  }

  /**
   * Whether there are pointers to what is no policy. Asked apart: within an "or" the server takes
   * "has one, and none of these" for nobody, and calls that a success.
   */
  private boolean somePointElsewhere() {
    List<Filter> known = new ArrayList<>();
    for (Ds389Policy policy : policies.all()) {
      known.add(Filter.createEqualityFilter(Ds389State.POINTER, policy.terms().dn()));
    }
    SearchRequest request =
        new SearchRequest(
            target.settings().accounts().base(),
            SearchScope.SUB,
            Filter.createANDFilter(
                Filter.createPresenceFilter(Ds389State.POINTER),
                Filter.createNOTFilter(Filter.createORFilter(known))),
            SearchRequest.NO_ATTRIBUTES);
    request.setSizeLimit(1);
    try {
      return target.link().search(request).getEntryCount() > 0;
    } catch (LDAPException e) { // there are more than one, or nobody knows
      return true;
    }
  }

  /** The server compares times as they are written, with the offset of whatever zone that was. */
  private static Filter upTo(String attribute, Instant instant) {
    Instant roundedUp = instant.truncatedTo(ChronoUnit.SECONDS).plusSeconds(1);
    return Filter.createLessOrEqualFilter(
        attribute, GeneralizedTime.seconds(roundedUp.plus(EASTERNMOST)));
  }

  private static Filter without(String attribute) {
    return Filter.createNOTFilter(Filter.createPresenceFilter(attribute));
  }
}
