package org.keyturn.agent.faults;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The agent as people run it: {@code scripts/keyturn} in a process of its own. */
final class Keyturn {

  private static final AtomicInteger NUMBER = new AtomicInteger();

  private final Path home;
  private final Path config;

  /**
   * @param home a folder of the caller's, for the outputs
   */
  Keyturn(Path home, Path config) {
    this.home = home;
    this.config = config;
  }

  /** What a process left behind. */
  record Ended(int exit, String out, String err) {

    private static final Pattern PASSWORD =
        Pattern.compile("\"login\":\"([^\"]+)\",\"password\":\"([^\"]+)\"");

    /** A number of the run's JSON document. */
    long number(String key) {
      Matcher m = Pattern.compile("\"" + key + "\":(\\d+)").matcher(out);
      if (!m.find()) {
        throw new AssertionError("no " + key + " in: " + out + err);
      }
      return Long.parseLong(m.group(1));
    }

    /** Where the accounting rule holds: how many were selected. */
    long accounted() {
      long sum =
          number("applied")
              + number("alreadySo")
              + number("skipped")
              + number("failed")
              + number("parked");
      if (sum != number("selected")) {
        throw new AssertionError("not accounted: " + out);
      }
      return sum;
    }

    String run() {
      Matcher m = Pattern.compile("\"run\":\"([^\"]+)\"").matcher(out);
      if (!m.find()) {
        throw new AssertionError("no run in: " + out + err);
      }
      return m.group(1);
    }

    /** Login and password of everybody whose password was shown in JSON. */
    Map<String, String> passwords() {
      Map<String, String> all = new HashMap<>();
      Matcher m = PASSWORD.matcher(out);
      while (m.find()) {
        all.put(m.group(1), m.group(2));
      }
      return all;
    }

    Ended expect(int wanted) {
      if (exit != wanted) {
        throw new AssertionError("exit " + exit + " in place of " + wanted + ": " + out + err);
      }
      return this;
    }
  }

  /** A process that is under way. */
  static final class Launched implements AutoCloseable {
    private final Process process;
    private final Path out;
    private final Path err;

    private Launched(Process process, Path out, Path err) {
      this.process = process;
      this.out = out;
      this.err = err;
    }

    long pid() {
      return process.pid();
    }

    boolean alive() {
      return process.isAlive();
    }

    String said() {
      return Slapd.read(out) + Slapd.read(err);
    }

    /** {@code KILL}, {@code TERM}, {@code INT}, {@code STOP} or {@code CONT}. */
    void signal(String name) {
      try {
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }

    /** At once: a program to do it would come too late. */
    void kill() {
      process.destroyForcibly();
    }

    Ended await() {
      return await(150);
    }

    Ended await(int seconds) {
      try {
        if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
          process.destroyForcibly();
          throw new AssertionError("it did not end within " + seconds + " s: " + said());
        }
        return new Ended(process.exitValue(), Slapd.read(out), Slapd.read(err));
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }

    /** Where standard output was a device. */
    Ended awaitUnread() {
      return new Launched(process, err, err).await();
    }

    @Override
    public void close() {
      process.destroyForcibly();
    }
  }

  Launched start(String... arguments) {
    return startInto(home.resolve("out-" + NUMBER.incrementAndGet()), arguments);
  }

  /**
   * @param out where standard output goes; a device will do
   */
  Launched startInto(Path out, String... arguments) {
    // Whoever starts the tests in the background may have SIGINT ignored, and children inherit
    // that.
    List<String> command = new ArrayList<>(List.of("env", "--default-signal=INT"));
    command.add(script("keyturn").toString());
    command.addAll(List.of("-c", config.toString()));
    command.addAll(List.of(arguments));
    Path err = home.resolve("err-" + NUMBER.incrementAndGet());
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectInput(new File("/dev/null"))
              .redirectOutput(out.toFile())
              .redirectError(err.toFile())
              .start();
      return new Launched(process, out, err);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Ended run(String... arguments) {
    return start(arguments).await();
  }

  static Path script(String name) {
    for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
      Path script = at.resolve("scripts").resolve(name);
      if (Files.isExecutable(script)) {
        return script;
      }
    }
    throw new IllegalStateException("scripts/" + name + " was not found");
  }
}
