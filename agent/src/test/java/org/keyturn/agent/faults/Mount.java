package org.keyturn.agent.faults;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A small file system of a test's own, in memory; it takes root. */
final class Mount implements AutoCloseable {

  private final Path at;

  private Mount(Path at) {
    this.at = at;
  }

  /**
   * @param at made where it is missing
   * @param options of mount(8), such as {@code size=4m} or {@code ro}
   */
  static Mount at(Path at, String options) {
    try {
      Files.createDirectories(at);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (!ran("mount", "-t", "tmpfs", "-o", options, "tmpfs", at.toString())) {
      FaultPhase.skip("a small file system cannot be mounted here; it takes root");
    }
    return new Mount(at);
  }

  /** Until nothing more goes in. */
  void fill() {
    try (OutputStream out = Files.newOutputStream(ballast())) {
      byte[] block = new byte[4096];
      while (true) {
        out.write(block);
      }
    } catch (IOException e) {
      // full
    }
  }

  void makeRoom() {
    try {
      Files.delete(ballast());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path ballast() {
    return at.resolve("ballast");
  }

  private static boolean ran(String... command) {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    boolean unused = ran("umount", "-l", at.toString());
  }
}
