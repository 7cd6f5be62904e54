package org.keyturn.agent.config;

import com.sun.security.auth.module.UnixSystem;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Reads a small file only if it is what it should be: a regular file, neither empty nor huge, with
 * no more rights on it than allowed. It looks before it opens, because opening a FIFO would wait
 * for a writer.
 *
 * @param path the file
 * @param follow whether a symbolic link is taken for what it points to
 * @param mode its permission bits
 * @param uid its owner
 * @param size in bytes
 */
record GuardedFile(Path path, boolean follow, int mode, int uid, long size) {

  static final int READ_BY_GROUP = 0040;
  static final int WRITE_BY_OTHERS = 0002;
  static final int ANY_BY_OTHERS = 0007;
  static final int ANY_BY_GROUP = 0070;

  /**
   * @param follow whether a symbolic link is taken for what it points to
   */
  static GuardedFile look(Path path, boolean follow) throws Refused {
    Map<String, Object> stat;
    try {
      stat =
          follow
              ? Files.readAttributes(path, "unix:mode,uid,size,isRegularFile,isDirectory")
              : Files.readAttributes(
                  path,
                  "unix:mode,uid,size,isRegularFile,isDirectory,isSymbolicLink",
                  LinkOption.NOFOLLOW_LINKS);
    } catch (IOException e) {
      throw refused(path, e);
    }
    if (Boolean.TRUE.equals(stat.get("isSymbolicLink"))) {
      throw new Refused(path + " is a symbolic link", "name the file that it points to");
    } else if (Boolean.TRUE.equals(stat.get("isDirectory"))) {
      throw new Refused(path + " is a folder", "name a file");
    } else if (!Boolean.TRUE.equals(stat.get("isRegularFile"))) {
      throw new Refused(path + " is a pipe, socket or device", "name a regular file");
    }
    int mode = Integer.parseInt(String.valueOf(stat.get("mode"))) & 07777;
    GuardedFile file =
        new GuardedFile(
            path,
            follow,
            mode,
            Integer.parseInt(String.valueOf(stat.get("uid"))),
            Long.parseLong(String.valueOf(stat.get("size"))));
    if (file.size == 0) {
      throw new Refused(path + " is empty", "write its content into it");
    }
    return file;
  }

  GuardedFile allowNoMore(int forbidden, String who, String mend) throws Refused {
    if ((mode & forbidden) != 0) {
      String octal = String.format(Locale.ROOT, "%04o", mode);
      throw new Refused(path + " " + who + " (mode " + octal + ")", mend + " " + path);
    }
    return this;
  }

  GuardedFile ownedByUsOrRoot() throws Refused {
    if (uid != 0 && uid != new UnixSystem().getUid()) {
      throw new Refused(
          path + " belongs to another user (" + uid + ")",
          "chown it to the user that Keyturn runs as, or run Keyturn as that user");
    }
    return this;
  }

  /** The caller wipes the array where it holds a secret. */
  byte[] read(int limit) throws Refused {
    if (size > limit) {
      throw new Refused(path + " has " + size + " bytes", "keep it within " + limit);
    }
    ByteBuffer buffer = ByteBuffer.allocate(limit + 1);
    Set<OpenOption> options =
        follow
            ? Set.of(StandardOpenOption.READ)
            : Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
    try (SeekableByteChannel channel = Files.newByteChannel(path, options)) {
      while (buffer.hasRemaining() && channel.read(buffer) >= 0) {
        // Until the end: a read may give less than was asked for.
      }
    } catch (IOException e) {
      throw refused(path, e);
    }
    try {
      if (!buffer.hasRemaining()) {
        throw new Refused(path + " is growing", "keep it within " + limit + " bytes");
      }
      return Arrays.copyOf(buffer.array(), buffer.position());
    } finally {
      Arrays.fill(buffer.array(), (byte) 0);
    }
  }

  private static Refused refused(Path path, IOException e) {
    if (e instanceof NoSuchFileException) {
      return new Refused(path + " does not exist", "create it or name another");
    } else if (e instanceof AccessDeniedException) {
      return new Refused(
          path + " may not be read by user " + System.getProperty("user.name"),
          "give that user the right, or run as its owner");
    }
    String reason = e instanceof FileSystemException f ? f.getReason() : e.getMessage();
    return new Refused(path + " cannot be read (" + reason + ")", "name a readable file");
  }
}
