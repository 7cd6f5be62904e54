package org.keyturn.agent.config;

import java.util.List;
import java.util.Optional;
import org.keyturn.agent.lifecycle.RemovalSettings;

/** {@code removal}: what goes with a person beside the sign-in. */
final class RemovalDecoder {

  private static final String AN_ATTRIBUTE = "write the name of an attribute like sshPublicKey";

  private RemovalDecoder() {}

  static RemovalSettings decode(Value value) {
    try (Section section = value.section("write leave-groups or clear below it")) {
      List<String> clear =
          section.find("clear").map(v -> v.items(AN_ATTRIBUTE)).orElse(List.of()).stream()
              .map(Scalars::attribute)
              .flatMap(Optional::stream)
              .toList();
      return new RemovalSettings(
          section.find("leave-groups").flatMap(Scalars::flag).orElse(true), clear);
    }
  }
}
