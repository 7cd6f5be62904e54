package org.keyturn.embedded;

import static com.unboundid.ldap.sdk.ResultCode.INVALID_CREDENTIALS;
import static com.unboundid.ldap.sdk.ResultCode.SUCCESS;
import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.keyturn.embedded.sample.Person;
import org.keyturn.embedded.sample.SampleCompany;
import org.keyturn.embedded.sample.Situation;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SampleCompanyTest {
  private static final int USERS = 90;

  private EmbeddedLdapServer server;
  private Client client;
  private SampleCompany company;

  @BeforeAll
  void start() {
    server = EmbeddedLdapServer.builder().users(USERS).start();
    client = new Client(server);
    company = new SampleCompany(USERS, server.suffix());
  }

  @AfterAll
  void stop() {
    server.close();
  }

  private List<SearchResultEntry> find(String filter) throws Exception {
    try (LDAPConnection service = client.service()) {
      return service.search(server.suffix(), SearchScope.SUB, filter, "*", "+").getSearchEntries();
    }
  }

  @ParameterizedTest
  @EnumSource(Situation.class)
  void everySituationSignsInAsItShould(Situation situation) throws Exception {
    Person person =
        company.people().filter(each -> each.situation() == situation).findFirst().orElseThrow();
    Client.Answer answer = client.bind(person.dn(), SampleCompany.password(person.uid()));
    switch (situation) {
      case EXPIRED, INACTIVE -> assertThat(answer.policy()).isEqualTo("password expired");
      case LOCKED, EXPIRED_AND_LOCKED -> assertThat(answer.policy()).isEqualTo("account locked");
      case MUST_CHANGE -> assertThat(answer.policy()).isEqualTo("change after reset");
      case EXPIRING -> assertThat(answer.policy()).startsWith("time before expiration:");
      default -> assertThat(answer.code()).as(person.dn()).isEqualTo(SUCCESS);
    }
    assertThat(client.bind(person.dn(), "wrong").code()).isEqualTo(INVALID_CREDENTIALS);
  }

  @Test
  void hasWhatACompanyHas() throws Exception {
    assertThat(find("(objectClass=inetOrgPerson)")).hasSize(USERS + 1);
    assertThat(find("(&(objectClass=inetOrgPerson)(!(mail=*)))")).hasSize(3 + 1);
    assertThat(find("(&(objectClass=inetOrgPerson)(!(recoveryMail=*)))")).isNotEmpty();
    assertThat(find("(objectClass=groupOfNames)")).hasSizeGreaterThan(6);
    assertThat(find("(&(cn=admins)(member=" + company.breakGlassDn() + "))")).hasSize(1);
    assertThat(find("(&(cn=service accounts)(member=" + server.serviceAccountDn() + "))"))
        .hasSize(1);
    assertThat(find("(objectClass=pwdPolicy)")).hasSize(2);
    Set<String> mails = new HashSet<>();
    Set<String> twice =
        find("(mail=*)").stream()
            .map(entry -> entry.getAttributeValue("mail"))
            .filter(mail -> !mails.add(mail))
            .collect(Collectors.toSet());
    assertThat(twice).hasSize(2);
  }

  @Test
  void managersAndMembersExist() throws Exception {
    Set<String> known =
        find("(objectClass=*)").stream()
            .map(SampleCompanyTest::normalized)
            .collect(Collectors.toSet());
    for (SearchResultEntry entry : find("(|(manager=*)(member=*))")) {
      for (String attribute : List.of("manager", "member")) {
        if (entry.hasAttribute(attribute)) {
          for (String dn : entry.getAttributeValues(attribute)) {
            assertThat(known).contains(com.unboundid.ldap.sdk.DN.normalize(dn));
          }
        }
      }
    }
  }

  private static String normalized(SearchResultEntry entry) {
    try {
      return com.unboundid.ldap.sdk.DN.normalize(entry.getDN());
    } catch (com.unboundid.ldap.sdk.LDAPException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void isTheSameEveryTimeAndEveryoneIsUnique() {
    Instant now = Instant.parse("2026-11-22T10:00:00Z");
    assertThat(company.ldif(now).toList()).isEqualTo(company.ldif(now).toList());
    SampleCompany large = new SampleCompany(20_000, "dc=example,dc=com");
    assertThat(large.people().map(Person::uid).distinct().count()).isEqualTo(20_000);
    assertThat(large.people().map(Person::uid))
        .allMatch(uid -> uid.matches("[a-z0-9]+\\.[a-z0-9]+"));
  }

  @Test
  void namesAndDnsAreAwkwardWhereTheyShouldBe() throws Exception {
    assertThat(company.people().map(Person::dn))
        .anyMatch(
            dn ->
                dn.startsWith("cn=\\#")
                    && dn.contains("\\,")
                    && dn.contains("\\+")
                    && dn.contains("\\\""));
    assertThat(find("(givenName=Zoë)")).isNotEmpty();
    assertThat(find("(&(objectClass=inetOrgPerson)(!(pwdLastSuccess=*)))"))
        .hasSizeGreaterThanOrEqualTo(3);
  }
}
