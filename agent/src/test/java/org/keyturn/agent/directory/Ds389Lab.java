package org.keyturn.agent.directory;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.keyturn.agent.account.Action;

/** 389 Directory Server, by {@code scripts/lab/389ds}. */
final class Ds389Lab extends ScriptLab implements InetOrgPersonLab {

  static final String CHANGED = "pwdUpdateTime";
  static final String EXPIRES = "passwordExpirationTime";
  static final String POINTER = "pwdpolicysubentry";
  static final String AT_ONCE = "19700101000000Z";
  static final String NOT_YET = "19700101000001Z";
  static final String NEVER = "20380119031407Z";

  private static final Duration MAX_AGE = Duration.ofDays(90);

  private static final Set<Trait> TRAITS =
      EnumSet.of(
          Trait.RIGHTS_COME_FIRST,
          Trait.AGE_CAN_BE_SET,
          Trait.MUST_CHANGE_CAN_BIND,
          Trait.MUST_CHANGE_KEEPS_THE_AGE,
          Trait.MUST_CHANGE_IS_UP_TO_THE_POLICY,
          Trait.EXPIRES_ONE_PASSWORD,
          Trait.NEVER_EXPIRE_BY_POLICY,
          Trait.CREATES_POLICIES,
          Trait.DEFAULT_POLICY_IS_TOLD,
          Trait.WARNS_AT_SIGN_IN,
          Trait.JUDGES_RESETS,
          Trait.REMEMBERS_AT_RESETS,
          Trait.LOCK_CAN_BE_PUT_BACK);

  private Ds389Lab(LabScript script) {
    super(script);
  }

  static void require() {
    LabScript.require("389ds", "ns-slapd", "pk12util", "openssl");
  }

  static Ds389Lab start(int users) {
    return start(users, Map.of());
  }

  static Ds389Lab start(int users, Map<String, String> environment) {
    return new Ds389Lab(LabScript.create("389ds", users, environment));
  }

  /** An import takes the place of everything: so what is there is exported first. */
  void load(String ldif) {
    script.load(
        ldif,
        """
        ns-slapd db2ldif -D "$PWD/etc/dirsrv/slapd-lab" -n userroot -a "$PWD/all.ldif"
        cat load.ldif >> all.ldif
        ns-slapd ldif2db -D "$PWD/etc/dirsrv/slapd-lab" -n userroot -i "$PWD/all.ldif"
        """);
  }

  LabScript script() {
    return script;
  }

  @Override
  public String dialect() {
    return "389ds";
  }

  @Override
  public Set<Trait> traits() {
    return TRAITS;
  }

  @Override
  public Optional<String> defaultPolicyDn() {
    return Optional.empty();
  }

  @Override
  public void letThemBe(String dn) throws LDAPException {
    set(dn, EXPIRES, InetOrgPersonLab.time(Instant.now().plus(MAX_AGE)));
  }

  /** As if warned already: else the first sign-in near the end puts the end off. */
  @Override
  public void age(String dn, Duration age) throws LDAPException {
    Instant set = Instant.now().minus(age);
    root()
        .modify(
            dn,
            List.of(
                new Modification(ModificationType.REPLACE, CHANGED, InetOrgPersonLab.time(set)),
                new Modification(
                    ModificationType.REPLACE, EXPIRES, InetOrgPersonLab.time(set.plus(MAX_AGE))),
                new Modification(ModificationType.REPLACE, "passwordExpWarned", "1")));
  }

  @Override
  public void ageLike(String dn, Entry other) throws LDAPException {
    for (String attribute : List.of(CHANGED, EXPIRES)) {
      set(dn, attribute, other.getAttributeValue(attribute));
    }
  }

  @Override
  public void setPassword(String dn, String password) throws LDAPException {
    Entry before = raw(dn);
    set(dn, "userPassword", password);
    awaitState(dn, before);
    letThemBe(dn);
  }

  /** The server writes the state after its answer; within one second only its count tells. */
  void awaitState(String dn, Entry before) throws LDAPException {
    long end = System.nanoTime() + Duration.ofMillis(700).toNanos();
    while (state(raw(dn)).equals(state(before)) && System.nanoTime() < end) {
      Thread.onSpinWait();
    }
  }

  private static String state(Entry entry) {
    return Stream.of(CHANGED, EXPIRES, "pwdReset")
        .map(a -> String.valueOf(entry.getAttributeValue(a)))
        .collect(Collectors.joining(" "));
  }

  @Override
  public void makeMustChange(String dn) throws LDAPException {
    set(dn, EXPIRES, AT_ONCE);
  }

