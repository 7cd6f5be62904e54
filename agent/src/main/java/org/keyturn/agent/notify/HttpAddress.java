package org.keyturn.agent.notify;

import java.net.URI;

/** An address as it may be shown: what stands behind the host is often as good as a password. */
final class HttpAddress {

  private HttpAddress() {}

  static String shown(URI url) {
    return url.getScheme() + "://" + url.getHost() + (url.getPort() < 0 ? "" : ":" + url.getPort());
  }
}
