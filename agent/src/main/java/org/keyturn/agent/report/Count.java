package org.keyturn.agent.report;

/**
 * How many accounts are like that.
 *
 * @param accounts all of them
 * @param disabled those of them that an administrator disabled, so that nobody is kept waiting
 */
public record Count(long accounts, long disabled) {

  public static final Count NONE = new Count(0, 0);

  public Count {
    if (disabled < 0 || disabled > accounts) {
      throw new IllegalArgumentException(disabled + " of " + accounts);
    }
  }

  public long enabled() {
    return accounts - disabled;
  }

  Count plus(boolean enabled) {
    return new Count(accounts + 1, enabled ? disabled : disabled + 1);
  }
}
