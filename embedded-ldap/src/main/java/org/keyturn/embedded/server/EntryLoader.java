package org.keyturn.embedded.server;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import org.apache.directory.api.ldap.model.entry.Attribute;
import org.apache.directory.api.ldap.model.entry.DefaultAttribute;
import org.apache.directory.api.ldap.model.entry.DefaultEntry;
import org.apache.directory.api.ldap.model.entry.DefaultModification;
import org.apache.directory.api.ldap.model.entry.Entry;
import org.apache.directory.api.ldap.model.entry.Modification;
import org.apache.directory.api.ldap.model.entry.ModificationOperation;
import org.apache.directory.api.ldap.model.exception.LdapException;
import org.apache.directory.api.ldap.model.ldif.LdifEntry;
import org.apache.directory.api.ldap.model.ldif.LdifReader;
import org.apache.directory.api.ldap.model.name.Dn;
import org.apache.directory.api.ldap.model.schema.SchemaManager;
import org.apache.directory.server.core.api.CoreSession;
import org.jspecify.annotations.Nullable;
import org.keyturn.embedded.policy.StoredPassword;

/**
 * Loads LDIF, content or the changes add, modify and delete, one record at a time and without
 * holding the file in memory. State attributes such as {@code pwdChangedTime} are kept as given.
 */
public final class EntryLoader {
  private final CoreSession session;
  private final SchemaManager schema;
  private final Set<String> replaceable = new HashSet<>();

  public EntryLoader(DirectoryStore store) {
    session = store.service().getAdminSession();
    schema = store.service().getSchemaManager();
  }

  /** Entries loaded as scaffolding give way to entries of the same name that come later. */
  public void loadScaffolding(Reader ldif) throws Exception {
    try (LdifReader reader = new LdifReader(ldif)) {
      for (LdifEntry record : reader) {
        Dn dn = new Dn(schema, record.getDn());
        if (!session.exists(dn)) {
          session.add(new DefaultEntry(schema, record.getEntry()));
          replaceable.add(dn.getNormName());
        }
      }
    }
  }

  /**
   * @return how many records were applied
   * @throws IllegalArgumentException naming the record that was refused, and why
   */
  public int load(Reader ldif) throws IOException {
    int count = 0;
    try (LdifReader reader = new LdifReader(ldif)) {
      for (LdifEntry entry = next(reader); entry != null; entry = next(reader)) {
        try {
          apply(entry);
        } catch (LdapException e) {
          throw new IllegalArgumentException(entry.getDn() + ": " + e.getMessage(), e);
        }
        count++;
      }
    } catch (LdapException e) {
      throw new IllegalArgumentException("not LDIF: " + e.getMessage(), e);
    }
    return count;
  }

  private static @Nullable LdifEntry next(LdifReader reader) throws LdapException {
    LdifEntry entry;
    try {
      if (!reader.hasNext()) {
        return null;
      }
      entry = reader.next();
    } catch (NoSuchElementException e) {
      throw new LdapException(e.getMessage(), e);
    }
    if (reader.hasError()) {
      throw new LdapException(reader.getError().getMessage(), reader.getError());
    }
    return entry;
  }

  /** Makes this the account's password, unless it is already or there is no such account. */
  public void ensurePassword(String name, String password) throws LdapException {
    Dn dn = new Dn(schema, name);
    if (!session.exists(dn)) {
      return;
    }
    byte[] clear = password.getBytes(StandardCharsets.UTF_8);
    Entry account = session.lookup(dn, "*", "+");
    if (StoredPassword.opened(account.get("userPassword"), clear) == null) {
      session.modify(dn, replace("userPassword", clear), replace("pwdReset"));
    }
  }

  private Modification replace(String attribute, byte[]... values) throws LdapException {
    return new DefaultModification(
        ModificationOperation.REPLACE_ATTRIBUTE,
        new DefaultAttribute(schema.lookupAttributeTypeRegistry(attribute), values));
  }

  private void apply(LdifEntry record) throws LdapException {
    Dn dn = new Dn(schema, record.getDn());
    if (record.isLdifContent() || record.isChangeAdd()) {
      add(dn, new DefaultEntry(schema, record.getEntry()));
    } else if (record.isChangeModify()) {
      session.modify(dn, record.getModifications());
    } else if (record.isChangeDelete()) {
      session.delete(dn);
    } else {
      throw new LdapException("changetype " + record.getChangeType() + " is not supported");
    }
  }

  private void add(Dn dn, Entry entry) throws LdapException {
    if (!replaceable.remove(dn.getNormName())) {
      session.add(entry);
      return;
    }
    List<Modification> all = new ArrayList<>();
    for (Attribute attribute : entry) {
      all.add(new DefaultModification(ModificationOperation.REPLACE_ATTRIBUTE, attribute));
    }
    session.modify(dn, all);
  }
}
