package org.keyturn.agent.directory;

import org.keyturn.agent.account.AccountId;
import org.keyturn.agent.account.EntryVersion;
import org.keyturn.agent.account.PasswordChange;

/**
 * One change for one entry, with what the entry must still be.
 *
 * @param id must still be the identity of the entry at the DN
 * @param dn where it was read
 * @param expected the version it had then
 * @param change what to write; its password stays the caller's to wipe
 */
public record Write(AccountId id, String dn, EntryVersion expected, PasswordChange change) {}
