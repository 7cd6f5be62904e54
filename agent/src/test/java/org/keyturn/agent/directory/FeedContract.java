package org.keyturn.agent.directory;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.LDAPException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.keyturn.agent.account.AccountId;
import org.keyturn.agent.directory.Feed.Changes;

/** What changed since a cookie: too many may be named, nobody may be missing. */
abstract non-sealed class FeedContract extends DirectoryContractTest {

  private String cookie() {
    String cookie = directory.feed().since("").cookie();
    assertThat(cookie).as("the lab's server tells changes").isNotBlank();
    return cookie;
  }

  private Changes.Some since(String cookie) {
    Changes changes = directory.feed().since(cookie);
    assertThat(changes).isInstanceOf(Changes.Some.class);
    assertThat(changes.cookie()).isNotBlank();
    return (Changes.Some) changes;
  }

  private AccountId id(String dn) {
    return account(dn).id();
  }

  @Test
  void withoutACookieEverythingIsToBeLookedAt() {
    assertThat(directory.feed().since(""))
        .isInstanceOfSatisfying(
            Changes.FullPassNeeded.class, full -> assertThat(full.why()).isNotBlank());
  }

  @Test
  void aCookieThatIsNoneIsRefusedAndAnotherIsGiven() {
    cookie();
    for (String odd : Set.of("nonsense", "time::", "syncrepl:0:AAAA", "usn:0:MQ==")) {
      Changes changes = directory.feed().since(odd);
      assertThat(changes).as(odd).isInstanceOf(Changes.FullPassNeeded.class);
      since(changes.cookie());
    }
  }

  @Test
  void whoIsNewIsNamed() throws LDAPException {
    String before = cookie();
    String dn = person("new");
    assertThat(since(before).accounts()).contains(id(dn));
  }

  @Test
  void whoChangesIsNamed() throws LDAPException {
    String dn = person("changes");
    String before = cookie();
    replace(dn, "description", "moved to another desk");
    assertThat(since(before).accounts()).contains(id(dn));
  }

  @Test
  void whoIsPutUnderAnotherPolicyByHandIsNamed() throws LDAPException {
    String dn = person("exempted");
    String before = cookie();
    lab().neverExpireByHand(dn);
    assertThat(since(before).accounts()).contains(id(dn));
  }

  @Test
  void whoIsRenamedIsNamed() throws LDAPException {
    String dn = person("renamed");
    AccountId id = id(dn);
    String before = cookie();
    lab().rename(dn, fresh("moved"));
    assertThat(since(before).accounts()).contains(id);
  }

  @Test
  void whoIsDeletedDoesNotStopIt() throws LDAPException {
    String gone = person("gone");
    String stays = person("stays");
    String before = cookie();
    lab().delete(gone);
    replace(stays, "description", "alone now");
    Changes.Some changes = since(before);
    assertThat(changes.accounts()).contains(id(stays));
    assertThat(directory.lookup(List.of(key(gone))).get(0)).isInstanceOf(Lookup.NotFound.class);
  }

  private static AccountKey key(String dn) {
    return new AccountKey(AccountKey.Kind.DN, dn);
  }

  @Test
  void aSignInDoesNotStopIt() throws LDAPException {
    String dn = person("signsin");
    String before = cookie();
    bindAs(dn, OLD);
    bindAs(dn, "wrong");
    String later = since(before).cookie();
    replace(dn, "description", "after the sign-in");
    assertThat(since(later).accounts()).contains(id(dn));
  }

  @Test
  void oneCookieLeadsToTheNext() throws LDAPException {
    String first = person("first");
    String cookie = cookie();
    replace(first, "description", "one");
    Changes.Some one = since(cookie);
    assertThat(one.accounts()).contains(id(first));
    String second = person("second");
    Changes.Some two = since(one.cookie());
    assertThat(two.accounts()).contains(id(second));
    assertThat(since(cookie).accounts())
        .as("an old cookie is as good, and names more")
        .contains(id(first), id(second));
  }

  @Test
  void otherAccountsCookieIsNotTaken() {
    String cookie = cookie();
    DirectorySettings.Accounts here = lab().accounts();
    DirectorySettings.Accounts others =
        new DirectorySettings.Accounts(
            here.base(),
            "(&" + here.filter() + "(!(description=contractor)))",
            here.login(),
            here.mail(),
            here.recoveryMail(),
            here.mobile());
    try (Directory narrower = Directories.open(Settings.of(settings()).accounts(others).make())) {
      assertThat(narrower.feed().since(cookie)).isInstanceOf(Changes.FullPassNeeded.class);
    }
  }

  @Test
  void theLastWriteIsTold() throws LDAPException {
    String dn = person("written");
    replace(dn, "description", "by hand");
    assertThat(directory.lastWrites(List.of(dn)).get(NormalDn.of(dn)))
        .isNotNull()
        .satisfies(last -> assertThat(last.at()).isPresent());
    assertThat(directory.lastWrites(List.of(at("uid=nobody,{people}")))).isEmpty();
  }
}
