package org.keyturn.embedded;

import static com.unboundid.ldap.sdk.ResultCode.CONSTRAINT_VIOLATION;
import static com.unboundid.ldap.sdk.ResultCode.INSUFFICIENT_ACCESS_RIGHTS;
import static com.unboundid.ldap.sdk.ResultCode.INVALID_CREDENTIALS;
import static com.unboundid.ldap.sdk.ResultCode.STRONG_AUTH_REQUIRED;
import static com.unboundid.ldap.sdk.ResultCode.SUCCESS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.keyturn.embedded.Client.answer;
import static org.keyturn.embedded.Client.replace;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.extensions.PasswordModifyExtendedRequest;
import com.unboundid.ldap.sdk.extensions.PasswordModifyExtendedResult;
import com.unboundid.ldap.sdk.extensions.WhoAmIExtendedRequest;
import com.unboundid.ldap.sdk.extensions.WhoAmIExtendedResult;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** RFC 3062, and RFC 4532 beside it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PasswordModifyTest {
  private static final String FIRST = "First-password-1";
  private static final String SECOND = "Second-password-2";

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

  private static PasswordModifyExtendedRequest request(
      @Nullable String user, @Nullable String old, @Nullable String fresh) {
    return new PasswordModifyExtendedRequest(user, old, fresh);
  }

  @Test
  void whoeverMustChangeCanAndIsFreeThen() throws Exception {
    String user = client.person("forced", FIRST, "pwdReset", "TRUE");
    try (LDAPConnection own = client.as(user, FIRST)) {
      assertThat(answer(() -> own.processExtendedOperation(request(null, "wrong", SECOND))).code())
          .isEqualTo(INVALID_CREDENTIALS);
      assertThat(answer(() -> own.processExtendedOperation(request(null, FIRST, SECOND))).code())
          .isEqualTo(SUCCESS);
      assertThat(own.getEntry(user)).isNotNull();
    }
    assertThat(client.read(user, "pwdReset")).isNull();
    assertThat(client.bind(user, SECOND).code()).isEqualTo(SUCCESS);
  }

  @Test
  void theServiceAccountResetsOthersAndTheyMustChange() throws Exception {
    String user = client.person("served", FIRST);
    try (LDAPConnection service = client.service()) {
      assertThat(
              answer(() -> service.processExtendedOperation(request("dn:" + user, null, SECOND)))
                  .code())
          .isEqualTo(SUCCESS);
    }
    assertThat(client.bind(user, SECOND).policy()).isEqualTo("change after reset");
  }

  @Test
  void aPasswordIsMadeWhenNoneIsGiven() throws Exception {
    String user = client.person("made", FIRST);
    try (LDAPConnection service = client.service()) {
      PasswordModifyExtendedResult result =
          (PasswordModifyExtendedResult)
              service.processExtendedOperation(request(user, null, null));
      assertThat(result.getGeneratedPassword()).hasSize(20);
      assertThat(client.bind(user, result.getGeneratedPassword()).code()).isEqualTo(SUCCESS);
    }
  }

  @Test
  void othersAndAnonymousAndBadPasswordsAreRefused() throws Exception {
    String user = client.person("victim", FIRST);
    String thief = client.person("thief", FIRST);
    try (LDAPConnection own = client.as(thief, FIRST);
        LDAPConnection anonymous = client.anonymous()) {
      assertThat(answer(() -> own.processExtendedOperation(request(user, null, SECOND))).code())
          .isEqualTo(INSUFFICIENT_ACCESS_RIGHTS);
      assertThat(answer(() -> own.processExtendedOperation(request(null, null, "short"))).code())
          .isEqualTo(CONSTRAINT_VIOLATION);
      assertThat(
              answer(() -> anonymous.processExtendedOperation(request(user, FIRST, SECOND))).code())
          .isEqualTo(STRONG_AUTH_REQUIRED);
    }
    assertThat(client.bind(user, FIRST).code()).isEqualTo(SUCCESS);
  }

  @Test
  void oneConnectionMayBindAgainAndKnowsWhoItIs() throws Exception {
    String user = client.person("again", FIRST);
    try (LDAPConnection connection = client.service()) {
      assertThat(whoAmI(connection)).isEqualTo("dn:" + server.serviceAccountDn());
      connection.bind(user, FIRST);
      assertThat(whoAmI(connection)).isEqualTo("dn:" + user);
      assertThat(
              answer(() -> connection.modify(server.suffix(), replace("description", "x"))).code())
          .as("the earlier rights are gone")
          .isEqualTo(INSUFFICIENT_ACCESS_RIGHTS);
    }
  }

  private static String whoAmI(LDAPConnection connection) throws Exception {
    return ((WhoAmIExtendedResult) connection.processExtendedOperation(new WhoAmIExtendedRequest()))
        .getAuthorizationID();
  }
}
