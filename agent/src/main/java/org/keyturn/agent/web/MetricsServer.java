package org.keyturn.agent.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.util.function.Supplier;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.keyturn.agent.run.RunFailure;

/**
 * {@code GET /metrics} at an address of its own, in plain text: figures for whoever watches the
 * machines, apart from what people see. Thread-safe.
 */
public final class MetricsServer implements AutoCloseable {

  /** The text format of Prometheus, version 0.0.4. */
  private static final String TYPE = "text/plain; version=0.0.4; charset=utf-8";

  private static final String PATH = "/metrics";
  private static final int THREADS = 6;
  private static final int IDLE_MILLIS = 10_000;

  private final ServerSocketChannel door;
  private final Server server;
  private final WebSettings.Listen listen;

  private MetricsServer(
      WebSettings.Listen listen, ServerSocketChannel door, Supplier<String> metrics)
      throws IOException {
    this.listen = listen;
    this.door = door;
    QueuedThreadPool threads = new QueuedThreadPool(THREADS, 1);
    threads.setName("metrics");
    this.server = new Server(threads);
    HttpConfiguration http = new HttpConfiguration();
    http.setSendServerVersion(false);
    ServerConnector connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
    connector.setIdleTimeout(IDLE_MILLIS);
    connector.open(door);
    server.addConnector(connector);
    server.setHandler(new Scraped(metrics));
  }

  /**
   * Takes the address; nobody is answered before {@link #start}.
   *
   * @param metrics what is answered, made anew for each
   * @throws RunFailure where the address cannot be had
   */
  public static MetricsServer open(WebSettings.Listen listen, Supplier<String> metrics) {
    ServerSocketChannel door = Door.open("metrics.listen", listen);
    try {
      return new MetricsServer(listen, door, metrics);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static final class Scraped extends Handler.Abstract {
    private final Supplier<String> metrics;

    Scraped(Supplier<String> metrics) {
      this.metrics = metrics;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
      if (!request.getMethod().equals("GET") || !Request.getPathInContext(request).equals(PATH)) {
        Response.writeError(request, response, callback, 404);
        return true;
      }
      response.getHeaders().put(HttpHeader.CONTENT_TYPE, TYPE);
      response.write(true, ByteBuffer.wrap(metrics.get().getBytes(UTF_8)), callback);
      return true;
    }
  }

  public void start() {
    try {
      server.start();
    } catch (Exception e) {
      throw new IllegalStateException("the metrics cannot be served at " + address(), e);
    }
  }

  /** As a scraper is told it. */
  public String address() {
    return "http://" + new WebSettings.Listen(listen.host(), Door.port(door)) + PATH;
  }

  @Override
  public void close() {
    try {
      server.stop();
      door.close();
    } catch (Exception e) {
      throw new IllegalStateException("the metrics' address cannot be given back", e);
    }
  }
}
