package org.keyturn.agent.journal;

import java.util.Optional;

/**
 * Where a run writes its new passwords down, and for whom.
 *
 * @param file an absolute path
 * @param recipients OpenPGP certificates, armoured; may be empty
 * @param passphrase sealed; empty where there is none
 */
public record SheetPlace(String file, String recipients, Optional<byte[]> passphrase) {}
