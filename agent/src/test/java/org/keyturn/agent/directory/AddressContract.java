package org.keyturn.agent.directory;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.keyturn.agent.account.Account;
import org.keyturn.agent.account.Reach;

/** Another number in place of the one that was read, as on the portal. */
abstract non-sealed class AddressContract extends DirectoryContractTest {

  private static final String WAS = "+31 6 1234 5601";
  private static final String NOW = "+31612345602";

  private String[] numbers(String dn) throws LDAPException {
    String[] numbers = lab().raw(dn).getAttributeValues("mobile");
    return numbers == null ? new String[0] : numbers;
  }

  @Test
  void theNewNumberTakesThePlaceOfTheOldOne() throws LDAPException {
    String dn = person("moved", new Attribute("mobile", WAS));
    assertThat(directory.objectionToReaddress(Reach.MOBILE)).isEmpty();
    assertApplied(directory.readdress(account(dn), Reach.MOBILE, NOW));
    assertThat(numbers(dn)).containsExactly(NOW);
    assertThat(account(dn).mobile()).contains(NOW);
  }

  @Test
  void whoHadNoneHasOne() throws LDAPException {
    String dn = person("first");
    assertApplied(directory.readdress(account(dn), Reach.MOBILE, NOW));
    assertThat(numbers(dn)).containsExactly(NOW);
  }

  @Test
  void aNumberThatSomebodyElseChangedMeanwhileStays() throws LDAPException {
    String dn = person("raced", new Attribute("mobile", WAS));
    Account read = account(dn);
    lab().root().modify(dn, new Modification(ModificationType.REPLACE, "mobile", "+31612345603"));
    assertStale(directory.readdress(read, Reach.MOBILE, NOW), "changed-since-plan");
    assertThat(numbers(dn)).containsExactly("+31612345603");
  }

  @Test
  void anAddressWithoutAnAttributeIsNone() throws LDAPException {
    String dn = person("nowhere");
    assertRejected(
        directory.readdress(account(dn), Reach.RECOVERY_MAIL, "a@example.com"), "no-attribute");
    assertThat(directory.objectionToReaddress(Reach.RECOVERY_MAIL))
        .contains("the config names no attribute for it");
  }

  @Test
  void withoutTheRightItIsRefusedAndCheckKnows() throws LDAPException {
    String dn = person("written");
    Settings settings =
        lab().has(Trait.RIGHTS_COME_FIRST)
            ? Settings.of(lab()).bind(person("clerk"), OLD)
            : ofAnAttributeThatTheAgentMayNotWrite();
    try (Directory without = Directories.open(settings.make())) {
      assertThat(without.objectionToReaddress(Reach.MOBILE))
          .hasValueSatisfying(why -> assertThat(why).startsWith("the agent may not write "));
      assertThat(without.readdress(account(dn), Reach.MOBILE, NOW))
          .isInstanceOf(WriteResult.Rejected.class);
    }
    assertThat(numbers(dn)).isEmpty();
  }

  private Settings ofAnAttributeThatTheAgentMayNotWrite() {
    DirectorySettings.Accounts a = lab().accounts();
    return Settings.of(lab())
        .accounts(
            new DirectorySettings.Accounts(
                a.base(),
                a.filter(),
                a.login(),
                a.mail(),
                a.recoveryMail(),
                Optional.of("homePhone")));
  }
}
