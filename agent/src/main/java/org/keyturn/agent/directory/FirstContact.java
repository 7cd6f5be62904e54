package org.keyturn.agent.directory;

import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import java.net.Socket;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.keyturn.agent.directory.DirectoryException.Kind;
import org.keyturn.agent.directory.DirectorySettings.Tls;

/**
 * Meets a server that nothing is known of yet. Nobody signs in: whether it can be trusted is found
 * out first, and where it cannot by itself, a person is shown what it shows.
 */
public final class FirstContact {

  private FirstContact() {}

  /**
   * @return what the server shows, where it is not trusted and would be with that; empty: it is
   *     trusted, or {@code tls} is none
   * @throws DirectoryException {@code UNREACHABLE} where it does not answer; {@code REFUSED} where
   *     no trust would help, such as a certificate for another name
   */
  public static Optional<ShownCertificates> with(DirectorySettings settings) {
    if (settings.tls() == Tls.NONE) {
      return Optional.empty();
    }
    URI url = settings.urls().get(0);
    try {
      new Server(url, settings, ServerTrust.context(settings)).anonymous().close();
      return Optional.empty();
    } catch (LDAPException e) {
      Optional<ShownCertificates> shown =
          Failures.isUntrusted(e) ? shown(url, settings) : Optional.empty();
      if (shown.isEmpty()) {
        throw unanswered(e, url);
      }
      mustHelp(url, settings, shown.get());
      return shown;
    }
  }

  /** A port that speaks the one of the two is often taken for one that speaks the other. */
  private static DirectoryException unanswered(LDAPException e, URI url) {
    DirectoryException failure = Failures.bind(e, url.toString(), "");
    boolean ldaps = "ldaps".equalsIgnoreCase(url.getScheme());
    boolean mistaken =
        ldaps ? ConnectFailure.isOfTls(e) : !e.getResultCode().equals(ResultCode.CONNECT_ERROR);
    if (failure.kind() != Kind.UNREACHABLE || !mistaken) {
      return failure;
    }
    String other =
        ldaps
            ? "; where that is the port of LDAP with StartTLS, write ldap://"
            : "; where that is the port of LDAPS, write ldaps://";
    return new DirectoryException(
        failure.kind(), failure.resultCode(), failure.getMessage() + other + url.getAuthority(), e);
  }

  private static Optional<ShownCertificates> shown(URI url, DirectorySettings settings) {
    Notebook notebook = new Notebook();
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {notebook}, null);
      new Server(url, settings, context).anonymous().close();
      throw new IllegalStateException("a server was taken that nobody trusts");
    } catch (LDAPException e) {
      return notebook.seen.isEmpty()
          ? Optional.empty()
          : Optional.of(new ShownCertificates(notebook.seen));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JVM has no TLS", e);
    }
  }

  /** Else a person would be asked for nothing: the name, for one, is verified whatever they say. */
  private static void mustHelp(URI url, DirectorySettings settings, ShownCertificates shown) {
    try {
      SSLContext trusting = ServerTrust.context(List.of(shown.anchor()));
      new Server(url, settings, trusting).anonymous().close();
    } catch (LDAPException e) {
      throw new DirectoryException(
          Kind.REFUSED,
          -1,
          url
              + " cannot be trusted, whoever vouches for it: "
              + Failures.said(e)
              + "; its certificate is for "
              + Diagnostics.clean(names(shown.chain().get(0))),
          e);
    }
  }

  private static String names(X509Certificate certificate) {
    try {
      List<String> names = new ArrayList<>();
      if (certificate.getSubjectAlternativeNames() != null) {
        certificate
            .getSubjectAlternativeNames()
            .forEach(name -> names.add(String.valueOf(name.get(1))));
      }
      return names.isEmpty()
          ? certificate.getSubjectX500Principal().getName()
          : String.join(", ", names);
    } catch (CertificateException e) {
      return certificate.getSubjectX500Principal().getName();
    }
  }

  /** Writes down what is shown, and trusts nobody: the handshake ends before anything is sent. */
  private static final class Notebook extends X509ExtendedTrustManager {

    private List<X509Certificate> seen = List.of();

    private void look(X509Certificate[] chain) throws CertificateException {
      seen = List.of(chain);
      throw new CertificateException("only looked at");
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type)
        throws CertificateException {
      look(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
        throws CertificateException {
      look(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
        throws CertificateException {
      look(chain);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type)
        throws CertificateException {
      throw new CertificateException("no client is met here");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
        throws CertificateException {
      checkClientTrusted(chain, type);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
        throws CertificateException {
      checkClientTrusted(chain, type);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
