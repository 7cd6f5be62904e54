package org.keyturn.embedded;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.BindResult;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.LDAPResult;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SimpleBindRequest;
import com.unboundid.ldap.sdk.experimental.DraftBeheraLDAPPasswordPolicy10RequestControl;
import com.unboundid.ldap.sdk.experimental.DraftBeheraLDAPPasswordPolicy10ResponseControl;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What tests say to a server. Results are values here: a refusal is an answer, not an exception.
 */
final class Client {
  private final EmbeddedLdapServer server;

  Client(EmbeddedLdapServer server) {
    this.server = server;
  }

  interface Request {
    LDAPResult send() throws LDAPException;
  }

  record Answer(ResultCode code, @Nullable String policy, String text) {}

  /** Result code, and what the password policy control said. */
  static Answer answer(Request request) {
    LDAPResult result;
    try {
      result = request.send();
    } catch (LDAPException e) {
      result = e.toLDAPResult();
    }
    return new Answer(
        result.getResultCode(), policy(result), String.valueOf(result.getDiagnosticMessage()));
  }

  private static @Nullable String policy(LDAPResult result) {
    try {
      DraftBeheraLDAPPasswordPolicy10ResponseControl control =
          result instanceof BindResult bind
              ? DraftBeheraLDAPPasswordPolicy10ResponseControl.get(bind)
              : DraftBeheraLDAPPasswordPolicy10ResponseControl.get(result);
      if (control == null) {
        return null;
      }
      return control.getErrorType() != null
          ? control.getErrorType().toString()
          : control.getWarningType() == null
              ? ""
              : control.getWarningType() + ":" + control.getWarningValue();
    } catch (LDAPException e) {
      throw new AssertionError(e);
    }
  }

  LDAPConnection anonymous() throws LDAPException {
    return new LDAPConnection("127.0.0.1", server.port());
  }

  LDAPConnection as(String dn, String password) throws LDAPException {
    return new LDAPConnection("127.0.0.1", server.port(), dn, password);
  }

  LDAPConnection admin() throws LDAPException {
    return as(server.adminDn(), server.adminPassword());
  }

  LDAPConnection service() throws LDAPException {
    return as(server.serviceAccountDn(), server.serviceAccountPassword());
  }

  /** Binds on a connection of its own, with the password policy control. */
  Answer bind(String dn, String password) throws LDAPException {
    try (LDAPConnection connection = anonymous()) {
      return answer(
          () ->
              connection.bind(
                  new SimpleBindRequest(
                      dn, password, new DraftBeheraLDAPPasswordPolicy10RequestControl())));
    }
  }

  /** Adds a person below {@code ou=people}; attributes come as name, value, name, value. */
  String person(String uid, String password, String... more) throws LDAPException {
    String dn = "uid=" + uid + ",ou=people," + server.suffix();
    StringBuilder ldif =
        new StringBuilder(
                "dn: " + dn + "\nobjectClass: inetOrgPerson\nuid: " + uid + "\ncn: " + uid)
            .append("\nsn: " + uid + "\nuserPassword: " + password + "\n");
    for (int i = 0; i < more.length; i += 2) {
      ldif.append(more[i]).append(": ").append(more[i + 1]).append('\n');
    }
    server.load(ldif.toString());
    return dn;
  }

  /** Adds a policy below {@code ou=policies}; attributes come as name, value, name, value. */
  String policy(String cn, String... attributes) {
    String dn = "cn=" + cn + ",ou=policies," + server.suffix();
    StringBuilder ldif =
        new StringBuilder("dn: " + dn + "\nobjectClass: device\nobjectClass: pwdPolicy\ncn: " + cn)
            .append("\npwdAttribute: userPassword\n");
    for (int i = 0; i < attributes.length; i += 2) {
      ldif.append(attributes[i]).append(": ").append(attributes[i + 1]).append('\n');
    }
    server.load(ldif.toString());
    return dn;
  }

  /** Null when there is no such attribute. */
  @Nullable String read(String dn, String attribute) throws LDAPException {
    try (LDAPConnection connection = admin()) {
      return connection.getEntry(dn, "*", "+").getAttributeValue(attribute);
    }
  }

  String changedTime(String dn) throws LDAPException {
    return Objects.requireNonNull(read(dn, "pwdChangedTime"), dn);
  }

  String[] readAll(String dn, String attribute) throws LDAPException {
    try (LDAPConnection connection = admin()) {
      SearchResultEntry entry = connection.getEntry(dn, "*", "+");
      Attribute found = entry.getAttribute(attribute);
      return found == null ? new String[0] : found.getValues();
    }
  }

  static Modification replace(String attribute, String... values) {
    return new Modification(ModificationType.REPLACE, attribute, values);
  }

  static Modification add(String attribute, String... values) {
    return new Modification(ModificationType.ADD, attribute, values);
  }

  static Modification delete(String attribute, String... values) {
    return new Modification(ModificationType.DELETE, attribute, values);
  }
}
