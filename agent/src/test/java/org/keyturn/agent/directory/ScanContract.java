package org.keyturn.agent.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.LDAPException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyturn.agent.account.Account;

/** A scan: every account in scope once, page after page, and nothing beside them. */
abstract non-sealed class ScanContract extends DirectoryContractTest {

  @Test
  void aScanYieldsEachAccountOnceWithWhatIsKnownOfIt() throws LDAPException {
    String dn =
        person(
            "scan",
            new Attribute("description", "scanned"),
            new Attribute("displayName", "Zoë " + lab().widest() + " Ünal"),
            new Attribute("mobile", "+31612345678"));
    List<Account> found = scan(filtered("(description=scanned)"));
    assertThat(found).hasSize(1);
    Account account = found.get(0);
    assertThat(NormalDn.of(account.dn())).isEqualTo(NormalDn.of(dn));
    assertThat(account.displayName()).contains("Zoë " + lab().widest() + " Ünal");
    assertThat(account.mobile()).contains("+31612345678");
    assertThat(account.mail()).isPresent();
    assertThat(account.id().value()).isEqualTo(lab().identity(dn));
  }

  @Test
  @Timeout(value = 4, unit = TimeUnit.MINUTES) // Samba takes its time for a thousand people
  void aScanGoesThroughAllPages() throws LDAPException {
    String base = lab().addPlace(fresh("many"));
    for (int i = 0; i < 1030; i++) {
      lab().addBareAccount(base, "m" + i);
    }
    Scope many = new Scope(Optional.of(base), List.of(), Optional.empty(), new Due.Any());
    assertThat(scan(many)).hasSize(1030).extracting(Account::id).doesNotHaveDuplicates();
    assertThat(directory.countUpTo(many, 10)).isEqualTo(10);
    assertThat(directory.countUpTo(many, 1030)).isEqualTo(1030);
    assertThat(directory.countUpTo(many, 5000)).isEqualTo(1030);
    assertThat(directory.countUpTo(many, 0)).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "cn=config",
        "cn=schema",
        "ou=system",
        "{suffix}",
        "{policies}",
        "no dn at all",
        "ou=people,dc=example,dc=invalid"
      })
  void aBaseThatIsNoPlaceForAccountsIsRefused(String written) {
    Scope scope = new Scope(Optional.of(at(written)), List.of(), Optional.empty(), new Due.Any());
    assertBadRequest(() -> scan(scope));
    assertBadRequest(() -> directory.countUpTo(scope, 5));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "cn=config", "cn=schema", "ou=schema", "nonsense"})
  void aConfiguredBaseThatIsNoPlaceForAccountsIsRefused(String base) {
    DirectorySettings wrong = Settings.of(settings()).base(base).make();
    assertBadRequest(() -> Directories.open(wrong));
  }

  @Test
  void aBaseThatDoesNotExistIsSaidSo() {
    Scope scope =
        new Scope(
            Optional.of("ou=nowhere," + lab().people()),
            List.of(),
            Optional.empty(),
            new Due.Any());
    assertThatThrownBy(() -> scan(scope))
        .isInstanceOf(DirectoryException.class)
        .hasMessageContaining("does not exist");
  }

  @Test
  void filtersOfAnOperatorNarrowEachOtherDown() throws LDAPException {
    person("f", new Attribute("description", "narrow"), new Attribute("title", "a"));
    person("f", new Attribute("description", "narrow"), new Attribute("title", "b"));
    assertThat(scan(filtered("(description=narrow)", "(title=a)"))).hasSize(1);
    assertThat(scan(filtered("(description=narrow)", "(|(title=a)(title=b))"))).hasSize(2);
    assertThat(scan(filtered("(description=narrow)", "(&)"))).hasSize(2);
    assertThat(scan(filtered("(description=narrow)", "(|)"))).isEmpty();
    assertThat(scan(filtered("(description=narrow)", "(!(|))"))).hasSize(2);
    assertThat(scan(filtered("(objectClass=organizationalUnit)"))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "(", "(uid=a", "uid=a)(cn=b", "(&(uid=a)", "(uid=\\zz)"})
  void aFilterThatIsNoneIsRefusedAndNamed(String filter) {
    assertBadRequest(() -> scan(filtered(filter)));
  }

  @Test
  void aGroupMeansItsMembersAndThoseOfTheGroupsInIt() throws LDAPException {
    String first = person("g");
    String second = person("g");
    person("g");
    String inner = group("inner", second);
    String outer = group("outer", first, inner);
    lab().addMember(inner, outer); // groups that hold each other keep nobody busy for ever
    Scope scope = new Scope(Optional.empty(), List.of(), Optional.of(outer), new Due.Any());
    assertThat(scan(scope))
        .extracting(a -> NormalDn.of(a.dn()))
        .containsExactlyInAnyOrder(NormalDn.of(first), NormalDn.of(second));
    assertThat(directory.countUpTo(scope, 10)).isEqualTo(2);
  }

  @Test
  void aGroupThatDoesNotExistIsAnError() {
    Scope scope =
        new Scope(
            Optional.empty(), List.of(), Optional.of("cn=nobody," + lab().groups()), new Due.Any());
    assertBadRequest(() -> scan(scope));
  }

  @Test
  void whatTheSinkThrowsPassesThroughAndTheDirectoryLivesOn() throws LDAPException {
    String dn = person("sink");
    IllegalStateException thrown = new IllegalStateException("enough");
    for (int i = 0; i < 5; i++) {
      assertThatThrownBy(
              () ->
                  directory.scan(
                      Scope.all(),
                      a -> {
                        throw thrown;
                      }))
          .isSameAs(thrown);
    }
    assertThat(account(dn).dn()).isNotEmpty();
  }

  @Test
  void theSinkMayAskTheDirectory() throws LDAPException {
    person("nested", new Attribute("description", "nested"));
    List<Optional<Account>> read = new ArrayList<>();
    directory.scan(filtered("(description=nested)"), a -> read.add(directory.read(a.id())));
    assertThat(read).hasSize(1).allMatch(Optional::isPresent);
  }
}
