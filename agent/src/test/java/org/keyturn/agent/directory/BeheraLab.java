package org.keyturn.agent.directory;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.Control;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldap.sdk.ModifyRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.keyturn.agent.account.Action;

/** A server that keeps password state as draft-behera-ldap-password-policy-10 has it. */
interface BeheraLab extends InetOrgPersonLab {

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
  default Optional<String> defaultPolicyDn() {
    return Optional.of(policyNamed("default"));
  }

  @Override
  default void letThemBe(String dn) throws LDAPException {
    set(dn, "pwdReset");
  }

  @Override
  default void age(String dn, Duration age) throws LDAPException {
    operational(dn, "pwdChangedTime", InetOrgPersonLab.time(Instant.now().minus(age)));
  }

  @Override
  default void ageLike(String dn, Entry other) throws LDAPException {
    operational(dn, "pwdChangedTime", other.getAttributeValue("pwdChangedTime"));
  }

  @Override
  default void setPassword(String dn, String password) throws LDAPException {
    set(dn, "userPassword", password);
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
    Map<String, OnPerson> odd = OddStates.of(this);
    odd.put("no recorded change", dn -> operational(dn, "pwdChangedTime"));
    odd.put(
        "a fraction and a zone", dn -> operational(dn, "pwdChangedTime", "20260102050405.5+0200"));
    odd.put("need not change, in so many words", dn -> operational(dn, "pwdReset", "FALSE"));
    odd.put("under a policy that is gone", dn -> underPolicy(dn, policyNamed("gone")));
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
  default Optional<Duration> storedWarning(String policy) throws LDAPException {
    return Optional.ofNullable(raw(policy).getAttributeValueAsLong("pwdExpireWarning"))
        .map(Duration::ofSeconds);
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
