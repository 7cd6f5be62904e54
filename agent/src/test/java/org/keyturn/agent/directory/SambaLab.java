package org.keyturn.agent.directory;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldap.sdk.RDN;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.keyturn.agent.account.Action;

/** A Samba AD domain controller, by {@code scripts/lab/samba-ad}. */
final class SambaLab extends ScriptLab {

  /** What a password, a sign-in or any write moves. */
  private static final Set<String> STATE =
      Set.of(
          "badpasswordtime",
          "badpwdcount",
          "dscorepropagationdata",
          "lastlogon",
          "lastlogontimestamp",
          "lockouttime",
          "logoncount",
          "pwdlastset",
          "usnchanged",
          "whenchanged");

  private static final Set<Trait> TRAITS =
      EnumSet.of(
          Trait.RIGHTS_COME_FIRST,
          Trait.AGE_CAN_BE_SET,
          Trait.EXPIRY_FOLLOWS_THE_CHANGE,
          Trait.CREATES_POLICIES,
          Trait.POLICY_CHANGES_COUNT_AT_ONCE,
          Trait.DEFAULT_POLICY_IS_TOLD,
          Trait.RECORDS_SIGN_INS,
          Trait.JUDGES_RESETS);

  private static final AtomicInteger PRECEDENCE = new AtomicInteger(1000);

  private final LocalDatabase database;

  private SambaLab(LabScript script) {
    super(script);
    this.database = new LocalDatabase(script);
  }

  static void require() {
    LabScript.require("samba-ad", "samba", "socat", "ip", "openssl");
    LabScript.requireRoot("samba-ad", "a network namespace of its own");
  }

  static SambaLab start(int users) {
    return new SambaLab(LabScript.create("samba-ad", users, Map.of()));
  }

  /** Stops it, and starts it that far in the future, as {@code faketime} writes it. */
  void startIn(String offset) {
    script.stop();
    script.start(Map.of("KEYTURN_LAB_FAKETIME", offset));
  }

  void startNow() {
    script.stop();
    script.start();
  }

  LabScript script() {
    return script;
  }

  @Override
  public String dialect() {
    return "ad";
  }

  @Override
  public Set<Trait> traits() {
    return TRAITS;
  }

  @Override
  public String policies() {
    return "CN=Password Settings Container,CN=System," + suffix();
  }

  @Override
  public DirectorySettings.Accounts accounts() {
    return new DirectorySettings.Accounts(
        people(),
        script.made("filter"),
        script.made("login"),
        "mail",
        Optional.empty(),
        Optional.of("mobile"));
  }

  @Override
  public Optional<String> defaultPolicyDn() {
    return Optional.empty();
  }

  @Override
  public String policyNamed(String name) {
    return "CN=" + name + "," + policies();
  }

  @Override
  public String alias() {
    return "otherTelephone";
  }

  @Override
  public boolean isState(String attribute) {
    return STATE.contains(attribute);
  }

  @Override
  public RDN naming(String login) {
    return new RDN("CN", login);
  }

  @Override
  public String addPerson(RDN rdn, String login, Attribute... more) throws LDAPException {
    String value = rdn.getAttributeValues()[0];
    String dn =
        value.contains("=") // Samba takes none in a value as it is, which RFC 4514 allows
            ? "CN=" + value.replace("=", "\\3D") + "," + people()
            : new DN(rdn, new DN(people())).toString();
    List<Attribute> attributes = new ArrayList<>(List.of(more));
    attributes.add(new Attribute("objectClass", "user"));
    attributes.add(new Attribute("sAMAccountName", login));
    attributes.add(new Attribute("mail", login.replaceAll("[^a-z0-9]", "") + "@example.com"));
    attributes.add(new Attribute("userAccountControl", "512"));
    attributes.add(new Attribute("unicodePwd", AdForm.quoted(OLD)));
    root().add(dn, attributes);
    return dn;
  }

  @Override
  public void addBareAccount(String base, String login) throws LDAPException {
    root()
        .add(
            new DN(naming(login), new DN(base)).toString(),
            new Attribute("objectClass", "user"),
            new Attribute("sAMAccountName", login));
  }

  @Override
  public String addGroup(String name, String... members) throws LDAPException {
    return addGroupOf(name, "-2147483646", members);
  }

  /** AD has one attribute for members, and kinds of groups. */
  @Override
  public String addOtherGroup(String name, String member) throws LDAPException {
    return addGroupOf(name, "8", member);
  }

  /**
   * @param type as {@code groupType} has it
   */
  String addGroupOf(String name, String type, String... members) throws LDAPException {
    String dn = "CN=" + name + "," + groups();
    root()
        .add(
            dn,
            new Attribute("objectClass", "group"),
            new Attribute("sAMAccountName", name),
            new Attribute("groupType", type),
            new Attribute("member", members));
    return dn;
  }

  @Override
  public void age(String dn, Duration age) throws LDAPException {
    database.replace(dn, "pwdLastSet", Long.toString(AdForm.filetime(Instant.now().minus(age))));
  }

