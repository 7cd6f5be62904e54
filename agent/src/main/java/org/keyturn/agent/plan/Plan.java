package org.keyturn.agent.plan;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A frozen plan: a document of its own on disk, so that its size does not matter. Reading it again
 * gives the same accounts in the same order; the document is drawn in {@link PlanDocument}.
 */
public final class Plan implements AutoCloseable {

  private final PlanHeader header;
  private final String checksum;
  private final Path document;

  Plan(PlanHeader header, String checksum, Path document) {
    this.header = header;
    this.checksum = checksum;
    this.document = document;
  }

  /**
   * Opens a plan file and verifies every byte of it.
   *
   * @throws PlanException where it is not what it was when it was written
   */
  public static Plan read(Path file) {
    return PlanDocument.read(file);
  }

  public PlanHeader header() {
    return header;
  }

  /** Hex SHA-256 over the whole document. */
  public String checksum() {
    return checksum;
  }

  /** Streams the accounts in plan order; close the cursor. */
  public PlanCursor accounts() {
    return new PlanCursor(document);
  }

  /** Writes the document, byte for byte. */
  public void copyTo(OutputStream out) {
    try {
      Files.copy(document, out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      Files.deleteIfExists(document);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
