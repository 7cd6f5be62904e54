package org.keyturn.agent.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.keyturn.agent.web.Raw.field;

import com.unboundid.ldap.sdk.LDAPConnection;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keyturn.agent.account.Account;
import org.keyturn.agent.account.Secret;
import org.keyturn.agent.directory.AccountKey;
import org.keyturn.agent.directory.Lookup;
import org.keyturn.agent.journal.Message;
import org.keyturn.agent.notify.Messages;
import org.keyturn.agent.password.PasswordSettings;

/** Changing one's own recovery address, over HTTP, with a real directory. */
final class AddressPagesTest extends TownCase {

  private static final String NEW_MAIL = "fenna@home.example.net";
  private static final String NEXT = "Staple-Paper-9-river";

  private void signedIn(String login) {
    raw.get("/account/sign-in");
    assertThat(
            raw.post("/account/sign-in", field("login", login), field("password", Town.OLD))
                .location())
        .isEqualTo("/account");
  }

  private void personSignedIn(String login, String... more) {
    town.person(login, more);
    signedIn(login);
  }

  private Raw.Got give(String channel, String address, String password) {
    raw.get("/account/address?channel=" + channel);
    return raw.post(
        "/account/address",
        field("channel", channel),
        field("address", address),
        field("password", password));
  }

  private Raw.Got type(String code) {
    raw.get("/account/address/code");
    return raw.post("/account/address/code", field("code", code));
  }

  private static Account account(String login) {
    return ((Lookup.Found)
            town.directory.lookup(List.of(new AccountKey(AccountKey.Kind.LOGIN, login))).get(0))
        .account();
  }

  private static List<Message> messages(String login, String kind) {
    return town.ledger.outbox().about(login, 50).stream()
        .filter(message -> message.content().kind().equals(kind))
        .toList();
  }

  private static String mailedCode(String login) {
    Message newest = messages(login, "address-code").get(0);
    try (Secret code = town.codes.code(Messages.ticket(newest.content()), 1)) {
      return code.withChars(String::new);
    }
  }

  @Test
  void anAddressIsChangedOnceTheCodeThatWentToItIsTyped() {
    personSignedIn("fenna", "recoveryMail: old@home.example.org");
    assertThat(raw.get("/account").body())
        .contains("Change my e-mail for recovery", "Change my mobile phone");

    assertThat(give("mail", NEW_MAIL, Town.OLD).location()).isEqualTo("/account/address/code");
    assertThat(messages("fenna", "address-code").get(0).content().recipient()).isEqualTo(NEW_MAIL);
    assertThat(type("22222222").body()).contains("You can try 4 more times.");
    assertThat(account("fenna").recoveryMail()).as("not yet").hasValue("old@home.example.org");
    String code = mailedCode("fenna");
    assertThat(type(code).location()).isEqualTo("/account/address/done");

    assertThat(account("fenna").recoveryMail()).hasValue(NEW_MAIL);
    assertThat(messages("fenna", "address-changed"))
        .singleElement()
        .satisfies(
            told -> {
              assertThat(told.content().recipient()).isEqualTo("old@home.example.org");
              assertThat(told.content().values()).containsEntry("address", "f••••@h••••.net");
            });
    assertThat(town.events("fenna"))
        .containsSubsequence("self:fenna address-change-intended", "self:fenna address-changed");
    assertThat(type(code).location()).as("once").isEqualTo("/account");
  }

  @Test
  void aNumberIsKeptAsGatewaysDialIt() {
    personSignedIn("daan");
    assertThat(give("mobile", "06 - 87 65 43 21", Town.OLD).location())
        .isEqualTo("/account/address/code");
    assertThat(type(mailedCode("daan")).location()).isEqualTo("/account/address/done");
    assertThat(account("daan").mobile()).hasValue("+31687654321");
  }

  /** Servers show several in an order of their own. */
  @Test
  void oneOfSeveralNumbersIsReplacedAndTheOthersStay() throws Exception {
    personSignedIn("several", "mobile: +31600000001", "mobile: +31600000002");
    String old = account("several").mobile().orElseThrow();
    give("mobile", "+31687654399", Town.OLD);
    assertThat(type(mailedCode("several")).location()).isEqualTo("/account/address/done");
    try (LDAPConnection admin = new LDAPConnection("127.0.0.1", town.server.port())) {
      admin.bind(town.server.adminDn(), town.server.adminPassword());
      assertThat(admin.getEntry(town.dn("several")).getAttributeValues("mobile"))
          .hasSize(3)
          .contains("+31687654399")
          .doesNotContain(old);
    }
    assertThat(messages("several", "address-changed"))
        .singleElement()
        .satisfies(told -> assertThat(told.content().recipient()).isEqualTo(old));
  }

