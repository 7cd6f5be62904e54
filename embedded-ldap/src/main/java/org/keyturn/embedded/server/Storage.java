package org.keyturn.embedded.server;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.apache.directory.api.ldap.model.exception.LdapException;
import org.apache.directory.api.ldap.model.name.Dn;
import org.apache.directory.api.ldap.model.schema.SchemaManager;
import org.apache.directory.server.core.api.DnFactory;
import org.apache.directory.server.core.partition.impl.avl.AvlPartition;
import org.apache.directory.server.core.partition.impl.btree.AbstractBTreePartition;
import org.apache.directory.server.core.partition.impl.btree.jdbm.JdbmIndex;
import org.apache.directory.server.core.partition.impl.btree.jdbm.JdbmPartition;
import org.apache.directory.server.xdbm.impl.avl.AvlIndex;

/** Where entries are kept. An index on {@code pwdReset} would break ApacheDS, so there is none. */
enum Storage {
  /** In memory, gone at the end. */
  MEMORY,
  /** On disk, every write forced to it: without that, a killed process leaves a broken store. */
  DISK;

  private static final List<String> INDEXED =
      List.of("uid", "mail", "cn", "pwdChangedTime", "member");

  AbstractBTreePartition partition(
      String id, String suffix, SchemaManager schema, DnFactory names, Path directory)
      throws LdapException {
    URI place = directory.resolve(id).toUri();
    if (this == MEMORY) {
      AvlPartition partition = new AvlPartition(schema, names);
      for (String attribute : INDEXED) {
        partition.addIndex(new AvlIndex<String>(attribute, false));
      }
      return at(partition, id, new Dn(schema, suffix), place);
    }
    JdbmPartition partition = new JdbmPartition(schema, names);
    partition.setSyncOnWrite(true);
    partition.setCacheSize(10_000);
    for (String attribute : INDEXED) {
      partition.addIndex(new JdbmIndex<String>(attribute, false));
    }
    return at(partition, id, new Dn(schema, suffix), place);
  }

  private static AbstractBTreePartition at(
      AbstractBTreePartition partition, String id, Dn suffix, URI place) throws LdapException {
    partition.setId(id);
    partition.setSuffixDn(suffix);
    partition.setPartitionPath(place);
    return partition;
  }
}
