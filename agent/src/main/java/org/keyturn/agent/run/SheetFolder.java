package org.keyturn.agent.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Where sheets go that are given no place of their own. */
public final class SheetFolder {

  private SheetFolder() {}

  /**
   * The sheet of a run in a folder, which is made where it is not there.
   *
   * @throws RunFailure where it cannot be
   */
  public static Path file(Path folder, String run) {
    try {
      if (!Files.isDirectory(folder)) {
        Files.createDirectories(
            folder,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      }
    } catch (IOException e) {
      throw new RunFailure(
          RunFailure.Kind.INPUT, "sheets.folder " + folder + " cannot be made: " + e.getMessage());
    }
    return folder.resolve(run + ".csv.pgp");
  }
}
