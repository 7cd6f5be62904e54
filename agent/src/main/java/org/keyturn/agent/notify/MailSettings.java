package org.keyturn.agent.notify;

import java.nio.file.Path;
import java.util.Optional;

/**
 * How mail leaves.
 *
 * @param folder each message becomes an {@code .eml} file (RFC 5322) here
 * @param from the sender's address
 * @param organisation the name that people know the sender by
 * @param help where to ask, as a sentence or address shown in each mail
 * @param templates a folder of templates that override the built-in ones, file by file
 */
public record MailSettings(
    Path folder,
    String from,
    String organisation,
    Optional<String> help,
    Optional<Path> templates) {}
