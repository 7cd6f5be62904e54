package org.keyturn.agent.directory.dialect;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchScope;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.keyturn.agent.directory.Failures;

/**
 * A scan of a Samba domain that reckons itself what Samba would compute for each account anew, once
 * for each of three attributes, by a search through all that the policies apply to. Where anything
 * is in doubt the server is asked; and of those with one policy the first, the second, the fourth,
 * the eighth …, and one in 500, are compared with what it says. Once they differ, it is asked about
 * everybody, for as long as the directory is open.
 */
final class AdReading implements Reading {

  private static final String KERBEROS = "msDS-SecondaryKrbTgtNumber";
  private static final int ONE_IN = 500;

  /** Below are the accounts that every domain has, krbtgt among them. */
  private static final int FIRST_OF_PEOPLE = 1000;

  private static final List<String> READ =
      Stream.concat(
              AdState.STORED.stream(),
              Stream.of(AdGroup.MEMBER_OF, AdResultants.PRIMARY, AdGroup.SID, KERBEROS))
          .toList();

  private final Target target;
  private final AdPolicies policies;
  private final AdResultants resultants;
  private final AtomicBoolean wrong;
  private final Map<String, Integer> seen = new HashMap<>();

  /**
   * @param wrong set where the server says something else
   */
  AdReading(Target target, AdPolicies policies, AdResultants resultants, AtomicBoolean wrong) {
    this.target = target;
    this.policies = policies;
    this.resultants = resultants;
    this.wrong = wrong;
  }

  @Override
  public List<String> attributes() {
    return READ;
  }

  @Override
  public Entry complete(Entry entry) {
    Optional<AdReckoned> reckoned = wrong.get() ? Optional.empty() : reckon(entry);
    if (reckoned.isPresent() && !isCompared(reckoned.get())) {
      return reckoned.get().addedTo(entry);
    }
    Optional<Entry> answer = ask(entry);
    if (answer.isEmpty()) {
      return entry; // gone since
    }
    boolean sameEntry =
        Stream.of(AdState.CHANGED, AdState.CONTROL)
            .allMatch(
                a -> Objects.equals(entry.getAttributeValue(a), answer.get().getAttributeValue(a)));
    if (sameEntry && reckoned.filter(r -> !r.agreesWith(answer.get())).isPresent()) {
      wrong.set(true);
    }
    return with(entry, answer.get());
  }

  /** Nothing where something that it takes was not shown. */
  private Optional<AdReckoned> reckon(Entry entry) {
    OptionalLong control = AdTime.number(entry.getAttributeValue(AdState.CONTROL));
    OptionalLong changed = AdTime.number(entry.getAttributeValue(AdState.CHANGED));
    if (control.isEmpty()
        || changed.isEmpty()
        || !entry.hasAttribute(AdResultants.PRIMARY)
        || entry.hasAttribute(KERBEROS)
        || AdGroup.relativeId(entry) < FIRST_OF_PEOPLE) {
      return Optional.empty();
    }
    String policy = resultants.of(entry);
    OptionalLong maxAge = policies.storedAge(policy);
    return maxAge.isEmpty()
        ? Optional.empty()
        : Optional.of(
            AdReckoned.of(control.getAsLong(), changed.getAsLong(), maxAge.getAsLong(), policy));
  }

  private boolean isCompared(AdReckoned reckoned) {
    int count = seen.merge(String.valueOf(reckoned.policy()), 1, Integer::sum);
    return (count & (count - 1)) == 0 || count % ONE_IN == 0;
  }

  private Optional<Entry> ask(Entry entry) {
    byte[] guid = entry.getAttributeValueBytes(AdState.ID);
    if (guid == null) {
      return Optional.empty();
    }
    try {
      return target
          .link()
          .search(
              new SearchRequest(
                  target.suffix(),
                  SearchScope.SUB,
                  Filter.createEqualityFilter(AdState.ID, guid),
                  AdState.ATTRIBUTES.toArray(String[]::new)))
          .getSearchEntries()
          .stream()
          .findFirst()
          .map(e -> e);
    } catch (LDAPException e) {
      throw Failures.read(e, "asking for the policy of " + entry.getDN());
    }
  }

  private static Entry with(Entry entry, Entry answer) {
    Entry complete = entry.duplicate();
    AdState.COMPUTED.stream()
        .filter(answer::hasAttribute)
        .forEach(a -> complete.setAttribute(answer.getAttribute(a)));
    return complete;
  }
}
