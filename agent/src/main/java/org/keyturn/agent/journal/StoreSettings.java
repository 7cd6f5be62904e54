package org.keyturn.agent.journal;

import java.nio.file.Path;

/**
 * Where the ledger lives.
 *
 * @param path a folder that belongs to the agent alone; created with mode 0700
 */
public record StoreSettings(Path path) {}
