package org.keyturn.agent.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.keyturn.agent.directory.CheckCase.line;

import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What {@code check} says of a 389-DS where something is wrong, and that its mends mend it. */
@Timeout(120)
final class Ds389CheckTest {

  private static final String CONFIG = "cn=config";
  private static final String USN = "cn=USN,cn=plugins,cn=config";
  private static final String DATABASE = "cn=userRoot,cn=ldbm database,cn=plugins,cn=config";
  private static final String POLICY = "cn=checked,ou=policies,dc=example,dc=com";
  private static final String OWN = "cn=services,ou=policies,dc=example,dc=com";
  private static final String ADMIN = "passwordAdminDN";

  private static Ds389Lab lab;

  @BeforeAll
  static void start() {
    Ds389Lab.require();
    lab = Ds389Lab.start(30);
  }

  @AfterAll
  static void stop() {
    if (lab != null) {
      lab.close();
    }
  }

  static List<CheckCase> cases() {
    return List.of(
        line("Target", "cannot be tried: no account is visible below ")
            .asking(s -> Settings.of(s).base(lab.former()).make()),
        withoutAcis(
            "ou=people,dc=example,dc=com",
            "Ds389RightsExamination",
            "may not be written by the agent"),
        withoutAcis("cn=config", "Ds389PolicyExamination", "may not read the policy on cn=config"),
        withoutAcis("cn=monitor", "ClockExamination", "shows the agent neither its time"),
        line("Ds389RightsExamination", "cannot be told: ")
            .given(() -> lab.set(DATABASE, "nsslapd-readonly", "on"))
            .afterwards(() -> lab.set(DATABASE, "nsslapd-readonly", "off")),
        line("Ds389AgentExamination", "is no entry that the agent can read")
            .asking(Ds389CheckTest::asRoot),
        line("Ds389AgentExamination", "the server may cut what the agent reads")
            .given(() -> lab.set(lab.bindDn(), "nsPagedSizeLimit", "500"))
            .mendedBy(Ds389CheckTest::ldapmodify),
        ownPolicy(
            "under a policy that the agent cannot read", "cn=gone,ou=policies,dc=example,dc=com"),
        ownPolicy("expires by ", POLICY),
        ownPolicy(
            "whoever resets it shuts the agent out", "cn=never,ou=policies,dc=example,dc=com"),
        line("Ds389AgentExamination", "are not told apart: entries have no entryusn")
            .given(() -> restartedAfter(() -> lab.set(USN, "nsslapd-pluginEnabled", "off")))
            .mendedBy(mend -> restartedAfter(() -> dsconf(mend)))
            .afterwards(() -> restartedAfter(() -> lab.set(USN, "nsslapd-pluginEnabled", "on"))),
        line("Ds389PolicyExamination", "there is not just one local policy")
            .given(
                () -> {
                  lab.addPolicy("checked", Duration.ofDays(5), true);
                  lab.set(POLICY, "passwordExp", "off");
                })
            .afterwards(() -> lab.deletePolicy(POLICY)),
        line("Ds389PolicyExamination", "the server does not look at them")
            .given(() -> lab.set(CONFIG, "nsslapd-pwpolicy-local", "off"))
            .mendedBy(Ds389CheckTest::ldapmodify),
        trap("passwordMustChange is not on", "passwordMustChange", "off"),
        trap("passwordTrackUpdateTime is not on", "passwordTrackUpdateTime", "off"),
        trap("passwordAdminDN is not the agent", ADMIN));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void isSaidAndMended(CheckCase line) throws Exception {
    new CheckLines(lab).assertSaidAndMended(line);
  }

  static List<CheckCase> awayCases() {
    return List.of(line("Examination", "were not looked at: "));
  }

  @Test
  void whileTheServerGoesAwayWhatCannotBeSeenIsSaidSo() throws IOException {
    assertThat(new CheckLines(lab).saidWhileTheServerGoesAway())
        .satisfies(all -> awayCases().forEach(c -> assertThat(all).anyMatch(c::isSaidBy)));
  }

  /** A group's members are administrators of passwords too: a reset is one write then. */
  @Test
  void aGroupThatNamesTheAgentMayBeThePasswordAdministrator() throws LDAPException {
    List<String> groups =
        List.of(
            lab.addGroup("passwordadmins", lab.bindDn()),
            lab.addOtherGroup("uniqueadmins", lab.bindDn()));
    String stranger = lab.addGroup("strangers", lab.breakGlass());
    try {
      for (String group : groups) {
        lab.set(CONFIG, ADMIN, group);
        assertThat(level()).as(group).isEqualTo(Finding.Level.OK);
        assertThat(forcedByOnePlainWrite(group.replaceAll("\\W", ""))).as(group).isTrue();
      }
      lab.set(CONFIG, ADMIN, stranger);
      assertThat(level()).isEqualTo(Finding.Level.WARN);
      assertThat(forcedByOnePlainWrite("strange")).isFalse();
      lab.set(CONFIG, ADMIN);
      assertThat(level()).isEqualTo(Finding.Level.WARN);
    } finally {
      lab.set(CONFIG, ADMIN, lab.bindDn());
    }
    assertThat(level()).isEqualTo(Finding.Level.OK);
    for (String group : groups) {
      lab.delete(group);
    }
    lab.delete(stranger);
  }

  private static DirectorySettings asRoot(DirectorySettings usual) {
    LabScript script = lab.script();
    return Settings.of(usual).bind(script.made("root-dn"), script.contents("root-password")).make();
  }

  /** Directory Manager is one under every policy, whatever it names. */
  @Test
  void theRootUserNeedsToBeNoPasswordAdministrator() {
    URI url = URI.create("ldaps://127.0.0.1:" + lab.ldapsPort());
    try (Directory directory = Directories.open(asRoot(new CheckLines(lab).settings(url)))) {
      assertThat(directory.examine())
          .extracting(Finding::found)
          .contains(CONFIG)
          .noneMatch(found -> found.contains(ADMIN));
    }
  }

  private static Finding.Level level() {
    return new CheckLines(lab)
        .examine().stream()
            .filter(f -> f.subject().equals("policy: default"))
            .map(Finding::level)
            .findFirst()
            .orElseThrow();
  }

  /** The agent replaces a password and nothing else; who is an administrator of them forces so. */
  private static boolean forcedByOnePlainWrite(String login) throws LDAPException {
    String dn = lab.addPerson(lab.naming(login), login);
    try (var agent = lab.connect()) {
      agent.bind(lab.bindDn(), lab.script().contents("bind-password").strip());
      agent.modify(
          dn, new Modification(ModificationType.REPLACE, "userPassword", "New-passw0rd-9"));
      long end = System.nanoTime() + Duration.ofSeconds(2).toNanos();
      while (!lab.showsMustChange(dn) && System.nanoTime() < end) {
        Thread.onSpinWait(); // the state is written after the answer
      }
      return lab.showsMustChange(dn);
    } finally {
      lab.delete(dn);
    }
  }

  private static CheckCase withoutAcis(String dn, String source, String words) {
    String[][] kept = new String[1][];
    return line(source, words)
        .given(
            () -> {
              kept[0] = lab.root().getEntry(dn, "aci").getAttributeValues("aci");
              lab.set(dn, "aci");
            })
        .mendedBy(Ds389CheckTest::ldapmodify)
        .afterwards(() -> lab.set(dn, "aci", kept[0]));
  }

  private static CheckCase ownPolicy(String words, String policy) {
    return line("Ds389AgentExamination", words)
        .given(
            () -> {
              lab.addPolicy("checked", Duration.ofDays(90), true);
              lab.underPolicy(lab.bindDn(), policy);
            })
        .mendedBy(Ds389CheckTest::ldapmodify)
        .afterwards(
            () -> {
              lab.underPolicy(lab.bindDn(), OWN);
              lab.deletePolicy(POLICY);
              lab.deletePolicy("cn=keyturn-policy,dc=example,dc=com");
            });
  }

  private static CheckCase trap(String words, String attribute, String... values) {
    return line("Ds389PolicyExamination", words)
        .given(
            () -> {
              lab.addPolicy("checked", Duration.ofDays(20), true);
              lab.set(POLICY, attribute, values);
            })
        .mendedBy(Ds389CheckTest::ldapmodify)
        .afterwards(() -> lab.deletePolicy(POLICY));
  }

  private static void ldapmodify(String mend) throws Exception {
    CheckLines.ldapmodify(lab, lab.script()).carryOut(mend);
  }

  private static void dsconf(String mend) throws Exception {
    CheckLines.shell(
        lab.script(),
        "dsconf() { shift; command dsconf -D '"
            + lab.script().made("root-dn")
            + "' -y "
            + lab.script().made("root-password")
            + " ldap://127.0.0.1:"
            + lab.port()
            + " \"$@\"; }",
        mend.substring(0, mend.indexOf(',')));
  }

  private static void restartedAfter(CheckCase.Step step) throws Exception {
    step.take();
    lab.stop();
    lab.startAgain();
  }
}
