package org.keyturn.agent.config;

import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.keyturn.agent.account.SecretSource;
import org.keyturn.agent.notify.EventKind;
import org.keyturn.agent.notify.WebhookSettings;

/** {@code webhooks}. */
final class WebhookDecoder {

  private static final String URL = "https://hooks.example.com/keyturn";

  private WebhookDecoder() {}

  static Map<String, WebhookSettings> decode(Value value) {
    Map<String, WebhookSettings> webhooks = new LinkedHashMap<>();
    value
        .named("write a webhook below it: NAME: {url: " + URL + ", secret: …, events: […]}")
        .forEach((name, v) -> one(v).ifPresent(w -> webhooks.put(name, w)));
    return webhooks;
  }

  private static Optional<WebhookSettings> one(Value value) {
    try (Section section = value.section("write {url: " + URL + ", secret: …, events: […]}")) {
      Optional<URI> url = section.need("url", URL).flatMap(v -> HttpUrlDecoder.decode(v, URL));
      SecretSource secret =
          section
              .need("secret", "{file: /etc/keyturn/webhook.key}")
              .map(SecretDecoder::decode)
              .orElse(SecretDecoder.NONE);
      Set<EventKind> events = EventsDecoder.decode(section);
      Optional<Path> trust = section.find("trust").flatMap(TrustFile::decode);
      return url.map(u -> new WebhookSettings(u, secret, events, trust));
    }
  }
}
