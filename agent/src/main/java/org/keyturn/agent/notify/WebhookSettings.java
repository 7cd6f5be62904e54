package org.keyturn.agent.notify;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.keyturn.agent.account.SecretSource;

/**
 * A program elsewhere that is told what happens.
 *
 * @param secret what it knows Keyturn's signature by
 * @param trust PEM certificates; empty: the JVM's trust store
 */
public record WebhookSettings(
    URI url, SecretSource secret, Set<EventKind> events, Optional<Path> trust) {

  public WebhookSettings {
    events = Set.copyOf(events);
  }

  /** For people: {@code https://hooks.example.com}. */
  public String describe() {
    return HttpAddress.shown(url);
  }
}
