package org.keyturn.embedded;

import static com.unboundid.ldap.sdk.ResultCode.SUCCESS;
import static com.unboundid.ldap.sdk.ResultCode.UNAVAILABLE_CRITICAL_EXTENSION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.keyturn.embedded.Client.answer;
import static org.keyturn.embedded.Client.replace;

import com.unboundid.asn1.ASN1OctetString;
import com.unboundid.ldap.sdk.Control;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.ModifyRequest;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchResult;
import com.unboundid.ldap.sdk.SearchScope;
import com.unboundid.ldap.sdk.controls.ProxiedAuthorizationV2RequestControl;
import com.unboundid.ldap.sdk.controls.SimplePagedResultsControl;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ControlsTest {
  private EmbeddedLdapServer server;
  private Client client;

  @BeforeAll
  void start() {
    server = EmbeddedLdapServer.builder().users(45).start();
    client = new Client(server);
  }

  @AfterAll
  void stop() {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.1", "uid", "*", "+"})
  void pagesReachTheEndWhateverIsAskedFor(String attributes) throws Exception {
    int found = 0;
    ASN1OctetString cookie = null;
    try (LDAPConnection service = client.service()) {
      do {
        SearchRequest request =
            new SearchRequest(
                server.suffix(), SearchScope.SUB, "(objectClass=inetOrgPerson)", attributes);
        request.addControl(new SimplePagedResultsControl(7, cookie));
        SearchResult page = service.search(request);
        found += page.getEntryCount();
        cookie = SimplePagedResultsControl.get(page).getCookie();
      } while (cookie.getValueLength() > 0);
    }
    assertThat(found).isEqualTo(46);
  }

  @Test
  void whatWouldBeIgnoredIsNeitherAdvertisedNorAcceptedAsCritical() throws Exception {
    try (LDAPConnection service = client.service()) {
      assertThat(service.getRootDSE().supportsControl("2.16.840.1.113730.3.4.18")).isFalse();
      assertThat(service.getRootDSE().supportsControl("1.2.840.113556.1.4.319")).isTrue();
      assertThat(service.getRootDSE().getSupportedSASLMechanismNames()).isNullOrEmpty();
      assertThat(service.getRootDSE().getNamingContextDNs()).containsExactly(server.suffix());
      ModifyRequest request =
          new ModifyRequest(server.suffix(), replace("description", "by another"));
      request.addControl(new ProxiedAuthorizationV2RequestControl("dn:uid=nobody"));
      assertThat(answer(() -> service.modify(request)).code())
          .isEqualTo(UNAVAILABLE_CRITICAL_EXTENSION);
      request.setControls(new Control("1.3.6.1.1.12", true));
      assertThat(answer(() -> service.modify(request)).code())
          .as("assertions are not known to ApacheDS: guards take their place")
          .isEqualTo(UNAVAILABLE_CRITICAL_EXTENSION);
      request.setControls(new Control("1.2.840.113556.1.4.1413", false));
      assertThat(answer(() -> service.modify(request)).code()).isEqualTo(SUCCESS);
    }
  }
}
