package org.keyturn.agent.plan;

import org.keyturn.agent.account.AccountId;
import org.keyturn.agent.account.EntryVersion;

/**
 * One account of a plan.
 *
 * @param id its identity
 * @param dn where it stood
 * @param login for people; untrusted text
 * @param verdict what the plan makes of it
 * @param reason why it is due, for people; or why it is left alone, kebab-case
 * @param detail for people; may be empty
 * @param before the pre-image
 */
public record PlannedAccount(
    AccountId id,
    String dn,
    String login,
    Verdict verdict,
    String reason,
    String detail,
    EntryVersion before) {

  public enum Verdict {
    CHANGE("change"),
    ALREADY_SO("alreadySo"),
    SKIPPED("skipped");

    private final String id;

    Verdict(String id) {
      this.id = id;
    }

    /** The spelling of the plan file. */
    public String id() {
      return id;
    }
  }
}
