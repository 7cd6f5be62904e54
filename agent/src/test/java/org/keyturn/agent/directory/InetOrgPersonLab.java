package org.keyturn.agent.directory;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldap.sdk.RDN;
import com.unboundid.util.StaticUtils;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A server whose people are {@code inetOrgPerson}, and whose policies are entries of their own. */
interface InetOrgPersonLab extends DirectoryLab {

  @Override
  default String policies() {
    return "ou=policies," + suffix();
  }

  @Override
  default String policyNamed(String name) {
    return "cn=" + name + "," + policies();
  }

  @Override
  default Optional<String> neverPolicyDn() {
    return Optional.of(policyNamed("never"));
  }

  @Override
  default void neverExpireByHand(String dn) throws LDAPException {
    underPolicy(dn, policyNamed("never"));
  }

  @Override
  default DirectorySettings.Accounts accounts() {
    return new DirectorySettings.Accounts(
        people(),
        "(objectClass=inetOrgPerson)",
        "uid",
        "mail",
        Optional.empty(),
        Optional.of("mobile"));
  }

  @Override
  default RDN naming(String login) {
    return new RDN("uid", login);
  }

  @Override
  default String addPerson(RDN rdn, String login, Attribute... more) throws LDAPException {
    String dn = new DN(rdn, new DN(people())).toString();
    List<Attribute> attributes = new ArrayList<>(List.of(more));
    attributes.add(new Attribute("objectClass", "inetOrgPerson"));
    attributes.add(new Attribute("uid", login));
    if (!rdn.hasAttribute("cn")) {
      attributes.add(new Attribute("cn", login));
    }
    attributes.add(new Attribute("sn", login));
    attributes.add(new Attribute("mail", login.replaceAll("[^a-z0-9]", "") + "@example.com"));
    attributes.add(new Attribute("userPassword", OLD));
    root().add(dn, attributes);
    letThemBe(dn);
    return dn;
  }

  /** Whoever an administrator gives a password need not change it after all. */
  void letThemBe(String dn) throws LDAPException;

  @Override
  default void addBareAccount(String base, String login) throws LDAPException {
    root()
        .add(
            new DN(naming(login), new DN(base)).toString(),
            new Attribute("objectClass", "inetOrgPerson"),
            new Attribute("uid", login),
            new Attribute("cn", login),
            new Attribute("sn", login));
  }

  @Override
  default String addGroup(String name, String... members) throws LDAPException {
    return addGroupOf("groupOfNames", name, "member", members);
  }

  @Override
  default String addOtherGroup(String name, String member) throws LDAPException {
    return addGroupOf("groupOfUniqueNames", name, "uniqueMember", member);
  }

  private String addGroupOf(String kind, String name, String attribute, String... members)
      throws LDAPException {
    String dn = "cn=" + name + "," + groups();
    root().add(dn, new Attribute("objectClass", kind), new Attribute(attribute, members));
    return dn;
  }

  @Override
  default Optional<String> storedPassword(String dn) throws LDAPException {
    return Optional.ofNullable(raw(dn).getAttributeValue("userPassword"));
  }

  /** Over a connection of the person's own. */
  @Override
  default void changeOwn(String dn, String old, String chosen) throws LDAPException {
    try (LDAPConnection person = connect()) {
      person.bind(dn, old);
      person.modify(dn, new Modification(ModificationType.REPLACE, "userPassword", chosen));
    }
  }

  default void set(String dn, String attribute, String... values) throws LDAPException {
    root().modify(dn, new Modification(ModificationType.REPLACE, attribute, values));
  }

  /** To the second. */
  static String time(Instant instant) {
    return StaticUtils.encodeGeneralizedTime(instant.toEpochMilli()).replaceAll("\\.\\d+", "");
  }
}