  @Test
  void whoHasOnlyTheOpenBrowserChangesNothing() {
    personSignedIn("open");
    assertThat(give("mail", NEW_MAIL, "wrong").body()).contains("That is not your password");
    assertThat(messages("open", "address-code")).isEmpty();
    Raw stranger = town.portal.browser();
    assertThat(stranger.get("/account/address?channel=mail").location())
        .isEqualTo("/account/sign-in");
  }

  @ParameterizedTest
  @CsvSource({
    "mail, no address, Type your e-mail address",
    "mail, odd@example.com, Give another address",
    "mail, ODD@EXAMPLE.COM, Give another address",
    "mobile, 112, Type a whole telephone number",
    "mobile, +31612345642, Give another address"
  })
  void whatNoCodeCanGoToIsRefused(String channel, String address, String said) {
    if (town.directory.lookup(List.of(new AccountKey(AccountKey.Kind.LOGIN, "odd"))).get(0)
        instanceof Lookup.Found) {
      signedIn("odd");
    } else {
      personSignedIn("odd");
    }
    Raw.Got got = give(channel, address, Town.OLD);
    assertThat(got.status()).isEqualTo(422);
    assertThat(got.body()).contains(said);
    assertThat(messages("odd", "address-code")).isEmpty();
  }

  @Test
  void anotherPasswordMeanwhileEndsIt() {
    personSignedIn("meanwhile");
    give("mail", NEW_MAIL, Town.OLD);
    String code = mailedCode("meanwhile");
    Raw elsewhere = town.portal.browser();
    elsewhere.get("/change");
    assertThat(
            elsewhere
                .post(
                    "/change",
                    field("login", "meanwhile"),
                    field("old", Town.OLD),
                    field("new", NEXT),
                    field("again", NEXT))
                .location())
        .isEqualTo("/change/done");

    assertThat(type(code).location()).isEqualTo("/account");
    assertThat(account("meanwhile").recoveryMail()).isEmpty();
  }

  @Test
  void aCodeIsGoodForTheNewestAddressAloneAndThreeADayAreEnough() {
    personSignedIn("often");
    give("mail", "one@home.example.net", Town.OLD);
    String first = mailedCode("often");
    give("mail", "two@home.example.net", Town.OLD);
    assertThat(type(first).body()).contains("That is not the code");
    assertThat(type(mailedCode("often")).location()).isEqualTo("/account/address/done");
    assertThat(account("often").recoveryMail()).hasValue("two@home.example.net");
    assertThat(give("mail", "three@home.example.net", Town.OLD).status()).isEqualTo(303);
    Raw.Got fourth = give("mail", "four@home.example.net", Town.OLD);
    assertThat(fourth.status()).isEqualTo(429);
    assertThat(fourth.body()).contains("three times today");
  }

  @Test
  void whereItIsNotOfferedAndForWhomNobodyMayTouchThereIsNoWay() {
    personSignedIn("glass");
    assertThat(raw.get("/account").body()).doesNotContain("/account/address");
    assertThat(give("mail", NEW_MAIL, Town.OLD).body()).contains("cannot be changed here");

    town.person("unoffered");
    try (Portal closed =
        new Portal(
            List.of(
                new PasswordPages(
                    town.served(),
                    town.ledger,
                    PasswordSettings.DEFAULT,
                    town.addresses(Set.of()),
                    new Tries(Clock.systemUTC()),
                    Clock.systemUTC())))) {
      raw = closed.browser();
      signedIn("unoffered");
      assertThat(raw.get("/account").body()).doesNotContain("/account/address");
      assertThat(give("mail", NEW_MAIL, Town.OLD).body()).contains("cannot be changed here");
    }
    assertThat(messages("glass", "address-code")).isEmpty();
    assertThat(messages("unoffered", "address-code")).isEmpty();
  }
}
