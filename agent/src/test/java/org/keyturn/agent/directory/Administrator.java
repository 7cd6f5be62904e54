package org.keyturn.agent.directory;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import org.jspecify.annotations.Nullable;

/** A lab's administrator: one connection, made when it is asked for and none is open. */
final class Administrator implements AutoCloseable {

  private final DirectoryLab lab;
  private final String dn;
  private final String password;
  private @Nullable LDAPConnection open;

  Administrator(DirectoryLab lab, String dn, String password) {
    this.lab = lab;
    this.dn = dn;
    this.password = password;
  }

  synchronized LDAPConnection connection() {
    LDAPConnection there = open;
    if (there != null && there.isConnected()) {
      return there;
    }
    try {
      LDAPConnection made = lab.connect();
      made.bind(dn, password);
      open = made;
      return made;
    } catch (LDAPException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public synchronized void close() {
    if (open != null) {
      open.close();
    }
  }
}
