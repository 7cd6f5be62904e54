package org.keyturn.agent.run;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.keyturn.agent.account.SecretSource;

/**
 * {@code sheets} in the config.
 *
 * @param folder where sheets go that are given no place of their own
 * @param recipients files with OpenPGP certificates
 * @param passphrase who knows it can open them
 */
public record SheetSettings(
    Optional<Path> folder, List<Path> recipients, Optional<SecretSource> passphrase) {

  public static final SheetSettings NONE =
      new SheetSettings(Optional.empty(), List.of(), Optional.empty());

  public SheetSettings {
    recipients = List.copyOf(recipients);
  }

  /** Whether anybody could open what is sealed. */
  public boolean opens() {
    return !recipients.isEmpty() || passphrase.isPresent();
  }
}
