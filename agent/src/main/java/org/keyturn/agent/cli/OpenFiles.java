package org.keyturn.agent.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files that others can read hold no secret. A pipe is the shell's business. */
final class OpenFiles {

  private OpenFiles() {}

  static void refuse(Path file, String why) {
    try {
      if (Files.isRegularFile(file)
          && Files.getPosixFilePermissions(file).stream()
              .anyMatch(p -> !p.name().startsWith("OWNER"))) {
        throw new InputException(file + ": " + why + "; chmod 600 " + file);
      }
    } catch (IOException e) {
      throw new InputException(file + ": " + e.getMessage());
    }
  }
}
