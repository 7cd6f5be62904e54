package org.keyturn.agent.config;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.keyturn.agent.recovery.RecoverySettings;
import org.keyturn.agent.recovery.RecoverySettings.Admins;

/** {@code recovery}: what people may do by themselves. */
final class RecoveryDecoder {

  private static final String ADMINS = "write two-channels or off";
  private static final Duration SHORTEST_LINK = Duration.ofMinutes(15);
  private static final Duration LONGEST_LINK = Duration.ofDays(30);

  private RecoveryDecoder() {}

  /**
   * @param directories the names that the config gives its directories
   */
  static RecoverySettings decode(Value value, Set<String> directories) {
    try (Section section = value.section("write {admins: two-channels}")) {
      return new RecoverySettings(
          section
              .find("admins")
              .flatMap(RecoveryDecoder::admins)
              .orElse(RecoverySettings.DEFAULT.admins()),
          section.find("admin-groups").map(v -> groups(v, directories)).orElse(Map.of()),
          section.find("own-addresses").flatMap(Scalars::flag).orElse(false),
          section
              .find("link-lifetime")
              .flatMap(RecoveryDecoder::lifetime)
              .orElse(RecoverySettings.DEFAULT.linkLifetime()));
    }
  }

  private static Optional<Admins> admins(Value value) {
    Optional<String> text = value.text(ADMINS);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    if (text.get().equals("two-channels")) {
      return Optional.of(Admins.TWO_CHANNELS);
    }
    if (text.get().equals("off")) {
      return Optional.of(Admins.OFF);
    }
    value.fail(Shown.quoted(text.get()) + " is nothing that admins can be asked for", ADMINS);
    return Optional.empty();
  }

  private static Map<String, List<String>> groups(Value value, Set<String> directories) {
    Map<String, List<String>> groups = new LinkedHashMap<>();
    value
        .named("write NAME: [\"cn=admins,ou=groups,dc=example,dc=com\"], by the directory's name")
        .forEach(
            (name, v) -> {
              if (!directories.contains(name)) {
                v.fail(
                    "there is no directory " + Shown.quoted(name),
                    "write one of " + String.join(", ", directories));
              }
              groups.put(name, Scalars.dns(Optional.of(v)));
            });
    return groups;
  }

  private static Optional<Duration> lifetime(Value value) {
    Optional<Duration> duration = Scalars.duration(value);
    if (duration
        .filter(d -> d.compareTo(SHORTEST_LINK) < 0 || d.compareTo(LONGEST_LINK) > 0)
        .isPresent()) {
      value.fail("is not between 15m and 30d", "write for example 72h");
      return Optional.empty();
    }
    return duration;
  }
}
