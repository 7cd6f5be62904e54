package org.keyturn.embedded.access;

import java.util.Set;
import java.util.stream.Collectors;
import org.apache.directory.api.ldap.model.constants.AuthenticationLevel;
import org.apache.directory.api.ldap.model.name.Dn;
import org.apache.directory.server.core.api.CoreSession;

/**
 * The accounts that may do everything: the directory's administrator and the service accounts that
 * the directory was delegated to. The server's own session counts as one of them.
 */
public final class Administrators {
  private final Dn administrator;
  private final Set<String> delegates;

  public Administrators(Dn administrator, Set<Dn> delegates) {
    this.administrator = administrator;
    this.delegates =
        delegates.stream().map(Dn::getNormName).collect(Collectors.toUnmodifiableSet());
  }

  public boolean include(CoreSession session) {
    Dn dn = session.getEffectivePrincipal().getDn();
    return isServer(session)
        || (session.getAuthenticationLevel() != AuthenticationLevel.NONE
            && (isAdministrator(dn) || delegates.contains(dn.getNormName())));
  }

  /** The administrator stands above the password policy, as a root DN does; a delegate does not. */
  public boolean isAdministrator(Dn dn) {
    return administrator.getNormName().equals(dn.getNormName());
  }

  private static boolean isServer(CoreSession session) {
    return session.isAdministrator();
  }
}
