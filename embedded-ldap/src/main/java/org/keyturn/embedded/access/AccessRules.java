package org.keyturn.embedded.access;

import java.util.Locale;
import java.util.Set;
import org.apache.directory.api.ldap.model.entry.Entry;
import org.apache.directory.api.ldap.model.entry.Modification;
import org.apache.directory.api.ldap.model.exception.LdapException;
import org.apache.directory.api.ldap.model.exception.LdapNoPermissionException;
import org.apache.directory.api.ldap.model.filter.BranchNode;
import org.apache.directory.api.ldap.model.filter.ExprNode;
import org.apache.directory.api.ldap.model.filter.LeafNode;
import org.apache.directory.api.ldap.model.message.SearchScope;
import org.apache.directory.api.ldap.model.name.Dn;
import org.apache.directory.api.ldap.model.schema.AttributeType;
import org.apache.directory.server.core.api.filtering.EntryFilter;
import org.apache.directory.server.core.api.filtering.EntryFilteringCursor;
import org.apache.directory.server.core.api.interceptor.BaseInterceptor;
import org.apache.directory.server.core.api.interceptor.context.AddOperationContext;
import org.apache.directory.server.core.api.interceptor.context.CompareOperationContext;
import org.apache.directory.server.core.api.interceptor.context.DeleteOperationContext;
import org.apache.directory.server.core.api.interceptor.context.HasEntryOperationContext;
import org.apache.directory.server.core.api.interceptor.context.LookupOperationContext;
import org.apache.directory.server.core.api.interceptor.context.ModifyOperationContext;
import org.apache.directory.server.core.api.interceptor.context.MoveAndRenameOperationContext;
import org.apache.directory.server.core.api.interceptor.context.MoveOperationContext;
import org.apache.directory.server.core.api.interceptor.context.OperationContext;
import org.apache.directory.server.core.api.interceptor.context.RenameOperationContext;
import org.apache.directory.server.core.api.interceptor.context.SearchOperationContext;
import org.jspecify.annotations.Nullable;

/**
 * Anonymous reads the root DSE and the schema. A bound user reads the suffix, except the secret
 * attributes, and writes the own {@code userPassword}. Administrators do all below the suffix.
 * Nobody writes the schema.
 */
public final class AccessRules extends BaseInterceptor {
  private static final Set<String> SECRET = Set.of("userpassword", "pwdhistory");
  static final String[] SECRET_NAMES = {"userPassword", "pwdHistory"};

  private final Administrators administrators;
  private final Dn suffix;
  private final Dn schema;

  public AccessRules(Administrators administrators, Dn suffix, Dn schema) {
    super("accessRules");
    this.administrators = administrators;
    this.suffix = suffix;
    this.schema = schema;
  }

  @Override
  public Entry lookup(LookupOperationContext context) throws LdapException {
    if (administrators.include(context.getSession())) {
      return next(context);
    }
    requireReadable(context, context.getDn());
    Entry entry = next(context);
    entry.removeAttributes(SECRET_NAMES);
    return entry;
  }

  @Override
  public boolean hasEntry(HasEntryOperationContext context) throws LdapException {
    if (!administrators.include(context.getSession())) {
      requireReadable(context, context.getDn());
    }
    return next(context);
  }

  @Override
  public EntryFilteringCursor search(SearchOperationContext context) throws LdapException {
    if (administrators.include(context.getSession())) {
      return filtered(next(context), new EveryEntry());
    }
    if (context.getDn().isEmpty() && context.getScope() != SearchScope.OBJECT) {
      throw new LdapNoPermissionException("a search from the root goes through what is not yours");
    }
    requireReadable(context, context.getDn());
    if (mentionsSecret(context.getFilter())) {
      throw new LdapNoPermissionException("the filter names an attribute that you may not read");
    }
    return filtered(next(context), new WithoutSecrets());
  }

  /**
   * Runs behind the filter that takes out what was not asked for. A cursor needs at least two: with
   * one alone ApacheDS takes out twice, and fails on the attribute list {@code 1.1}.
   */
  private static EntryFilteringCursor filtered(EntryFilteringCursor cursor, EntryFilter filter) {
    cursor.addEntryFilter(filter);
    return cursor;
  }

  @Override
  public boolean compare(CompareOperationContext context) throws LdapException {
    if (!administrators.include(context.getSession())) {
      requireReadable(context, context.getDn());
      if (isSecret(context.getAttributeType())) {
        throw new LdapNoPermissionException("you may not compare this attribute");
      }
    }
    return next(context);
  }

  @Override
  public void modify(ModifyOperationContext context) throws LdapException {
    if (!administrators.include(context.getSession())) {
      requireOwnPassword(context);
    } else {
      requireWritable(context);
    }
    next(context);
  }

  @Override
  public void add(AddOperationContext context) throws LdapException {
    requireAdministrator(context);
    next(context);
  }

  @Override
  public void delete(DeleteOperationContext context) throws LdapException {
    requireAdministrator(context);
    next(context);
  }

  @Override
  public void move(MoveOperationContext context) throws LdapException {
    requireAdministrator(context);
    next(context);
  }

  @Override
  public void rename(RenameOperationContext context) throws LdapException {
    requireAdministrator(context);
    next(context);
  }

  @Override
  public void moveAndRename(MoveAndRenameOperationContext context) throws LdapException {
    requireAdministrator(context);
    next(context);
  }

  private void requireReadable(OperationContext context, Dn dn) throws LdapException {
    boolean open = dn.isEmpty() || dn.isDescendantOf(schema);
    boolean bound = !context.getSession().isAnonymous() && dn.isDescendantOf(suffix);
    if (!open && !bound) {
      throw new LdapNoPermissionException("you may not read here");
    }
  }

  private void requireOwnPassword(ModifyOperationContext context) throws LdapException {
    Dn self = context.getSession().getEffectivePrincipal().getDn();
    boolean own = !context.getSession().isAnonymous() && self.equals(context.getDn());
    for (Modification modification : context.getModItems()) {
      own &=
          modification.getAttribute().getId().toLowerCase(Locale.ROOT).equals("userpassword")
              || isPassword(modification.getAttribute().getAttributeType());
    }
    if (!own) {
      throw new LdapNoPermissionException("you may change nothing but your own password");
    }
  }

  private void requireAdministrator(OperationContext context) throws LdapException {
    if (!administrators.include(context.getSession())) {
      throw new LdapNoPermissionException("only administrators may do this");
    }
    requireWritable(context);
  }

  private void requireWritable(OperationContext context) throws LdapException {
    boolean server = context.getSession().isAdministrator();
    if (!server && !context.getDn().isDescendantOf(suffix)) {
      throw new LdapNoPermissionException("only entries below the suffix can be written");
    }
  }

  private static boolean mentionsSecret(ExprNode filter) {
    if (filter instanceof BranchNode branch) {
      return branch.getChildren().stream().anyMatch(AccessRules::mentionsSecret);
    }
    return filter instanceof LeafNode leaf
        && (isSecret(leaf.getAttributeType())
            || SECRET.contains(String.valueOf(leaf.getAttribute()).toLowerCase(Locale.ROOT)));
  }

  private static boolean isPassword(@Nullable AttributeType type) {
    return type != null && type.getNames().contains("userPassword");
  }

  private static boolean isSecret(@Nullable AttributeType type) {
    return type != null
        && type.getNames().stream()
            .anyMatch(name -> SECRET.contains(name.toLowerCase(Locale.ROOT)));
  }
}