  @Override
  public void disableByHand(String dn) throws LDAPException {
    set(dn, "nsAccountLock", "TRUE");
  }

  @Override
  public void enableByHand(String dn) throws LDAPException {
    set(dn, "nsAccountLock");
  }

  @Override
  public String addPolicy(String name, Duration maxAge, boolean lockout) throws LDAPException {
    String dn = policyNamed(name);
    root()
        .add(
            dn,
            new Attribute("objectClass", "top", "ldapsubentry", "passwordPolicy"),
            new Attribute("cn", name),
            new Attribute("passwordExp", "on"),
            new Attribute("passwordMaxAge", Long.toString(maxAge.toSeconds())),
            new Attribute("passwordMustChange", "on"),
            new Attribute("passwordTrackUpdateTime", "on"),
            new Attribute("passwordAdminDN", bindDn()),
            new Attribute("passwordLockout", lockout ? "on" : "off"),
            new Attribute("passwordMaxFailure", "10"),
            new Attribute("passwordLockoutDuration", "900"));
    return dn;
  }

  /** Of a {@code passwordAdminDN} the server takes any password. */
  @Override
  public String addDemandingPolicy(String name) throws LDAPException {
    String dn = addPolicy(name, MAX_AGE, true);
    set(dn, "passwordAdminDN");
    set(dn, "passwordCheckSyntax", "on");
    set(dn, "passwordMinLength", "12");
    set(dn, "passwordMinDigits", "1");
    set(dn, "passwordMinUppers", "1");
    set(dn, "passwordMinCategories", "3");
    set(dn, "passwordHistory", "on");
    set(dn, "passwordInHistory", "3");
    return dn;
  }

  @Override
  public void minimumAge(String policy) throws LDAPException {
    set(policy, "passwordMinAge", "86400");
  }

  @Override
  public void underPolicy(String dn, String policy) throws LDAPException {
    set(dn, POINTER, policy);
  }

  @Override
  public Map<String, OnPerson> oddStates() {
    Map<String, OnPerson> odd = OddStates.of(this);
    odd.put("no recorded change", dn -> set(dn, CHANGED));
    odd.put("no date", dn -> set(dn, EXPIRES));
    odd.put("neither", dn -> root().modify(dn, nothing(CHANGED), nothing(EXPIRES)));
    odd.put("not yet", dn -> set(dn, EXPIRES, NOT_YET));
    odd.put("never", dn -> set(dn, EXPIRES, NEVER));
    odd.put("under a policy that is gone", dn -> underPolicy(dn, policyNamed("gone")));
    return odd;
  }

  private static Modification nothing(String attribute) {
    return new Modification(ModificationType.REPLACE, attribute);
  }

  @Override
  public String identity(String dn) throws LDAPException {
    return raw(dn).getAttributeValue("nsUniqueId").toLowerCase(Locale.ROOT);
  }

  @Override
  public boolean showsMustChange(String dn) throws LDAPException {
    return AT_ONCE.equals(raw(dn).getAttributeValue(EXPIRES));
  }

  @Override
  public boolean showsFailures(String dn) throws LDAPException {
    Entry entry = raw(dn);
    return entry.hasAttribute("accountUnlockTime")
        || !"0"
            .equals(Objects.requireNonNullElse(entry.getAttributeValue("passwordRetryCount"), "0"));
  }

  @Override
  public Optional<Duration> storedWarning(String policy) throws LDAPException {
    return Optional.ofNullable(raw(policy).getAttributeValueAsLong("passwordWarning"))
        .map(Duration::ofSeconds);
  }

  @Override
  public void changeOwn(String dn, String old, String chosen) throws LDAPException {
    Entry before = raw(dn);
    InetOrgPersonLab.super.changeOwn(dn, old, chosen);
    awaitState(dn, before);
  }

  @Override
  public String lacking(Action action) {
    return switch (action) {
      case RESET -> "userPassword";
      case EXPIRE -> "cn=config"; // without its policy nobody knows whether it can expire
      default -> EXPIRES;
    };
  }

  @Override
  public Map<String, Finding.Level> findingsWithoutRights() {
    return Stream.of(
            "userPassword",
            EXPIRES,
            "passwordExpWarned",
            CHANGED,
            POINTER,
            "nsAccountLock",
            "accountUnlockTime",
            "passwordRetryCount",
            "retryCountResetTime")
        .collect(
            Collectors.toMap(
                (Function<String, String>) a -> "rights: " + a, a -> Finding.Level.FAIL));
  }

  @Override
  public String mustChangeSetting() {
    return "passwordMustChange";
  }
}
