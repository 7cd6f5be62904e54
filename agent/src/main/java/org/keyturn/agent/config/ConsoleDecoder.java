package org.keyturn.agent.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.keyturn.agent.console.ConsoleSettings;
import org.keyturn.agent.console.ConsoleSettings.Grant;
import org.keyturn.agent.console.ConsoleSettings.SecondFactor;
import org.keyturn.agent.console.Role;

/** {@code console}: who may do what under {@code /admin}. */
final class ConsoleDecoder {

  private static final String A_GRANT =
      "write {group: \"cn=helpdesk,ou=groups,dc=example,dc=com\"}";
  private static final Duration SHORTEST = Duration.ofMinutes(1);
  private static final Duration DAY = Duration.ofDays(1);

  private ConsoleDecoder() {}

  /**
   * @param directories the names that the config gives its directories, the first one first
   * @param pages whether there is a server for it
   * @param ways whether codes can go out
   */
  static ConsoleSettings decode(Value value, Set<String> directories, boolean pages, boolean ways) {
    if (!pages) {
      value.fail("there is no server that shows it", "write web: as well");
    }
    try (Section section = value.section("write {admin: {group: …}}")) {
      String directory =
          section
              .find("directory")
              .flatMap(v -> Scalars.choice(v, directories))
              .or(() -> directories.stream().findFirst())
              .orElse("");
      List<Grant> grants = new ArrayList<>();
      for (Role role : Role.values()) {
        section
            .find(role.id())
            .map(v -> v.items(A_GRANT))
            .orElse(List.of())
            .forEach(v -> grant(v, role).ifPresent(grants::add));
      }
      if (grants.isEmpty()) {
        value.fail("gives nobody a role", "write admin: {group: …} below it");
      }
      return new ConsoleSettings(
          directory,
          grants,
          secondFactor(section.find("second-factor"), value, ways),
          time(section.find("idle"), ConsoleSettings.IDLE),
          time(section.find("longest"), ConsoleSettings.LONGEST));
    }
  }

  private static Optional<Grant> grant(Value value, Role role) {
    try (Section section = value.section(A_GRANT)) {
      Optional<String> group =
          section.need("group", "\"cn=helpdesk,ou=groups,dc=example,dc=com\"").flatMap(Scalars::dn);
      Optional<String> base = Optional.empty();
      Optional<String> members = Optional.empty();
      if (role == Role.HELPDESK) {
        base = section.find("base").flatMap(Scalars::dn);
        members = section.find("members").flatMap(Scalars::dn);
      }
      return group.isEmpty()
          ? Optional.empty()
          : Optional.of(new Grant(role, group.get(), base, members));
    }
  }

  private static SecondFactor secondFactor(Optional<Value> value, Value console, boolean ways) {
    Optional<String> text =
        value.flatMap(v -> Scalars.choice(v, List.of("admins", "everyone", "off")));
    SecondFactor factor =
        switch (text.orElse("admins")) {
          case "everyone" -> SecondFactor.EVERYONE;
          case "off" -> SecondFactor.OFF;
          default -> SecondFactor.ADMINS;
        };
    if (factor != SecondFactor.OFF && !ways) {
      value
          .orElse(console)
          .fail(
              "asks for a code, and no message can leave",
              "write mail: as well, or second-factor: off");
    }
    return factor;
  }

  private static Duration time(Optional<Value> value, Duration otherwise) {
    Optional<Duration> time = value.flatMap(Scalars::span);
    if (time.filter(t -> t.compareTo(SHORTEST) < 0 || t.compareTo(DAY) > 0).isPresent()) {
      value.orElseThrow().fail("is not between 1m and 24h", "write for example 15m");
      return otherwise;
    }
    return time.orElse(otherwise);
  }
}
