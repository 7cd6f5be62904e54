package org.keyturn.embedded.sample;

import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What every directory of ours has before anything is loaded: the suffix, the containers, two
 * policies, the administrator and the service account.
 */
public record Scaffold(String suffix) {
  private static final Map<String, String> SUFFIX_CLASSES =
      Map.of("dc", "domain", "o", "organization", "ou", "organizationalUnit", "c", "country");

  public String administratorDn() {
    return "cn=admin," + suffix;
  }

  public String serviceAccountDn() {
    return "cn=keyturn,ou=services," + suffix;
  }

  public String defaultPolicyDn() {
    return "cn=default,ou=policies," + suffix;
  }

  /** LDIF records, parents first. */
  public Stream<String> ldif(String administratorPassword, String serviceAccountPassword) {
    return Stream.of(
            top(),
            container("people"),
            container("groups"),
            container("services"),
            container("policies"),
            container("former"),
            defaultPolicy(),
            neverPolicy(),
            account(administratorDn(), "admin", administratorPassword),
            account(serviceAccountDn(), "keyturn", serviceAccountPassword)
                .with("pwdPolicySubentry", "cn=never,ou=policies," + suffix))
        .map(LdifRecord::text);
  }

  private LdifRecord top() {
    String first = suffix.split("(?<!\\\\)[,+]", 2)[0];
    String attribute = first.substring(0, first.indexOf('=')).strip().toLowerCase(Locale.ROOT);
    String objectClass = SUFFIX_CLASSES.get(attribute);
    if (objectClass == null) {
      throw new IllegalArgumentException("suffix " + suffix + ": dc, o, ou or c must come first");
    }
    return LdifRecord.of(suffix, objectClass)
        .with(attribute, first.substring(first.indexOf('=') + 1).strip());
  }

  private LdifRecord container(String name) {
    return LdifRecord.of("ou=" + name + "," + suffix, "organizationalUnit").with("ou", name);
  }

  private LdifRecord defaultPolicy() {
    return policy("default")
        .with("pwdMaxAge", "7776000")
        .with("pwdExpireWarning", "1209600")
        .with("pwdMustChange", "TRUE")
        .with("pwdCheckQuality", "1")
        .with("pwdMinLength", "12")
        .with("pwdInHistory", "5")
        .with("pwdLockout", "TRUE")
        .with("pwdMaxFailure", "5")
        .with("pwdLockoutDuration", "900")
        .with("pwdGraceAuthNLimit", "0");
  }

  /** Passwords that never expire; only an administrator locks such an account. */
  private LdifRecord neverPolicy() {
    return policy("never")
        .with("pwdMaxAge", "0")
        .with("pwdMustChange", "TRUE")
        .with("pwdLockout", "TRUE")
        .with("pwdMaxFailure", "0");
  }

  private LdifRecord policy(String name) {
    return LdifRecord.of("cn=" + name + ",ou=policies," + suffix, "device", "pwdPolicy")
        .with("cn", name)
        .with("pwdAttribute", "userPassword");
  }

  private static LdifRecord account(String dn, String name, String password) {
    return LdifRecord.of(dn, "organizationalRole", "simpleSecurityObject")
        .with("cn", name)
        .with("userPassword", password);
  }
}
