package org.keyturn.agent.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * One reading of one config file: what the decoders share. They report into it and go on with a
 * stand-in, which nobody sees, because a file with a problem yields no config.
 */
final class Reading {

  /** Nobody reads more; a file that was made to hurt has no end of them. */
  private static final int MOST = 1_000;

  private final Path file;
  private final Map<String, String> env;
  private final List<Problem> problems = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private final NavigableMap<String, NavigableSet<String>> vocabulary = new TreeMap<>();

  Reading(Path file, Map<String, String> env) {
    this.file = file;
    this.env = Map.copyOf(env);
  }

  void problem(Place place, String key, String wrong, String right) {
    if (isFull()) {
      return;
    }
    problems.add(new Problem(file, place.line(), place.column(), key, wrong, right));
  }

  /** Whether there are so many problems that further ones are dropped. */
  boolean isFull() {
    return problems.size() >= MOST;
  }

  /** Something valid that has no effect in this version. */
  void note(String key, String sentence) {
    notes.add(key + ": " + sentence);
  }

  /** Remembers which keys a section takes, so that a test can compare them with the schema. */
  void taken(String section, Collection<String> keys) {
    vocabulary.computeIfAbsent(section, s -> new TreeSet<>()).addAll(keys);
  }

  /** In the file's order. */
  List<Problem> problems() {
    return problems.stream()
        .sorted(Comparator.comparingInt(Problem::line).thenComparingInt(Problem::column))
        .toList();
  }

  List<String> notes() {
    return List.copyOf(notes);
  }

  /** Section, named entries as {@code *} → the keys it takes. */
  NavigableMap<String, NavigableSet<String>> vocabulary() {
    return vocabulary;
  }

  Map<String, String> env() {
    return env;
  }

  /** The place as people read it: {@code keyturn.yaml:41:8}. */
  String show(Place place) {
    return file.getFileName() + ":" + place;
  }

  /** Relative paths are meant from the folder of the config file. */
  Path resolve(String path) {
    return file.toAbsolutePath().resolveSibling(path);
  }
}
