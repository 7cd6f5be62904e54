package org.keyturn.embedded;

import static com.unboundid.ldap.sdk.ResultCode.CONSTRAINT_VIOLATION;
import static com.unboundid.ldap.sdk.ResultCode.INSUFFICIENT_ACCESS_RIGHTS;
import static com.unboundid.ldap.sdk.ResultCode.INVALID_CREDENTIALS;
import static com.unboundid.ldap.sdk.ResultCode.SUCCESS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.keyturn.embedded.Client.answer;
import static org.keyturn.embedded.Client.replace;

import com.unboundid.ldap.sdk.Control;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.ModifyRequest;
import com.unboundid.ldap.sdk.SearchScope;
import com.unboundid.ldap.sdk.experimental.DraftBeheraLDAPPasswordPolicy10RequestControl;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keyturn.embedded.Client.Answer;
import org.keyturn.embedded.policy.GeneralizedTime;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PasswordPolicyTest {
  private static final String FIRST = "First-password-1";
  private static final String SECOND = "Second-password-2";

  private final TestClock clock = new TestClock();
  private EmbeddedLdapServer server;
  private Client client;

  @BeforeAll
  void start() {
    server = EmbeddedLdapServer.builder().clock(clock).start();
    client = new Client(server);
  }

  @AfterAll
  void stop() {
    server.close();
  }

  @Test
  void aPasswordExpiresAfterMaxAgeAndWarnsBefore() throws Exception {
    String user = client.person("ages", FIRST);
    assertThat(client.bind(user, FIRST))
        .extracting(Answer::code, Answer::policy)
        .containsExactly(SUCCESS, "");
    clock.pass(Duration.ofDays(80));
    assertThat(client.bind(user, FIRST).policy()).isEqualTo("time before expiration:864000");
    clock.pass(Duration.ofDays(10).minusMillis(1));
    assertThat(client.bind(user, FIRST).code()).isEqualTo(SUCCESS);
    clock.pass(Duration.ofMillis(1));
    assertThat(client.bind(user, FIRST))
        .extracting(Answer::code, Answer::policy)
        .containsExactly(INVALID_CREDENTIALS, "password expired");
    assertThat(client.bind(user, "wrong").policy()).as("a wrong password learns nothing").isNull();
  }

  @Test
  void aShorterMaxAgeIsObeyedAtTheNextBind() throws Exception {
    String policy = client.policy("shrinks", "pwdMaxAge", "7776000");
    String user = client.person("shrunk", FIRST, "pwdPolicySubentry", policy);
    clock.pass(Duration.ofHours(2));
    try (LDAPConnection service = client.service()) {
      assertThat(client.bind(user, FIRST).code()).isEqualTo(SUCCESS);
      service.modify(policy, replace("pwdMaxAge", "3600"));
      assertThat(client.bind(user, FIRST).policy()).isEqualTo("password expired");
      service.modify(policy, replace("pwdMaxAge", "0"));
      assertThat(client.bind(user, FIRST).code()).as("0 means never").isEqualTo(SUCCESS);
      service.modify(policy, replace("pwdMaxAge", "1"));
      service.modify(user, replace("pwdPolicySubentry", "cn=never,ou=policies,dc=example,dc=com"));
      assertThat(client.bind(user, FIRST).code()).isEqualTo(SUCCESS);
      service.modify(user, replace("pwdPolicySubentry", policy));
      assertThat(client.bind(user, FIRST).code()).isEqualTo(INVALID_CREDENTIALS);
      service.delete(policy);
      assertThat(client.bind(user, FIRST).code())
          .as("a pointer to nothing means the default policy")
          .isEqualTo(SUCCESS);
    }
  }

  @Test
  void graceLoginsAreCountedDown() throws Exception {
    String policy = client.policy("grace", "pwdMaxAge", "60", "pwdGraceAuthNLimit", "2");
    String user = client.person("graceful", FIRST, "pwdPolicySubentry", policy);
    clock.pass(Duration.ofSeconds(61));
    assertThat(client.bind(user, FIRST).policy()).isEqualTo("grace logins remaining:1");
    assertThat(client.bind(user, FIRST).policy()).isEqualTo("grace logins remaining:0");
    assertThat(client.bind(user, FIRST).policy()).isEqualTo("password expired");
    assertThat(client.readAll(user, "pwdGraceUseTime")).hasSize(2);
    try (LDAPConnection service = client.service()) {
      service.modify(user, replace("userPassword", SECOND));
    }
    assertThat(client.readAll(user, "pwdGraceUseTime")).isEmpty();
  }

  @Test
  void fiveFailuresLockForFifteenMinutes() throws Exception {
    String user = client.person("fails", FIRST);
    for (int i = 0; i < 5; i++) {
      assertThat(client.bind(user, "wrong").policy()).isNull();
    }
    assertThat(client.bind(user, FIRST).policy()).isEqualTo("account locked");
    assertThat(client.read(user, "pwdAccountLockedTime")).isNotNull();
    clock.pass(Duration.ofMinutes(15));
    assertThat(client.bind(user, FIRST).code()).isEqualTo(SUCCESS);
    assertThat(client.read(user, "pwdAccountLockedTime")).isNull();
    assertThat(client.readAll(user, "pwdFailureTime")).isEmpty();
  }

  @Test
  void anAdministratorLocksAndUnlocks() throws Exception {
    String user = client.person("locked", FIRST);
    try (LDAPConnection service = client.service()) {
      client.bind(user, "wrong");
      service.modify(user, replace("pwdAccountLockedTime", "000001010000Z"));
      clock.pass(Duration.ofDays(1));
      assertThat(client.bind(user, FIRST).policy()).isEqualTo("account locked");
      service.modify(user, replace("userPassword", SECOND));
      assertThat(client.bind(user, SECOND).policy())
          .as("a new password does not unlock")
          .isEqualTo("account locked");
      service.modify(user, replace("pwdAccountLockedTime"));
      assertThat(client.bind(user, SECOND).code()).isEqualTo(SUCCESS);
    }
    assertThat(client.readAll(user, "pwdFailureTime")).isEmpty();
  }

  @Test
  void whoeverMustChangeDoesNothingElseEvenWithoutTheControl() throws Exception {
    String user = client.person("must", FIRST);
    try (LDAPConnection service = client.service();
        LDAPConnection own = client.anonymous()) {
      service.modify(user, replace("pwdReset", "TRUE"));
      assertThat(client.read(user, "pwdReset")).isEqualTo("TRUE");
      assertThat(client.bind(user, FIRST))
          .extracting(Answer::code, Answer::policy)
          .containsExactly(SUCCESS, "change after reset");
      own.bind(user, FIRST);
      assertThat(answer(() -> own.search(user, SearchScope.BASE, "(cn=*)")).code())
          .isEqualTo(INSUFFICIENT_ACCESS_RIGHTS);
      assertThat(answer(() -> own.compare(user, "cn", "must")).code())
          .isEqualTo(INSUFFICIENT_ACCESS_RIGHTS);
      assertThat(answer(() -> own.modify(user, replace("mobile", "1"))).code())
          .isEqualTo(INSUFFICIENT_ACCESS_RIGHTS);
      assertThat(answer(() -> own.modify(user, replace("userPassword", SECOND))).code())
          .isEqualTo(SUCCESS);
      assertThat(client.read(user, "pwdReset")).isNull();
      assertThat(own.getEntry(user)).as("free again, without a new bind").isNotNull();
    }
  }

  @Test
  void theRefusalSaysChangeAfterResetWhenAsked() throws Exception {
    String user = client.person("asks", FIRST, "pwdReset", "TRUE");
    try (LDAPConnection own = client.as(user, FIRST)) {
      ModifyRequest request = new ModifyRequest(user, replace("mobile", "1"));
      request.addControl(new DraftBeheraLDAPPasswordPolicy10RequestControl());
      assertThat(answer(() -> own.modify(request)).policy()).isEqualTo("change after reset");
    }
  }

  @ParameterizedTest(name = "pwdMustChange {0}: a reset leaves pwdReset {1}")
  @CsvSource(
      value = {"TRUE,TRUE", "FALSE,null"},
      nullValues = "null")
  void aResetByTheServiceAccountFollowsMustChange(String mustChange, @Nullable String reset)
      throws Exception {
    String policy = client.policy("must" + mustChange, "pwdMustChange", mustChange);
    String user = client.person("reset" + mustChange, FIRST, "pwdPolicySubentry", policy);
    try (LDAPConnection service = client.service()) {
      service.modify(user, replace("userPassword", SECOND));
    }
    assertThat(client.read(user, "pwdReset")).isEqualTo(reset);
    assertThat(client.bind(user, SECOND).policy())
        .isEqualTo(reset == null ? "" : "change after reset");
  }

  @Test
  void aPasswordAndAFlagInOneModifyBothStick() throws Exception {
    String policy = client.policy("lenient", "pwdMustChange", "FALSE");
    String user = client.person("both", FIRST, "pwdPolicySubentry", policy);
    String other = client.person("neither", FIRST);
    try (LDAPConnection service = client.service()) {
      service.modify(user, List.of(replace("userPassword", SECOND), replace("pwdReset", "TRUE")));
      service.modify(other, List.of(replace("userPassword", SECOND), replace("pwdReset", "FALSE")));
    }
    assertThat(client.read(user, "pwdReset")).isEqualTo("TRUE");
    assertThat(client.bind(user, SECOND))
        .extracting(Answer::code, Answer::policy)
        .as("no effect without pwdMustChange")
        .containsExactly(SUCCESS, "");
    assertThat(client.read(other, "pwdReset")).isEqualTo("FALSE");
  }

  @Test
  void changedTimeIsKeptUnderANeverExpirePolicyWithMilliseconds() throws Exception {
    String user =
        client.person(
            "never", FIRST, "pwdPolicySubentry", "cn=never,ou=policies,dc=example,dc=com");
    clock.pass(Duration.ofMillis(1_234));
    try (LDAPConnection own = client.as(user, FIRST)) {
      own.modify(user, replace("userPassword", SECOND));
    }
    assertThat(client.read(user, "pwdChangedTime"))
        .isEqualTo(GeneralizedTime.of(clock.instant()))
        .matches("\\d{14}\\.\\d{3}Z");
  }

  @Test
  void aClockThatStandsStillGivesTwoChangesTwoTimes() throws Exception {
    String user = client.person("still", FIRST);
    String before = client.changedTime(user);
    try (LDAPConnection service = client.service()) {
      service.modify(user, replace("userPassword", SECOND));
    }
    assertThat(client.read(user, "pwdChangedTime")).isGreaterThan(before);
  }

  @Test
  void anAdministratorMayAgeAPassword() throws Exception {
    String user = client.person("aged", FIRST);
    try (LDAPConnection service = client.service()) {
      service.modify(user, replace("pwdChangedTime", "20200101000000Z"));
    }
    assertThat(client.bind(user, FIRST).policy()).isEqualTo("password expired");
  }

  @Test
  void qualityTellsItsReason() throws Exception {
    String policy =
        client.policy(
            "strict",
            "pwdCheckQuality",
            "1",
            "pwdMinLength",
            "12",
            "pwdMaxLength",
            "20",
            "pwdMinAge",
            "3600",
            "pwdSafeModify",
            "TRUE");
    String user = client.person("judged", FIRST, "pwdPolicySubentry", policy);
    clock.pass(Duration.ofHours(1));
    assertThat(change(user, "short")).isEqualTo("password too short");
    assertThat(change(user, "x".repeat(21))).isEqualTo("insufficient password quality");
    assertThat(change(user, "{SSHA}dGhpcyBpcyBub3QgYSByZWFsIGhhc2ggYXQgYWxs"))
        .isEqualTo("insufficient password quality");
    try (LDAPConnection own = client.as(user, FIRST)) {
      assertThat(answer(() -> own.modify(user, replace("userPassword", SECOND))).code())
          .as("pwdSafeModify")
          .isEqualTo(INSUFFICIENT_ACCESS_RIGHTS);
    }
    assertThat(change(user, SECOND)).isNull();
    assertThat(client.bind(user, SECOND).code()).isEqualTo(SUCCESS);
    assertThat(client.bind(user, FIRST).code()).isEqualTo(INVALID_CREDENTIALS);
  }

  private @Nullable String change(String user, String password) throws Exception {
    try (LDAPConnection own = client.as(user, FIRST)) {
      ModifyRequest request =
          new ModifyRequest(
              user, Client.delete("userPassword", FIRST), Client.add("userPassword", password));
      request.setControls(new Control[] {new DraftBeheraLDAPPasswordPolicy10RequestControl()});
      Answer answer = answer(() -> own.modify(request));
      assertThat(answer.code()).isIn(SUCCESS, CONSTRAINT_VIOLATION);
      return answer.policy();
    }
  }

  @Test
  void aPasswordTooYoungCannotBeChangedUnlessItMust() throws Exception {
    String policy = client.policy("young", "pwdMinAge", "3600", "pwdMustChange", "TRUE");
    String user = client.person("young", FIRST, "pwdPolicySubentry", policy);
    try (LDAPConnection own = client.as(user, FIRST);
        LDAPConnection service = client.service()) {
      assertThat(answer(() -> own.modify(user, replace("userPassword", SECOND))).code())
          .isEqualTo(CONSTRAINT_VIOLATION);
      service.modify(user, replace("pwdReset", "TRUE"));
      own.bind(user, FIRST);
      assertThat(answer(() -> own.modify(user, replace("userPassword", SECOND))).code())
          .isEqualTo(SUCCESS);
    }
  }

  /** Each change is dated after the last one, so the last date may lie ahead of the clock. */
  @Test
  void withoutAMinimumAgeChangesMayFollowWithinOneMillisecond() throws Exception {
    String user = client.person("hasty", FIRST);
    try (LDAPConnection own = client.as(user, FIRST)) {
      for (int i = 0; i < 4; i++) {
        String next = "Hasty-password-" + i;
        assertThat(answer(() -> own.modify(user, replace("userPassword", next))).code())
            .as(next)
            .isEqualTo(SUCCESS);
      }
    }
  }

  @Test
  void theServiceAccountLocksLikeAnyOtherAndTheAdministratorDoesNot() throws Exception {
    try (LDAPConnection admin = client.admin()) {
      admin.modify(
          server.serviceAccountDn(), replace("pwdPolicySubentry", server.defaultPolicyDn()));
      for (int i = 0; i < 6; i++) {
        client.bind(server.serviceAccountDn(), "wrong");
        client.bind(server.adminDn(), "wrong");
      }
      assertThat(client.bind(server.serviceAccountDn(), server.serviceAccountPassword()).policy())
          .isEqualTo("account locked");
      assertThat(client.bind(server.adminDn(), server.adminPassword()).code()).isEqualTo(SUCCESS);
      admin.modify(
          server.serviceAccountDn(),
          replace("pwdAccountLockedTime"),
          replace("pwdPolicySubentry", "cn=never,ou=policies,dc=example,dc=com"));
    }
  }
}
