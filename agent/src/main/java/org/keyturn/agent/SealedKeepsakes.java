package org.keyturn.agent;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import org.keyturn.agent.account.AccountId;
import org.keyturn.agent.account.Secret;
import org.keyturn.agent.account.SecretSource;
import org.keyturn.agent.lifecycle.Keepsake;
import org.keyturn.agent.lifecycle.KeepsakeException;
import org.keyturn.agent.password.OpenPgp;
import org.keyturn.agent.plan.PlanException;
import org.keyturn.agent.run.RunFailure;
import org.keyturn.agent.run.SheetKeys;
import org.keyturn.agent.run.SheetSettings;

/**
 * What is deleted, as {@code purged/RUN/ACCOUNT.ldif.pgp} of the store, for the recipients of
 * sheets. Mode 0600 and 0700; a file has its name once it is whole and on disk. There is never a
 * byte of clear text in one. Thread-safe.
 */
final class SealedKeepsakes implements Keepsake {

  private static final FileAttribute<?> FILE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
  private static final FileAttribute<?> FOLDER =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

  private final Path folder;
  private final SheetSettings recipients;
  private final Clock clock;

  SealedKeepsakes(Path store, SheetSettings recipients, Clock clock) {
    this.folder = store.resolve("purged");
    this.recipients = recipients;
    this.clock = clock;
  }

  /**
   * Before anybody is looked up.
   *
   * @throws PlanException where nobody could open what is kept, or a key cannot be used
   */
  void expectReaders() {
    if (!recipients.opens()) {
      throw new PlanException(
          "what is deleted is sealed first, and nothing says who can open it: write sheets:"
              + " {recipients: [anna.asc]}, a key of gpg --export");
    }
    Optional<Secret> passphrase;
    try {
      passphrase = recipients.passphrase().map(SecretSource::read);
    } catch (IllegalStateException e) {
      throw new PlanException(
          "what is deleted is sealed first, with sheets.passphrase: " + e.getMessage(), e);
    }
    try {
      OpenPgp unused = SheetKeys.seal(recipients.recipients(), passphrase, clock.instant());
    } catch (RunFailure e) {
      throw new PlanException(String.valueOf(e.getMessage()), e);
    } finally {
      passphrase.ifPresent(Secret::close);
    }
  }

  @Override
  public void keep(String run, AccountId account, String ldif) {
    Path place = folder.resolve(run);
    String name = account.value().replaceAll("[^A-Za-z0-9-]", "_") + ".ldif";
    Optional<Secret> passphrase;
    try {
      passphrase = recipients.passphrase().map(SecretSource::read);
    } catch (IllegalStateException e) {
      throw new KeepsakeException("sheets.passphrase: " + e.getMessage(), e);
    }
    try {
      Files.createDirectories(place, FOLDER);
      Path beside = place.resolve(name + ".new");
      Files.deleteIfExists(beside); // of a process that died here
      write(
          beside,
          SheetKeys.seal(recipients.recipients(), passphrase, clock.instant()),
          name,
          ldif.getBytes(StandardCharsets.UTF_8));
      Files.move(
          beside,
          place.resolve(name + ".pgp"),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
      force(place);
      force(folder);
    } catch (IOException e) {
      throw new KeepsakeException(
          place + " cannot be written: " + e.getMessage() + "; nothing was deleted", e);
    } finally {
      passphrase.ifPresent(Secret::close);
    }
  }

  private static void write(Path file, OpenPgp seal, String name, byte[] content)
      throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), FILE)) {
      // Closed by nobody but the channel, which is to be forced to disk first.
      OutputStream below = Channels.newOutputStream(channel);
      try (OutputStream sealed = seal.seal(new Unclosed(below), name)) {
        sealed.write(content, 0, content.length);
      }
      channel.force(true);
    }
  }

  private static void force(Path folder) throws IOException {
    try (FileChannel entries = FileChannel.open(folder)) {
      entries.force(true);
    }
  }

  /** Leaves what is below it open. */
  private static final class Unclosed extends OutputStream {
    private final OutputStream below;

    Unclosed(OutputStream below) {
      this.below = below;
    }

    @Override
    public void write(int b) throws IOException {
      below.write(b);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      below.write(bytes, from, length);
    }
  }
}
