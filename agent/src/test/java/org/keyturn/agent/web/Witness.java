package org.keyturn.agent.web;

import com.unboundid.ldap.sdk.AsyncRequestID;
import com.unboundid.ldap.sdk.AsyncSearchResultListener;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchResult;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchResultReference;
import com.unboundid.ldap.sdk.SearchScope;
import com.unboundid.ldap.sdk.controls.PersistentSearchChangeType;
import com.unboundid.ldap.sdk.controls.PersistentSearchRequestControl;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Looks at the directory of a {@link Bureau} past the agent: what is there, and, by a persistent
 * search (draft-ietf-ldapext-psearch), how often each entry was written since.
 */
public final class Witness implements AutoCloseable {

  private final Bureau office;
  private final LDAPConnection connection;
  private final Map<String, Integer> writes = new ConcurrentHashMap<>();

  public Witness(Bureau office) {
    this.office = office;
    try {
      connection =
          new LDAPConnection(
              "127.0.0.1",
              office.server.port(),
              office.server.adminDn(),
              office.server.adminPassword());
      SearchRequest changes =
          new SearchRequest(
              new Counting(),
              office.server.suffix(),
              SearchScope.SUB,
              Filter.createPresenceFilter("objectClass"),
              "1.1");
      changes.addControl(
          new PersistentSearchRequestControl(
              PersistentSearchChangeType.allChangeTypes(), true, false));
      AsyncRequestID unused = connection.asyncSearch(changes);
    } catch (LDAPException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Told in the order of the writes. */
  @SuppressWarnings("serial") // nobody keeps it
  private final class Counting implements AsyncSearchResultListener {
    @Override
    public void searchEntryReturned(SearchResultEntry entry) {
      writes.merge(entry.getDN(), 1, Integer::sum);
    }

    @Override
    public void searchReferenceReturned(SearchResultReference reference) {}

    @Override
    public void searchResultReceived(AsyncRequestID id, SearchResult result) {}
  }

  /** By DN, how often it was written; all that was written before this is asked. */
  public Map<String, Integer> writes() {
    String last = "last" + System.nanoTime();
    office.crowd(last, 1);
    String dn = office.dn(last + "0");
    Bureau.await(() -> writes.containsKey(dn), () -> "the directory tells of no write: " + writes);
    return Map.copyOf(writes);
  }

  /** The groups that name an entry, by name. */
  public List<String> groupsOf(String dn) {
    return search(
            Filter.createORFilter(
                Filter.createEqualityFilter("member", dn),
                Filter.createEqualityFilter("uniqueMember", dn)))
        .stream()
        .map(group -> group.getAttributeValue("cn"))
        .sorted()
        .toList();
  }

  /** Where somebody stands. */
  public Optional<String> place(String login) {
    return search(Filter.createEqualityFilter("uid", login)).stream()
        .map(SearchResultEntry::getDN)
        .findFirst();
  }

  private List<SearchResultEntry> search(Filter filter) {
    try {
      return connection.search(office.server.suffix(), SearchScope.SUB, filter).getSearchEntries();
    } catch (LDAPException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    connection.close();
  }
}
