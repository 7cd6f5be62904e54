package org.keyturn.embedded;

import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How a server is to be. Every setting has a default; a builder may start several servers. */
public final class EmbeddedLdapBuilder {
  String suffix = "dc=example,dc=com";
  String address = "127.0.0.1";
  int port;
  int ldapsPort;
  int users;
  @Nullable Path workDir;
  @Nullable String administratorPassword;
  @Nullable String serviceAccountPassword;
  Clock clock = Clock.systemUTC();
  final List<Path> ldif = new ArrayList<>();
  final Set<String> delegates = new LinkedHashSet<>();

  EmbeddedLdapBuilder() {}

  /** The one naming context; {@code dc=example,dc=com} unless told otherwise. */
  public EmbeddedLdapBuilder suffix(String suffix) {
    this.suffix = suffix;
    return this;
  }

  /** For LDAP and StartTLS; 0, the default, takes a free port. */
  public EmbeddedLdapBuilder port(int port) {
    this.port = port;
    return this;
  }

  /** For LDAPS; 0, the default, takes a free port. */
  public EmbeddedLdapBuilder ldapsPort(int port) {
    this.ldapsPort = port;
    return this;
  }

  /** Fills the directory with a sample company of this many people; none by default. */
  public EmbeddedLdapBuilder users(int users) {
    this.users = users;
    return this;
  }

  /** Loaded in the order given, after the sample company. */
  public EmbeddedLdapBuilder ldif(Path file) {
    ldif.add(file);
    return this;
  }

  /**
   * Keeps entries, keys and passwords in this directory, which is made when it is missing. A start
   * that finds entries there uses them and loads nothing. Without it everything is in memory, and
   * keys and passwords are in a temporary directory that goes with the server.
   */
  public EmbeddedLdapBuilder workDir(Path directory) {
    this.workDir = directory;
    return this;
  }

  /** The server's time, for {@code pwdChangedTime}, expiry and lockout alike. */
  public EmbeddedLdapBuilder clock(Clock clock) {
    this.clock = clock;
    return this;
  }

  /** Password of {@code cn=admin} below the suffix; generated when none is given. */
  public EmbeddedLdapBuilder adminPassword(String password) {
    this.administratorPassword = password;
    return this;
  }

  /** Password of {@code cn=keyturn,ou=services}; generated when none is given. */
  public EmbeddedLdapBuilder serviceAccountPassword(String password) {
    this.serviceAccountPassword = password;
    return this;
  }

  /** Another account, by DN, that may do everything below the suffix. */
  public EmbeddedLdapBuilder delegate(String dn) {
    delegates.add(dn);
    return this;
  }

  /**
   * Listens when it returns.
   *
   * @throws EmbeddedLdapException when it cannot start; nothing is left running
   */
  public EmbeddedLdapServer start() {
    return new EmbeddedLdapServer(this);
  }
}
