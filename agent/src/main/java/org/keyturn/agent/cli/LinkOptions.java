package org.keyturn.agent.cli;

import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** Of people who have accounts in several directories. */
final class LinkOptions {

  @Option(
      names = "--only",
      description =
          "In this directory alone: leave the accounts that the same people have in others"
              + " (links: in the config) as they are.")
  boolean only;

  /** As it was typed, after other words. */
  List<String> and(List<String> words) {
    return only ? Stream.concat(words.stream(), Stream.of("--only")).toList() : words;
  }
}
