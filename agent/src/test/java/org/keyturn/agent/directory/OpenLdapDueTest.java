package org.keyturn.agent.directory;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPException;

final class OpenLdapDueTest extends DueFilterContract<OpenLdapLab> {

  @Override
  OpenLdapLab start() {
    OpenLdapLab.require();
    return OpenLdapLab.start(0);
  }

  @Override
  Entry person(String login, Lot lot) throws LDAPException {
    Entry person = inetOrgPerson(login);
    put(person, "pwdChangedTime", lot.oneIn(12) ? "" : lot.pastInAnyForm());
    put(person, "pwdReset", lot.oneOf("", "", "TRUE", "FALSE"));
    putPolicy(
        person,
        "pwdPolicySubentry",
        lot.oneOf("", "", "", "never", "short", "long", "default", "gone", "people"));
    String now = InetOrgPersonLab.time(this.now);
    put(person, "pwdAccountLockedTime", lot.oneOf("", "", BeheraLab.FOR_GOOD, now));
    return person;
  }

  @Override
  void load() throws LDAPException {
    lab().load(ldif(people()));
  }
}
