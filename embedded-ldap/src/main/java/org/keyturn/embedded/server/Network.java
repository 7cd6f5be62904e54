package org.keyturn.embedded.server;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.directory.server.ldap.LdapServer;
import org.apache.directory.server.ldap.handlers.extended.StartTlsHandler;
import org.apache.directory.server.ldap.handlers.extended.WhoAmIHandler;
import org.apache.directory.server.protocol.shared.transport.TcpTransport;
import org.apache.mina.core.service.IoService;
import org.apache.mina.core.service.IoServiceListener;
import org.apache.mina.core.session.IdleStatus;
import org.apache.mina.core.session.IoSession;

/** LDAP with StartTLS on one port, LDAPS on another, both on one address. */
public final class Network implements AutoCloseable {
  private static final List<String> PROTOCOLS = List.of("TLSv1.3", "TLSv1.2");
  private static final int BACKLOG = 128;

  private final LdapServer server = new LdapServer();
  private final TcpTransport plain;
  private final TcpTransport tls;
  private final Turnstile turnstile;

  /** Listens when it returns. Port 0 takes a free one. */
  public Network(
      DirectoryStore store, String address, int port, int tlsPort, Path keyStore, String password)
      throws Exception {
    turnstile = new Turnstile(server, store.administrators());
    plain = transport(address, port);
    tls = transport(address, tlsPort);
    tls.setEnableSSL(true);
    server.setDirectoryService(store.service());
    server.setTransports(plain, tls);
    server.setKeystoreFile(keyStore.toString());
    server.setCertificatePassword(password);
    server.setMaxSizeLimit(LdapServer.NO_SIZE_LIMIT);
    server.setMaxTimeLimit(LdapServer.NO_TIME_LIMIT);
    server.addExtendedOperationHandler(new StartTlsHandler());
    server.addExtendedOperationHandler(new PasswordModify());
    server.addExtendedOperationHandler(new WhoAmIHandler());
    try {
      server.start();
    } catch (Exception e) {
      server.stop();
      throw e;
    }
  }

  private TcpTransport transport(String address, int port) {
    TcpTransport transport = new TcpTransport(address, port, 1, BACKLOG);
    transport.setEnabledProtocols(PROTOCOLS);
    transport.init();
    transport.getAcceptor().addListener(new EachSession());
    return transport;
  }

  public int port() {
    return portOf(plain);
  }

  public int tlsPort() {
    return portOf(tls);
  }

  private static int portOf(TcpTransport transport) {
    return transport.getAcceptor().getLocalAddress().getPort();
  }

  /** Runs between two requests of clients, never beside one. */
  public <T> T between(Callable<T> work) throws Exception {
    turnstile.lock().lock();
    try {
      return work.call();
    } finally {
      turnstile.lock().unlock();
    }
  }

  @Override
  public void close() {
    server.stop();
  }

  /** Puts the turnstile behind the executor of every new session, before its first byte is read. */
  private final class EachSession implements IoServiceListener {
    @Override
    public void sessionCreated(IoSession session) {
      session.getFilterChain().addLast("turnstile", turnstile);
    }

    @Override
    public void serviceActivated(IoService service) {}

    @Override
    public void serviceDeactivated(IoService service) {}

    @Override
    public void serviceIdle(IoService service, IdleStatus status) {}

    @Override
    public void sessionClosed(IoSession session) {}

    @Override
    public void sessionDestroyed(IoSession session) {}
  }
}
