package org.keyturn.agent.directory;

import static org.keyturn.agent.directory.CheckCase.line;

import java.time.Duration;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What {@code check} says of a domain where something is wrong, and that its mends mend it. */
@Timeout(180)
final class ActiveDirectoryCheckTest {

  private static final Pattern SAMBA =
      Pattern.compile("samba-tool dsacl set --objectdn=\"[^\"]+\" --sddl=\"[^\"]+\"");

  /** General and public information: who it is, and nothing of its password. */
  private static final String NAME_ALONE =
      "D:(A;;GA;;;DA)(OA;;RP;59ba2f42-79a2-11d0-9020-00c04fc2d3cf;;AU)"
          + "(OA;;RP;e48d0154-bcf8-11d1-8702-00c04fb96050;;AU)";

  private static SambaLab lab;

  @BeforeAll
  static void start() {
    SambaLab.require();
    lab = SambaLab.start(60);
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
        forStranger("AdRights", "may not be written: no "),
        forStranger("AdRights", "may not be done"),
        forStranger("AdExamination", "may not be written: policy set and policy sync"),
        forStranger("AdExamination", " cannot be read: whose policy is one of its objects"),
        forStranger("AdExamination", "may be read, and not made"),
        line("AdRights", "not visible: ")
            .given(
                () -> {
                  String place = lab.addPlace("hidden");
                  person("outsider");
                  lab.root().modifyDN(person("hidden1"), "CN=hidden1", true, place);
                  lab.local(place, "nTSecurityDescriptor", "D:P(A;;GA;;;DA)(A;;RPLCLORC;;;AU)");
                  lab.local("CN=hidden1," + place, "nTSecurityDescriptor", NAME_ALONE);
                })
            .asking(
                s ->
                    Settings.of(s)
                        .base("ou=hidden," + lab.people())
                        .bind("CN=outsider," + lab.people(), DirectoryLab.OLD)
                        .make())
            .mendedBy(ActiveDirectoryCheckTest::delegated),
        line("AdExamination", "expires at ")
            .given(() -> lab.write(lab.bindDn(), "userAccountControl", "512"))
            .mendedBy(mend -> samba(mend.replaceAll(".*or: (.*); Windows.*", "$1")))
            .afterwards(() -> lab.write(lab.bindDn(), "userAccountControl", "66048")),
        line("AdExamination", "somebody wrote userPassword")
            .given(() -> lab.write(person("clear"), "userPassword", "Readable-passw0rd-1"))
            .afterwards(() -> lab.delete(lab.dnOf("clear"))),
        line("AdExamination", "has the precedence of ")
            .given(
                () -> {
                  lab.addPolicy("rival1", Duration.ofDays(20), true);
                  lab.addPolicy("rival2", Duration.ofDays(20), true);
                  lab.write(lab.policyNamed("rival1"), "msDS-PasswordSettingsPrecedence", "77");
                  lab.write(lab.policyNamed("rival2"), "msDS-PasswordSettingsPrecedence", "77");
                })
            .afterwards(
                () -> {
                  lab.delete(lab.policyNamed("rival1"));
                  lab.delete(lab.policyNamed("rival2"));
                }),
        line("AdExamination", "applies to nobody")
            .given(() -> lab.addPolicy("idle", Duration.ofDays(20), true))
            .afterwards(() -> lab.delete(lab.policyNamed("idle"))),
        line("AdExamination", " is a day or less, which Samba takes for ")
            .given(() -> lab.addPolicy("day", Duration.ofDays(1), true))
            .afterwards(() -> lab.delete(lab.policyNamed("day"))));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void isSaidAndMended(CheckCase line) throws Exception {
    new CheckLines(lab).assertSaidAndMended(line);
  }

  private static String person(String login) throws Exception {
    return lab.addPerson(lab.naming(login), login);
  }

  private static int strangers;

  /** Somebody without any right, who is given what is printed. */
  private static CheckCase forStranger(String source, String words) {
    String login = "stranger" + ++strangers;
    return line(source, words)
        .given(
            () -> {
              person(login);
              if (words.contains("and not made")) {
                samba(
                    "samba-tool dsacl set --objectdn=\""
                        + lab.policies()
                        + "\" --sddl=\"(A;CI;RPLCLORC;;;AU)\"");
              }
            })
        .asking(
            s -> Settings.of(s).bind("CN=" + login + "," + lab.people(), DirectoryLab.OLD).make())
        .mendedBy(ActiveDirectoryCheckTest::delegated);
  }

  private static void delegated(String mend) throws Exception {
    samba(SAMBA.matcher(mend).results().map(MatchResult::group).collect(Collectors.joining("\n")));
  }

  /** On the domain controller itself, as {@code samba-tool} is used there. */
  private static void samba(String line) throws Exception {
    String at = " -s " + lab.script().file("smb.conf");
    CheckLines.shell(
        lab.script(),
        "samba-tool() { command samba-tool \"$@\""
            + at
            + " -H "
            + lab.script().file("private/sam.ldb")
            + "; }",
        line);
  }
}
