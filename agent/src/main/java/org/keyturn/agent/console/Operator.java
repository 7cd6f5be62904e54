package org.keyturn.agent.console;

import org.keyturn.agent.account.AccountId;
import org.keyturn.agent.account.Remit;

/**
 * Somebody with a role.
 *
 * @param directory where their account is, by its name in the config
 * @param id of their account, which they never touch here
 * @param dn where it stood
 * @param login for audit trail and people
 * @param name for people; untrusted text
 * @param role what they may do
 * @param remit how far that reaches in {@code directory}
 * @param via how they come: {@code console}, or {@code token NAME}
 */
public record Operator(
    String directory,
    AccountId id,
    String dn,
    String login,
    String name,
    Role role,
    Remit remit,
    String via) {

  public static final String CONSOLE = "console";

  /** What the login of a program starts with; its token's name follows. */
  static final String TOKEN = "token:";
}
