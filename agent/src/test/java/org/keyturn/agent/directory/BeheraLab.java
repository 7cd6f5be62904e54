package org.keyturn.agent.directory;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.Control;
import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldap.sdk.ModifyRequest;
import com.unboundid.ldap.sdk.RDN;
import com.unboundid.util.StaticUtils;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.keyturn.agent.account.Action;

/** A server that keeps password state as draft-behera-ldap-password-policy-10 has it. */
interface BeheraLab extends DirectoryLab {

  String FOR_GOOD = "000001010000Z";

  /** The control under which an administrator may write what the server keeps by itself. */
  default Optional<Control> relax() {
    return Optional.empty();
  }

  /** Writes what a server normally writes by itself. */
  default void operational(String dn, String attribute, String... values) throws LDAPException {
    ModifyRequest request =
        new ModifyRequest(dn, new Modification(ModificationType.REPLACE, attribute, values));
    relax().ifPresent(request::addControl);
    root().modify(request);
  }

  @Override
  default LDAPConnection connect() throws LDAPException {
    return Wire.clearTo(this);
  }

  @Override
  default String policies() {
    return "ou=policies," + suffix();
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
  default Optional<String> defaultPolicyDn() {
    return Optional.of(policyNamed("default"));
  }

  @Override
  default Optional<String> neverPolicyDn() {
    return Optional.of(policyNamed("never"));
  }

  @Override
  default String policyNamed(String name) {
    return "cn=" + name + "," + policies();
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
    root().modify(dn, new Modification(ModificationType.REPLACE, "pwdReset"));
    return dn;
  }

  @Override
  default void addBareAccount(String base, String login) throws LDAPException {
    root()
        .add(
            new DN(naming(login), new DN(base)).toString(),
            new Attribute("objectClass", "inetOrgPerson"),
            new Attribute("cn", login),
            new Attribute("sn", login));
  }

  @Override
  default String addGroup(String name, String... members) throws LDAPException {
    String dn = "cn=" + name + "," + groups();
    root().add(dn, new Attribute("objectClass", "groupOfNames"), new Attribute("member", members));
    return dn;
  }

  @Override
  default String addOtherGroup(String name, String member) throws LDAPException {
    String dn = "cn=" + name + "," + groups();
    root()
        .add(
            dn,
            new Attribute("objectClass", "groupOfUniqueNames"),
            new Attribute("uniqueMember", member));
    return dn;
  }

  @Override
  default void addMember(String group, String member) throws LDAPException {
    root().modify(group, new Modification(ModificationType.ADD, "member", member));
  }

  @Override
  default void age(String dn, Duration age) throws LDAPException {
    operational(dn, "pwdChangedTime", time(Instant.now().minus(age)));
  }

  private static String time(Instant instant) {
    return StaticUtils.encodeGeneralizedTime(instant.toEpochMilli()).replaceAll("\\.\\d+", "");
  }

  @Override
  default void ageLike(String dn, Entry other) throws LDAPException {
    operational(dn, "pwdChangedTime", other.getAttributeValue("pwdChangedTime"));
  }

  @Override
  default void setPassword(String dn, String password) throws LDAPException {
    root().modify(dn, new Modification(ModificationType.REPLACE, "userPassword", password));
    operational(dn, "pwdReset");
  }

  @Override
  default void makeMustChange(String dn) throws LDAPException {
    operational(dn, "pwdReset", "TRUE");
  }

  @Override
  default void disableByHand(String dn) throws LDAPException {
    operational(dn, "pwdAccountLockedTime", FOR_GOOD);
  }

  @Override
  default void enableByHand(String dn) throws LDAPException {
    root().modify(dn, new Modification(ModificationType.DELETE, "pwdAccountLockedTime"));
  }

  @Override
  default void neverExpireByHand(String dn) throws LDAPException {
    underPolicy(dn, neverPolicyDn().orElseThrow());
  }

  @Override
  default String addPolicy(String name, Duration maxAge, boolean lockout) throws LDAPException {
    String dn = policyNamed(name);
    root()
        .add(
            dn,
            new Attribute("objectClass", "device", "pwdPolicy"),
            new Attribute("cn", name),
            new Attribute("pwdAttribute", "userPassword"),
            new Attribute("pwdMaxAge", Long.toString(maxAge.toSeconds())),
            new Attribute("pwdMustChange", "TRUE"),
            new Attribute("pwdMaxFailure", "10"),
            new Attribute("pwdLockoutDuration", "900"),
            new Attribute("pwdLockout", lockout ? "TRUE" : "FALSE"));
    return dn;
  }

  @Override
  default String addDemandingPolicy(String name) throws LDAPException {
    String dn = addPolicy(name, Duration.ofDays(90), true);
    root()
        .modify(
            dn,
            List.of(
                new Modification(ModificationType.ADD, "pwdMinLength", "12"),
                new Modification(ModificationType.ADD, "pwdCheckQuality", "2"),
                new Modification(ModificationType.ADD, "pwdInHistory", "3")));
    return dn;
  }

  @Override
  default void underPolicy(String dn, String policy) throws LDAPException {
    operational(dn, "pwdPolicySubentry", policy);
  }

  @Override
  default Map<String, OnPerson> oddStates() {
    Map<String, OnPerson> odd = new LinkedHashMap<>();
    for (int days : new int[] {0, 1, 13, 75, 76, 89, 90, 91, 5000}) {
      odd.put(days + " days old", dn -> age(dn, Duration.ofDays(days)));
    }
    odd.put("no recorded change", dn -> operational(dn, "pwdChangedTime"));
    odd.put(
        "a fraction and a zone", dn -> operational(dn, "pwdChangedTime", "20260102050405.5+0200"));
    odd.put("must change", this::makeMustChange);
    odd.put("need not change, in so many words", dn -> operational(dn, "pwdReset", "FALSE"));
    odd.put("locked for good", this::disableByHand);
    odd.put("under a policy that is gone", dn -> underPolicy(dn, policyNamed("gone")));
    odd.put(
        "old and never expires",
        dn -> {
          neverExpireByHand(dn);
          age(dn, Duration.ofDays(300));
        });
    return odd;
  }

  @Override
  default String identity(String dn) throws LDAPException {
    return raw(dn).getAttributeValue("entryUUID").toLowerCase(Locale.ROOT);
  }

  @Override
  default boolean showsMustChange(String dn) throws LDAPException {
    return "TRUE".equals(raw(dn).getAttributeValue("pwdReset"));
  }

  @Override
  default boolean showsFailures(String dn) throws LDAPException {
    Entry entry = raw(dn);
    return entry.hasAttribute("pwdAccountLockedTime") || entry.hasAttribute("pwdFailureTime");
  }

  @Override
  default Optional<String> storedPassword(String dn) throws LDAPException {
    return Optional.ofNullable(raw(dn).getAttributeValue("userPassword"));
  }

  @Override
  default Optional<Duration> storedWarning(String policy) throws LDAPException {
    return Optional.ofNullable(raw(policy).getAttributeValueAsLong("pwdExpireWarning"))
        .map(Duration::ofSeconds);
  }

  @Override
  default void changeOwn(String dn, String old, String chosen) throws LDAPException {
    try (LDAPConnection person = connect()) {
      person.bind(dn, old);
      person.modify(dn, new Modification(ModificationType.REPLACE, "userPassword", chosen));
    }
  }

  @Override
  default String lacking(Action action) {
    return action == Action.EXPIRE ? "pwdChangedTime" : "pwdReset";
  }

  @Override
  default Map<String, Finding.Level> findingsWithoutRights() {
    return Map.of(
        "rights: pwdReset", Finding.Level.FAIL,
        "rights: pwdChangedTime", Finding.Level.WARN, // only expire needs it
        "rights: pwdPolicySubentry", Finding.Level.FAIL,
        "rights: pwdAccountLockedTime", Finding.Level.FAIL);
  }

  @Override
  default Set<String> bookkeeping() {
    return Set.of("contextCSN");
  }

  @Override
  default String mustChangeSetting() {
    return "pwdMustChange";
  }
}
