package org.keyturn.agent.directory;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPConnectionOptions;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.util.ssl.HostNameSSLSocketVerifier;
import com.unboundid.util.ssl.PEMFileTrustManager;
import com.unboundid.util.ssl.SSLUtil;
import java.security.GeneralSecurityException;
import java.security.KeyStoreException;

/** The tests' own connections to a lab. */
final class Wire {

  private Wire() {}

  /** Over loopback in clear, for servers that take passwords so. */
  static LDAPConnection clearTo(DirectoryLab lab) throws LDAPException {
    return new LDAPConnection("127.0.0.1", lab.port());
  }

  /** Verified by the lab's CA and by name. */
  static LDAPConnection protectedTo(DirectoryLab lab) throws LDAPException {
    LDAPConnectionOptions options = new LDAPConnectionOptions();
    options.setSSLSocketVerifier(new HostNameSSLSocketVerifier(true));
    try {
      SSLUtil tls = new SSLUtil(new PEMFileTrustManager(lab.ca().toFile()));
      return new LDAPConnection(
          tls.createSSLSocketFactory(), options, "127.0.0.1", lab.ldapsPort());
    } catch (KeyStoreException e) {
      throw new LDAPException(ResultCode.PARAM_ERROR, "the lab's CA: " + lab.ca(), e);
    } catch (GeneralSecurityException e) {
      throw new LDAPException(ResultCode.CONNECT_ERROR, "TLS to the lab", e);
    }
  }
}
