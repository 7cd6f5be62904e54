package org.keyturn.agent.directory;

import com.unboundid.asn1.ASN1OctetString;
import com.unboundid.ldap.sdk.DereferencePolicy;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchResult;
import com.unboundid.ldap.sdk.SearchScope;
import com.unboundid.ldap.sdk.controls.SimplePagedResultsControl;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.keyturn.agent.directory.DirectoryException.Kind;

/**
 * A search in pages (RFC 2696) on one connection: memory holds one page, however many entries there
 * are. Referrals are passed over and aliases not followed. An answer that was cut short is an
 * error, never a shorter answer.
 */
final class PagedSearch {

  private final Link link;

  PagedSearch(Link link) {
    this.link = link;
  }

  /**
   * @param attributes real ones: for {@code 1.1} ApacheDS ends after the first page with a success
   * @param more takes an entry on the calling thread and says whether to go on
   */
  void run(String base, Filter filter, String[] attributes, int pageSize, Predicate<Entry> more) {
    try {
      link.with(
          connection -> {
            ASN1OctetString cookie = null;
            do {
              SearchRequest request = new SearchRequest(base, SearchScope.SUB, filter, attributes);
              request.setDerefPolicy(DereferencePolicy.NEVER);
              request.addControl(new SimplePagedResultsControl(pageSize, cookie, true));
              SearchResult page = connection.search(request);
              if (page.getEntryCount() == 0 && SimplePagedResultsControl.get(page) == null) {
                mustExist(connection, base);
              }
              for (Entry entry : page.getSearchEntries()) {
                if (!more.test(entry)) {
                  forget(connection, base, filter, attributes, page);
                  return Boolean.FALSE;
                }
              }
              cookie = next(page);
            } while (cookie != null);
            return Boolean.TRUE;
          });
    } catch (LDAPException e) {
      throw translate(e, base);
    }
  }

  private static @Nullable ASN1OctetString next(SearchResult page) throws LDAPException {
    SimplePagedResultsControl control = SimplePagedResultsControl.get(page);
    if (control == null) {
      throw new DirectoryException(
          Kind.INCOMPLETE, "the server did not say whether there are more pages");
    }
    return control.moreResultsToReturn() ? control.getCookie() : null;
  }

  /** 389-DS answers a paged search below what is not there with a success, and with no control. */
  private static void mustExist(LDAPConnection connection, String base) throws LDAPException {
    connection.search(base, SearchScope.BASE, "(objectClass=*)", SearchRequest.NO_ATTRIBUTES);
  }

  /** Tells the server that no further page is wanted (RFC 2696, section 3: a page of zero). */
  private static void forget(
      LDAPConnection connection, String base, Filter filter, String[] attributes, SearchResult page)
      throws LDAPException {
    ASN1OctetString cookie = next(page);
    if (cookie != null) {
      SearchRequest request = new SearchRequest(base, SearchScope.SUB, filter, attributes);
      request.addControl(new SimplePagedResultsControl(0, cookie, true));
      try {
        connection.search(request);
      } catch (LDAPException e) {
        if (!e.getResultCode().isConnectionUsable()) {
          throw e; // else a server that does not like it will forget the pages by itself
        }
      }
    }
  }

  private static DirectoryException translate(LDAPException e, String base) {
    if (e.getResultCode().equals(ResultCode.NO_SUCH_OBJECT)) {
      return new DirectoryException(
          Kind.BAD_REQUEST, ResultCode.NO_SUCH_OBJECT_INT_VALUE, base + " does not exist", e);
    }
    return Failures.read(e, "searching " + base);
  }
}
