package org.keyturn.agent.web;

import java.util.List;
import java.util.Optional;
import org.keyturn.agent.account.AccountId;
import org.keyturn.agent.console.Sight;
import org.keyturn.agent.plan.AccountFilter;

/**
 * Whom the filter of a list of people means, without whoever asks. Its fields are {@code q}, {@code
 * state}, {@code policy} and {@code group}.
 */
interface Picks {

  /** Reads everybody. */
  List<AccountId> ids(Sight sight, String directory, Form form);

  /** What {@link #group} leaves to say. */
  AccountFilter filter(Sight sight, Form form);

  /** The DN of the group that is asked for. */
  static Optional<String> group(Form form) {
    return Optional.of(form.text("group")).filter(dn -> !dn.isBlank());
  }
}
