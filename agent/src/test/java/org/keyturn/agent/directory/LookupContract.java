package org.keyturn.agent.directory;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.RDN;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyturn.agent.account.Account;
import org.keyturn.agent.account.AccountId;
import org.keyturn.agent.account.Secret;
import org.keyturn.agent.directory.AccountKey.Kind;

/** Whom a key means, and that odd and hostile ones mean nobody else. */
abstract non-sealed class LookupContract extends DirectoryContractTest {

  private static final String NUMBER = "employeeNumber";

  @Test
  void anAccountIsFoundByLoginMailDnAndId() throws LDAPException {
    String dn = person("look");
    Account account = account(dn);
    String upper = account.login().toUpperCase(Locale.ROOT);
    List<Lookup> found =
        directory.lookup(
            List.of(
                new AccountKey(Kind.LOGIN, account.login()),
                new AccountKey(Kind.LOGIN, upper),
                new AccountKey(Kind.MAIL, account.mail().orElseThrow()),
                new AccountKey(Kind.DN, dn),
                new AccountKey(Kind.ID, account.id().value()),
                new AccountKey(Kind.ANY, account.login()),
                new AccountKey(Kind.ANY, dn),
                new AccountKey(Kind.ANY, account.mail().orElseThrow()),
                new AccountKey(Kind.ANY, account.id().value().toUpperCase(Locale.ROOT))));
    assertThat(found)
        .hasSize(9)
        .allSatisfy(l -> assertThat(((Lookup.Found) l).account().id()).isEqualTo(account.id()));
    assertThat(
            directory.lookup(
                List.of(
                    new AccountKey(Kind.MAIL, account.login()),
                    new AccountKey(Kind.LOGIN, account.mail().orElseThrow()),
                    new AccountKey(Kind.ID, "00000000-0000-0000-0000-000000000000"))))
        .allMatch(l -> l instanceof Lookup.NotFound);
  }

  @Test
  void whoHasAValueIsFoundAsTheServerComparesItAlsoOfManyAtATime() throws LDAPException {
    String number = fresh("No-");
    AccountId one = account(person("one", new Attribute(NUMBER, number + " 1"))).id();
    AccountId two = account(person("two", new Attribute(NUMBER, number + " 2"))).id();
    AccountId twin = account(person("twin", new Attribute(NUMBER, number + " 2"))).id();
    AccountId none = account(person("none")).id();
    assertThat(directory.valuesOf(NUMBER, List.of(one, two, none)))
        .containsOnly(
            Map.entry(one, List.of(number + " 1")), Map.entry(two, List.of(number + " 2")));
    List<String> values = new ArrayList<>();
    values.add(number.toUpperCase(Locale.ROOT) + " 1");
    IntStream.range(0, 60).mapToObj(i -> number + " nobody " + i).forEach(values::add);
    values.addAll(List.of(number + " 2", "*", "*)(objectClass=*", " ", "x".repeat(65536)));
    List<List<Bearer>> found = new ArrayList<>(directory.bearers(NUMBER, values));
    assertThat(found).hasSameSizeAs(values);
    assertThat(ids(found.get(0))).containsExactly(one);
    assertThat(ids(found.get(61))).containsExactlyInAnyOrder(two, twin);
    assertThat(found.get(61)).allMatch(b -> b.values().equals(List.of(number + " 2")));
    found.remove(61);
    assertThat(found.subList(1, found.size())).allMatch(List::isEmpty);
    assertThat(directory.timeToFind(NUMBER)).isPresent();
  }

  private static List<AccountId> ids(List<Bearer> bearers) {
    return bearers.stream().map(bearer -> bearer.account().id()).toList();
  }

  static Stream<String> hostile() {
    return Stream.of(
        "*",
        "hostile*",
        ")({login}=*",
        "hostile)({login}=*",
        "*)(objectClass=*",
        "\\2a",
        "hostile\\2a",
        "\0",
        "hostile\0",
        "",
        " ",
        "(",
        "\\",
        "\\zz",
        "hоstile" /* Cyrillic o */,
        "ｈostile" /* full width */,
        "hostile\u200b",
        "hostile\n",
        "x".repeat(65536),
        "cn=" + "x".repeat(65536) + ",{people}",
        "{login}=hostile",
        "{login}=*,{people}",
        "cn=config",
        "{suffix}",
        "{people}",
        "\ud83d\ude00",
        "${jndi:x}");
  }

  @ParameterizedTest
  @MethodSource("hostile")
  void aHostileKeyFindsNobodyElse(String written) throws LDAPException {
    if (lab().root().getEntry(lab().dnOf("hostile")) == null) {
      lab().addPerson(lab().naming("hostile"), "hostile");
    }
    String key = at(written);
    List<AccountKey> keys = Stream.of(Kind.values()).map(k -> new AccountKey(k, key)).toList();
    boolean sameButForSpace = key.strip().equals("hostile");
    assertThat(directory.lookup(keys))
        .hasSize(keys.size())
        .allSatisfy(
            l -> {
              if (sameButForSpace && l instanceof Lookup.Found found) {
                assertThat(found.account().login()).isEqualTo("hostile");
              } else {
                assertThat(l).isInstanceOf(Lookup.NotFound.class);
              }
            });
  }

  @Test
  void whoeverSharesALoginOrMailIsNotMeant() throws LDAPException {
    String mail = fresh("shared") + "@example.com";
    replace(person("a"), "mail", mail);
    replace(person("b"), "mail", mail);
    replace(person("c"), "mail", mail);
    assertThat(
            directory.lookup(
                List.of(new AccountKey(Kind.MAIL, mail), new AccountKey(Kind.ANY, mail))))
        .allSatisfy(l -> assertThat(l).isEqualTo(new Lookup.Ambiguous(3)));
  }

  @Test
  void manyKeysAreAnsweredInTheirOrder() throws LDAPException {
    String first = person("order");
    String last = person("order");
    List<AccountKey> keys = new ArrayList<>();
    keys.add(new AccountKey(Kind.LOGIN, account(first).login()));
    for (int i = 0; i < 130; i++) {
      keys.add(new AccountKey(Kind.LOGIN, "nobody" + i));
    }
    keys.add(new AccountKey(Kind.LOGIN, account(last).login()));
    List<Lookup> found = directory.lookup(keys);
    assertThat(found).hasSize(132);
    assertThat(((Lookup.Found) found.get(0)).account().id()).isEqualTo(account(first).id());
    assertThat(((Lookup.Found) found.get(131)).account().id()).isEqualTo(account(last).id());
    assertThat(found.subList(1, 131)).allMatch(l -> l instanceof Lookup.NotFound);
  }

  @Test
  void nobodyIsFoundOutsideTheAccounts() {
    assertThat(
            directory.lookup(
                List.of(
                    new AccountKey(Kind.DN, lab().bindDn()),
                    new AccountKey(Kind.ANY, lab().bindDn()),
                    new AccountKey(Kind.DN, lab().people()),
                    new AccountKey(Kind.LOGIN, "keyturn"))))
        .allMatch(l -> l instanceof Lookup.NotFound);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a,b",
        "a+b",
        "\"quoted\"",
        "back\\slash",
        "<angle>",
        "semi;colon",
        "e=q",
        "#hash",
        " leading",
        "mid  dle",
        "Ünal",
        "漢字",
        "😀",
        "sl/ash",
        "a*b",
        "(paren)"
      })
  void aNameThatNeedsEscapesGoesThrough(String written) throws LDAPException {
    String name = written.replace("😀", lab().widest());
    RDN rdn = new RDN("cn", fresh(name));
    String dn = lab().addPerson(rdn, fresh("x"));
    Account account = account(dn);
    assertThat(NormalDn.of(account.dn())).isEqualTo(NormalDn.of(dn));
    assertApplied(apply(account, reset(NEW, false)));
    assertThat(directory.signIn(account.dn(), Secret.of(NEW)).kind())
        .isEqualTo(SignInResult.Kind.OK);
    assertThat(directory.read(account.id()).map(Account::dn)).contains(account.dn());
  }
}
