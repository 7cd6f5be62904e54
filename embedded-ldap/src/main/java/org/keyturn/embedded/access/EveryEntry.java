package org.keyturn.embedded.access;

import org.apache.directory.api.ldap.model.entry.Entry;
import org.apache.directory.server.core.api.filtering.EntryFilter;
import org.apache.directory.server.core.api.interceptor.context.SearchOperationContext;

/** Lets entries pass as they are. */
final class EveryEntry implements EntryFilter {
  @Override
  public boolean accept(SearchOperationContext operation, Entry entry) {
    return true;
  }

  @Override
  public String toString(String tabs) {
    return tabs + "EveryEntry";
  }
}
