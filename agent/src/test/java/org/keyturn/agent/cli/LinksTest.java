package org.keyturn.agent.cli;

import org.junit.jupiter.api.Nested;

/** {@code links}, against two directories that answer. */
final class LinksTest extends LinkedCase {

  @Nested
  final class Commands extends LinkedCommands {}

  @Nested
  final class Runs extends LinkedRuns {}
}
