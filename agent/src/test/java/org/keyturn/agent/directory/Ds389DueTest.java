package org.keyturn.agent.directory;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPException;

final class Ds389DueTest extends DueFilterContract<Ds389Lab> {

  /** More than an index keeps of one value (nsslapd-idlistscanlimit, 4,000). */
  @Override
  int count() {
    return 5_000;
  }

  @Override
  Ds389Lab start() {
    Ds389Lab.require();
    return Ds389Lab.start(0);
  }

  @Override
  Entry person(String login, Lot lot) throws LDAPException {
    Entry person = inetOrgPerson(login);
    put(person, Ds389Lab.CHANGED, lot.oneIn(12) ? "" : lot.pastInAnyForm());
    String end = lot.pastInAnyForm();
    put(
        person,
        Ds389Lab.EXPIRES,
        lot.oneOf("", Ds389Lab.AT_ONCE, Ds389Lab.NOT_YET, Ds389Lab.NEVER, end, end, end, end));
    put(person, "passwordExpWarned", lot.oneOf("", "0", "1"));
    putPolicy(
        person,
        Ds389Lab.POINTER,
        lot.oneOf("", "", "", "never", "short", "long", "services", "gone", "people"));
    put(person, "nsAccountLock", lot.oneOf("", "", "TRUE", "true", "false"));
    put(person, "passwordRetryCount", lot.oneOf("", "0", "3", "10"));
    put(person, "accountUnlockTime", lot.oneIn(4) ? InetOrgPersonLab.time(lot.past()) : "");
    return person;
  }

  @Override
  void load() throws LDAPException {
    lab().load(ldif(people()));
  }
}
