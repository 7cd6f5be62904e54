package org.keyturn.agent.directory;

import com.unboundid.ldap.sdk.LDAPConnection;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import org.keyturn.agent.account.Secret;
import org.keyturn.embedded.EmbeddedLdapServer;

/** ApacheDS in this process. */
final class ApacheDsLab implements BeheraLab {

  private static final Set<Trait> TRAITS =
      EnumSet.complementOf(
          EnumSet.of(
              Trait.DEFAULT_POLICY_IS_TOLD,
              Trait.ONE_ROUND_TRIP_WRITES,
              Trait.JUDGES_RESETS,
              Trait.REMEMBERS_AT_RESETS));

  private final EmbeddedLdapServer server = EmbeddedLdapServer.builder().start();
  private final Administrator administrator =
      new Administrator(this, server.adminDn(), server.adminPassword());

  void load(String ldif) {
    server.load(ldif);
  }

  /** Its agent may write every attribute that an account has: no schema has this one. */
  @Override
  public String foreign() {
    return "nowhere";
  }

  @Override
  public String dialect() {
    return "apacheds";
  }

  @Override
  public Set<Trait> traits() {
    return TRAITS;
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
    return administrator.connection();
  }

  @Override
  public void close() {
    administrator.close();
    server.close();
  }
}
