package org.keyturn.agent.faults;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;

/** Speaks TLS under a certificate of its own, and counts what it is told under its cover. */
final class Impostor implements AutoCloseable {

  private static final char[] PASSWORD = "changeit".toCharArray();

  private final SSLServerSocket listener;
  private final AtomicInteger calls = new AtomicInteger();
  private final AtomicInteger heard = new AtomicInteger();

  /**
   * @param identity a PKCS #12 file with the password {@code changeit}
   */
  Impostor(Path identity) {
    try (InputStream in = Files.newInputStream(identity)) {
      KeyStore keys = KeyStore.getInstance("PKCS12");
      keys.load(in, PASSWORD);
      KeyManagerFactory managers = KeyManagerFactory.getInstance("PKIX");
      managers.init(keys, PASSWORD);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(managers.getKeyManagers(), null, null);
      listener =
          (SSLServerSocket)
              context
                  .getServerSocketFactory()
                  .createServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
    Thread thread = new Thread(this::accept, "impostor");
    thread.setDaemon(true);
    thread.start();
  }

  int port() {
    return listener.getLocalPort();
  }

  /** How often somebody came. */
  int calls() {
    return calls.get();
  }

  /** How many bytes it was told, once the handshake was over. */
  int heard() {
    return heard.get();
  }

  private void accept() {
    while (!listener.isClosed()) {
      try (Socket client = listener.accept()) {
        calls.incrementAndGet();
        while (client.getInputStream().read() >= 0) {
          heard.incrementAndGet();
        }
      } catch (IOException e) {
        // The handshake failed, as it should.
      }
    }
  }

  @Override
  public void close() {
    try {
      listener.close();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
