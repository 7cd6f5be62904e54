package org.keyturn.agent.directory;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keyturn.agent.account.Secret;

final class DiagnosticsTest {

  /** As ApacheDS 2.0.0.AM27 wrote it. */
  private static final String APACHEDS =
      "NO_SUCH_ATTRIBUTE: failed for MessageType : MODIFY_REQUEST\nMessage ID : 3\n"
          + "    Modify Request\n        Object : 'uid=u1,ou=people,dc=example,dc=com'\n"
          + "            Modification[0]\n                Operation :  replace\n"
          + "                    userPassword: 0x53 0x33 0x63 0x72 0x65 0x74 \n"
          + "org.apache.directory.api.ldap.model.message.ModifyRequestImpl@1d: ERR_56 Cannot remove"
          + " an absent value from attribute : S3cret";

  @Test
  void ofAnEchoedRequestOnlyTheErrorIsKept() {
    assertThat(Diagnostics.clean(APACHEDS)).isEqualTo("NO_SUCH_ATTRIBUTE ERR_56");
  }

  @Test
  void aMessageThatRepeatsThePasswordIsDropped() {
    assertThat(Diagnostics.clean("S3cret is too short", Secret.of("S3cret")))
        .doesNotContain("S3cret");
    assertThat(Diagnostics.clean("too short", Secret.of("S3cret"))).isEqualTo("too short");
    assertThat(Diagnostics.clean("kept", Secret.of(""))).isEqualTo("kept");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Password expired | Password expired",
        "'two\r\nlines' | two lines",
        "'a\u001b[31mred\u0000' | a[31mred",
        "'right\u202eleft\u200b' | rightleft",
        "'  much    space ' | much space",
      })
  void theRestBecomesOneHarmlessLine(String said, String shown) {
    assertThat(Diagnostics.clean(said)).isEqualTo(shown);
  }

  @Test
  void nothingBecomesNothingAndTooMuchIsCut() {
    assertThat(Diagnostics.clean(null)).isEmpty();
    assertThat(Diagnostics.clean("x".repeat(5000))).hasSize(200).endsWith("…");
    assertThat(Diagnostics.clean("😀".repeat(5000))).hasSizeLessThanOrEqualTo(200).endsWith("😀…");
  }
}
