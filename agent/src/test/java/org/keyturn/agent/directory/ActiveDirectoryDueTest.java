package org.keyturn.agent.directory;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.keyturn.agent.account.Account;

final class ActiveDirectoryDueTest extends DueFilterContract<SambaLab> {

  private static final String NEVER = Long.toString(Long.MAX_VALUE);

  /** Normal, disabled, never expiring, both, needs no password, smart card, locked out (stale). */
  private static final String[] CONTROLS = {
    "512", "512", "512", "512", "514", "66048", "66050", "544", "262656", "528"
  };

  /** Three pages of a thousand; Samba takes minutes to be given more. */
  @Override
  int count() {
    return 2_500;
  }

  @Override
  SambaLab start() {
    SambaLab.require();
    return SambaLab.start(0);
  }

  /** All are read by reckoning; some are asked for one by one, which the server computes. */
  @Test
  void whatWasReckonedIsWhatTheServerSays() {
    try (Directory directory = Directories.open(Settings.of(lab()).make())) {
      for (int i = 0; i < everybody().size(); i += 25) {
        Account reckoned = everybody().get(i);
        Account asked = directory.read(reckoned.id()).orElseThrow();
        assertThat(reckoned.policy()).as(asked.dn()).isEqualTo(asked.policy());
        assertThat(reckoned.state()).as(asked.dn()).isEqualTo(asked.state());
      }
    }
  }

  @Override
  Entry person(String login, Lot lot) throws LDAPException {
    Entry person = new Entry(lab().dnOf(login));
    person.addAttribute("objectClass", "user");
    person.addAttribute("sAMAccountName", login);
    put(person, "userAccountControl", lot.oneOf(CONTROLS));
    String past = filetime(lot);
    put(person, "pwdLastSet", lot.oneOf(past, past, past, past, past, past, "0", odd(lot)));
    put(person, "accountExpires", lot.oneOf("", "0", NEVER, filetime(lot)));
    put(person, "lockoutTime", lot.oneOf("", "", "0", filetime(lot)));
    put(person, "lastLogonTimestamp", lot.oneOf("", "0", filetime(lot)));
    return person;
  }

  /** Now, as a written -1 has it, or what only a damaged domain holds. */
  private String odd(Lot lot) {
    return lot.oneOf(Long.toString(AdForm.filetime(now)), "1", "-1", NEVER);
  }

  private static String filetime(Lot lot) {
    return Long.toString(AdForm.filetime(lot.past()));
  }

  /** And puts some under policies of their own, by themselves and by a group, or by both. */
  @Override
  void load() throws LDAPException {
    List<Entry> people = people();
    lab().load(ldif(people));
    int tenth = count() / 10;
    under("short", people.subList(0, tenth));
    under("long", people.subList(tenth, 2 * tenth));
    join("contractors", people.subList(2 * tenth - tenth / 2, 3 * tenth));
    join("service accounts", people.subList(3 * tenth, 4 * tenth));
  }

  private void under(String policy, List<Entry> people) throws LDAPException {
    lab().add(lab().policyNamed(policy), "msDS-PSOAppliesTo", dns(people));
  }

  private void join(String group, List<Entry> people) throws LDAPException {
    lab().add("CN=" + group + "," + lab().groups(), "member", dns(people));
  }

  private static String[] dns(List<Entry> people) {
    return people.stream().map(Entry::getDN).toArray(String[]::new);
  }
}
