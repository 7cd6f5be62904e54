package org.keyturn.agent.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.keyturn.agent.directory.CheckCase.line;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.keyturn.agent.account.Action;
import org.keyturn.agent.account.PolicyInForce;

/** What {@code check} says of an OpenDJ where something is wrong, and that its mends mend it. */
@Timeout(180)
final class OpenDjCheckTest {

  private static final String SUFFIX = "dc=example,dc=com";
  private static final String SERVER_POLICY =
      "cn=Default Password Policy,cn=Password Policies,cn=config";
  private static final String ACCESS = "cn=Access Control Handler,cn=config";
  private static final String GLOBAL = "ds-cfg-global-aci";
  private static final String PRIVILEGE = "ds-privilege-name";
  private static final String WITHOUT_WARNING = "ds-cfg-expire-passwords-without-warning";
  private static final String OWN_CHANGE = "ds-cfg-allow-user-password-changes";
  private static final String POLICY = "cn=checked,dc=example,dc=com";
  private static final String YOUNG = "ou=young,ou=people,dc=example,dc=com";

  private static OpenDjLab lab;
  private static Entry suffix = new Entry(SUFFIX);
  private static Entry access = new Entry(ACCESS);
  private static Entry agent = new Entry("cn=keyturn");

  @BeforeAll
  static void start() throws LDAPException {
    OpenDjLab.require();
    lab = OpenDjLab.start(60);
    suffix = lab.root().getEntry(SUFFIX, "aci");
    access = lab.root().getEntry(ACCESS, GLOBAL);
    agent = lab.root().getEntry(lab.bindDn(), PRIVILEGE, "ds-rlim-size-limit");
    String somebody = lab.addPerson(lab.naming("old"), "old");
    lab.age(somebody, Duration.ofDays(100));
    lab.root().add(YOUNG, new Attribute("objectClass", "organizationalUnit"));
    lab.root().modifyDN(lab.addPerson(lab.naming("young"), "young"), "uid=young", true, YOUNG);
  }

  @AfterAll
  static void stop() {
    if (lab != null) {
      lab.close();
    }
  }

  /** As it was made. */
  @BeforeEach
  void restore() throws LDAPException {
    set(SUFFIX, "aci", suffix.getAttributeValues("aci"));
    set(ACCESS, GLOBAL, access.getAttributeValues(GLOBAL));
    set(lab.bindDn(), PRIVILEGE, agent.getAttributeValues(PRIVILEGE));
    set(lab.bindDn(), "ds-rlim-size-limit", "0");
    set(SERVER_POLICY, WITHOUT_WARNING, "true");
    set(SERVER_POLICY, OWN_CHANGE, "true");
    set(lab.defaultPolicy(), "subtreeSpecification", "{ base \"ou=people\" }");
  }

