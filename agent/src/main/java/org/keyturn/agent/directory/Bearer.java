package org.keyturn.agent.directory;

import java.util.List;
import org.keyturn.agent.account.Account;

/**
 * An account and what one attribute of its entry says.
 *
 * @param values at least one; untrusted text
 */
public record Bearer(Account account, List<String> values) {

  public Bearer {
    values = List.copyOf(values);
  }
}
