package org.keyturn.agent.directory;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPException;
import java.util.List;

final class OpenDjDueTest extends DueFilterContract<OpenDjLab> {

  /** More than an index keeps of one value (4,000); loading twice as many takes a minute. */
  @Override
  int count() {
    return 5_000;
  }

  @Override
  OpenDjLab start() {
    OpenDjLab.require();
    return OpenDjLab.start(0);
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
      put(person, "userPassword", lab().storedPassword(lab().breakGlass()).orElseThrow());
    }
    return person;
  }

  @Override
  void load(List<Entry> people) {
    lab().load(ldif(people));
  }
}
