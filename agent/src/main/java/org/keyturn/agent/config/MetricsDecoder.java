package org.keyturn.agent.config;

import java.util.Optional;
import org.keyturn.agent.web.WebSettings;

/** {@code metrics}: where figures for Prometheus are told. */
final class MetricsDecoder {

  private MetricsDecoder() {}

  static Optional<WebSettings.Listen> decode(Value value) {
    try (Section section = value.section("write {listen: \"127.0.0.1:9464\"}")) {
      Optional<WebSettings.Listen> listen =
          section.need("listen", "127.0.0.1:9464").flatMap(WebDecoder::listen);
      listen
          .filter(address -> !WebDecoder.isLoopback(address))
          .ifPresent(address -> value.note("is told unencrypted to whoever reaches " + address));
      return listen;
    }
  }
}
