package org.keyturn.agent.directory;

import java.time.Instant;
import java.util.Optional;

/**
 * The last write to an entry.
 *
 * @param by the DN of whoever wrote; Active Directory does not tell
 */
public record LastWrite(Optional<Instant> at, Optional<String> by) {}
