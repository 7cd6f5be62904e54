package org.keyturn.agent.run;

import org.keyturn.agent.account.Secret;

/**
 * One line of a sheet.
 *
 * @param login untrusted text
 * @param dn where the account stands
 * @param mail whom the operator sends it to; may be empty; untrusted text
 * @param password stays the caller's
 */
record SheetRow(String login, String dn, String mail, Secret password) {}
