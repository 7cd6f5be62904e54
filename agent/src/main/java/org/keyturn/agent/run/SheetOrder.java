package org.keyturn.agent.run;

import java.nio.file.Path;
import java.util.Optional;
import org.keyturn.agent.account.Secret;
import org.keyturn.agent.password.OpenPgp;

/**
 * Where the new passwords of a run are written down, and who can open it.
 *
 * @param file must not exist yet
 * @param seal for the recipients and the passphrase
 * @param passphrase the same, to be kept for a later process; stays the caller's
 */
public record SheetOrder(Path file, OpenPgp seal, Optional<Secret> passphrase) {
  public SheetOrder {
    file = file.toAbsolutePath().normalize();
  }
}
