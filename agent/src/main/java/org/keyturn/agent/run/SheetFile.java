package org.keyturn.agent.run;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.keyturn.agent.password.OpenPgp;

/**
 * The encrypted files of one run. Every file is an OpenPGP message from end to end, because one
 * that is cut short is an error to {@code gpg}:
 *
 * <pre>
 *   people.csv.pgp                  the sheet: the header alone at first; replaced as a whole
 *   people.csv.pgp.parts/000001.pgp the passwords of one window, on disk before they are sent
 *   people.csv.pgp.parts/000002.pgp …
 * </pre>
 *
 * Mode 0600 and 0700; made exclusively, forced to disk with their folder. There is never a byte of
 * clear text in a file.
 */
final class SheetFile {

  private static final FileAttribute<?> FILE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
  private static final FileAttribute<?> FOLDER =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

  private final Path file;
  private final Path parts;
  private final OpenPgp seal;
  private int part;

  SheetFile(Path file, OpenPgp seal) {
    this.file = file;
    this.parts = file.resolveSibling(file.getFileName() + ".parts");
    this.seal = seal;
  }

  /**
   * Takes the place, and shows that it can be written and the keys be used, before anything else
   * happens.
   *
   * @throws RunFailure where it cannot be had
   */
  void reserve() {
    try {
      Files.createDirectory(parts, FOLDER);
      try {
        write(file, rows -> {});
        force(folder());
      } catch (IOException e) {
        Files.deleteIfExists(parts);
        throw e;
      }
    } catch (FileAlreadyExistsException e) {
      throw new RunFailure(
          RunFailure.Kind.INPUT,
          e.getFile() + " exists already: a sheet is never written over; name another file");
    } catch (IOException e) {
      throw new RunFailure(
          RunFailure.Kind.INPUT, "the sheet " + file + " cannot be written: " + why(e));
    }
  }

  /** Takes the reservation back: nothing was written to the directory. */
  void release() {
    try {
      Files.deleteIfExists(file);
      Files.deleteIfExists(parts);
    } catch (IOException e) {
      throw new SheetException(file + " cannot be removed: " + why(e), e);
    }
  }

  /** Puts the passwords of a window on disk; only then may they be sent. */
  void put(List<SheetRow> rows) {
    try {
      if (!Files.isDirectory(parts)) {
        Files.createDirectory(parts, FOLDER); // somebody removed it
      }
      Path next;
      do {
        part++;
        next = parts.resolve("%06d.pgp".formatted(part));
      } while (Files.exists(next));
      Path beside = parts.resolve("%06d.new".formatted(part));
      Files.deleteIfExists(beside); // of a process that died here, before it sent them
      write(beside, sink -> rows.forEach(sink));
      Files.move(beside, next, StandardCopyOption.ATOMIC_MOVE);
      force(parts);
    } catch (IOException e) {
      throw new SheetException("the sheet " + file + " cannot be written: " + why(e), e);
    }
  }

  /**
   * Replaces the sheet by one that holds these rows, or leaves it as it is.
   *
   * @param rows gives them, and says whether they are all
   * @param last asked with that once the new sheet is on disk beside the old one
   */
  void replace(Predicate<Consumer<SheetRow>> rows, Predicate<Boolean> last) {
    Path beside = file.resolveSibling(file.getFileName() + ".new");
    try {
      Files.deleteIfExists(beside); // of a process that died here
      boolean[] all = new boolean[1];
      write(beside, sink -> all[0] = rows.test(sink));
      if (last.test(all[0])) {
        Files.move(
            beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        force(folder());
      } else {
        Files.delete(beside);
      }
    } catch (IOException e) {
      throw new SheetException("the sheet " + file + " cannot be written: " + why(e), e);
    }
  }

  /** The sheet holds everything that the parts hold. */
  void removeParts() {
    try {
      if (Files.isDirectory(parts)) {
        try (Stream<Path> all = Files.list(parts)) {
          for (Path one : all.toList()) {
            Files.delete(one);
          }
        }
        Files.delete(parts);
      }
    } catch (IOException e) {
      throw new SheetException(parts + " cannot be removed: " + why(e), e);
    }
  }

  private void write(Path to, Consumer<Consumer<SheetRow>> rows) throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            to, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), FILE)) {
      // Not closed by the message: it is to be forced to disk first.
      Writer text =
          new BufferedWriter(
              new OutputStreamWriter(
                  seal.seal(
                      new NotClosed(Channels.newOutputStream(channel)),
                      String.valueOf(file.getFileName()).replaceFirst("\\.(pgp|gpg)$", "")),
                  UTF_8));
      try (SheetText sheet = new SheetText(text)) {
        rows.accept(sheet::add);
      }
      channel.force(true);
    } catch (SheetText.Failed e) {
      throw e.cause();
    }
  }

  private Path folder() {
    return Optional.ofNullable(file.getParent()).orElseThrow();
  }

  private static void force(Path folder) throws IOException {
    try (FileChannel entries = FileChannel.open(folder)) {
      entries.force(true);
    }
  }

  private static String why(IOException e) {
    return e.getClass().getSimpleName().replace("Exception", "") + " " + e.getMessage();
  }
}
