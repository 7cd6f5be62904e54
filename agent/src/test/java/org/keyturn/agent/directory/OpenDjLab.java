package org.keyturn.agent.directory;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.ExtendedRequest;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.LDAPResult;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.unboundidds.extensions.PasswordPolicyStateExtendedRequest;
import com.unboundid.ldap.sdk.unboundidds.extensions.PasswordPolicyStateOperation;
import com.unboundid.util.StaticUtils;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.keyturn.agent.account.Action;

/** OpenDJ, by {@code scripts/lab/opendj}. */
final class OpenDjLab extends ScriptLab implements BeheraLab {

  private static final Set<Trait> TRAITS =
      EnumSet.complementOf(
          EnumSet.of(
              Trait.DISABLING_IS_A_LOCK,
              Trait.RECORDS_SIGN_INS,
              Trait.LOCK_CAN_BE_PUT_BACK,
              Trait.RIGHTS_COME_FIRST));

  private OpenDjLab(LabScript script) {
    super(script);
  }

  static void require() {
    LabScript.require("opendj", "mvn", "unzip", "openssl");
  }

  static OpenDjLab start(int users) {
    return new OpenDjLab(LabScript.create("opendj", users, Map.of()));
  }

  /** With these entries in it from the start. */
  static OpenDjLab holding(String ldif) {
    try {
      Path file = Files.createTempFile("keyturn-opendj", ".ldif");
      try {
        Files.writeString(file, ldif);
        return new OpenDjLab(
            LabScript.create("opendj", 0, Map.of("KEYTURN_LAB_LDIF", file.toString())));
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  LabScript script() {
    return script;
  }

  @Override
  public String dialect() {
    return "opendj";
  }

  @Override
  public Set<Trait> traits() {
    return TRAITS;
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
    set(dn, "userPassword", password);
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
    Map<String, OnPerson> odd = OddStates.of(this);
    odd.put(
        "no recorded change",
        dn -> state(dn, PasswordPolicyStateOperation.createClearPasswordChangedTimeOperation()));
    odd.put("must change, in small letters", dn -> operational(dn, "pwdReset", "true"));
    odd.put("need not change, in so many words", dn -> operational(dn, "pwdReset", "FALSE"));
    odd.put("locked", this::lockOut);
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
}
