package org.keyturn.agent.directory;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.LDAPSearchException;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;
import java.util.List;
import java.util.Optional;

/** Some account, to try on it what is never done. */
public final class SampleAccount {

  private SampleAccount() {}

  /**
   * Its DN; empty where there is none to see.
   *
   * @param agent the DN of whoever asks: what may be done to oneself says little of others
   */
  public static Optional<String> of(Link link, DirectorySettings.Accounts accounts, String agent) {
    try {
      SearchRequest request =
          new SearchRequest(
              accounts.base(),
              SearchScope.SUB,
              Filter.create(accounts.filter()),
              SearchRequest.NO_ATTRIBUTES);
      request.setSizeLimit(2);
      return another(link.search(request).getSearchEntries(), agent);
    } catch (LDAPSearchException e) { // "size limit exceeded" comes with the entries
      return another(e.getSearchEntries(), agent);
    } catch (LDAPException e) {
      return Optional.empty();
    }
  }

  /** Oneself where nobody else is to be seen. */
  private static Optional<String> another(List<SearchResultEntry> entries, String agent) {
    return entries.stream()
        .map(Entry::getDN)
        .filter(dn -> !NormalDn.of(dn).equals(NormalDn.of(agent)))
        .findFirst()
        .or(() -> entries.stream().findFirst().map(Entry::getDN));
  }
}
