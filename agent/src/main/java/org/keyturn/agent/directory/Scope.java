package org.keyturn.agent.directory;

import java.util.List;
import java.util.Optional;

/**
 * Which accounts to read, always within the configured base and filter.
 *
 * @param base a narrower base; empty: the configured one
 * @param filters LDAP filters (RFC 4515) that all must match, as an operator wrote them
 * @param group the DN of a group whose members are meant, nested groups included
 * @param due what the server may leave out because no rule can choose it
 */
public record Scope(Optional<String> base, List<String> filters, Optional<String> group, Due due) {

  public Scope {
    filters = List.copyOf(filters);
  }

  /** Every account of the directory. */
  public static Scope all() {
    return new Scope(Optional.empty(), List.of(), Optional.empty(), new Due.Any());
  }

  public Scope with(Due narrower) {
    return new Scope(base, filters, group, narrower);
  }
}
