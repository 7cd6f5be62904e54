package org.keyturn.agent.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ServerSocketChannel;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.server.handler.EagerContentHandler;
import org.eclipse.jetty.server.handler.MinimumDataRateHandler;
import org.eclipse.jetty.server.handler.QoSHandler;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.keyturn.agent.web.api.Api;

/**
 * What one server may take of the machine, whoever asks and however slowly: threads, connections,
 * requests at a time, bytes and time of each. The schedules and runs beside it have threads of
 * their own.
 */
final class Limits {

  private static final int THREADS = 24;
  static final int AT_A_TIME = 12;
  private static final int WAITING = 200;
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);
  private static final int CONNECTIONS = 1_000;
  private static final int BACKLOG = 128;
  private static final Duration IDLE = Duration.ofSeconds(10);
  private static final int HEADER_BYTES = 8 * 1024;

  /**
   * Of a form before it is read. What each packet costs beside its bytes counts here; how many
   * bytes it may have, gate and site say.
   */
  private static final long MOST_RETAINED = 2L * Form.LARGEST_OF_OPERATORS;

  /** Bytes a second, below which a body is given up. */
  private static final int SLOWEST = 200;

  private static final Duration STOP = Duration.ofSeconds(3);
  private static final int UNAVAILABLE = 503;

  private final Gate gate;
  private final ErrorPages errors;

  Limits(Gate gate, ErrorPages errors) {
    this.gate = gate;
    this.errors = errors;
  }

  static QueuedThreadPool threads() {
    QueuedThreadPool threads = new QueuedThreadPool(THREADS, 4);
    threads.setName("web");
    threads.setDaemon(true);
    return threads;
  }

  static void bound(HttpConfiguration http) {
    http.setRequestHeaderSize(HEADER_BYTES);
    http.setSendServerVersion(false);
    http.setSendXPoweredBy(false);
    http.setIdleTimeout(IDLE.toMillis());
    http.setRelativeRedirectAllowed(true);
    http.getCustomizers().clear();
  }

  /** A form is read whole before it takes one of the places: who sends slowly waits outside. */
  void guard(Server server) {
    server.setErrorHandler(errors);
    server.setStopTimeout(STOP.toMillis());
    server.addBean(new NetworkConnectionLimit(CONNECTIONS, server));
    QoSHandler places = new QoSHandler();
    places.setMaxRequestCount(AT_A_TIME);
    places.setMaxSuspendedRequestCount(WAITING);
    places.setMaxSuspend(LONGEST_WAIT);
    places.setRejectStatusCode(UNAVAILABLE);
    EagerContentHandler whole =
        new EagerContentHandler(
            places,
            new EagerContentHandler.RetainedContentLoaderFactory(MOST_RETAINED, -1, true),
            new JsonLoading());
    gate.setHandler(whole);
    server.setHandler(new MinimumDataRateHandler(gate, SLOWEST, 0));
  }

  Connector connector(
      Server server,
      HttpConfiguration http,
      Optional<Encryption> encryption,
      ServerSocketChannel door) {
    HttpConnectionFactory plain = new HttpConnectionFactory(http);
    ServerConnector connector =
        encryption.isPresent()
            ? new ServerConnector(
                server,
                1,
                1,
                new SslConnectionFactory(encryption.get().context(), plain.getProtocol()),
                plain)
            : new ServerConnector(server, 1, 1, plain);
    connector.setIdleTimeout(IDLE.toMillis());
    connector.setAcceptQueueSize(BACKLOG);
    try {
      connector.open(door);
    } catch (IOException e) {
      throw new UncheckedIOException("the portal's address", e);
    }
    return connector;
  }

  /** The gate lets large ones through for known tokens alone. */
  private static final class JsonLoading extends EagerContentHandler.RetainedContentLoaderFactory {
    JsonLoading() {
      super(Api.LARGEST_OF_MANY + 1L, -1, true);
    }

    @Override
    public String getApplicableMimeType() {
      return "application/json";
    }
  }
}
