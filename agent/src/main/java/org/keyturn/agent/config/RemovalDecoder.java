package org.keyturn.agent.config;

import java.util.List;
import java.util.Optional;
import org.keyturn.agent.lifecycle.RemovalSettings;

/** {@code removal}: what goes with a person beside the sign-in. */
final class RemovalDecoder {

  private static final String AN_ATTRIBUTE = "write the name of an attribute like sshPublicKey";

  private RemovalDecoder() {}

  /**
   * @param mail whether the config says how mail leaves
   */
  static RemovalSettings decode(Value value, boolean mail) {
    try (Section section =
        value.section("write leave-groups, clear, tell-manager or purge-after below it")) {
      Optional<Value> tell = section.find("tell-manager");
      Optional<Boolean> tellManager = tell.flatMap(Scalars::flag);
      if (tellManager.orElse(false) && !mail) {
        tell.orElseThrow()
            .fail(
                "managers are told by mail, and nothing says how",
                "add mail: {folder: /var/lib/keyturn/mail}");
      }
      List<String> clear =
          section.find("clear").map(v -> v.items(AN_ATTRIBUTE)).orElse(List.of()).stream()
              .map(Scalars::attribute)
              .flatMap(Optional::stream)
              .toList();
      return new RemovalSettings(
          section.find("leave-groups").flatMap(Scalars::flag).orElse(true),
          clear,
          tellManager.orElse(false),
          section.find("purge-after").flatMap(Scalars::spanOrNever).filter(t -> !t.isZero()),
          section
              .find("purge-brake")
              .map(v -> BrakeDecoder.decode(v, RemovalSettings.PURGE_BRAKE))
              .orElse(RemovalSettings.PURGE_BRAKE));
    }
  }
}
