package org.keyturn.embedded.policy;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.apache.directory.api.ldap.extras.controls.ppolicy.PasswordPolicyErrorEnum;
import org.apache.directory.api.ldap.extras.controls.ppolicy.PasswordPolicyResponse;
import org.apache.directory.api.ldap.extras.controls.ppolicy.PasswordPolicyResponseImpl;
import org.apache.directory.api.ldap.model.constants.AuthenticationLevel;
import org.apache.directory.api.ldap.model.entry.Entry;
import org.apache.directory.api.ldap.model.exception.LdapAuthenticationException;
import org.apache.directory.api.ldap.model.exception.LdapException;
import org.apache.directory.api.ldap.model.exception.LdapUnwillingToPerformException;
import org.apache.directory.api.ldap.model.message.ResultCodeEnum;
import org.apache.directory.api.ldap.model.name.Dn;
import org.apache.directory.server.core.api.CoreSession;
import org.apache.directory.server.core.api.DirectoryService;
import org.apache.directory.server.core.api.LdapPrincipal;
import org.apache.directory.server.core.api.interceptor.BaseInterceptor;
import org.apache.directory.server.core.api.interceptor.context.BindOperationContext;
import org.apache.directory.server.core.api.interceptor.context.UnbindOperationContext;
import org.apache.directory.server.core.shared.DefaultCoreSession;
import org.jspecify.annotations.Nullable;
import org.keyturn.embedded.access.Administrators;

/**
 * Binds with a name and a password, and all that the policy says about them (draft-behera-10,
 * section 7). Every refusal is 49; the reason is told in words and, when asked for, in the control.
 */
public final class BindRules extends BaseInterceptor {
  private final Administrators administrators;
  private final Dn suffix;
  private final Dn defaultPolicy;
  private @Nullable PolicyEntries policies;

  public BindRules(Administrators administrators, Dn suffix, Dn defaultPolicy) {
    super("bindRules");
    this.administrators = administrators;
    this.suffix = suffix;
    this.defaultPolicy = defaultPolicy;
  }

  @Override
  public void init(DirectoryService service) throws LdapException {
    super.init(service);
    policies = new PolicyEntries(service, defaultPolicy);
  }

  @Override
  public void bind(BindOperationContext context) throws LdapException {
    byte[] credentials = context.getCredentials();
    boolean noPassword = credentials == null || credentials.length == 0;
    if (context.getDn() == null || context.getDn().isEmpty()) {
      if (!noPassword) {
        throw new LdapAuthenticationException("a password without a name");
      }
      context.setSession(directoryService.getSession());
      return;
    }
    if (noPassword) {
      throw new LdapUnwillingToPerformException(
          ResultCodeEnum.UNWILLING_TO_PERFORM, "a name without a password (RFC 4513, 5.1.2)");
    }
    authenticate(context, credentials);
    context.setCredentials(null);
  }

  /** ApacheDS drops the connection on a second bind when no interceptor knows this operation. */
  @Override
  public void unbind(UnbindOperationContext context) {
    // Nothing is kept for a session.
  }

  private void authenticate(BindOperationContext context, byte[] credentials) throws LdapException {
    PolicyEntries entries = Objects.requireNonNull(policies, "not initialised");
    Entry entry =
        context.getDn().isDescendantOf(suffix) ? entries.lookup(context.getDn(), context) : null;
    if (entry == null) {
      throw new LdapAuthenticationException("name or password is wrong");
    }
    Instant now = Instant.ofEpochMilli(directoryService.getTimeProvider().currentIimeMillis());
    boolean exempt = administrators.isAdministrator(context.getDn());
    AccountState account =
        new AccountState(entry, exempt ? PasswordPolicy.NONE : entries.of(entry, context), now);
    StateChange change = new StateChange(directoryService, entry);
    if (account.locked()) {
      throw Refused.bind(context, PasswordPolicyErrorEnum.ACCOUNT_LOCKED, "account locked");
    }
    if (StoredPassword.opened(entry.get("userPassword"), credentials) == null) {
      change.failed(account).write(context);
      throw new LdapAuthenticationException("name or password is wrong");
    }
    welcome(context, account, change);
  }

  private void welcome(BindOperationContext context, AccountState account, StateChange change)
      throws LdapException {
    PasswordPolicyResponse response = new PasswordPolicyResponseImpl();
    boolean mustChange = account.mustChange();
    if (account.expired()) {
      int remaining = account.policy().graceLogins() - account.graceLoginsUsed() - 1;
      if (remaining < 0) {
        throw Refused.bind(context, PasswordPolicyErrorEnum.PASSWORD_EXPIRED, "password expired");
      }
      response.setGraceAuthNRemaining(remaining);
      change.graceUsed(account);
    } else if (!mustChange) {
      warning(account).ifPresent(response::setTimeBeforeExpiration);
    }
    if (mustChange) {
      response.setPasswordPolicyError(PasswordPolicyErrorEnum.CHANGE_AFTER_RESET);
    }
    change.succeeded(account).write(context);
    Refused.tell(context, response);
    CoreSession session =
        new DefaultCoreSession(
            new LdapPrincipal(schemaManager, context.getDn(), AuthenticationLevel.SIMPLE),
            directoryService);
    session.setPwdMustChange(mustChange);
    context.setSession(session);
  }

  private static Optional<Integer> warning(AccountState account) throws LdapException {
    Duration warn = account.policy().expireWarning();
    return account
        .timeLeft()
        .filter(left -> left.compareTo(warn) <= 0)
        .map(left -> (int) left.toSeconds());
  }
}
