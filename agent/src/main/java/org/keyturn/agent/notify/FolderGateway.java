package org.keyturn.agent.notify;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.InternetAddress;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Writes each message as an {@code .eml} file into a folder, for a mail system to pick up or a
 * person to look at. The file is named after the Message-ID and appears whole or not at all, so
 * that a message that comes twice is one file. The folder is made with mode 0700, files with 0600.
 */
public final class FolderGateway implements Gateway {

  /** File names that need no second thought; other Message-IDs are hashed. */
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9][A-Za-z0-9.@_+-]{0,120}");

  /** About a letter. */
  private static final int TRIAL = 8192;

  private final Path folder;
  private final InternetAddress from;

  /**
   * @param from the sender's address
   * @param organisation the name that people know the sender by
   * @throws IllegalArgumentException where {@code from} is no address
   */
  public FolderGateway(Path folder, String from, String organisation) {
    this.folder = folder.toAbsolutePath();
    this.from = Sender.of(from, organisation);
  }

  @Override
  public HandOver handOver(Mail mail) {
    Recipients.Parsed parsed = Recipients.parse(mail.recipient());
    if (parsed instanceof Recipients.Unusable unusable) {
      return new Refused(unusable.reason());
    }
    byte[] bytes = {};
    try {
      bytes = MimeLetter.bytes(mail, from, ((Recipients.One) parsed).address());
      write(fileName(mail.messageId()), bytes);
      return new Taken();
    } catch (MessagingException e) {
      return new Refused("The message cannot be written as a mail: " + e.getMessage());
    } catch (IOException e) {
      return new TryLater("The folder " + folder + " takes no file: " + e);
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }

  @Override
  public Optional<String> away() {
    try {
      if (!Files.isDirectory(folder)) {
        Files.createDirectories(folder, mode("rwx------"));
      }
      Path trial = Files.createTempFile(folder, ".trial-", ".part", mode("rw-------"));
      try {
        Files.write(trial, new byte[TRIAL]);
        return Optional.empty();
      } finally {
        Files.delete(trial);
      }
    } catch (IOException e) {
      return Optional.of("The folder " + folder + " takes no file: " + e);
    }
  }

  /** Forced to disk before and after it gets its name: what is taken survives a power failure. */
  private void write(String name, byte[] bytes) throws IOException {
    if (!Files.isDirectory(folder)) {
      Files.createDirectories(folder, mode("rwx------"));
    }
    // One draft a message: what a crash leaves behind, the next attempt clears.
    Path draft = folder.resolve("." + name + ".part");
    Files.deleteIfExists(draft);
    try (FileChannel out =
        FileChannel.open(
            draft,
            Set.of(
                StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS),
            mode("rw-------"))) {
      ByteBuffer buffer = ByteBuffer.wrap(bytes);
      while (buffer.hasRemaining()) {
        out.write(buffer);
      }
      out.force(true);
    }
    Files.move(draft, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    try (FileChannel entries = FileChannel.open(folder)) {
      entries.force(true);
    }
  }

  static String fileName(String messageId) {
    String bare = messageId.substring(1, messageId.length() - 1);
    return (PLAIN.matcher(bare).matches() ? bare : MimeLetter.digest(messageId)) + ".eml";
  }

  private static FileAttribute<?> mode(String permissions) {
    return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions));
  }
}
