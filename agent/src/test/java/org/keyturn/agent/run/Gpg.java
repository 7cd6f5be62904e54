package org.keyturn.agent.run;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** GnuPG as it is installed, with a key ring of its own. */
public final class Gpg implements AutoCloseable {

  private final Path home;

  /**
   * @param folder the ring and the outputs go below it
   */
  public Gpg(Path folder) {
    if (!isInstalled()) {
      String missing = "gpg is not installed (Debian: gnupg): no sheet is opened";
      if (Boolean.getBoolean("keyturn.forbidSkips")) {
        throw new AssertionError(missing);
      }
      System.err.println("SKIPPED: " + missing);
      Assumptions.abort(missing);
    }
    try {
      // The agent's socket lies here, and a socket's name is short.
      home = Files.createTempDirectory("gpg");
      Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwx------"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (!Files.isDirectory(folder)) {
      throw new IllegalArgumentException(folder + " is no folder");
    }
  }

  private static boolean isInstalled() {
    return Files.isExecutable(Path.of("/usr/bin/gpg"))
        || Files.isExecutable(Path.of("/usr/local/bin/gpg"));
  }

  /** What it said, and how it ended. */
  public record Said(int exit, String out, String err) {}

  /** A key of this ring without a passphrase; the public half is written to a file. */
  public Path key(String address, Path to, String... algorithms) {
    List<String> words = new ArrayList<>(List.of("--passphrase", "", "--quick-gen-key", address));
    words.addAll(
        algorithms.length == 0 ? List.of("default", "default", "never") : List.of(algorithms));
    must(words);
    must(List.of("--armor", "--output", to.toString(), "--export", address));
    return to;
  }

  /** As a person does: {@code gpg -d FILE}. */
  public Said decrypt(Path file) {
    return run(List.of("-d", file.toString()));
  }

  public Said decrypt(Path file, Path passphrase) {
    return run(
        List.of(
            "--pinentry-mode",
            "loopback",
            "--passphrase-file",
            passphrase.toString(),
            "-d",
            file.toString()));
  }

  public void must(List<String> words) {
    Said said = run(words);
    if (said.exit() != 0) {
      throw new AssertionError(words + ": " + said.err());
    }
  }

  private Said run(List<String> words) {
    return run("gpg", words);
  }

  private Said run(String program, List<String> words) {
    List<String> command = new ArrayList<>(List.of(program));
    if (program.equals("gpg")) {
      command.addAll(List.of("--homedir", home.toString(), "--batch", "--no-tty"));
    }
    command.addAll(words);
    try {
      Path out = Files.createTempFile(home, "out", "");
      Path err = Files.createTempFile(home, "err", "");
      Process process =
          new ProcessBuilder(command)
              .redirectOutput(out.toFile())
              .redirectError(err.toFile())
              .redirectInput(Path.of("/dev/null").toFile())
              .start();
      if (!process.waitFor(120, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new AssertionError(command + " does not end");
      }
      Said said =
          new Said(process.exitValue(), Files.readString(out, UTF_8), Files.readString(err, UTF_8));
      Files.delete(out);
      Files.delete(err);
      return said;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Ends the agent that gpg started for this ring, and removes the ring. */
  @Override
  public void close() {
    run("gpgconf", List.of("--homedir", home.toString(), "--kill", "all"));
    try (var files = Files.walk(home)) {
      for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
