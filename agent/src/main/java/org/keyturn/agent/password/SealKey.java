package org.keyturn.agent.password;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import javax.crypto.spec.SecretKeySpec;

/** The file {@code seal.key}: {@value #SIZE} random bytes and nothing else, mode 0600. */
final class SealKey {

  static final int SIZE = 32;

  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rw-------");

  private final Path file;

  SealKey(Path file) {
    this.file = file;
  }

  Path file() {
    return file;
  }

  /** The key; empty where the file does not exist. */
  Optional<SecretKeySpec> read() {
    byte[] bytes = new byte[SIZE];
    try {
      PosixFileAttributes seen =
          Files.readAttributes(file, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      refuse(seen);
      // Opened without following a link either, should the file be exchanged in between.
      try (SeekableByteChannel in =
          Files.newByteChannel(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining() && in.read(buffer) >= 0) {
          // Reads on: a channel may give less than was asked.
        }
        if (buffer.hasRemaining()) {
          throw new SealException(file + " ends too early");
        }
      }
      // The JCE keeps its copy as long as the key lives; it offers no way to wipe it.
      return Optional.of(new SecretKeySpec(bytes, "AES"));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new SealException(file + " cannot be read", e);
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }

  /**
   * Makes the key, or reads the one that another process made first. It appears whole or not at
   * all: written beside, forced to disk, then linked, which fails where the name is taken.
   */
  SecretKeySpec create() {
    byte[] bytes = new byte[SIZE];
    new SecureRandom().nextBytes(bytes);
    try {
      Path folder = Optional.ofNullable(file.toAbsolutePath().getParent()).orElseThrow();
      Files.createDirectories(
          folder,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      Path draft =
          Files.createTempFile(
              folder, ".seal", ".part", PosixFilePermissions.asFileAttribute(OWNER_ONLY));
      try {
        try (FileChannel out = FileChannel.open(draft, StandardOpenOption.WRITE)) {
          ByteBuffer buffer = ByteBuffer.wrap(bytes);
          while (buffer.hasRemaining()) {
            out.write(buffer);
          }
          out.force(true);
        }
        link(draft);
      } finally {
        Files.deleteIfExists(draft);
      }
      try (FileChannel entries = FileChannel.open(folder)) {
        entries.force(true);
      }
      return read().orElseThrow(() -> new SealException(file + " vanished"));
    } catch (IOException e) {
      throw new SealException(file + " cannot be created", e);
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }

  private void link(Path draft) throws IOException {
    try {
      Files.createLink(file, draft);
    } catch (FileAlreadyExistsException e) {
      // Another process was first, and its key counts.
    }
  }

  private void refuse(PosixFileAttributes seen) {
    if (seen.isSymbolicLink()) {
      throw new SealException(file + " is a symbolic link; the key is a file of its own");
    }
    if (!seen.isRegularFile()) {
      throw new SealException(file + " is not a file");
    }
    if (!OWNER_ONLY.containsAll(seen.permissions())) {
      throw new SealException(
          "others can use %s (%s); mend: chmod 600 %s"
              .formatted(file, PosixFilePermissions.toString(seen.permissions()), file));
    }
    if (seen.size() != SIZE) {
      throw new SealException("%s has %d bytes; a key has %d".formatted(file, seen.size(), SIZE));
    }
  }
}
