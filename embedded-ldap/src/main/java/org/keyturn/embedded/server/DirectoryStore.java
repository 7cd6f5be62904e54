package org.keyturn.embedded.server;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.directory.api.ldap.model.entry.DefaultModification;
import org.apache.directory.api.ldap.model.entry.ModificationOperation;
import org.apache.directory.api.ldap.model.exception.LdapException;
import org.apache.directory.api.ldap.model.name.Dn;
import org.apache.directory.api.ldap.model.schema.SchemaManager;
import org.apache.directory.server.core.DefaultDirectoryService;
import org.apache.directory.server.core.api.InstanceLayout;
import org.apache.directory.server.core.api.schema.SchemaPartition;
import org.apache.directory.server.core.exception.ExceptionInterceptor;
import org.apache.directory.server.core.normalization.NormalizationInterceptor;
import org.apache.directory.server.core.partition.impl.btree.AbstractBTreePartition;
import org.apache.directory.server.core.referral.ReferralInterceptor;
import org.apache.directory.server.core.schema.SchemaInterceptor;
import org.keyturn.embedded.access.AccessRules;
import org.keyturn.embedded.access.Administrators;
import org.keyturn.embedded.policy.BindRules;
import org.keyturn.embedded.policy.MustChange;
import org.keyturn.embedded.policy.PasswordWrites;

/**
 * One ApacheDS directory service without a network. Not thread-safe while a {@link Network} serves
 * it: whoever writes from inside the process holds the network's turnstile.
 */
public final class DirectoryStore implements AutoCloseable {
  /** Names in string form; the default policy need not exist. */
  public record Names(
      String suffix, String administrator, Set<String> delegates, String defaultPolicy) {}

  private final DefaultDirectoryService service;
  private final Administrators administrators;
  private final Optional<Salvage> salvage;
  private volatile Clock clock;

  /**
   * @param directory exists; with {@code onDisk} the entries are kept in it
   */
  public DirectoryStore(Path directory, boolean onDisk, Names names, Clock clock) throws Exception {
    this.clock = clock;
    SchemaManager schema = ServerSchema.load();
    service = new DefaultDirectoryService();
    service.setShutdownHookEnabled(false);
    service.setInstanceLayout(new InstanceLayout(directory.toFile()));
    service.setSchemaManager(schema);
    service.setTimeProvider(() -> this.clock.millis());
    service.setAllowAnonymousAccess(true); // the access rules decide
    service.setDenormalizeOpAttrsEnabled(true); // else modifiersName reads 2.5.4.3=...
    service.getChangeLog().setEnabled(false);

    SchemaPartition schemaPartition = new SchemaPartition(schema);
    MemorySchema memory = new MemorySchema(schema, service.getDnFactory());
    memory.setPartitionPath(directory.resolve("schema").toUri());
    schemaPartition.setWrappedPartition(memory);
    service.setSchemaPartition(schemaPartition);
    service.setSystemPartition(
        Storage.MEMORY.partition("system", "ou=system", schema, service.getDnFactory(), directory));
    salvage = onDisk ? Optional.of(new Salvage(directory)) : Optional.empty();
    boolean damaged = salvage.isPresent() && salvage.get().setAside();
    AbstractBTreePartition entries =
        (onDisk ? Storage.DISK : Storage.MEMORY)
            .partition(Salvage.ENTRIES, names.suffix(), schema, service.getDnFactory(), directory);
    service.addPartition(entries);

    Dn suffix = new Dn(schema, names.suffix());
    Dn defaultPolicy = new Dn(schema, names.defaultPolicy());
    Set<Dn> delegates = new HashSet<>();
    for (String delegate : names.delegates()) {
      delegates.add(new Dn(schema, delegate));
    }
    administrators = new Administrators(new Dn(schema, names.administrator()), delegates);
    service.setInterceptors(
        List.of(
            new NormalizationInterceptor(),
            new BindRules(administrators, suffix, defaultPolicy),
            new MustChange(),
            new AccessRules(administrators, suffix, new Dn(schema, "cn=schema")),
            new PasswordWrites(administrators, defaultPolicy),
            new HonestRootDse(),
            new ReferralInterceptor(),
            new ExceptionInterceptor(),
            new SchemaInterceptor(),
            new OperationalStamps(),
            new SynchronousEvents()));
    service.startup();
    if (damaged) {
      salvage.get().copy(service, entries);
    }
    scrambleBuiltInAdministrator();
  }

  /** ApacheDS makes {@code uid=admin,ou=system} with a known password. It cannot bind; still. */
  private void scrambleBuiltInAdministrator() throws LdapException {
    byte[] random = new byte[32];
    new SecureRandom().nextBytes(random);
    service
        .getAdminSession()
        .modify(
            service.getAdminSession().getEffectivePrincipal().getDn(),
            new DefaultModification(
                ModificationOperation.REPLACE_ATTRIBUTE,
                service.getSchemaManager().lookupAttributeTypeRegistry("userPassword"),
                random));
  }

  DefaultDirectoryService service() {
    return service;
  }

  Administrators administrators() {
    return administrators;
  }

  public void setClock(Clock clock) {
    this.clock = clock;
  }

  @Override
  public void close() throws LdapException, IOException {
    service.shutdown();
    if (salvage.isPresent()) {
      salvage.get().endedWell();
    }
  }
}
