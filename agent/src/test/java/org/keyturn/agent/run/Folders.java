package org.keyturn.agent.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/** Whole folders. */
final class Folders {

  private Folders() {}

  private interface OnFile {
    void accept(Path file) throws IOException;
  }

  /** With modes and times. */
  static void copy(Path from, Path to) {
    each(
        all(from),
        file ->
            Files.copy(
                file, to.resolve(from.relativize(file)), StandardCopyOption.COPY_ATTRIBUTES));
  }

  static void delete(Path folder) {
    List<Path> deepestFirst = all(folder);
    Collections.reverse(deepestFirst);
    each(deepestFirst, Files::delete);
  }

  private static List<Path> all(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return new ArrayList<>(files.toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void each(List<Path> files, OnFile work) {
    try {
      for (Path file : files) {
        work.accept(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
