package org.keyturn.agent.journal;

import org.keyturn.agent.account.AccountId;
import org.keyturn.agent.account.PasswordState;

/**
 * An account as it was when it was read last. Login, name and mail are untrusted text.
 *
 * @param dn where it stood
 * @param place the same in the form in which two spellings of one name are equal
 * @param mail blank where it has none
 * @param policy the name of the one in force; blank where that cannot be told
 * @param reachable whether it has an address that does not hang on its password
 */
public record RosterEntry(
    AccountId id,
    String dn,
    String place,
    String login,
    String name,
    String mail,
    String policy,
    PasswordState state,
    boolean reachable) {}
