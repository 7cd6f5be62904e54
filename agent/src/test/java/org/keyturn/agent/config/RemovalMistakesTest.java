package org.keyturn.agent.config;

import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;

/** What becomes of those who leave. */
@DisplayName("A mistake in the config is told with its place and its mend")
final class RemovalMistakesTest extends MistakesCase {

  private static Row removal(String mistake, String settings, String... problems) {
    return row(mistake, BRAKE, BRAKE + "removal: {" + settings + "}\n", problems);
  }

  static Stream<Row> mistakes() {
    return Stream.of(
        row(
            "a manager who could not be told",
            BRAKE + "mail:\n  folder: mail\n",
            BRAKE + "removal: {tell-manager: true}\n",
            "19:25: removal.tell-manager: managers are told by mail, and nothing says how, "
                + "add mail: {folder: /var/lib/keyturn/mail}"),
        removal(
            "a manager who is told perhaps",
            "tell-manager: perhaps",
            "19:25: removal.tell-manager: \"perhaps\" is neither true nor false, write "
                + "true or false"),
        removal(
            "a time that is none",
            "purge-after: soon",
            "19:24: removal.purge-after: \"soon\" is no duration, write for example 30s, "
                + "15m, 12h, 90d or 1d12h"),
        removal(
            "a time that is over at once",
            "purge-after: 0s",
            "19:24: removal.purge-after: is no time at all, write for example 30s, 15m, "
                + "12h, 90d or 1d12h"),
        removal(
            "a brake that lets everybody through",
            "purge-brake: {max: -1}",
            "19:30: removal.purge-brake.max: \"-1\" does not fit, write a whole number of "
                + "0 or more"),
        removal(
            "a brake beyond all",
            "purge-brake: {max-percent: 101}",
            "19:38: removal.purge-brake.max-percent: \"101\" is no percentage, write a "
                + "number from 0 to 100, without %"),
        removal(
            "a brake with a typing mistake",
            "purge-brake: {maximum: 5}",
            "19:25: removal.purge-brake.maximum: is no key here, the keys here are max, "
                + "max-percent"),
        removal(
            "an attribute that is none",
            "clear: [\"ssh key\"]",
            "19:19: removal.clear[0]: \"ssh key\" is no attribute, write the name of an "
                + "attribute like uid or mail"));
  }
}