  static List<CheckCase> cases() {
    return List.of(
        line("Target", "cannot be tried: no account is visible below ")
            .asking(s -> Settings.of(s).base(lab.former()).make()),
        line("OpenDjExamination", "may not be written by the agent")
            .given(() -> withoutAci("keyturn: state"))
            .mendedBy(OpenDjCheckTest::ldapmodify),
        line("OpenDjExamination", "cannot be tried: ")
            .given(() -> withoutControl("1.3.6.1.4.1.4203.1.10.2"))
            .mendedBy(OpenDjCheckTest::ldapmodify),
        line("OpenDjRights", "may not be written: no ")
            .given(
                () ->
                    set(
                        SUFFIX,
                        "aci",
                        Arrays.stream(suffix.getAttributeValues("aci"))
                            .filter(a -> !a.contains("keyturn: state"))
                            .filter(a -> !a.contains("keyturn: passwords"))
                            .toArray(String[]::new)))
            .mendedBy(OpenDjCheckTest::ldapmodify),
        line("OpenDjRights", "does not show the agent what it may")
            .given(() -> withoutAci("its rights"))
            .mendedBy(OpenDjCheckTest::ldapmodify),
        line("OpenDjExamination", "is not shown to the agent")
            .given(
                () -> {
                  withoutAci("keyturn: what follows from it");
                })
            .mendedBy(OpenDjCheckTest::ldapmodify),
        line("OpenDjExamination", "not seen: without it the agent ")
            .given(() -> without(PRIVILEGE, "password-reset"))
            .mendedBy(OpenDjCheckTest::ldapmodify),
        line("OpenDjExamination", " is a root user of the server, who may do everything")
            .asking(OpenDjCheckTest::asRoot),
        line("OpenDjExamination", "not known to be off: ")
            .given(() -> set(lab.bindDn(), "ds-rlim-size-limit", "1000"))
            .mendedBy(OpenDjCheckTest::ldapmodify),
        line("OpenDjExamination", "may not be written: policy set and policy sync")
            .given(() -> withoutAci("keyturn: policies"))
            .mendedBy(OpenDjCheckTest::ldapmodify),
        line("OpenDjExamination", " stands in cn=config: ")
            .given(() -> grant("config-read"))
            .asking(s -> Settings.of(s).defaultPolicy(SERVER_POLICY).make()),
        line("OpenDjPolicyExamination", "no one subentry covers ")
            .given(
                () ->
                    set(
                        lab.defaultPolicy(),
                        "subtreeSpecification",
                        "{ base \"ou=people\", specificationFilter \"(!(uid=nobody))\" }"))
            .mendedBy(OpenDjCheckTest::ldapmodify),
        line("OpenDjPolicyExamination", " each select everyone: ")
            .given(OpenDjCheckTest::addCoveringPolicy)
            .afterwards(() -> lab.deletePolicy(POLICY)),
        line("OpenDjPolicyExamination", " and cannot be read: whoever is under it")
            .given(() -> lab.underPolicy(lab.dnOf("user000001"), SERVER_POLICY))
            .mendedBy(OpenDjCheckTest::ldapmodify)
            .afterwards(() -> lab.operational(lab.dnOf("user000001"), "ds-pwp-password-policy-dn")),
        line("OpenDjPolicyExamination", "expire-passwords-without-warning is false: ")
            .given(
                () -> {
                  grant("config-read");
                  set(SERVER_POLICY, WITHOUT_WARNING, "false");
                })
            .mendedBy(OpenDjCheckTest::dsconfig),
        line("OpenDjPolicyExamination", "allow-user-password-changes is false: ")
            .given(
                () -> {
                  grant("config-read");
                  set(SERVER_POLICY, OWN_CHANGE, "false");
                })
            .mendedBy(OpenDjCheckTest::dsconfig),
        line("OpenDjPolicyExamination", "cannot be told: nobody's password is old enough")
            .asking(s -> Settings.of(s).base(YOUNG).make())
            .mendedBy(OpenDjCheckTest::ldapmodify),
        line("OpenDjPolicyExamination", "the old password of ")
            .given(() -> set(SERVER_POLICY, WITHOUT_WARNING, "false"))
            .mendedBy(OpenDjCheckTest::dsconfig),
        line("PolicyExamination", "pwdAllowUserChange is FALSE")
            .given(() -> set(lab.defaultPolicy(), "pwdAllowUserChange", "FALSE"))
            .mendedBy(OpenDjCheckTest::ldapmodify),
        line("PolicyExamination", "pwdMustChange is not TRUE")
            .given(() -> grant("config-read"))
            .asking(s -> Settings.of(s).defaultPolicy(SERVER_POLICY).make())
            .mendedBy(OpenDjCheckTest::dsconfig)
            .afterwards(() -> set(SERVER_POLICY, "ds-cfg-force-change-on-reset", "false")),
        line("ClockExamination", "shows the agent neither its time")
            .given(OpenDjCheckTest::hideTheClock)
            .mendedBy(OpenDjCheckTest::dsconfig));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void isSaidAndMended(CheckCase line) throws Exception {
    new CheckLines(lab).assertSaidAndMended(line);
  }

  @Test
  void aPolicyOfTheConfigIsReadByWhoeverMayReadTheConfig() throws LDAPException {
    grant("config-read");
    String dn = lab.addPerson(lab.naming("configured"), "configured");
    lab.underPolicy(dn, SERVER_POLICY);
    set(SERVER_POLICY, "ds-cfg-max-password-age", "2 w");
    set(SERVER_POLICY, "ds-cfg-force-change-on-reset", "true");
    URI url = URI.create("ldaps://127.0.0.1:" + lab.ldapsPort());
    try (Directory directory = Directories.open(new CheckLines(lab).settings(url))) {
      Lookup found = directory.lookup(List.of(new AccountKey(AccountKey.Kind.DN, dn))).get(0);
      PolicyInForce policy = ((Lookup.Found) found).account().policy();
      assertThat(policy.resolved())
          .hasValueSatisfying(
              p -> {
                assertThat(p.name()).isEqualTo("Default Password Policy");
                assertThat(p.maxAge()).contains(Duration.ofDays(14));
                assertThat(p.mustChange()).isTrue();
              });
    } finally {
      set(SERVER_POLICY, "ds-cfg-max-password-age", "0 s");
      set(SERVER_POLICY, "ds-cfg-force-change-on-reset", "false");
      lab.delete(dn);
    }
  }

  @Test
  void whatOnlyTheStateOperationWritesIsNotSaidToBePrevented() {
    URI url = URI.create("ldaps://127.0.0.1:" + lab.ldapsPort());
    try (Directory directory = Directories.open(new CheckLines(lab).settings(url))) {
      assertThat(directory.info().guards())
          .containsEntry(Action.RESET, DirectoryInfo.Guard.PREVENTED)
          .containsEntry(Action.EXPIRE, DirectoryInfo.Guard.COMPARED)
          .containsEntry(Action.UNLOCK, DirectoryInfo.Guard.COMPARED);
      assertThat(directory.info().guarded())
          .isEqualTo("prevented; expire, spread, unlock: compared right before");
    }
  }

  /** Whose alias has no entry, and whose rights the server denies when it is asked for them. */
  private static DirectorySettings asRoot(DirectorySettings usual) {
    LabScript script = lab.script();
    return Settings.of(usual).bind(script.made("root-dn"), script.contents("root-password")).make();
  }

  @Test
  void aRootUserIsNotToldToLackWhatItMay() {
    URI url = URI.create("ldaps://127.0.0.1:" + lab.ldapsPort());
    try (Directory directory = Directories.open(asRoot(new CheckLines(lab).settings(url)))) {
      assertThat(directory.examine())
          .filteredOn(f -> f.level() != Finding.Level.OK)
          .extracting(Finding::subject)
          .containsExactly("agent");
    }
  }

  private static void set(String dn, String attribute, String... values) throws LDAPException {
    lab.root().modify(dn, new Modification(ModificationType.REPLACE, attribute, values));
  }

  private static void without(String attribute, String value) throws LDAPException {
    lab.root().modify(lab.bindDn(), new Modification(ModificationType.DELETE, attribute, value));
  }

  private static void grant(String privilege) throws LDAPException {
    lab.root().modify(lab.bindDn(), new Modification(ModificationType.ADD, PRIVILEGE, privilege));
  }

  private static void withoutAci(String named) throws LDAPException {
    set(
        SUFFIX,
        "aci",
        Arrays.stream(suffix.getAttributeValues("aci"))
            .filter(aci -> !aci.contains(named))
            .toArray(String[]::new));
  }

  private static void withoutControl(String oid) throws LDAPException {
    set(
        ACCESS,
        GLOBAL,
        Arrays.stream(access.getAttributeValues(GLOBAL))
            .map(aci -> aci.replace(oid + " || ", ""))
            .toArray(String[]::new));
  }

  private static void hideTheClock() throws LDAPException {
    set(
        ACCESS,
        GLOBAL,
        Arrays.stream(access.getAttributeValues(GLOBAL))
            .map(
                aci ->
                    aci.contains("Anonymous read access")
                        ? "(target!=\"ldap:///cn=monitor\")" + aci
                        : aci)
            .toArray(String[]::new));
  }

  private static void addCoveringPolicy() throws LDAPException {
    lab.root()
        .add(
            POLICY,
            new Attribute("objectClass", "subentry", "pwdPolicy"),
            new Attribute("cn", "checked"),
            new Attribute("subtreeSpecification", "{}"),
            new Attribute("pwdAttribute", "userPassword"),
            new Attribute("pwdMustChange", "TRUE"),
            new Attribute("pwdMaxAge", "2592000"));
  }

  private static void ldapmodify(String mend) throws Exception {
    CheckLines.ldapmodify(lab, lab.script()).carryOut(mend);
  }

  private static void dsconfig(String mend) throws Exception {
    CheckLines.shell(
        lab.script(),
        "dsconfig() { "
            + lab.script().file("server/bin/dsconfig")
            + " -h localhost -p "
            + lab.script().made("admin-port")
            + " -D '"
            + lab.script().made("root-dn")
            + "' -j "
            + lab.script().made("root-password")
            + " -X -n \"$@\"; }",
        mend);
  }
}
