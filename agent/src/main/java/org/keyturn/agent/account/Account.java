package org.keyturn.agent.account;

import java.util.Optional;

/**
 * One person's or service's entry, as read once.
 *
 * @param id the identity that survives a rename
 * @param dn where it stood when it was read, in the server's spelling
 * @param login the value of the configured login attribute; the DN where the entry has none
 * @param displayName for greetings; untrusted text
 * @param mail the organisation's address; untrusted text
 * @param recoveryMail an address that does not hang on this password; untrusted text
 * @param mobile untrusted text
 * @param language {@code preferredLanguage}
 * @param state the password's state
 * @param policy the policy in force
 * @param version the pre-image to guard a write with
 */
public record Account(
    AccountId id,
    String dn,
    String login,
    Optional<String> displayName,
    Optional<String> mail,
    Optional<String> recoveryMail,
    Optional<String> mobile,
    Optional<String> language,
    PasswordState state,
    PolicyInForce policy,
    EntryVersion version) {}
