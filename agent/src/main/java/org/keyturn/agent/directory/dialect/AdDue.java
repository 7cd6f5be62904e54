package org.keyturn.agent.directory.dialect;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.keyturn.agent.directory.Due;

/**
 * Who may be due, as a filter over stored attributes alone: one on a computed attribute matches
 * nothing and says "success".
 */
final class AdDue {

  /** LDAP_MATCHING_RULE_BIT_OR: any of the bits. */
  private static final String ANY_BIT = "1.2.840.113556.1.4.804";

  private final AdPolicies policies;

  AdDue(AdPolicies policies) {
    this.policies = policies;
  }

  Optional<Filter> filter(Due due) {
    if (due instanceof Due.ChangedBefore d) {
      return Optional.of(changedBy(d.instant()));
    }
    if (due instanceof Due.MustChange) {
      return Optional.of(
          Filter.createANDFilter(
              Filter.createEqualityFilter(AdState.CHANGED, "0"),
              Filter.createNOTFilter(bits(AdState.NO_AGE))));
    }
    return due instanceof Due.ExpiresBefore d ? expiresBy(d.instant()) : Optional.empty();
  }

  /** Includes 0, "must change", and the maximum: neither says anything about when. */
  private static Filter changedBy(Instant instant) {
    return Filter.createORFilter(
        Filter.createLessOrEqualFilter(
            AdState.CHANGED, Long.toString(AdTime.filetime(instant.plusNanos(100)))),
        Filter.createEqualityFilter(AdState.CHANGED, Long.toString(AdTime.NEVER)),
        Filter.createNOTFilter(Filter.createPresenceFilter(AdState.CHANGED)));
  }

  /**
   * The server cannot be asked whose policy is whose: so the latest of the cutoffs of all policies,
   * which is the one of the shortest age, takes in those of the others.
   */
  private Optional<Filter> expiresBy(Instant instant) {
    Filter aged = Filter.createNOTFilter(bits(AdState.NO_AGE));
    if (!policies.complete() || policies.head().isEmpty()) {
      return Optional.of(aged); // a policy that cannot be read may be shorter than any other
    }
    Optional<Duration> shortest = ages().min(Duration::compareTo);
    Filter changed =
        shortest
            .map(age -> changedBy(instant.minus(age)))
            .orElseGet(() -> changedBy(Instant.EPOCH.minus(Duration.ofDays(365_000))));
    return Optional.of(Filter.createANDFilter(aged, changed));
  }

  /** As they are stored, the short ones included that Samba takes for none. */
  private Stream<Duration> ages() {
    Stream<Optional<Duration>> own = policies.head().stream().map(e -> age(e, "maxPwdAge"));
    Stream<Optional<Duration>> finer =
        policies.settingsObjects().stream().map(e -> age(e, "msDS-MaximumPasswordAge"));
    return Stream.concat(own, finer).flatMap(Optional::stream);
  }

  private static Optional<Duration> age(Entry entry, String attribute) {
    return AdTime.interval(entry.getAttributeValue(attribute));
  }

  private static Filter bits(int anyOf) {
    return Filter.createExtensibleMatchFilter(
        AdState.CONTROL, ANY_BIT, false, Integer.toString(anyOf));
  }
}
