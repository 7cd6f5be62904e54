package org.keyturn.embedded.server;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Set;
import org.apache.directory.api.ldap.extras.controls.ppolicy.PasswordPolicyRequest;
import org.apache.directory.api.ldap.extras.controls.ppolicy.PasswordPolicyResponse;
import org.apache.directory.api.ldap.extras.extended.pwdModify.PasswordModifyRequest;
import org.apache.directory.api.ldap.extras.extended.pwdModify.PasswordModifyResponse;
import org.apache.directory.api.ldap.extras.extended.pwdModify.PasswordModifyResponseImpl;
import org.apache.directory.api.ldap.model.entry.DefaultAttribute;
import org.apache.directory.api.ldap.model.entry.DefaultModification;
import org.apache.directory.api.ldap.model.entry.Entry;
import org.apache.directory.api.ldap.model.entry.ModificationOperation;
import org.apache.directory.api.ldap.model.exception.LdapException;
import org.apache.directory.api.ldap.model.exception.LdapInvalidDnException;
import org.apache.directory.api.ldap.model.exception.LdapOperationException;
import org.apache.directory.api.ldap.model.message.Control;
import org.apache.directory.api.ldap.model.message.ModifyRequest;
import org.apache.directory.api.ldap.model.message.ModifyRequestImpl;
import org.apache.directory.api.ldap.model.message.ResultCodeEnum;
import org.apache.directory.api.ldap.model.name.Dn;
import org.apache.directory.api.ldap.model.schema.AttributeType;
import org.apache.directory.server.core.api.CoreSession;
import org.apache.directory.server.core.api.DirectoryService;
import org.apache.directory.server.ldap.ExtendedOperationHandler;
import org.apache.directory.server.ldap.LdapServer;
import org.apache.directory.server.ldap.LdapSession;
import org.keyturn.embedded.policy.StoredPassword;

/**
 * The password modify operation (RFC 3062), for oneself and, as an administrator, for others; makes
 * a password when none is given. It ends in an ordinary modify, so every rule holds. ApacheDS's own
 * serves no service account, and no session that must change its password.
 */
final class PasswordModify
    implements ExtendedOperationHandler<PasswordModifyRequest, PasswordModifyResponse> {
  private static final String ALPHABET = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";

  private final SecureRandom random = new SecureRandom();

  @Override
  public String getOid() {
    return PasswordModifyRequest.EXTENSION_OID;
  }

  @Override
  public Set<String> getExtensionOids() {
    return Set.of(PasswordModifyRequest.EXTENSION_OID);
  }

  @Override
  public void setLdapServer(LdapServer server) {
    // Every request carries its session, and that its server.
  }

  @Override
  public void handleExtendedOperation(LdapSession session, PasswordModifyRequest request) {
    PasswordModifyResponseImpl response =
        new PasswordModifyResponseImpl(request.getMessageId(), ResultCodeEnum.SUCCESS);
    try {
      change(session.getCoreSession(), request, response);
    } catch (LdapOperationException e) {
      response.getLdapResult().setResultCode(e.getResultCode());
      response.getLdapResult().setDiagnosticMessage(e.getMessage());
    } catch (LdapException e) {
      response.getLdapResult().setResultCode(ResultCodeEnum.OTHER);
    }
    session.getIoSession().write(response);
  }

  private void change(
      CoreSession session, PasswordModifyRequest request, PasswordModifyResponseImpl response)
      throws LdapException {
    if (session.isAnonymous()) {
      throw new LdapOperationException(
          ResultCodeEnum.STRONG_AUTH_REQUIRED, "only who is bound can change a password");
    }
    DirectoryService service = session.getDirectoryService();
    AttributeType type = service.getSchemaManager().lookupAttributeTypeRegistry("userPassword");
    Dn dn = target(session, request.getUserIdentity());
    ModifyRequest modify = new ModifyRequestImpl();
    modify.setName(dn);
    byte[] old = request.getOldPassword();
    if (old != null) {
      Entry entry = service.getAdminSession().lookup(dn, "userPassword");
      byte[] opened = StoredPassword.opened(entry.get("userPassword"), old);
      if (opened == null) {
        throw new LdapOperationException(
            ResultCodeEnum.INVALID_CREDENTIALS, "the old password is wrong");
      }
      modify.addModification(
          new DefaultModification(
              ModificationOperation.REMOVE_ATTRIBUTE, new DefaultAttribute(type, opened)));
    }
    byte[] password = request.getNewPassword();
    if (password == null) {
      password = made();
      response.setGenPassword(password);
    }
    modify.addModification(
        new DefaultModification(
            ModificationOperation.REPLACE_ATTRIBUTE, new DefaultAttribute(type, password)));
    apply(session, request, modify, response);
  }

  private static void apply(
      CoreSession session,
      PasswordModifyRequest request,
      ModifyRequest modify,
      PasswordModifyResponseImpl response)
      throws LdapException {
    Control asked = request.getControl(PasswordPolicyRequest.OID);
    if (asked != null) {
      modify.addControl(asked);
    }
    try {
      session.modify(modify);
    } catch (LdapException e) {
      response.setGenPassword(null);
      throw e;
    } finally {
      Control told = modify.getResultResponse().getControl(PasswordPolicyResponse.OID);
      if (told != null) {
        response.addControl(told);
      }
    }
  }

  /** A DN, also in the form {@code dn:…} of RFC 4513, section 5.2.1.8; nothing means oneself. */
  private static Dn target(CoreSession session, byte[] identity) throws LdapException {
    if (identity == null || identity.length == 0) {
      return session.getEffectivePrincipal().getDn();
    }
    String name = new String(identity, StandardCharsets.UTF_8);
    try {
      return new Dn(
          session.getDirectoryService().getSchemaManager(),
          name.startsWith("dn:") ? name.substring(3) : name);
    } catch (LdapInvalidDnException e) {
      throw new LdapOperationException(
          ResultCodeEnum.INVALID_DN_SYNTAX, "the user identity is not a DN");
    }
  }

  private byte[] made() {
    StringBuilder made = new StringBuilder();
    for (int i = 0; i < 20; i++) {
      made.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    return made.toString().getBytes(StandardCharsets.US_ASCII);
  }
}
