package org.keyturn.agent.directory;

import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchScope;
import java.time.Duration;
import java.util.Optional;

/**
 * How long it takes to find people by an attribute. Whether one is indexed is nothing that an
 * account like the agent's may read on most servers; it shows in the answer's time.
 */
final class BearerTime {

  private static final int TRIES = 3;

  /** A value of text and of numbers, that nobody has. */
  private static final String NOBODY = "9182736455463728";

  private final Link link;
  private final String base;

  BearerTime(Link link, String base) {
    this.link = link;
    this.base = base;
  }

  /** The best of some; empty where no account shows the attribute. */
  Optional<Duration> of(String attribute) {
    try {
      return isSeen(attribute) ? Optional.of(time(attribute)) : Optional.empty();
    } catch (LDAPException e) {
      throw Failures.read(e, "looking people up by " + attribute);
    }
  }

  private boolean isSeen(String attribute) throws LDAPException {
    SearchRequest request = request(Filter.createPresenceFilter(attribute), attribute);
    request.setSizeLimit(1);
    try {
      return link.search(request).getSearchEntries().stream()
          .anyMatch(entry -> !Bearers.values(attribute, entry).isEmpty());
    } catch (LDAPException e) {
      if (e.getResultCode().equals(ResultCode.SIZE_LIMIT_EXCEEDED)) {
        return true;
      }
      throw e;
    }
  }

  private Duration time(String attribute) throws LDAPException {
    long best = Long.MAX_VALUE;
    for (int i = 0; i < TRIES; i++) {
      Filter nobody = Filter.createEqualityFilter(attribute, NOBODY + i);
      long begin = System.nanoTime();
      int unused = link.search(request(nobody, attribute)).getEntryCount();
      best = Math.min(best, System.nanoTime() - begin);
    }
    return Duration.ofNanos(best);
  }

  private SearchRequest request(Filter filter, String attribute) {
    return new SearchRequest(base, SearchScope.SUB, filter, attribute);
  }
}
