package org.keyturn.embedded.server;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.directory.api.ldap.model.entry.DefaultModification;
import org.apache.directory.api.ldap.model.entry.Entry;
import org.apache.directory.api.ldap.model.entry.Modification;
import org.apache.directory.api.ldap.model.entry.ModificationOperation;
import org.apache.directory.api.ldap.model.exception.LdapException;
import org.apache.directory.api.ldap.model.exception.LdapNoPermissionException;
import org.apache.directory.api.ldap.model.schema.AttributeType;
import org.apache.directory.api.util.DateUtils;
import org.apache.directory.server.core.api.AttributeTypeProvider;
import org.apache.directory.server.core.api.interceptor.context.AddOperationContext;
import org.apache.directory.server.core.api.interceptor.context.ModifyOperationContext;
import org.apache.directory.server.core.api.interceptor.context.OperationContext;
import org.apache.directory.server.core.operational.OperationalAttributeInterceptor;

/**
 * Stamps entries as ApacheDS does, with names as people write them, and leaves the password policy
 * state to the access rules: ApacheDS would let {@code uid=admin,ou=system} alone write it.
 */
final class OperationalStamps extends OperationalAttributeInterceptor {
  @Override
  public void add(AddOperationContext context) throws LdapException {
    AttributeTypeProvider types = directoryService.getAtProvider();
    Entry entry = context.getEntry();
    boolean server = context.getSession().isAdministrator();
    stamp(entry, types.getEntryUUID(), UUID.randomUUID().toString(), server);
    stamp(entry, types.getEntryCSN(), directoryService.getCSN().toString(), server);
    stamp(entry, types.getCreatorsName(), actor(context), server);
    stamp(entry, types.getCreateTimestamp(), now(), server);
    next(context);
  }

  @Override
  public void modify(ModifyOperationContext context) throws LdapException {
    AttributeTypeProvider types = directoryService.getAtProvider();
    List<Modification> modifications = new ArrayList<>(context.getModItems());
    stamp(modifications, types.getModifiersName(), actor(context));
    stamp(modifications, types.getModifyTimestamp(), now());
    stamp(modifications, types.getEntryCSN(), directoryService.getCSN().toString());
    context.setModItems(modifications);
    next(context);
  }

  /** What is loaded from inside the process may bring its own stamps. */
  private static void stamp(Entry entry, AttributeType type, String value, boolean mayBeGiven)
      throws LdapException {
    if (!entry.containsAttribute(type)) {
      entry.put(type, value);
    } else if (!mayBeGiven) {
      throw new LdapNoPermissionException(type.getName() + " is written by the server");
    }
  }

  private static void stamp(List<Modification> modifications, AttributeType type, String value)
      throws LdapException {
    for (Modification modification : modifications) {
      if (modification.getAttribute().getAttributeType().equals(type)) {
        throw new LdapNoPermissionException(type.getName() + " is written by the server");
      }
    }
    modifications.add(
        new DefaultModification(ModificationOperation.REPLACE_ATTRIBUTE, type, value));
  }

  private static String actor(OperationContext context) {
    return context.getSession().getEffectivePrincipal().getDn().getName();
  }

  private String now() {
    return DateUtils.getGeneralizedTime(directoryService.getTimeProvider());
  }
}
