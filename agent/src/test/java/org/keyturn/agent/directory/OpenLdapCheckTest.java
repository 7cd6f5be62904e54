package org.keyturn.agent.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.keyturn.agent.directory.CheckCase.line;

import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What {@code check} says of a slapd where something is wrong, and that its mends mend it. */
@Timeout(120)
final class OpenLdapCheckTest {

  private static final String AGENT_WRITES =
      "  by dn.exact=\"cn=keyturn,ou=services,dc=example,dc=com\"";
  private static final String STATE =
      "attrs=pwdReset,pwdChangedTime,pwdPolicySubentry,pwdAccountLockedTime\n" + AGENT_WRITES;
  private static final String MOVES =
      "ou=(people|former),dc=example,dc=com$\" attrs=entry,children,uid\n" + AGENT_WRITES;
  private static final String POLICY = "cn=checked,ou=policies,dc=example,dc=com";

  private static OpenLdapLab lab;
  private static String config = "";

  @BeforeAll
  static void start() throws IOException {
    OpenLdapLab.require();
    lab = OpenLdapLab.start(700);
    config = Files.readString(lab.script().file("slapd.conf"));
  }

  @AfterAll
  static void stop() {
    if (lab != null) {
      lab.close();
    }
  }

  static List<CheckCase> cases() {
    return List.of(
        line("Examination", "which is soon").later(Duration.ofDays(3640)),
        line("Examination", "none is visible below ")
            .asking(s -> Settings.of(s).base(lab.former()).make()),
        line("Target", "cannot be tried: no account is visible below ")
            .asking(s -> Settings.of(s).base(lab.former()).make()),
        configured(
            line("Examination", "cannot be counted: "),
            "limits dn",
            "limits dn.exact=\"cn=other\" size=unlimited\n# ",
            mend ->
                config(
                    c -> c.replace("lastbind on", mend.replace("slapd: ", "") + "\nlastbind on"))),
        line("ClockExamination", "and expiry is judged by it").later(Duration.ofMinutes(10)),
        line("ClockExamination", "shows the agent neither its time nor when it signed in")
            .given(
                () -> {
                  noteNoSignIns();
                  lab.addPerson(lab.naming("unnoted"), "unnoted");
                })
            .asking(
                s -> Settings.of(s).bind("uid=unnoted," + lab.people(), DirectoryLab.OLD).make())
            .mendedBy(
                mend ->
                    config(c -> c.replace("maxsize", mend.replaceFirst(".*: ", "") + "\nmaxsize")))
            .afterwards(() -> restore()),
        configured(
            line("RightsExamination", "may not be written by the agent"),
            STATE + " manage",
            STATE + " read",
            OpenLdapCheckTest::rule),
        configured(
            line("RightsExamination", "may not be written: expire and spread cannot be done here"),
            STATE + " manage",
            STATE + " read",
            OpenLdapCheckTest::rule),
        configured(
            line("RightsExamination", "cannot be told: "), "maxsize", "readonly on\nmaxsize"),
        line("Examination", "does not exist, or the agent may not see it")
            .asking(s -> Settings.of(s).archive("ou=nowhere,dc=example,dc=com").make()),
        configured(
                line("ArchiveRights", "nobody can be moved there, as remove does: "),
                MOVES + " write",
                MOVES + " read",
                OpenLdapCheckTest::rule)
            .asking(s -> Settings.of(s).archive(lab.former()).make()),
        line("ArchiveRights", "nobody can be deleted from the archive: ")
            .given(
                () -> {
                  String dn = lab.addPerson(lab.naming("archived"), "archived");
                  lab.root().modifyDN(dn, "uid=archived", true, lab.former());
                  config(c -> c.replace(MOVES + " write", MOVES + " read"));
                })
            .asking(s -> Settings.of(s).archive(lab.former()).make())
            .mendedBy(OpenLdapCheckTest::rule)
            .afterwards(
                () -> {
                  restore();
                  lab.delete("uid=archived," + lab.former());
                }),
        configured(
            line("OpenLdapExamination", "policy set and policy sync will be refused"),
            "ou=policies,dc=example,dc=com\"\n" + AGENT_WRITES + " write",
            "ou=policies,dc=example,dc=com\"\n" + AGENT_WRITES + " read",
            OpenLdapCheckTest::rule),
        configured(
            line("OpenLdapExamination", "cannot be told: "), "maxsize", "readonly on\nmaxsize"),
        configured(
            line("OpenLdapExamination", "a modification would store passwords in clear"),
            "ppolicy_hash_cleartext",
            "",
            mend ->
                config(
                    c ->
                        c.replace(
                            "ppolicy_use_lockout",
                            "ppolicy_use_lockout\n" + mend.replaceFirst(".*: (\\S+) .*", "$1")))),
        configured(
            line("OpenLdapExamination", "cannot be told whether the server hashes"),
            "attrs=userPassword\n" + AGENT_WRITES + " =mwcxd",
            "attrs=userPassword\n" + AGENT_WRITES + " none",
            OpenLdapCheckTest::rule),
        line("PolicyExamination", "the server does not tell its default policy")
            .asking(s -> Settings.of(s).defaultPolicy(null).make()),
        line("PolicyExamination", "is no password policy that the agent can read")
            .asking(
                s -> Settings.of(s).defaultPolicy("cn=gone,ou=policies,dc=example,dc=com").make()),
        line("PolicyExamination", "there is not just one policy without a maximum age")
            .given(() -> lab.addPolicy("checked", Duration.ZERO, true))
            .afterwards(() -> lab.deletePolicy(POLICY)),
        trap("pwdMustChange is not TRUE", "pwdMustChange"),
        trap("pwdLockout is not TRUE", "pwdLockout"),
        trap("pwdAllowUserChange is FALSE", "pwdAllowUserChange"));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void isSaidAndMended(CheckCase line) throws Exception {
    new CheckLines(lab).assertSaidAndMended(line);
  }

  @Test
  void whileTheServerGoesAwayWhatCannotBeSeenIsSaidSo() throws IOException {
    assertThat(new CheckLines(lab).saidWhileTheServerGoesAway())
        .satisfies(all -> awayCases().forEach(c -> assertThat(all).anyMatch(c::isSaidBy)));
  }

  static List<CheckCase> awayCases() {
    return List.of(
        line("Examination", "cannot be looked at: "),
        line("ClockExamination", "was not compared: "));
  }

  /** What one sign-in left long ago tells nothing of a clock. */
  @Test
  void aSignInNotedLongAgoIsNotTakenForTheServersTime() throws Exception {
    try {
      noteNoSignIns();
      assertThat(new CheckLines(lab).examine(Clock.offset(Clock.systemUTC(), Duration.ofHours(2))))
          .filteredOn(f -> f.subject().equals("clock"))
          .singleElement()
          .satisfies(f -> assertThat(f.level()).isEqualTo(Finding.Level.WARN));
    } finally {
      restore();
    }
  }

  private static CheckCase trap(String words, String attribute) {
    return line("PolicyExamination", words)
        .given(
            () -> {
              lab.addPolicy("checked", Duration.ofDays(20), true);
              lab.root()
                  .modify(POLICY, new Modification(ModificationType.REPLACE, attribute, "FALSE"));
            })
        .mendedBy(mend -> CheckLines.ldapmodify(lab, lab.script()).carryOut(mend))
        .afterwards(() -> lab.deletePolicy(POLICY));
  }

  private static CheckCase configured(
      CheckCase line, String from, String to, CheckCase.Tool mender) {
    return configured(line, from, to).mendedBy(mender);
  }

  private static CheckCase configured(CheckCase line, String from, String to) {
    return line.given(() -> config(c -> c.replace(from, to)))
        .afterwards(OpenLdapCheckTest::restore);
  }

  private static void noteNoSignIns() throws IOException {
    config(c -> c.replace("lastbind on\n", ""));
  }

  /** As it is printed, before the rules that there are. */
  private static void rule(String mend) throws IOException {
    config(
        c ->
            c.replaceFirst(
                "(?m)^access to",
                java.util.regex.Matcher.quoteReplacement(
                    mend.substring(mend.indexOf("access to")) + "\naccess to")));
  }

  private static void restore() throws IOException {
    config(c -> config);
  }

  private static void config(UnaryOperator<String> change) throws IOException {
    String now = Files.readString(lab.script().file("slapd.conf"));
    String then = change.apply(now);
    lab.stop();
    Files.writeString(lab.script().file("slapd.conf"), then);
    lab.startAgain();
  }
}
