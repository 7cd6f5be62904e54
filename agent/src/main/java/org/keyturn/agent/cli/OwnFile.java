package org.keyturn.agent.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * A file that a command leaves behind: readable by whoever ran it alone, and whole or as it was
 * before, since it takes its place when it is written.
 */
final class OwnFile {

  private OwnFile() {}

  /** What stands in it. */
  @FunctionalInterface
  interface Content {
    void writeTo(OutputStream out) throws IOException;
  }

  /**
   * Refuses what cannot be written anyway, before anybody waits for it.
   *
   * @param option that named it, for messages
   */
  static void expect(String option, Path file) {
    Path folder = file.toAbsolutePath().getParent();
    if (Files.isDirectory(file) || folder == null) {
      throw new InputException(option + " " + file + ": is a folder; name a file");
    }
    if (!Files.isDirectory(folder) || !Files.isWritable(folder)) {
      throw new InputException(
          option
              + " "
              + file
              + ": cannot be written: "
              + folder
              + (Files.exists(folder) ? " is no folder that you may write" : " is not there"));
    }
  }

  static void write(String option, Path file, Content content) {
    try {
      Path beside = file.toAbsolutePath().resolveSibling(file.getFileName() + ".part");
      Files.deleteIfExists(beside);
      Files.createFile(
          beside,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      try (OutputStream out = Files.newOutputStream(beside, StandardOpenOption.WRITE)) {
        content.writeTo(out);
      }
      Files.move(beside, file, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new InputException(option + " " + file + ": cannot be written: " + e.getMessage());
    }
  }
}
