package org.keyturn.agent.plan;

import java.util.Optional;
import org.keyturn.agent.account.AccountId;
import org.keyturn.agent.account.EntryVersion;

/**
 * What a run did to one account, as the ledger has it.
 *
 * @param id its identity
 * @param dn where it stood then
 * @param login for people; untrusted text
 * @param before the pre-image of the change
 * @param after what the account looked like right after it; empty where nobody kept that
 * @param later what another run did to the same attributes since, for people
 * @param undone the run that took this very change back already
 */
public record Done(
    AccountId id,
    String dn,
    String login,
    EntryVersion before,
    Optional<EntryVersion> after,
    Optional<String> later,
    Optional<String> undone) {}
