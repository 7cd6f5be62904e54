package org.keyturn.agent.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.keyturn.agent.journal.PendingPlan;
import org.keyturn.agent.plan.Plan;
import org.keyturn.agent.plan.PlanException;

/**
 * Frozen plans on disk, {@code pending/ID.plan} of the store, for the agent's eyes alone; those
 * that were made together with it lie beside it, {@code ID.1.plan} and so on.
 */
final class Shelf {

  private final Path folder;

  /**
   * @param store the folder of the store
   */
  Shelf(Path store) {
    this.folder = store.resolve("pending");
  }

  /** On disk when it returns. */
  void put(Frozen frozen) {
    List<Plan> plans = frozen.plans();
    for (int at = plans.size() - 1; at >= 0; at--) {
      put(plans.get(at), file(frozen.header().id(), at));
    }
  }

  private void put(Plan plan, Path to) {
    try {
      Files.createDirectories(
          folder,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      try (FileChannel file = create(to);
          OutputStream out = Channels.newOutputStream(file)) {
        plan.copyTo(out);
        file.force(true);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the plan cannot be kept below " + folder, e);
    }
  }

  /**
   * What the row tells of, every byte verified. The caller closes it.
   *
   * @throws PlanException where it is not there, or is not what it was
   */
  Frozen open(PendingPlan pending) {
    List<Plan> plans = new ArrayList<>();
    try {
      plans.add(Plan.read(file(pending.id(), 0)));
      int together = plans.get(0).header().linked().size();
      for (int at = 1; at < together; at++) {
        plans.add(Plan.read(file(pending.id(), at)));
      }
      Frozen frozen = new Frozen(plans);
      if (frozen.checksum().equals(pending.checksum())) {
        return frozen;
      }
    } catch (RuntimeException e) {
      plans.forEach(Plan::close);
      throw e;
    }
    plans.forEach(Plan::close);
    throw new PlanException(
        pending.id() + ": the file is another plan than the one that was frozen");
  }

  private static FileChannel create(Path file) throws IOException {
    return FileChannel.open(
        file,
        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
  }

  /** Beside the plan, in {@code ID.waves}; on disk when it returns. Empty: in one go. */
  void pace(String id, Optional<Waving> waves) {
    try {
      Files.deleteIfExists(waves(id));
      if (waves.isPresent()) {
        try (FileChannel file = create(waves(id))) {
          file.write(ByteBuffer.wrap(waves.get().text().getBytes(UTF_8)));
          file.force(true);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the waves of " + id + " cannot be kept", e);
    }
  }

  Optional<Waving> pace(String id) {
    try {
      return Optional.of(Waving.of(Files.readString(waves(id))));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("the waves of " + id + " cannot be read", e);
    }
  }

  void remove(String id) {
    try {
      boolean more = Files.deleteIfExists(file(id, 0));
      for (int at = 1; more || at == 1; at++) {
        more = Files.deleteIfExists(file(id, at));
      }
      Files.deleteIfExists(waves(id));
    } catch (IOException e) {
      throw new UncheckedIOException("the plan " + id + " cannot be removed", e);
    }
  }

  /** Ids are ours, from the ledger: no path of somebody else's can come of one. */
  private Path file(String id, int at) {
    return folder.resolve(at == 0 ? id + ".plan" : id + "." + at + ".plan");
  }

  private Path waves(String id) {
    return folder.resolve(id + ".waves");
  }
}
