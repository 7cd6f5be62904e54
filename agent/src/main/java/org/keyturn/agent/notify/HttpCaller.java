package org.keyturn.agent.notify;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.channels.UnresolvedAddressException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Requests to one HTTP server whose certificate and name are verified. Redirects are not followed:
 * what is sent is for that server alone. Thread-safe.
 */
final class HttpCaller {

  private static final Duration CONNECT = Duration.ofSeconds(10);

  private final URI url;
  private final Optional<Path> trust;
  private final Duration patience;
  private @Nullable HttpClient client; // guarded by this

  HttpCaller(URI url, Optional<Path> trust) {
    this(url, trust, Duration.ofSeconds(15));
  }

  /** With a test's own patience. */
  HttpCaller(URI url, Optional<Path> trust, Duration patience) {
    this.url = url;
    this.trust = trust;
    this.patience = patience;
  }

  /** What a server said, or why it said nothing. */
  sealed interface Answer {}

  /**
   * @param text the beginning of its body
   */
  record Said(int status, String text) implements Answer {}

  /**
   * @param reason a sentence for people
   */
  record Silent(String reason) implements Answer {}

  Answer send(String method, Map<String, String> headers, byte[] body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(url)
            .timeout(patience)
            .method(
                method,
                body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
    headers.forEach(request::header);
    request.setHeader("User-Agent", "keyturn");
    try {
      CompletableFuture<HttpResponse<String>> pending =
          client().sendAsync(request.build(), head -> new FirstBytes());
      try {
        HttpResponse<String> response = pending.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        return new Said(response.statusCode(), response.body());
      } finally {
        pending.cancel(true);
      }
    } catch (ExecutionException e) {
      return new Silent(why(e.getCause() == null ? e : e.getCause()));
    } catch (TimeoutException e) {
      return new Silent(whom() + " did not answer within " + patience.toSeconds() + " seconds.");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Silent("The agent ends.");
    } catch (GeneralSecurityException | IOException e) {
      return new Silent("The file " + trust.orElseThrow() + ": " + e.getMessage());
    }
  }

  /** Any answer shows that it is there; a request that asks for nothing changes nothing. */
  Optional<String> away() {
    Answer answer = send("OPTIONS", Map.of(), new byte[0]);
    return answer instanceof Silent silent ? Optional.of(silent.reason()) : Optional.empty();
  }

  String whom() {
    return HttpAddress.shown(url);
  }

  private synchronized HttpClient client() throws GeneralSecurityException, IOException {
    HttpClient open = client;
    if (open == null) {
      HttpClient.Builder builder =
          HttpClient.newBuilder()
              .version(HttpClient.Version.HTTP_1_1)
              .followRedirects(HttpClient.Redirect.NEVER)
              .connectTimeout(CONNECT);
      if (trust.isPresent()) {
        builder.sslContext(PemTrust.context(trust.get()));
      }
      open = builder.build();
      client = open;
    }
    return open;
  }

  /** The next request reads the trusted certificates anew. */
  private synchronized void forget() {
    client = null;
  }

  private String why(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SSLException) {
        forget();
        return "The certificate of "
            + whom()
            + " is not trusted: "
            + NeutralText.line(String.valueOf(cause.getMessage()));
      }
      if (cause instanceof UnresolvedAddressException) {
        return "There is no host " + url.getHost() + ".";
      }
    }
    if (failure instanceof HttpConnectTimeoutException || failure instanceof ConnectException) {
      return whom() + " cannot be reached.";
    }
    return whom() + " gave no answer: " + NeutralText.line(String.valueOf(failure.getMessage()));
  }
}
