package org.keyturn.agent.directory;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import java.nio.file.Path;
import org.keyturn.agent.account.Secret;
import org.keyturn.embedded.EmbeddedLdapServer;

/** ApacheDS in this process. */
final class ApacheDsLab implements DirectoryLab {

  private final EmbeddedLdapServer server = EmbeddedLdapServer.builder().start();

  @Override
  public String dialect() {
    return "apacheds";
  }

  @Override
  public int port() {
    return server.port();
  }

  @Override
  public int ldapsPort() {
    return server.ldapsPort();
  }

  @Override
  public Path ca() {
    return server.caPem();
  }

  @Override
  public String bindDn() {
    return server.serviceAccountDn();
  }

  @Override
  public Secret bindPassword() {
    return Secret.of(server.serviceAccountPassword());
  }

  /** ApacheDS cannot normalise characters beyond the BMP: 80 to an add, 54 to a search. */
  @Override
  public String widest() {
    return "☺";
  }

  @Override
  public LDAPConnection root() {
    try {
      return new LDAPConnection("127.0.0.1", port(), server.adminDn(), server.adminPassword());
    } catch (LDAPException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    server.close();
  }
}
