package org.keyturn.embedded.access;

import org.apache.directory.api.ldap.model.entry.Entry;
import org.apache.directory.server.core.api.filtering.EntryFilter;
import org.apache.directory.server.core.api.interceptor.context.SearchOperationContext;

/** Takes the secret attributes out of every entry that a search returns. */
final class WithoutSecrets implements EntryFilter {
  @Override
  public boolean accept(SearchOperationContext operation, Entry entry) {
    entry.removeAttributes(AccessRules.SECRET_NAMES);
    return true;
  }

  @Override
  public String toString(String tabs) {
    return tabs + "WithoutSecrets";
  }
}
