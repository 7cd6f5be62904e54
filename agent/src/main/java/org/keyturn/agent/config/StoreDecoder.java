package org.keyturn.agent.config;

import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.keyturn.agent.journal.StoreSettings;

/** {@code store}. */
final class StoreDecoder {

  static final StoreSettings DEFAULT = new StoreSettings(Path.of("/var/lib/keyturn"));

  private StoreDecoder() {}

  static StoreSettings decode(Value value) {
    try (Section section = value.section("write {path: /var/lib/keyturn}")) {
      Optional<Value> path = section.find("path");
      Optional<Value> url = section.find("url");
      Optional<Value> user = section.find("user");
      Optional<Value> password = section.find("password");
      url.ifPresent(
          v ->
              v.fail(
                  "this version keeps its ledger in a folder of its own, not in PostgreSQL",
                  "write path: /var/lib/keyturn"));
      if (url.isEmpty()) {
        Stream.of(user, password)
            .flatMap(Optional::stream)
            .forEach(v -> v.fail("belongs to a store with a url", "leave it out"));
      }
      return path.flatMap(Scalars::path).map(StoreSettings::new).orElse(DEFAULT);
    }
  }
}
