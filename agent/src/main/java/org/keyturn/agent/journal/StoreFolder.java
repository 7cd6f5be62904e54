package org.keyturn.agent.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.attribute.PosixFilePermission.GROUP_WRITE;
import static java.nio.file.attribute.PosixFilePermission.OTHERS_WRITE;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * The folder of one store, mode 0700:
 *
 * <pre>
 *   keyturn.db        0600  the database, with -wal and -shm beside it while it is open
 *   audit.head        0600  where the audit trail ended, outside the database
 *   migrate.lock      0600  held while the tables are made or changed
 *   roster-NAME.db    0600  the console's index of a directory's accounts; may be deleted
 * </pre>
 */
record StoreFolder(Path path) {

  Path database() {
    return path.resolve("keyturn.db");
  }

  Path head() {
    return path.resolve("audit.head");
  }

  Path roster(String directory) {
    return path.resolve("roster-" + URLEncoder.encode(directory, UTF_8) + ".db");
  }

  Path migrateLock() {
    return path.resolve("migrate.lock");
  }

  /** Makes the folder and an empty database file where there is none; refuses an unsafe one. */
  static StoreFolder prepare(StoreSettings settings) {
    StoreFolder folder = new StoreFolder(settings.path().toAbsolutePath().normalize());
    try {
      if (!Files.isDirectory(folder.path)) {
        create(folder.path);
      }
      refuseWhatOthersWrite(folder.path);
      if (Files.exists(folder.database())) {
        refuseWhatOthersWrite(folder.database());
        // SQLite takes a file of no bytes for an empty database.
        if (Files.size(folder.database()) == 0) {
          folder.refuseLost("empty");
        }
      } else {
        folder.refuseLost("gone");
        createPrivate(folder.database());
      }
      return folder;
    } catch (IOException e) {
      throw new LedgerException(
          "The store "
              + folder.path
              + " cannot be used ("
              + e.getMessage()
              + "). Give this user a folder of its own there, or set store.path to one.",
          e);
    }
  }

  private static void create(Path path) throws IOException {
    Path parent = path.getParent();
    if (parent != null) {
      Files.createDirectories(parent);
    }
    try {
      Files.createDirectory(
          path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    } catch (FileAlreadyExistsException e) {
      if (!Files.isDirectory(path)) {
        throw new LedgerException("The store " + path + " is not a folder. Set store.path to one.");
      }
    }
  }

  static void createPrivate(Path file) throws IOException {
    try {
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    } catch (FileAlreadyExistsException e) {
      // Another process was as quick; it made it the same way.
      refuseWhatOthersWrite(file);
    }
  }

  private static void refuseWhatOthersWrite(Path path) throws IOException {
    Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(path);
    if (permissions.contains(GROUP_WRITE) || permissions.contains(OTHERS_WRITE)) {
      throw new LedgerException(
          "Others can write to "
              + path
              + " (mode "
              + PosixFilePermissions.toString(permissions)
              + "), so what it says cannot be believed. Run: chmod go-rwx "
              + path);
    }
  }

  /** Refuses a database without content where the audit head knows of some. */
  void refuseLost(String state) {
    if (Files.exists(head())) {
      throw new LedgerException(
          "The database "
              + database()
              + " is "
              + state
              + ", and "
              + head().getFileName()
              + " says that there was one. Restore the folder from a backup; or, to begin with an"
              + " empty ledger that knows no run and no unfinished write, move "
              + head()
              + " away.");
    }
  }
}
