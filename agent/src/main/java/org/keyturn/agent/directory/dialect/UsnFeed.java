package org.keyturn.agent.directory.dialect;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchScope;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.keyturn.agent.directory.Failures;
import org.keyturn.agent.directory.Feed;

/**
 * What a domain controller wrote since a number: {@code uSNChanged} (MS-ADTS, section 3.1.1.2.4).
 * The number is the one server's own, so the cookie names the server, and where it may be read the
 * {@code invocationId}, which a restored one has anew.
 */
final class UsnFeed implements Feed {

  private final FeedScope scope;

  UsnFeed(Target target, Vocabulary vocabulary) {
    this.scope = new FeedScope(target, vocabulary, "usn");
  }

  @Override
  public Changes since(String cookie) {
    Entry rootDse = rootDse();
    OptionalLong highest = AdTime.number(rootDse.getAttributeValue("highestCommittedUSN"));
    if (highest.isEmpty()) {
      return new Changes.FullPassNeeded("the server does not show its highestCommittedUSN", "");
    }
    String server = server(rootDse);
    String now = scope.seal(highest.getAsLong() + " " + server);
    Optional<String> text = scope.open(cookie);
    if (text.isEmpty()) {
      return new Changes.FullPassNeeded(FeedScope.refusal(cookie), now);
    }
    String[] parts = text.get().split(" ", 2);
    OptionalLong since = AdTime.number(parts[0]);
    if (since.isEmpty() || parts.length < 2 || !parts[1].equals(server)) {
      return new Changes.FullPassNeeded("the cookie is another domain controller's", now);
    }
    if (since.getAsLong() > highest.getAsLong()) {
      return new Changes.FullPassNeeded("the server is older than the cookie", now);
    }
    return new Changes.Some(
        scope.matching(
            Filter.createGreaterOrEqualFilter("uSNChanged", Long.toString(since.getAsLong() + 1))),
        now);
  }

  private Entry rootDse() {
    try {
      Entry entry =
          scope
              .target()
              .link()
              .search(
                  new SearchRequest(
                      "",
                      SearchScope.BASE,
                      Filter.createPresenceFilter("objectClass"),
                      "highestCommittedUSN",
                      "dsServiceName"))
              .getSearchEntry("");
      return entry == null ? new Entry("") : entry;
    } catch (LDAPException e) {
      throw Failures.read(e, "reading how far the server is");
    }
  }

  private String server(Entry rootDse) {
    String service = rootDse.getAttributeValue("dsServiceName");
    if (service == null) {
      return "";
    }
    try {
      return scope
              .target()
              .link()
              .search(
                  new SearchRequest(
                      service,
                      SearchScope.BASE,
                      Filter.createPresenceFilter("objectClass"),
                      "invocationId"))
              .getSearchEntries()
              .stream()
              .map(e -> e.getAttributeValueBytes("invocationId"))
              .filter(id -> id != null)
              .map(id -> UUID.nameUUIDFromBytes(id) + " ")
              .findFirst()
              .orElse("")
          + service;
    } catch (LDAPException e) {
      if (Failures.isAnswer(e)) {
        return service;
      }
      throw Failures.read(e, "reading which server this is");
    }
  }
}
