package org.keyturn.agent.directory;

import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.util.args.IPAddressArgumentValueValidator;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.cert.Certificate;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;

/**
 * Compares an address, where the URL has one for a host name, with those of the certificate. The
 * SDK's own check lets every certificate pass for a loopback address; but behind one may be a
 * tunnel to anywhere.
 */
final class AddressCheck {

  private static final Integer IP_ADDRESS = 7; // RFC 5280, GeneralName

  private AddressCheck() {}

  static boolean isAddress(String host) {
    return IPAddressArgumentValueValidator.isValidNumericIPAddress(host);
  }

  static void verify(String host, SSLSession session) throws LDAPException {
    try {
      Certificate peer = session.getPeerCertificates()[0];
      if (peer instanceof X509Certificate x509 && names(x509, InetAddress.getByName(host))) {
        return;
      }
    } catch (SSLPeerUnverifiedException | CertificateParsingException | UnknownHostException e) {
      throw new LDAPException(
          ResultCode.CONNECT_ERROR, "the certificate of " + host + " cannot be checked", e);
    }
    String why = "the server's certificate is not one for " + host;
    throw new LDAPException(ResultCode.CONNECT_ERROR, why, new SSLPeerUnverifiedException(why));
  }

  private static boolean names(X509Certificate certificate, InetAddress address)
      throws CertificateParsingException, UnknownHostException {
    Collection<List<?>> names = certificate.getSubjectAlternativeNames();
    if (names == null) {
      return false;
    }
    for (List<?> name : names) {
      if (IP_ADDRESS.equals(name.get(0))
          && name.get(1) instanceof String text
          && InetAddress.getByName(text).equals(address)) { // a literal: nothing is resolved
        return true;
      }
    }
    return false;
  }
}
