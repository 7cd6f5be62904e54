package org.keyturn.agent.journal;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the audit trail ended, in a file outside the database: one line, {@code seq SP hash LF}.
 *
 * <p>It is replaced after each commit that appended, so it is never newer than the trail, whatever
 * crashes: the commit is forced to disk first. Older is harmless. Hence it is not forced to disk
 * itself, and a file that a power failure left empty counts as none. One that is newer than the
 * trail means that the trail was cut or the database is an older copy.
 *
 * <p>Callers hold the place to write of their process.
 */
final class AuditHead {

  private static final Logger LOG = LoggerFactory.getLogger(AuditHead.class);
  private static final Pattern LINE = Pattern.compile("(\\d{1,18}) ([0-9a-f]{64})\\n");

  private static final AtomicLong INSTANCES = new AtomicLong();

  private final StoreFolder store;
  private final Path next;

  AuditHead(StoreFolder store) {
    this.store = store;
    this.next =
        store
            .path()
            .resolve(
                store.head().getFileName()
                    + "."
                    + ProcessHandle.current().pid()
                    + "."
                    + INSTANCES.incrementAndGet());
  }

  /**
   * @throws LedgerException where the file is there and cannot be read or was not written by us
   */
  Optional<AuditTrail.Head> read() {
    try {
      String text = Files.readString(store.head());
      if (text.isEmpty()) {
        return Optional.empty();
      }
      Matcher line = LINE.matcher(text);
      if (!line.matches()) {
        throw new LedgerException(
            "The file "
                + store.head()
                + " is not what the agent wrote. Restore the folder from a backup, or move the file"
                + " away once you know who changed it.");
      }
      return Optional.of(new AuditTrail.Head(Long.parseLong(line.group(1)), line.group(2)));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new LedgerException(
          "The file " + store.head() + " cannot be read. Make it readable for this user.", e);
    }
  }

  /** Moves it forward; leaves one that another process moved further. */
  void advance(AuditTrail.Head head) {
    try {
      if (read().filter(known -> known.seq() >= head.seq()).isEmpty()) {
        replace(head);
      }
    } catch (IOException | LedgerException e) {
      // What was committed stays committed: failing now would say that it was not.
      LOG.warn("{} could not be moved to entry {}: {}", store.head(), head.seq(), e.getMessage());
    }
  }

  /** Sets it, forward or back. */
  void replace(AuditTrail.Head head) throws IOException {
    Files.deleteIfExists(next);
    StoreFolder.createPrivate(next);
    // An operator's command as root leaves a file that the agent's own user can read.
    UserPrincipal owner = Files.getOwner(store.database());
    if (!Files.getOwner(next).equals(owner)) {
      Files.setOwner(next, owner);
    }
    Files.writeString(next, head.seq() + " " + head.hash() + "\n");
    Files.move(next, store.head(), ATOMIC_MOVE, REPLACE_EXISTING);
  }
}
