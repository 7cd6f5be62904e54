package org.keyturn.embedded.server;

import java.util.Set;
import org.apache.directory.api.ldap.model.entry.Attribute;
import org.apache.directory.api.ldap.model.entry.Entry;
import org.apache.directory.api.ldap.model.exception.LdapException;
import org.apache.directory.api.ldap.model.message.Control;
import org.apache.directory.api.ldap.model.message.Message;
import org.apache.directory.server.core.api.filtering.EntryFilter;
import org.apache.directory.server.core.api.filtering.EntryFilteringCursor;
import org.apache.directory.server.core.api.interceptor.BaseInterceptor;
import org.apache.directory.server.core.api.interceptor.context.GetRootDseOperationContext;
import org.apache.directory.server.core.api.interceptor.context.LookupOperationContext;
import org.apache.directory.server.core.api.interceptor.context.SearchOperationContext;

/**
 * Takes out of the root DSE what ApacheDS advertises, accepts even as critical, and ignores or does
 * wrongly. Clients ask what a server can do; the answer must hold.
 */
final class HonestRootDse extends BaseInterceptor {
  private static final Set<String> IGNORED_CONTROLS =
      Set.of(
          "2.16.840.1.113730.3.4.18", // proxied authorization (RFC 4370)
          "2.16.840.1.113730.3.4.9", // virtual list view
          "2.16.840.1.113730.3.4.10",
          "1.3.6.1.4.1.4203.1.9.1.1", // content synchronization (RFC 4533)
          "1.3.6.1.4.1.4203.1.9.1.2",
          "1.3.6.1.4.1.4203.1.9.1.3",
          "1.3.6.1.1.21.2", // transactions (RFC 5805)
          "1.2.840.113556.1.4.1413"); // permissive modify

  HonestRootDse() {
    super("honestRootDse");
  }

  /** Whether a request insists on something that would not be done. */
  static boolean insistsOnIgnored(Message request) {
    return request.getControls().values().stream()
        .filter(Control::isCritical)
        .anyMatch(control -> IGNORED_CONTROLS.contains(control.getOid()));
  }

  @Override
  public EntryFilteringCursor search(SearchOperationContext context) throws LdapException {
    EntryFilteringCursor cursor = next(context);
    cursor.addEntryFilter(new Filter());
    return cursor;
  }

  @Override
  public Entry lookup(LookupOperationContext context) throws LdapException {
    return honest(next(context));
  }

  @Override
  public Entry getRootDse(GetRootDseOperationContext context) throws LdapException {
    return honest(next(context));
  }

  private static Entry honest(Entry entry) {
    if (entry.getDn().isEmpty()) {
      Attribute controls = entry.get("supportedControl");
      if (controls != null) {
        IGNORED_CONTROLS.forEach(controls::remove);
      }
      Attribute contexts = entry.get("namingContexts");
      if (contexts != null) {
        contexts.remove("ou=system", "ou=schema"); // ApacheDS's own, which nobody may read
      }
      entry.removeAttributes("supportedSASLMechanisms"); // one empty value
    }
    return entry;
  }

  private static final class Filter implements EntryFilter {
    @Override
    public boolean accept(SearchOperationContext operation, Entry entry) {
      honest(entry);
      return true;
    }

    @Override
    public String toString(String tabs) {
      return tabs + "HonestRootDse";
    }
  }
}
