package org.keyturn.agent.directory;

import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.util.ssl.HostNameSSLSocketVerifier;
import com.unboundid.util.ssl.SSLSocketVerifier;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import javax.net.SocketFactory;
import javax.net.ssl.SSLSocket;

/**
 * Sockets whose TLS handshake cannot last for ever, and the check of the host name at its end. The
 * SDK's connect timeout covers TCP alone: a server that accepts and never answers would hold a
 * connection, and whoever waits for it, without a limit.
 */
final class BoundedHandshake extends SocketFactory {

  private final SocketFactory sockets;
  private final int millis;

  BoundedHandshake(SocketFactory sockets, Duration limit) {
    this.sockets = sockets;
    this.millis = Math.toIntExact(limit.toMillis());
  }

  /** Also ends the limit, which must not hold for the connection's life. */
  static SSLSocketVerifier verifier(Duration limit) {
    SSLSocketVerifier hostName = new HostNameSSLSocketVerifier(true, false);
    int millis = Math.toIntExact(limit.toMillis());
    return new SSLSocketVerifier() {
      @Override
      public void verifySSLSocket(String host, int port, SSLSocket socket) throws LDAPException {
        try {
          socket.setSoTimeout(millis);
          if (!socket.getSession().isValid()) {
            // Not done yet, or failed: this says why. Once it is done, another one would ask the
            // server for new keys, over which OpenDJ loses the first request.
            socket.startHandshake();
          }
          if (AddressCheck.isAddress(host)) {
            AddressCheck.verify(host, socket.getSession());
          } else {
            hostName.verifySSLSocket(host, port, socket);
          }
          socket.setSoTimeout(0);
        } catch (IOException e) {
          throw new LDAPException(
              ResultCode.CONNECT_ERROR, "TLS with " + host + ":" + port + ": " + e.getMessage(), e);
        }
      }
    };
  }

  private Socket limited(Socket socket) throws SocketException {
    socket.setSoTimeout(millis);
    return socket;
  }

  @Override
  public Socket createSocket() throws IOException {
    return limited(sockets.createSocket());
  }

  @Override
  public Socket createSocket(String host, int port) throws IOException {
    return limited(sockets.createSocket(host, port));
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress from, int fromPort)
      throws IOException {
    return limited(sockets.createSocket(host, port, from, fromPort));
  }

  @Override
  public Socket createSocket(InetAddress host, int port) throws IOException {
    return limited(sockets.createSocket(host, port));
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress from, int fromPort)
      throws IOException {
    return limited(sockets.createSocket(host, port, from, fromPort));
  }
}
