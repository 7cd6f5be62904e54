package org.keyturn.agent.journal;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.sqlite.util.LibraryLoaderUtil;

/**
 * SQLite's native library. Every start would unpack it into a temporary file of its own, unless
 * {@code -Dorg.sqlite.lib.path} names a folder that has it.
 */
public final class SqliteLibrary {

  private SqliteLibrary() {}

  /** Unpacks the one for this system into a folder; none where there is none. */
  public static void unpack(Path folder) throws IOException {
    String name = LibraryLoaderUtil.getNativeLibName();
    Files.createDirectories(folder);
    Path next = Files.createTempFile(folder, name, ".new");
    try (InputStream in =
        SqliteLibrary.class.getResourceAsStream(
            LibraryLoaderUtil.getNativeLibResourcePath() + "/" + name)) {
      if (in != null) {
        Files.copy(in, next, REPLACE_EXISTING);
        Files.move(next, folder.resolve(name), ATOMIC_MOVE, REPLACE_EXISTING);
      }
    } finally {
      Files.deleteIfExists(next);
    }
  }
}
