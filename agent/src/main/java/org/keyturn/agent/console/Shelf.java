package org.keyturn.agent.console;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.keyturn.agent.journal.PendingPlan;
import org.keyturn.agent.plan.Plan;
import org.keyturn.agent.plan.PlanException;

/** Frozen plans on disk, {@code pending/ID.plan} of the store, for the agent's eyes alone. */
final class Shelf {

  private final Path folder;

  /**
   * @param store the folder of the store
   */
  Shelf(Path store) {
    this.folder = store.resolve("pending");
  }

  /** On disk when it returns. */
  void put(Plan plan) {
    try {
      Files.createDirectories(
          folder,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      try (FileChannel file =
              FileChannel.open(
                  file(plan.header().id()),
                  Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                  PosixFilePermissions.asFileAttribute(
                      PosixFilePermissions.fromString("rw-------")));
          OutputStream out = Channels.newOutputStream(file)) {
        plan.copyTo(out);
        file.force(true);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the plan cannot be kept below " + folder, e);
    }
  }

  /**
   * The plan that the row tells of, every byte verified. The caller closes it.
   *
   * @throws PlanException where it is not there, or is not what it was
   */
  Plan open(PendingPlan pending) {
    Plan plan = Plan.read(file(pending.id()));
    if (plan.checksum().equals(pending.checksum())) {
      return plan;
    }
    plan.close();
    throw new PlanException(
        pending.id() + ": the file is another plan than the one that was frozen");
  }

  void remove(String id) {
    try {
      Files.deleteIfExists(file(id));
    } catch (IOException e) {
      throw new UncheckedIOException("the plan " + id + " cannot be removed", e);
    }
  }

  /** Ids are ours, from the ledger: no path of somebody else's can come of one. */
  private Path file(String id) {
    return folder.resolve(id + ".plan");
  }
}
