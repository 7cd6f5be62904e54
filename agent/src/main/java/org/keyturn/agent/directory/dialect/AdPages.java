package org.keyturn.agent.directory.dialect;

import com.unboundid.asn1.ASN1OctetString;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchScope;
import com.unboundid.ldap.sdk.controls.SimplePagedResultsControl;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.keyturn.agent.directory.Link;

/** A search in pages: a domain controller ends an answer without them at 1,000 entries. */
final class AdPages {

  private static final int PAGE = 500;

  private AdPages() {}

  static void each(Link link, String base, Filter filter, Consumer<Entry> sink, String... read)
      throws LDAPException {
    link.with(
        connection -> {
          @Nullable ASN1OctetString cookie = null;
          do {
            SearchRequest request = new SearchRequest(base, SearchScope.SUB, filter, read);
            request.addControl(new SimplePagedResultsControl(PAGE, cookie, true));
            var page = connection.search(request);
            page.getSearchEntries().forEach(sink);
            SimplePagedResultsControl control = SimplePagedResultsControl.get(page);
            cookie = control != null && control.moreResultsToReturn() ? control.getCookie() : null;
          } while (cookie != null);
          return Boolean.TRUE;
        });
  }
}
