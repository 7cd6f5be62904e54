package org.keyturn.embedded.policy;

import org.apache.directory.api.ldap.model.constants.SchemaConstants;
import org.apache.directory.api.ldap.model.entry.Attribute;
import org.apache.directory.api.ldap.model.entry.Entry;
import org.apache.directory.api.ldap.model.exception.LdapException;
import org.apache.directory.api.ldap.model.exception.LdapInvalidDnException;
import org.apache.directory.api.ldap.model.exception.LdapNoSuchObjectException;
import org.apache.directory.api.ldap.model.name.Dn;
import org.apache.directory.server.core.api.DirectoryService;
import org.apache.directory.server.core.api.interceptor.context.LookupOperationContext;
import org.apache.directory.server.core.api.interceptor.context.OperationContext;
import org.jspecify.annotations.Nullable;

/**
 * Finds the policy that governs an account: its {@code pwdPolicySubentry}, else the default entry,
 * else {@link PasswordPolicy#NONE}. A pointer to nothing counts as no pointer. Reads inside the
 * transaction of the operation at hand, so no cache can be stale.
 */
final class PolicyEntries {
  private final DirectoryService service;
  private final Dn defaultPolicy;

  PolicyEntries(DirectoryService service, Dn defaultPolicy) {
    this.service = service;
    this.defaultPolicy = defaultPolicy;
  }

  PasswordPolicy of(Entry account, OperationContext operation) throws LdapException {
    Attribute pointer = account.get("pwdPolicySubentry");
    Entry policy = pointer == null ? null : policyAt(pointer.getString(), operation);
    if (policy == null) {
      policy = lookup(defaultPolicy, operation);
    }
    return policy == null || !policy.hasObjectClass("pwdPolicy")
        ? PasswordPolicy.NONE
        : PasswordPolicy.of(policy);
  }

  private @Nullable Entry policyAt(String name, OperationContext operation) throws LdapException {
    try {
      Entry entry = lookup(new Dn(service.getSchemaManager(), name), operation);
      return entry != null && entry.hasObjectClass("pwdPolicy") ? entry : null;
    } catch (LdapInvalidDnException e) {
      return null;
    }
  }

  /** Null when there is no such entry in the partition of the operation. */
  @Nullable Entry lookup(Dn dn, OperationContext operation) throws LdapException {
    if (!dn.isDescendantOf(operation.getPartition().getSuffixDn())) {
      return null;
    }
    LookupOperationContext lookup =
        new LookupOperationContext(
            service.getAdminSession(), dn, SchemaConstants.ALL_ATTRIBUTES_ARRAY);
    lookup.setPartition(operation.getPartition());
    lookup.setTransaction(operation.getTransaction());
    try {
      return service.getPartitionNexus().lookup(lookup);
    } catch (LdapNoSuchObjectException e) {
      return null;
    }
  }
}
