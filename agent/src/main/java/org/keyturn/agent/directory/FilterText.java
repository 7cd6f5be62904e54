package org.keyturn.agent.directory;

import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import java.util.Optional;

/** LDAP filters (RFC 4515) that an operator wrote, judged before they are sent. */
public final class FilterText {

  private FilterText() {}

  /**
   * @return what is wrong with it, for people; empty: it can be sent
   */
  public static Optional<String> problem(String filter) {
    if (!filter.startsWith("(")) {
      return Optional.of("it does not begin with a parenthesis");
    }
    try {
      Filter.create(filter);
      return Optional.empty();
    } catch (LDAPException e) {
      // The SDK's sentence repeats the filter; whoever shows this one has shown it already.
      String said = String.valueOf(e.getMessage());
      return Optional.of(said.replaceAll("(?s)^.* as an LDAP filter because |\\.\\s*$", ""));
    }
  }
}
