package org.keyturn.agent.directory;

import com.unboundid.ldap.sdk.LDAPConnection;
import java.nio.file.Path;
import org.keyturn.agent.account.Secret;
import org.keyturn.agent.account.SecretSource;

/** A real server for the contract tests, and a way around our own code to look at it. */
interface DirectoryLab extends AutoCloseable {

  String BASE = "ou=people,dc=example,dc=com";
  String POLICIES = "ou=policies,dc=example,dc=com";

  String dialect();

  int port();

  int ldapsPort();

  /** The CA that signed the server's certificate. */
  Path ca();

  String bindDn();

  Secret bindPassword();

  /** Where {@link Directories} reads {@link #bindPassword()}. */
  default SecretSource bindSource() {
    return new SecretSource() {
      @Override
      public Secret read() {
        return bindPassword();
      }

      @Override
      public String describe() {
        return "the lab's bind password";
      }
    };
  }

  /** A character that takes four bytes in UTF-8, or where a server has none of those, another. */
  default String widest() {
    return "😀";
  }

  /** An administrator's connection, in clear over loopback; the caller closes it. */
  LDAPConnection root();

  @Override
  void close();
}
