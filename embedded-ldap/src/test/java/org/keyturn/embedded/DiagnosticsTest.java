package org.keyturn.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.keyturn.embedded.Client.add;
import static org.keyturn.embedded.Client.answer;
import static org.keyturn.embedded.Client.delete;
import static org.keyturn.embedded.Client.replace;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.extensions.PasswordModifyExtendedRequest;
import com.unboundid.util.StaticUtils;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.keyturn.embedded.Client.Answer;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DiagnosticsTest {
  private static final String FIRST = "First-password-1";
  private static final String SECRET = "Sup3r-secret-value";

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

  @Test
  void noRefusalRepeatsAPassword() throws Exception {
    String user = client.person("chatty", FIRST);
    String victim = client.person("other", FIRST);
    List<Answer> answers = new ArrayList<>();
    try (LDAPConnection own = client.as(user, FIRST);
        LDAPConnection service = client.service()) {
      answers.add(answer(() -> own.modify(victim, replace("userPassword", SECRET))));
      answers.add(
          answer(
              () ->
                  own.modify(
                      user, delete("userPassword", SECRET), add("userPassword", SECRET + "2"))));
      answers.add(
          answer(() -> own.modify(user, replace("userPassword", SECRET), replace("mobile", "1"))));
      answers.add(answer(() -> service.modify(user, add("userPassword", SECRET))));
      answers.add(
          answer(() -> service.modify(user, replace("userPassword", SECRET, SECRET + "2"))));
      answers.add(
          answer(
              () -> service.modify(user, replace("userPassword", SECRET), delete("mobile", "1"))));
      answers.add(
          answer(
              () ->
                  service.modify(user, replace("userPassword", SECRET), add("noSuchThing", "1"))));
      answers.add(
          answer(
              () ->
                  service.modify(
                      "uid=nobody,ou=people," + server.suffix(), replace("userPassword", SECRET))));
      answers.add(
          answer(
              () ->
                  service.add(
                      "uid=half,ou=people," + server.suffix(),
                      new Attribute("objectClass", "inetOrgPerson"),
                      new Attribute("uid", "half"),
                      new Attribute("userPassword", SECRET))));
      answers.add(answer(() -> service.compare(user, "noSuchThing", SECRET)));
      answers.add(
          answer(
              () ->
                  service.processExtendedOperation(
                      new PasswordModifyExtendedRequest("not a dn", null, SECRET))));
      answers.add(
          answer(
              () ->
                  own.processExtendedOperation(
                      new PasswordModifyExtendedRequest(victim, SECRET, SECRET))));
      answers.add(client.bind(user, SECRET));
    }
    String hex =
        StaticUtils.toHex(SECRET.getBytes(StandardCharsets.UTF_8)).toLowerCase(Locale.ROOT);
    String base64 = Base64.getEncoder().encodeToString(SECRET.getBytes(StandardCharsets.UTF_8));
    assertThat(answers)
        .allSatisfy(
            answer -> {
              assertThat(answer.code()).isNotEqualTo(ResultCode.SUCCESS);
              String letters =
                  answer.text().toLowerCase(Locale.ROOT).replaceAll("0x|[^0-9a-z]", "");
              assertThat(answer.text())
                  .doesNotContain(SECRET, base64, "{SSHA512}", "MODIFY_REQUEST");
              assertThat(letters).doesNotContain(hex);
            });
  }

  @Test
  void theReasonIsStillTold() throws Exception {
    String user = client.person("curious", FIRST);
    try (LDAPConnection own = client.as(user, FIRST);
        LDAPConnection service = client.service()) {
      assertThat(answer(() -> own.modify(user, replace("userPassword", "short"))).text())
          .isEqualTo("CONSTRAINT_VIOLATION: the password is too short");
      assertThat(answer(() -> own.modify(user, replace("mobile", "1"))).text())
          .endsWith("you may change nothing but your own password");
      assertThat(answer(() -> service.modify(user, delete("mobile", "1"))).text())
          .startsWith("NO_SUCH_ATTRIBUTE: ERR_");
    }
  }
}