  @Override
  public void ageLike(String dn, Entry other) throws LDAPException {
    database.replace(dn, "pwdLastSet", other.getAttributeValue("pwdLastSet"));
  }

  void load(String ldif) {
    database.load(ldif);
  }

  /** Past LDAP, as if another version of the domain had written it. */
  void local(String dn, String attribute, String value) throws LDAPException {
    database.replace(dn, attribute, value);
  }

  @Override
  public void setPassword(String dn, String password) throws LDAPException {
    root()
        .modify(
            dn, new Modification(ModificationType.REPLACE, "unicodePwd", AdForm.quoted(password)));
  }

  void write(String dn, String attribute, String value) throws LDAPException {
    root().modify(dn, new Modification(ModificationType.REPLACE, attribute, value));
  }

  @Override
  public void makeMustChange(String dn) throws LDAPException {
    write(dn, "pwdLastSet", "0");
  }

  @Override
  public void disableByHand(String dn) throws LDAPException {
    write(dn, "userAccountControl", "514");
  }

  @Override
  public void enableByHand(String dn) throws LDAPException {
    write(dn, "userAccountControl", "512");
  }

  @Override
  public void neverExpireByHand(String dn) throws LDAPException {
    write(dn, "userAccountControl", "66048");
  }

  @Override
  public String addPolicy(String name, Duration maxAge, boolean lockout) throws LDAPException {
    String dn = policyNamed(name);
    root().add(dn, AdForm.settingsObject(PRECEDENCE.decrementAndGet(), maxAge, lockout));
    return dn;
  }

  @Override
  public String addDemandingPolicy(String name) throws LDAPException {
    String dn = addPolicy(name, Duration.ofDays(90), true);
    write(dn, "msDS-MinimumPasswordLength", "12");
    return dn;
  }

  @Override
  public void minimumAge(String policy) throws LDAPException {
    write(policy, "msDS-MinimumPasswordAge", "-864000000000");
  }

  @Override
  public void underPolicy(String dn, String policy) throws LDAPException {
    add(policy, "msDS-PSOAppliesTo", dn);
  }

  void add(String dn, String attribute, String... values) throws LDAPException {
    root().modify(dn, new Modification(ModificationType.ADD, attribute, values));
  }

  @Override
  public Map<String, OnPerson> oddStates() {
    Map<String, OnPerson> odd = OddStates.of(this);
    odd.put("locked long ago", dn -> local(dn, "lockoutTime", "131000000000000000"));
    odd.put("its account has expired", dn -> write(dn, "accountExpires", "131000000000000000"));
    odd.put(
        "never expires and must change",
        dn -> {
          neverExpireByHand(dn);
          makeMustChange(dn);
        });
    odd.put(
        "under a shorter policy",
        dn -> {
          underPolicy(dn, policyNamed("contractors"));
          age(dn, Duration.ofDays(55));
        });
    return odd;
  }

  @Override
  public String identity(String dn) throws LDAPException {
    return AdForm.guid(raw(dn).getAttributeValueBytes("objectGUID"));
  }

  @Override
  public boolean showsMustChange(String dn) throws LDAPException {
    return "0".equals(raw(dn).getAttributeValue("pwdLastSet"));
  }

  @Override
  public boolean showsFailures(String dn) throws LDAPException {
    Entry entry = raw(dn);
    return List.of("lockoutTime", "badPwdCount").stream()
        .map(a -> Objects.requireNonNullElse(entry.getAttributeValue(a), "0"))
        .anyMatch(value -> !value.equals("0"));
  }

  @Override
  public Optional<String> storedPassword(String dn) {
    return Optional.empty();
  }

  @Override
  public boolean storesWarnings() {
    return false;
  }

  @Override
  public Optional<Duration> storedWarning(String policy) {
    return Optional.empty();
  }

  /** Whoever must change cannot bind: the old password is shown in the change itself. */
  @Override
  public void changeOwn(String dn, String old, String chosen) throws LDAPException {
    root()
        .modify(
            dn,
            List.of(
                new Modification(ModificationType.DELETE, "unicodePwd", AdForm.quoted(old)),
                new Modification(ModificationType.ADD, "unicodePwd", AdForm.quoted(chosen))));
  }

  @Override
  public String lacking(Action action) {
    return action == Action.RESET ? "Reset Password" : "pwdLastSet";
  }

  @Override
  public Map<String, Finding.Level> findingsWithoutRights() {
    return Map.of(
        "rights: reset password", Finding.Level.FAIL,
        "rights: pwdLastSet", Finding.Level.FAIL,
        "rights: userAccountControl", Finding.Level.FAIL,
        "rights: lockoutTime", Finding.Level.FAIL,
        "rights: domain policy", Finding.Level.WARN,
        "rights: password settings objects", Finding.Level.WARN);
  }

  @Override
  public void close() {
    database.close();
    super.close();
  }
}
