package org.keyturn.agent.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;

/** The address of an HTTP server: encrypted, except to this machine itself. */
final class HttpUrlDecoder {

  private HttpUrlDecoder() {}

  /**
   * @param example {@code https://sms.example.com/messages}
   */
  static Optional<URI> decode(Value value, String example) {
    String right = "write " + example;
    Optional<String> text = value.text(right);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    // What stands in it may be a secret, and is not quoted.
    try {
      URI url = new URI(text.get());
      String scheme = String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT);
      if (!scheme.equals("https") && !scheme.equals("http")) {
        value.fail("does not begin with https://", right);
      } else if (url.getHost() == null) {
        value.fail("names no host", right);
      } else if (url.getRawUserInfo() != null) {
        value.fail("holds a user name or password", right + " and put it into a file");
      } else if (url.getPort() == 0 || url.getPort() > 65_535) {
        value.fail("has a port out of 1 to 65535", right);
      } else if (url.getRawFragment() != null) {
        value.fail("has a part behind #, which no server sees", right);
      } else if (scheme.equals("http") && !UrlDecoder.isLoopback(url.getHost())) {
        value.fail("would send everything unencrypted to another machine", right);
      } else {
        return Optional.of(url);
      }
    } catch (URISyntaxException e) {
      value.fail("is no address", right);
    }
    return Optional.empty();
  }
}
