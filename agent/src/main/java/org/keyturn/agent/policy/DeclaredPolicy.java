package org.keyturn.agent.policy;

import java.time.Duration;
import java.util.Optional;

/**
 * One entry of {@code password-policies} in the config: what {@code policy sync} keeps true.
 *
 * @param name its key; {@code default} means the directory's default policy
 * @param directory the config's name of the directory
 * @param dn the policy's entry; empty: the default policy for {@code default}, {@code cn=NAME}
 *     beside it for the others
 * @param maxAge {@link Duration#ZERO}: never
 * @param warn how long before expiry the server warns at sign-in
 * @param mustChange whether the server honours "must change at next sign-in"
 * @param members who is under it, and nobody else; empty: whoever is
 * @param noExemptions of {@code default}: whoever never expires without being declared a member of
 *     a policy without a maximum age is put back under the default one
 */
public record DeclaredPolicy(
    String name,
    String directory,
    Optional<String> dn,
    Optional<Duration> maxAge,
    Optional<Duration> warn,
    Optional<Boolean> mustChange,
    Optional<Members> members,
    boolean noExemptions) {}
