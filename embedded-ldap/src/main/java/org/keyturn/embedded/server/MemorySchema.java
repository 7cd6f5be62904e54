package org.keyturn.embedded.server;

import java.io.IOException;
import org.apache.directory.api.ldap.model.constants.SchemaConstants;
import org.apache.directory.api.ldap.model.entry.DefaultEntry;
import org.apache.directory.api.ldap.model.entry.Entry;
import org.apache.directory.api.ldap.model.exception.LdapException;
import org.apache.directory.api.ldap.model.schema.SchemaManager;
import org.apache.directory.server.core.api.DnFactory;
import org.apache.directory.server.core.api.interceptor.context.AddOperationContext;
import org.apache.directory.server.core.api.partition.PartitionTxn;
import org.apache.directory.server.core.partition.impl.avl.AvlPartition;

/**
 * An {@code ou=schema} of two entries, in memory. The schema itself stands in the schema manager
 * and is read at {@code cn=schema}; nobody may change it at run time, so its thousand entries, and
 * the seconds that it takes to store them, are not needed.
 */
final class MemorySchema extends AvlPartition {
  MemorySchema(SchemaManager schema, DnFactory names) {
    super(schema, names);
  }

  @Override
  protected void doInit() throws LdapException {
    if (initialized) {
      return;
    }
    super.doInit();
    put(
        SchemaConstants.OU_SCHEMA,
        "objectClass: top",
        "objectClass: organizationalUnit",
        "ou: schema",
        "entryUUID: 00000000-0000-4000-8000-000000000001");
    put(
        SchemaConstants.SCHEMA_MODIFICATIONS_DN,
        "objectClass: top",
        "objectClass: schemaModificationAttributes",
        "cn: schemaModifications",
        "creatorsName: uid=admin,ou=system",
        "createTimestamp: 20260101000000Z",
        "schemaModifiersName: uid=admin,ou=system",
        "schemaModifyTimestamp: 20260101000000Z",
        "entryUUID: 00000000-0000-4000-8000-000000000002");
  }

  private void put(String dn, Object... attributes) throws LdapException {
    Entry entry = new DefaultEntry(schemaManager, dn, attributes);
    entry.add("entryCSN", "20260101000000.000000Z#000000#000#000000");
    AddOperationContext add = new AddOperationContext(null, entry);
    add.setPartition(this);
    PartitionTxn transaction = beginWriteTransaction();
    add.setTransaction(transaction);
    add(add);
    try {
      transaction.commit();
    } catch (IOException e) {
      throw new IllegalStateException("a partition in memory cannot fail to commit", e);
    }
  }
}
