package org.keyturn.agent.policy;

/** Who is to be under a policy. */
public sealed interface Members {

  /**
   * The members of a group, nested groups included.
   *
   * @param dn the group's
   */
  record OfGroup(String dn) implements Members {}

  /**
   * Accounts that match.
   *
   * @param filter RFC 4515
   */
  record Matching(String filter) implements Members {}
}
