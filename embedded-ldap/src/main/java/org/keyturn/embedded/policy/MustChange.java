package org.keyturn.embedded.policy;

import org.apache.directory.api.ldap.extras.controls.ppolicy.PasswordPolicyErrorEnum;
import org.apache.directory.api.ldap.model.entry.Entry;
import org.apache.directory.api.ldap.model.exception.LdapException;
import org.apache.directory.api.ldap.model.message.ResultCodeEnum;
import org.apache.directory.server.core.api.filtering.EntryFilteringCursor;
import org.apache.directory.server.core.api.interceptor.BaseInterceptor;
import org.apache.directory.server.core.api.interceptor.context.AddOperationContext;
import org.apache.directory.server.core.api.interceptor.context.CompareOperationContext;
import org.apache.directory.server.core.api.interceptor.context.DeleteOperationContext;
import org.apache.directory.server.core.api.interceptor.context.GetRootDseOperationContext;
import org.apache.directory.server.core.api.interceptor.context.HasEntryOperationContext;
import org.apache.directory.server.core.api.interceptor.context.LookupOperationContext;
import org.apache.directory.server.core.api.interceptor.context.ModifyOperationContext;
import org.apache.directory.server.core.api.interceptor.context.MoveAndRenameOperationContext;
import org.apache.directory.server.core.api.interceptor.context.MoveOperationContext;
import org.apache.directory.server.core.api.interceptor.context.OperationContext;
import org.apache.directory.server.core.api.interceptor.context.RenameOperationContext;
import org.apache.directory.server.core.api.interceptor.context.SearchOperationContext;

/**
 * A session whose password must be changed does nothing else (draft-behera-10, section 8.1),
 * whether or not its bind carried the password policy control.
 */
public final class MustChange extends BaseInterceptor {
  public MustChange() {
    super("mustChange");
  }

  @Override
  public void modify(ModifyOperationContext context) throws LdapException {
    boolean own =
        context.getDn().equals(context.getSession().getEffectivePrincipal().getDn())
            && context.getModItems().stream().allMatch(PasswordWrites::isPassword);
    if (!own) {
      refuse(context);
    }
    next(context);
  }

  @Override
  public void add(AddOperationContext context) throws LdapException {
    refuse(context);
    next(context);
  }

  @Override
  public boolean compare(CompareOperationContext context) throws LdapException {
    refuse(context);
    return next(context);
  }

  @Override
  public void delete(DeleteOperationContext context) throws LdapException {
    refuse(context);
    next(context);
  }

  @Override
  public Entry getRootDse(GetRootDseOperationContext context) throws LdapException {
    refuse(context);
    return next(context);
  }

  @Override
  public boolean hasEntry(HasEntryOperationContext context) throws LdapException {
    refuse(context);
    return next(context);
  }

  @Override
  public Entry lookup(LookupOperationContext context) throws LdapException {
    refuse(context);
    return next(context);
  }

  @Override
  public void move(MoveOperationContext context) throws LdapException {
    refuse(context);
    next(context);
  }

  @Override
  public void moveAndRename(MoveAndRenameOperationContext context) throws LdapException {
    refuse(context);
    next(context);
  }

  @Override
  public void rename(RenameOperationContext context) throws LdapException {
    refuse(context);
    next(context);
  }

  @Override
  public EntryFilteringCursor search(SearchOperationContext context) throws LdapException {
    refuse(context);
    return next(context);
  }

  private static void refuse(OperationContext context) throws LdapException {
    if (context.getSession().isPwdMustChange()) {
      throw Refused.write(
          context,
          ResultCodeEnum.INSUFFICIENT_ACCESS_RIGHTS,
          PasswordPolicyErrorEnum.CHANGE_AFTER_RESET,
          "the password must be changed before anything else");
    }
  }
}
