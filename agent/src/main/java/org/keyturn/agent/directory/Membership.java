package org.keyturn.agent.directory;

/**
 * One way in which a group names an account.
 *
 * @param group the group's DN
 * @param attribute {@code member}, {@code uniqueMember} or {@code memberUid}
 * @param value what stands there: the account's DN or login
 */
public record Membership(String group, String attribute, String value) {}
