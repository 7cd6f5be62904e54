package org.keyturn.agent.directory;

import static org.keyturn.agent.directory.CheckCase.line;

import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldif.LDIFReader;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What {@code check} says of the embedded ApacheDS where something is wrong. */
@Timeout(60)
final class ApacheDsCheckTest {

  private static final String POLICY = "cn=checked,ou=policies,dc=example,dc=com";

  private static ApacheDsLab lab;

  @BeforeAll
  static void start() throws Exception {
    lab = new ApacheDsLab();
    lab.addPerson(lab.naming("somebody"), "somebody");
  }

  @AfterAll
  static void stop() {
    if (lab != null) {
      lab.close();
    }
  }

  static List<CheckCase> cases() {
    return List.of(
        line("Examination", "none is visible below ")
            .asking(s -> Settings.of(s).base(lab.former()).make()),
        line("Target", "cannot be tried: no account is visible below ")
            .asking(s -> Settings.of(s).base(lab.former()).make()),
        line("ClockExamination", "and expiry is judged by it").later(Duration.ofMinutes(-10)),
        line("RightsExamination", "may not be written by the agent")
            .asking(ApacheDsCheckTest::asSomebody),
        line("RightsExamination", "may not be written: expire and spread cannot be done here")
            .asking(ApacheDsCheckTest::asSomebody),
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

  private static DirectorySettings asSomebody(DirectorySettings settings) {
    return Settings.of(settings).bind("uid=somebody," + lab.people(), DirectoryLab.OLD).make();
  }

  private static CheckCase trap(String words, String attribute) {
    return line("PolicyExamination", words)
        .given(
            () -> {
              lab.addPolicy("checked", Duration.ofDays(20), true);
              lab.root()
                  .modify(POLICY, new Modification(ModificationType.REPLACE, attribute, "FALSE"));
            })
        .mendedBy(ApacheDsCheckTest::ldapmodify)
        .afterwards(() -> lab.deletePolicy(POLICY));
  }

  /**
   * No lab script stands behind this one, and so no {@code ldapmodify}: its format is read here.
   */
  private static void ldapmodify(String mend) throws Exception {
    byte[] records = mend.substring(mend.indexOf('\n') + 1).getBytes(StandardCharsets.UTF_8);
    try (LDIFReader reader = new LDIFReader(new ByteArrayInputStream(records))) {
      reader.readChangeRecord().processChange(lab.root());
    }
  }
}
