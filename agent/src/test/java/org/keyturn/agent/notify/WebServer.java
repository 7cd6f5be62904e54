package org.keyturn.agent.notify;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** An HTTP server on this machine that keeps what it is sent and answers as it is told. */
final class WebServer implements AutoCloseable, AfterEachCallback {

  /** What somebody sent. */
  record Request(String method, String path, Headers headers, String body) {

    String header(String name) {
      String first = headers.getFirst(name);
      return first == null ? "" : first;
    }
  }

  final List<Request> requests = new CopyOnWriteArrayList<>();
  private final HttpServer server;
  private final String scheme;
  private volatile int status = 200;
  private volatile String answer = "";

  /**
   * @param tls what it proves its name with; null: it speaks in the clear
   */
  WebServer(@Nullable SSLContext tls) throws IOException {
    InetSocketAddress here = new InetSocketAddress("127.0.0.1", 0);
    if (tls == null) {
      server = HttpServer.create(here, 0);
      scheme = "http";
    } else {
      HttpsServer https = HttpsServer.create(here, 0);
      https.setHttpsConfigurator(new HttpsConfigurator(tls));
      server = https;
      scheme = "https";
    }
    server.createContext("/", this::take);
    server.start();
  }

  /** Speaks in the clear; a test registers it. */
  static WebServer plain() {
    try {
      return new WebServer(null);
    } catch (IOException e) {
      throw new UncheckedIOException("no port on this machine", e);
    }
  }

  URI url(String path) {
    return URI.create(scheme + "://127.0.0.1:" + server.getAddress().getPort() + path);
  }

  void answers(int newStatus, String body) {
    status = newStatus;
    answer = body;
  }

  private void take(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
      requests.add(
          new Request(
              exchange.getRequestMethod(),
              exchange.getRequestURI().toString(),
              exchange.getRequestHeaders(),
              body));
      byte[] bytes = answer.getBytes(UTF_8);
      exchange.getResponseHeaders().add("Location", url("/elsewhere").toString());
      exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }

  @Override
  public void afterEach(ExtensionContext context) {
    close();
  }
}
