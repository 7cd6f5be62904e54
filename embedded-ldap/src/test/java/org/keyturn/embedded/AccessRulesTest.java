package org.keyturn.embedded;

import static com.unboundid.ldap.sdk.ResultCode.INSUFFICIENT_ACCESS_RIGHTS;
import static com.unboundid.ldap.sdk.ResultCode.INVALID_CREDENTIALS;
import static com.unboundid.ldap.sdk.ResultCode.SUCCESS;
import static com.unboundid.ldap.sdk.ResultCode.UNWILLING_TO_PERFORM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.keyturn.embedded.Client.answer;
import static org.keyturn.embedded.Client.replace;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;
import com.unboundid.ldap.sdk.controls.PersistentSearchChangeType;
import com.unboundid.ldap.sdk.controls.PersistentSearchRequestControl;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AccessRulesTest {
  private static final String PASSWORD = "Ordinary-password-1";

  private EmbeddedLdapServer server;
  private Client client;
  private String alice = "";
  private String bob = "";

  @BeforeAll
  void start() throws Exception {
    server =
        EmbeddedLdapServer.builder().delegate("uid=helpdesk,ou=people,dc=example,dc=com").start();
    client = new Client(server);
    alice = client.person("alice", PASSWORD);
    bob = client.person("bob", PASSWORD, "mobile", "+31612345678");
    client.person("helpdesk", PASSWORD);
    try (LDAPConnection own = client.as(bob, PASSWORD)) {
      own.modify(bob, replace("userPassword", PASSWORD + "-new"));
    }
  }

  @AfterAll
  void stop() {
    server.close();
  }

  private static ResultCode search(
      LDAPConnection connection, String base, SearchScope scope, String filter) {
    return answer(() -> connection.search(base, scope, filter)).code();
  }

  @Test
  void anonymousReadsRootDseAndSchemaAndNothingElse() throws Exception {
    try (LDAPConnection anonymous = client.anonymous()) {
      assertThat(anonymous.getRootDSE().getNamingContextDNs()).contains(server.suffix());
      assertThat(anonymous.getSchema().getObjectClass("pwdPolicy")).isNotNull();
      assertThat(search(anonymous, server.suffix(), SearchScope.SUB, "(uid=bob)"))
          .isEqualTo(INSUFFICIENT_ACCESS_RIGHTS);
      assertThat(search(anonymous, bob, SearchScope.BASE, "(objectClass=*)"))
          .isEqualTo(INSUFFICIENT_ACCESS_RIGHTS);
      assertThat(search(anonymous, "", SearchScope.SUB, "(uid=bob)"))
          .isEqualTo(INSUFFICIENT_ACCESS_RIGHTS);
      assertThat(answer(() -> anonymous.compare(bob, "uid", "bob")).code())
          .isEqualTo(INSUFFICIENT_ACCESS_RIGHTS);
      assertThat(answer(() -> anonymous.modify(bob, replace("userPassword", "x"))).code())
          .isEqualTo(INSUFFICIENT_ACCESS_RIGHTS);
      assertThat(answer(() -> anonymous.delete(bob)).code()).isEqualTo(INSUFFICIENT_ACCESS_RIGHTS);
      assertThat(
              answer(
                      () ->
                          anonymous.add(
                              "ou=x," + server.suffix(),
                              new Attribute("objectClass", "organizationalUnit"),
                              new Attribute("ou", "x")))
                  .code())
          .isEqualTo(INSUFFICIENT_ACCESS_RIGHTS);
      assertThat(answer(() -> anonymous.modifyDN(bob, "uid=rob", true)).code())
          .isEqualTo(INSUFFICIENT_ACCESS_RIGHTS);
    }
  }

  @Test
  void aUserReadsOthersButNotTheirSecrets() throws Exception {
    try (LDAPConnection own = client.as(alice, PASSWORD)) {
      SearchResultEntry entry = own.getEntry(bob, "*", "+", "userPassword", "pwdHistory");
      assertThat(entry.getAttributeValue("mobile")).isEqualTo("+31612345678");
      assertThat(entry.getAttributeValue("pwdChangedTime")).isNotNull();
      assertThat(entry.hasAttribute("userPassword")).isFalse();
      assertThat(entry.hasAttribute("pwdHistory")).isFalse();
      for (SearchResultEntry each :
          own.search(server.suffix(), SearchScope.SUB, "(objectClass=*)", "*", "+")
              .getSearchEntries()) {
        assertThat(each.hasAttribute("userPassword") || each.hasAttribute("pwdHistory"))
            .as(each.getDN())
            .isFalse();
      }
    }
    assertThat(client.readAll(bob, "pwdHistory")).as("but it is there").hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "(userPassword=*)",
        "(&(uid=bob)(!(userPassword={SSHA512}a*)))",
        "(2.5.4.35=*)",
        "(pwdHistory=*)",
        "(|(uid=x)(pwdHistory>=2026))"
      })
  void aUserCannotProbeSecretsWithFilters(String filter) throws Exception {
    try (LDAPConnection own = client.as(alice, PASSWORD)) {
      assertThat(search(own, server.suffix(), SearchScope.SUB, filter))
          .isEqualTo(INSUFFICIENT_ACCESS_RIGHTS);
    }
  }

  @Test
  void aUserWritesNothingButTheOwnPassword() throws Exception {
    try (LDAPConnection own = client.as(alice, PASSWORD)) {
      assertThat(answer(() -> own.modify(bob, replace("userPassword", "Stolen-password-9"))).code())
          .isEqualTo(INSUFFICIENT_ACCESS_RIGHTS);
      assertThat(answer(() -> own.modify(alice, replace("pwdReset", "FALSE"))).code())
          .isEqualTo(INSUFFICIENT_ACCESS_RIGHTS);
      assertThat(
              answer(() -> own.modify(alice, replace("pwdChangedTime", "20300101000000Z"))).code())
          .isEqualTo(INSUFFICIENT_ACCESS_RIGHTS);
      assertThat(answer(() -> own.modify(alice, replace("employeeType", "chief"))).code())
          .isEqualTo(INSUFFICIENT_ACCESS_RIGHTS);
      assertThat(
              answer(() -> own.modify(server.defaultPolicyDn(), replace("pwdMaxAge", "0"))).code())
          .isEqualTo(INSUFFICIENT_ACCESS_RIGHTS);
      assertThat(answer(() -> own.delete(bob)).code()).isEqualTo(INSUFFICIENT_ACCESS_RIGHTS);
      assertThat(answer(() -> own.compare(bob, "userPassword", "x")).code())
          .isEqualTo(INSUFFICIENT_ACCESS_RIGHTS);
    }
  }

  @Test
  void persistentSearchIsForAdministrators() throws Exception {
    SearchRequest request = new SearchRequest(server.suffix(), SearchScope.SUB, "(uid=bob)");
    request.addControl(
        new PersistentSearchRequestControl(
            PersistentSearchChangeType.allChangeTypes(), true, true));
    try (LDAPConnection own = client.as(alice, PASSWORD)) {
      assertThat(answer(() -> own.search(request)).code()).isEqualTo(INSUFFICIENT_ACCESS_RIGHTS);
    }
  }

  @Test
  void namesAloneAndTypesAloneCanBeAskedFor() throws Exception {
    for (LDAPConnection connection :
        new LDAPConnection[] {client.service(), client.as(alice, PASSWORD)}) {
      try (connection) {
        SearchRequest names = new SearchRequest(server.suffix(), SearchScope.SUB, "(uid=*)", "1.1");
        assertThat(connection.search(names).getSearchEntries())
            .hasSize(3)
            .allMatch(entry -> entry.getAttributes().isEmpty());
        SearchRequest types = new SearchRequest(server.suffix(), SearchScope.SUB, "(uid=bob)");
        types.setTypesOnly(true);
        assertThat(connection.search(types).getSearchEntries().get(0).hasAttribute("mobile"))
            .isTrue();
      }
    }
  }

  @Test
  void theBuiltInAdministratorOfApacheDsCannotBind() throws Exception {
    assertThat(client.bind("uid=admin,ou=system", "secret").code()).isEqualTo(INVALID_CREDENTIALS);
  }

  @Test
  void aNameWithoutAPasswordIsNoBind() throws Exception {
    try (LDAPConnection connection = client.anonymous()) {
      connection.getConnectionOptions().setBindWithDNRequiresPassword(false);
      assertThat(answer(() -> connection.bind(alice, "")).code()).isEqualTo(UNWILLING_TO_PERFORM);
    }
  }

  @Test
  void delegatesDoEverythingBelowTheSuffixUnderTheirOwnName() throws Exception {
    for (LDAPConnection delegate :
        new LDAPConnection[] {
          client.service(), client.as("uid=helpdesk,ou=people,dc=example,dc=com", PASSWORD)
        }) {
      try (delegate) {
        String dn = "uid=temp,ou=people," + server.suffix();
        delegate.add(
            "dn: " + dn,
            "objectClass: inetOrgPerson",
            "uid: temp",
            "cn: temp",
            "sn: temp",
            "userPassword: Temporary-1-2-3",
            "pwdChangedTime: 20260101000000Z",
            "pwdReset: TRUE");
        assertThat(client.read(dn, "pwdChangedTime")).isEqualTo("20260101000000Z");
        delegate.modify(dn, replace("pwdReset"), replace("pwdAccountLockedTime", "000001010000Z"));
        delegate.modifyDN(dn, "uid=temp2", true, "ou=former," + server.suffix());
        String moved = "uid=temp2,ou=former," + server.suffix();
        assertThat(client.read(moved, "pwdAccountLockedTime")).isEqualTo("000001010000Z");
        assertThat(client.read(moved, "modifiersName")).endsWith("dc=example,dc=com");
        delegate.delete(moved);
        assertThat(answer(() -> delegate.modify("ou=system", replace("description", "x"))).code())
            .isEqualTo(INSUFFICIENT_ACCESS_RIGHTS);
        assertThat(answer(() -> delegate.modify("cn=schema", replace("attributeTypes"))).code())
            .isEqualTo(INSUFFICIENT_ACCESS_RIGHTS);
        assertThat(answer(() -> delegate.modify(bob, replace("entryCSN", "x"))).code())
            .isNotEqualTo(SUCCESS);
      }
    }
  }
}
