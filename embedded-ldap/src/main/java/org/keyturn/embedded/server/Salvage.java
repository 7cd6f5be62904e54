package org.keyturn.embedded.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.directory.api.ldap.model.cursor.Cursor;
import org.apache.directory.api.ldap.model.cursor.Tuple;
import org.apache.directory.api.ldap.model.entry.Entry;
import org.apache.directory.server.core.DefaultDirectoryService;
import org.apache.directory.server.core.api.interceptor.context.AddOperationContext;
import org.apache.directory.server.core.api.interceptor.context.LookupOperationContext;
import org.apache.directory.server.core.api.partition.PartitionTxn;
import org.apache.directory.server.core.api.partition.PartitionWriteTxn;
import org.apache.directory.server.core.partition.impl.btree.AbstractBTreePartition;

/**
 * Entries on disk whose server was killed. JDBM writes its pages in place, so a kill may leave its
 * list of free space torn: every entry can be read, and some later write cannot be made ("ERR_562
 * Offset too large for record header"). They are copied into a new store before anybody is served,
 * with their identities and stamps; a copy that is cut short is begun anew.
 */
final class Salvage {

  static final String ENTRIES = "entries";
  private static final String DAMAGED = "entries.damaged";
  private static final String CLOSED = ".closed";

  private final Path directory;

  /**
   * @param directory of the store
   */
  Salvage(Path directory) {
    this.directory = directory;
  }

  /**
   * To be called before the store is opened.
   *
   * @return whether entries are to be {@linkplain #copy copied}
   */
  boolean setAside() throws IOException {
    boolean endedWell = Files.deleteIfExists(directory.resolve(CLOSED));
    Path entries = directory.resolve(ENTRIES);
    Path damaged = directory.resolve(DAMAGED);
    if (Files.exists(damaged)) {
      delete(entries);
    } else if (Files.exists(entries) && !endedWell) {
      Files.move(entries, damaged, StandardCopyOption.ATOMIC_MOVE);
    }
    return Files.exists(damaged);
  }

  /** Into the new store, which has nothing yet. */
  void copy(DefaultDirectoryService service, AbstractBTreePartition to) throws Exception {
    AbstractBTreePartition from =
        Storage.DISK.partition(
            ENTRIES, // the files are named after it
            to.getSuffixDn().getName(),
            service.getSchemaManager(),
            service.getDnFactory(),
            directory);
    from.setPartitionPath(directory.resolve(DAMAGED).toUri());
    from.initialize();
    List<Entry> entries;
    try (PartitionTxn reading = from.beginReadTransaction()) {
      // A partition learns its lock from the first operation that it is asked for.
      LookupOperationContext first =
          new LookupOperationContext(service.getAdminSession(), from.getSuffixDn());
      first.setPartition(from);
      first.setTransaction(reading);
      Entry unused = from.lookup(first);
      entries = entries(from, reading);
    }
    entries.sort(Comparator.comparingInt(entry -> entry.getDn().size()));
    try (PartitionWriteTxn writing = to.beginWriteTransaction()) {
      for (Entry entry : entries) {
        AddOperationContext add = new AddOperationContext(service.getAdminSession(), entry);
        add.setPartition(to);
        add.setTransaction(writing);
        to.add(add);
      }
      writing.commit();
    }
    to.sync();
    delete(directory.resolve(DAMAGED));
  }

  private static List<Entry> entries(AbstractBTreePartition from, PartitionTxn reading)
      throws Exception {
    List<Entry> entries = new ArrayList<>();
    try (Cursor<Tuple<String, Entry>> all = from.getMasterTable().cursor()) {
      while (all.next()) {
        Entry entry = all.get().getValue();
        entry.setDn(from.getEntryDn(reading, all.get().getKey()));
        entries.add(entry);
      }
    }
    return entries;
  }

  /** The store was closed as it should be. */
  void endedWell() throws IOException {
    Files.createFile(directory.resolve(CLOSED));
  }

  private static void delete(Path tree) throws IOException {
    if (!Files.exists(tree)) {
      return;
    }
    try (Stream<Path> files = Files.walk(tree)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
