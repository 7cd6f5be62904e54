package org.keyturn.agent.directory;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.ExtendedRequest;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.LDAPResult;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.unboundidds.extensions.PasswordPolicyStateExtendedRequest;
import com.unboundid.ldap.sdk.unboundidds.extensions.PasswordPolicyStateOperation;
import com.unboundid.util.StaticUtils;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.keyturn.agent.account.Action;
import org.keyturn.agent.account.Secret;

/** OpenDJ, by {@code scripts/lab/opendj}. */
final class OpenDjLab implements BeheraLab {

  private static final Set<Trait> TRAITS =
      EnumSet.complementOf(EnumSet.of(Trait.DISABLING_IS_A_LOCK, Trait.RECORDS_SIGN_INS));

  private final LabScript script;
  private final Administrator administrator;

  private OpenDjLab(LabScript script) {
    this.script = script;
    this.administrator =
        new Administrator(this, script.made("root-dn"), script.contents("root-password"));
  }

  static void require() {
    LabScript.require("opendj", "mvn", "unzip", "openssl");
  }

  static OpenDjLab start(int users) {
    return new OpenDjLab(LabScript.create("opendj", users, Map.of()));
  }

  void stop() {
    script.stop();
  }

  void startAgain() {
    script.start();
  }

  @Override
  public String dialect() {
    return "opendj";
  }

  @Override
  public Set<Trait> traits() {
    return TRAITS;
  }

  @Override
  public int port() {
    return script.port("starttls-url");
  }

  @Override
  public int ldapsPort() {
    return script.port("url");
  }

  @Override
  public Path ca() {
    return Path.of(script.made("ca"));
  }

  @Override
  public String bindDn() {
    return script.made("bind-dn");
  }

  @Override
  public Secret bindPassword() {
    return Secret.of(script.contents("bind-password"));
  }

  @Override
  public LDAPConnection root() {
    return administrator.connection();
  }

  /** The subentry that covers the people says so itself. */
  @Override
  public Optional<String> defaultPolicyDn() {
    return Optional.empty();
  }

  String defaultPolicy() {
    return script.made("default-policy");
  }

  /** What no modification may write. */
  void state(String dn, PasswordPolicyStateOperation operation) throws LDAPException {
    LDAPResult result =
        root()
            .processExtendedOperation(
                new ExtendedRequest(
                    "1.3.6.1.4.1.26027.1.6.1",
                    new PasswordPolicyStateExtendedRequest(dn, operation).getValue()));
    if (!result.getResultCode().equals(ResultCode.SUCCESS)) {
      throw new LDAPException(result);
    }
  }

  private void changedAt(String dn, Date date) throws LDAPException {
    state(dn, PasswordPolicyStateOperation.createSetPasswordChangedTimeOperation(date));
  }

  @Override
  public void age(String dn, Duration age) throws LDAPException {
    changedAt(dn, Date.from(Instant.now().minus(age)));
  }

  @Override
  public void ageLike(String dn, Entry other) throws LDAPException {
    try {
      changedAt(dn, StaticUtils.decodeGeneralizedTime(other.getAttributeValue("pwdChangedTime")));
    } catch (ParseException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void setPassword(String dn, String password) throws LDAPException {
    root().modify(dn, new Modification(ModificationType.REPLACE, "userPassword", password));
    operational(dn, "pwdReset", "FALSE"); // not before: the policy would set it again
  }

  @Override
  public void disableByHand(String dn) throws LDAPException {
    operational(dn, "ds-pwp-account-disabled", "true");
  }

  @Override
  public void enableByHand(String dn) throws LDAPException {
    operational(dn, "ds-pwp-account-disabled");
  }

  @Override
  public String addPolicy(String name, Duration maxAge, boolean lockout) throws LDAPException {
    String dn = policyNamed(name);
    root()
        .add(
            dn,
            new Attribute("objectClass", "subentry", "pwdPolicy"),
            new Attribute("cn", name),
            new Attribute("subtreeSpecification", "{ base \"cn=" + name + "\" }"),
            new Attribute("pwdAttribute", "userPassword"),
            new Attribute("pwdMaxAge", Long.toString(maxAge.toSeconds())),
            new Attribute("pwdMustChange", "TRUE"),
            new Attribute("pwdMaxFailure", "10"),
            new Attribute("pwdLockoutDuration", "900"),
            new Attribute("pwdLockout", lockout ? "TRUE" : "FALSE"));
    return dn;
  }

  @Override
  public String addDemandingPolicy(String name) throws LDAPException {
    String validator = "cn=" + name + ",cn=Password Validators,cn=config";
    root()
        .add(
            validator,
            new Attribute(
                "objectClass",
                "top",
                "ds-cfg-password-validator",
                "ds-cfg-length-based-password-validator"),
            new Attribute("cn", name),
            new Attribute(
                "ds-cfg-java-class", "org.opends.server.extensions.LengthBasedPasswordValidator"),
            new Attribute("ds-cfg-enabled", "true"),
            new Attribute("ds-cfg-min-password-length", "12"));
    String dn = addPolicy(name, Duration.ofDays(90), true);
    root()
        .modify(
            dn,
            List.of(
                new Modification(ModificationType.ADD, "objectClass", "pwdValidatorPolicy"),
                new Modification(ModificationType.ADD, "ds-cfg-password-validator", validator),
                new Modification(ModificationType.ADD, "pwdInHistory", "3")));
    return dn;
  }

  @Override
  public void underPolicy(String dn, String policy) throws LDAPException {
    operational(dn, "ds-pwp-password-policy-dn", policy);
  }

  @Override
  public Map<String, OnPerson> oddStates() {
    Map<String, OnPerson> odd = new LinkedHashMap<>();
    for (int days : new int[] {0, 1, 13, 75, 76, 89, 90, 91, 5000}) {
      odd.put(days + " days old", dn -> age(dn, Duration.ofDays(days)));
    }
    odd.put(
        "no recorded change",
        dn -> state(dn, PasswordPolicyStateOperation.createClearPasswordChangedTimeOperation()));
    odd.put("must change", this::makeMustChange);
    odd.put("must change, in small letters", dn -> operational(dn, "pwdReset", "true"));
    odd.put("need not change, in so many words", dn -> operational(dn, "pwdReset", "FALSE"));
    odd.put("disabled", this::disableByHand);
    odd.put("locked", this::lockOut);
    odd.put(
        "old and never expires",
        dn -> {
          neverExpireByHand(dn);
          age(dn, Duration.ofDays(300));
        });
    return odd;
  }

  @Override
  public boolean showsMustChange(String dn) throws LDAPException {
    return Boolean.parseBoolean(raw(dn).getAttributeValue("pwdReset"));
  }

  @Override
  public Map<String, Finding.Level> findingsWithoutRights() {
    return Map.of(
        "rights: pwdReset", Finding.Level.FAIL,
        "rights: ds-pwp-account-disabled", Finding.Level.FAIL,
        "rights: ds-pwp-password-policy-dn", Finding.Level.FAIL,
        "privilege: password-reset", Finding.Level.WARN);
  }

  @Override
  public String lacking(Action action) {
    return action == Action.EXPIRE ? "pwdChangedTime" : "pwdReset";
  }

  @Override
  public void close() {
    administrator.close();
    script.destroy();
  }
}
