package org.keyturn.agent.directory;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPException;

final class OpenDjDueTest extends DueFilterContract<OpenDjLab> {

  private static final String PEOPLE = "ou=people,dc=example,dc=com";

  /** Nobody signs in with it. */
  private static final String STORED = "{SSHA}vpjvuBeQtFi+Qvdu0A3jDDtnDlZrZXl0dXJuMQ==";

  /** More than an index keeps of one value (4,000). */
  @Override
  int count() {
    return 5_000;
  }

  /** An import takes the place of everything: another one later would be three more JVMs. */
  @Override
  OpenDjLab start() throws LDAPException {
    OpenDjLab.require();
    return OpenDjLab.holding(ldif(people()));
  }

  @Override
  void load() throws LDAPException {
    assertThat(dnOf("somebody")).isEqualTo(lab().dnOf("somebody"));
    assertThat(policyDn("short")).isEqualTo(lab().policyNamed("short"));
  }

  /** They are made before there is a server. */
  @Override
  String dnOf(String login) {
    return "uid=" + login + "," + PEOPLE;
  }

  @Override
  String policyDn(String name) {
    return name.equals("people") ? PEOPLE : "cn=" + name + ",ou=policies,dc=example,dc=com";
  }

  @Override
  Entry person(String login, Lot lot) throws LDAPException {
    Entry person = inetOrgPerson(login);
    put(person, "pwdChangedTime", lot.oneIn(12) ? "" : lot.pastInAnyForm());
    put(person, "pwdReset", lot.oneOf("", "", "", "TRUE", "true", "FALSE"));
    put(person, "ds-pwp-account-disabled", lot.oneOf("", "", "true", "TRUE", "false"));
    putPolicy(
        person,
        "ds-pwp-password-policy-dn",
        lot.oneOf("", "", "", "never", "short", "long", "gone", "people"));
    put(person, "pwdAccountLockedTime", lot.oneIn(4) ? lot.pastInAnyForm() : "");
    put(person, "ds-pwp-last-login-time", lot.oneIn(2) ? InetOrgPersonLab.time(lot.past()) : "");
    put(person, "ds-pwp-warned-time", lot.oneIn(8) ? InetOrgPersonLab.time(lot.past()) : "");
    put(person, "ds-pwp-account-expiration-time", lot.oneIn(8) ? lot.pastInAnyForm() : "");
    if (!lot.oneIn(8)) {
      put(person, "userPassword", STORED);
    }
    return person;
  }
}
