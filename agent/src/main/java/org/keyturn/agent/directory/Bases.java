package org.keyturn.agent.directory;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.RDN;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Where accounts may be looked for, and with which filters: operators' text, checked once. */
final class Bases {

  /** Subtrees of the server's own. */
  private static final Set<String> NOT_ACCOUNTS =
      Set.of("cn=config", "cn=schema", "cn=subschema", "cn=monitor", "ou=system", "ou=schema");

  private final DN configured;
  private final Filter accounts;

  /**
   * @throws DirectoryException where the configured base or filter is none
   */
  Bases(DirectorySettings settings) {
    this.configured = dn(settings.accounts().base());
    if (configured.isNullDN() || isServersOwn(configured)) {
      throw bad("accounts.base " + settings.accounts().base() + " is no place for accounts");
    }
    this.accounts = filter(settings.accounts().filter());
  }

  /** The base to search for a scope. */
  String of(Scope scope) {
    if (scope.base().isEmpty()) {
      return configured.toString();
    }
    DN wanted = dn(scope.base().get());
    if (!isWithin(wanted)) {
      throw bad("base " + wanted + " is not within " + configured);
    }
    return wanted.toString();
  }

  String configured() {
    return configured.toString();
  }

  boolean isWithin(DN dn) {
    return dn.isDescendantOf(configured, true);
  }

  /** Which entries are accounts, narrowed down by what the operator wrote. */
  Filter accounts(List<String> narrower) {
    List<Filter> all = new ArrayList<>();
    all.add(accounts);
    narrower.forEach(text -> all.add(filter(text)));
    return Filter.createANDFilter(all);
  }

  static DN dn(String text) {
    try {
      return new DN(text);
    } catch (LDAPException e) {
      throw bad("not a DN: " + Diagnostics.clean(text));
    }
  }

  private static Filter filter(String text) {
    try {
      return withoutAbsolutes(Filter.create(text));
    } catch (LDAPException e) {
      throw bad("filter " + Diagnostics.clean(text) + ": " + Diagnostics.clean(e.getMessage()));
    }
  }

  /** "(&)" and "(|)" (RFC 4526) make ApacheDS hang up; these mean the same everywhere. */
  private static Filter withoutAbsolutes(Filter filter) {
    Filter anything = Filter.createPresenceFilter("objectClass");
    return switch (filter.getFilterType()) {
      case Filter.FILTER_TYPE_AND ->
          filter.getComponents().length == 0
              ? anything
              : Filter.createANDFilter(each(filter.getComponents()));
      case Filter.FILTER_TYPE_OR ->
          filter.getComponents().length == 0
              ? Filter.createNOTFilter(anything)
              : Filter.createORFilter(each(filter.getComponents()));
      case Filter.FILTER_TYPE_NOT ->
          Filter.createNOTFilter(withoutAbsolutes(filter.getNOTComponent()));
      default -> filter;
    };
  }

  private static List<Filter> each(Filter[] filters) {
    List<Filter> all = new ArrayList<>();
    for (Filter filter : filters) {
      all.add(withoutAbsolutes(filter));
    }
    return all;
  }

  private static boolean isServersOwn(DN dn) {
    RDN[] rdns = dn.getRDNs();
    return NOT_ACCOUNTS.contains(
        rdns[rdns.length - 1].toNormalizedString().toLowerCase(Locale.ROOT));
  }

  private static DirectoryException bad(String message) {
    return new DirectoryException(DirectoryException.Kind.BAD_REQUEST, message);
  }
}
