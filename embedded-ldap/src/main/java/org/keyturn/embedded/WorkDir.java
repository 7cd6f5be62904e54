package org.keyturn.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Comparator;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The directory that a server works in, held by one process at a time:
 *
 * <pre>
 * .lock         held while the server runs
 * ca.pem        the certificate that clients trust
 * ca.p12, server.p12
 * admin.pw, keyturn.pw   the generated passwords, readable by the owner alone
 * store/        the entries, when they are kept on disk
 * store/.loaded written once the first load is complete; without it the store is made anew
 * store/.closed written at a good end; without it the entries are copied into a new store
 * </pre>
 */
final class WorkDir implements AutoCloseable {
  private static final FileAttribute<Set<PosixFilePermission>> OWNER_FILE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
  private static final FileAttribute<Set<PosixFilePermission>> OWNER_DIRECTORY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

  private final Path path;
  private final boolean temporary;
  private final FileChannel lock;

  private WorkDir(Path path, boolean temporary) throws IOException {
    this.path = path;
    this.temporary = temporary;
    lock =
        FileChannel.open(
            path.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (!locked()) {
      lock.close();
      throw new IOException(path + " is in use by another server");
    }
  }

  private boolean locked() throws IOException {
    try {
      FileLock held = lock.tryLock();
      return held != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  /** Null makes a temporary one, removed at the end. */
  static WorkDir open(@Nullable Path path) throws IOException {
    if (path == null) {
      return new WorkDir(Files.createTempDirectory("embedded-ldap", OWNER_DIRECTORY), true);
    }
    Path absolute = path.toAbsolutePath().normalize();
    if (!Files.isDirectory(absolute)) {
      if (absolute.getParent() != null) {
        Files.createDirectories(absolute.getParent());
      }
      Files.createDirectory(absolute, OWNER_DIRECTORY);
    }
    return new WorkDir(absolute, false);
  }

  Path path() {
    return path;
  }

  boolean isLoaded() {
    return Files.exists(loadedMark());
  }

  void markLoaded() throws IOException {
    if (!isLoaded()) {
      Files.createFile(loadedMark(), OWNER_FILE);
    }
  }

  private Path loadedMark() {
    return path.resolve("store").resolve(".loaded");
  }

  /** The store's directory, emptied when an earlier first load was cut short. */
  Path store() throws IOException {
    Path store = path.resolve("store");
    if (!isLoaded()) {
      delete(store);
    }
    if (!Files.exists(store)) {
      Files.createDirectory(store, OWNER_DIRECTORY);
    }
    return store;
  }

  /** The password in this file: the one given, else the one already there, else a new one. */
  String password(String file, @Nullable String given) throws IOException {
    Path kept = path.resolve(file);
    if (given == null && Files.exists(kept)) {
      return Files.readString(kept).strip();
    }
    String password = given == null ? generated() : given;
    Files.deleteIfExists(kept);
    Files.createFile(kept, OWNER_FILE);
    Files.writeString(kept, password); // no line end: ldapsearch -y would take it for a part
    return password;
  }

  private static String generated() {
    byte[] random = new byte[24];
    new SecureRandom().nextBytes(random);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(random);
  }

  @Override
  public void close() throws IOException {
    lock.close();
    if (temporary) {
      delete(path);
    }
  }

  private static void delete(Path root) throws IOException {
    if (!Files.exists(root)) {
      return;
    }
    try (Stream<Path> all = Files.walk(root)) {
      all.sorted(Comparator.reverseOrder())
          .forEach(
              path -> {
                try {
                  Files.deleteIfExists(path);
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
    }
  }
}
