package org.keyturn.embedded;

import static com.unboundid.ldap.sdk.ResultCode.CONSTRAINT_VIOLATION;
import static com.unboundid.ldap.sdk.ResultCode.SUCCESS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.keyturn.embedded.Client.answer;
import static org.keyturn.embedded.Client.replace;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.ModifyRequest;
import com.unboundid.ldap.sdk.experimental.DraftBeheraLDAPPasswordPolicy10RequestControl;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.keyturn.embedded.Client.Answer;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HistoryTest {
  private EmbeddedLdapServer server;
  private Client client;

  @BeforeAll
  void start() {
    server = EmbeddedLdapServer.builder().start();
    client = new Client(server);
  }

  @AfterAll
  void stop() {
    server.close();
  }

  private static String password(int number) {
    return "History-password-" + number;
  }

  private static Answer change(LDAPConnection own, String user, String password) {
    ModifyRequest request = new ModifyRequest(user, replace("userPassword", password));
    request.addControl(new DraftBeheraLDAPPasswordPolicy10RequestControl());
    return answer(() -> own.modify(request));
  }

  @Test
  void theLastFivePasswordsAndThePresentOneAreRefused() throws Exception {
    String user = client.person("past", password(0));
    try (LDAPConnection own = client.as(user, password(0))) {
      for (int i = 1; i <= 6; i++) {
        assertThat(change(own, user, password(i)).code()).isEqualTo(SUCCESS);
      }
      for (int i = 1; i <= 6; i++) {
        assertThat(change(own, user, password(i)))
            .as(password(i))
            .extracting(Answer::code, Answer::policy)
            .containsExactly(CONSTRAINT_VIOLATION, "password in history");
      }
      assertThat(change(own, user, password(0)).code()).as("out of reach").isEqualTo(SUCCESS);
    }
  }

  @Test
  void historyIsKeptAsHashesOfOldPasswordsNeverInClear() throws Exception {
    String user = client.person("kept", password(0));
    try (LDAPConnection own = client.as(user, password(0))) {
      change(own, user, password(1));
    }
    assertThat(client.readAll(user, "pwdHistory"))
        .singleElement()
        .asString()
        .matches(
            "\\d{14}\\.\\d{3}Z#1\\.3\\.6\\.1\\.4\\.1\\.1466\\.115\\.121\\.1\\.40#\\d+#\\{SSHA512}.+")
        .doesNotContain(password(0))
        .doesNotContain(
            Base64.getEncoder().encodeToString(password(0).getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void anAdministratorsResetEntersTheHistoryButIsNotHeldToIt() throws Exception {
    String user = client.person("helped", password(0));
    try (LDAPConnection service = client.service()) {
      service.modify(user, replace("userPassword", password(1)));
      assertThat(answer(() -> service.modify(user, replace("userPassword", password(0)))).code())
          .isEqualTo(SUCCESS);
    }
    assertThat(client.readAll(user, "pwdHistory")).hasSize(2);
    try (LDAPConnection own = client.as(user, password(0))) {
      assertThat(change(own, user, password(1)).policy()).isEqualTo("password in history");
    }
  }

  @Test
  void aPolicyWithoutHistoryForgetsIt() throws Exception {
    String user = client.person("forgets", password(0));
    try (LDAPConnection own = client.as(user, password(0));
        LDAPConnection service = client.service()) {
      change(own, user, password(1));
      service.modify(user, replace("pwdPolicySubentry", "cn=never,ou=policies,dc=example,dc=com"));
      assertThat(change(own, user, password(0)).code()).isEqualTo(SUCCESS);
    }
    assertThat(client.readAll(user, "pwdHistory")).isEmpty();
  }
}
