package org.keyturn.agent.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.stream.Collectors;

/** The wire format of server-sent events. */
final class Events {

  /** After which the browser asks again. */
  private static final int AGAIN_MS = 1_000;

  private Events() {}

  /**
   * A stream of one event.
   *
   * @param data UTF-8, of any number of lines
   */
  static byte[] one(String name, byte[] data) {
    String lines =
        new String(data, UTF_8)
            .lines()
            .map(line -> "data: " + line)
            .collect(Collectors.joining("\n"));
    return ("retry: " + AGAIN_MS + "\nevent: " + name + "\n" + lines + "\n\n").getBytes(UTF_8);
  }
}
