package org.keyturn.agent.directory.dialect;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.Filter;
import java.util.List;
import org.keyturn.agent.directory.NormalDn;

/** In which form a server keeps the {@code pwdPolicy} entries of draft-behera. */
enum PolicyForm {
  /** Ordinary entries; {@code device} is structural and needs no more than its {@code cn}. */
  ENTRY(Filter.createEqualityFilter("objectClass", "pwdPolicy")),

  /**
   * Subentries (RFC 3672), which apply to all that their specification selects, and are shown to
   * whoever asks for that class by name. A new one selects itself alone: it counts for nobody until
   * somebody says for whom.
   */
  SUBENTRY(
      Filter.createANDFilter(
          Filter.createEqualityFilter("objectClass", "subentry"),
          Filter.createEqualityFilter("objectClass", "pwdPolicy")));

  private final Filter filter;

  PolicyForm(Filter filter) {
    this.filter = filter;
  }

  /** All of them below a suffix. */
  Filter filter() {
    return filter;
  }

  /** One of them, at its DN: OpenDJ's may stand in cn=config too. */
  Filter anywhere() {
    return this == ENTRY ? filter : Filter.createORFilter(filter, OpenDjConfigPolicy.FILTER);
  }

  boolean isConfigured(String dn) {
    return this == SUBENTRY && NormalDn.of(dn).text().endsWith(",cn=config");
  }

  /** What makes an entry of that name a policy of this form. */
  List<Attribute> newEntry(String cn) {
    Attribute name = new Attribute("cn", cn);
    return this == ENTRY
        ? List.of(new Attribute("objectClass", "device", "pwdPolicy"), name)
        : List.of(
            new Attribute("objectClass", "subentry", "pwdPolicy"),
            name,
            new Attribute("subtreeSpecification", "{ base \"cn=" + quoted(cn) + "\" }"));
  }

  /** As a DN within a quoted string (RFC 3642) has it. */
  private static String quoted(String cn) {
    return new com.unboundid.ldap.sdk.RDN("cn", cn)
        .toString()
        .substring("cn=".length())
        .replace("\"", "\"\"");
  }
}
