package org.keyturn.embedded.policy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.directory.api.ldap.model.entry.DefaultAttribute;
import org.apache.directory.api.ldap.model.entry.DefaultModification;
import org.apache.directory.api.ldap.model.entry.Entry;
import org.apache.directory.api.ldap.model.entry.Modification;
import org.apache.directory.api.ldap.model.entry.ModificationOperation;
import org.apache.directory.api.ldap.model.exception.LdapException;
import org.apache.directory.api.ldap.model.exception.LdapOtherException;
import org.apache.directory.api.ldap.model.schema.AttributeType;
import org.apache.directory.server.core.api.DirectoryService;
import org.apache.directory.server.core.api.interceptor.context.BindOperationContext;
import org.apache.directory.server.core.api.interceptor.context.ModifyOperationContext;
import org.apache.directory.server.core.api.partition.PartitionTxn;

/**
 * What a bind leaves behind in the account: failures, a lock, grace logins, the last success. Goes
 * to the partition beside the interceptors, as ApacheDS's own policy does, and leaves {@code
 * modifyTimestamp} and {@code entryCSN} alone: signing in is no change that a client made.
 */
final class StateChange {
  private final DirectoryService service;
  private final Entry entry;
  private final List<Modification> modifications = new ArrayList<>();

  StateChange(DirectoryService service, Entry entry) {
    this.service = service;
    this.entry = entry;
  }

  StateChange failed(AccountState account) throws LdapException {
    if (account.policy().maxFailure() > 0) {
      List<String> failures = account.failures();
      String now = GeneralizedTime.of(account.now());
      for (int i = 1; failures.contains(now); i++) {
        now = GeneralizedTime.of(account.now().plusMillis(i));
      }
      failures.add(now);
      put("pwdFailureTime", failures);
      if (account.policy().lockout() && failures.size() >= account.policy().maxFailure()) {
        put("pwdAccountLockedTime", List.of(GeneralizedTime.of(account.now())));
      }
    }
    return this;
  }

  StateChange graceUsed(AccountState account) throws LdapException {
    List<String> uses = new ArrayList<>();
    if (entry.get("pwdGraceUseTime") != null) {
      entry.get("pwdGraceUseTime").forEach(use -> uses.add(use.getString()));
    }
    String now = GeneralizedTime.of(account.now());
    for (int i = 1; uses.contains(now); i++) {
      now = GeneralizedTime.of(account.now().plusMillis(i));
    }
    uses.add(now);
    put("pwdGraceUseTime", uses);
    return this;
  }

  /** A lock that has run out goes with the failures that made it. */
  StateChange succeeded(AccountState account) throws LdapException {
    remove("pwdFailureTime");
    if (account.policy().lockout()) {
      remove("pwdAccountLockedTime");
    }
    put("pwdLastSuccess", List.of(GeneralizedTime.of(account.now())));
    return this;
  }

  private void put(String name, List<String> values) throws LdapException {
    modifications.add(
        new DefaultModification(
            ModificationOperation.REPLACE_ATTRIBUTE,
            new DefaultAttribute(type(name), values.toArray(String[]::new))));
  }

  private void remove(String name) throws LdapException {
    if (entry.get(name) != null) {
      modifications.add(
          new DefaultModification(
              ModificationOperation.REMOVE_ATTRIBUTE, new DefaultAttribute(type(name))));
    }
  }

  private AttributeType type(String name) throws LdapException {
    return service.getSchemaManager().lookupAttributeTypeRegistry(name);
  }

  void write(BindOperationContext bind) throws LdapException {
    if (modifications.isEmpty()) {
      return;
    }
    ModifyOperationContext modify = new ModifyOperationContext(service.getAdminSession());
    modify.setDn(bind.getDn());
    modify.setEntry(entry);
    modify.setModItems(modifications);
    modify.setPartition(bind.getPartition());
    PartitionTxn transaction = bind.getPartition().beginWriteTransaction();
    modify.setTransaction(transaction);
    try {
      try {
        service.getPartitionNexus().modify(modify);
        transaction.commit();
      } catch (LdapException e) {
        transaction.abort();
        throw e;
      }
    } catch (IOException e) {
      throw new LdapOtherException("the account's state could not be stored", e);
    }
  }
}
