package org.keyturn.agent.directory;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** One server made by {@code scripts/lab/NAME}, in a directory of its own, on free ports. */
final class LabScript {

  private static final Set<String> SAID = ConcurrentHashMap.newKeySet();

  private final String name;
  private final Path dir;
  private final Map<String, String> made = new LinkedHashMap<>();

  private LabScript(String name, Path dir) {
    this.name = name;
    this.dir = dir;
  }

  /**
   * Skips what needs a server that is not installed, and says so once; fails instead where {@code
   * -Dkeyturn.forbidSkips=true}.
   *
   * @param programs all that it takes
   */
  static void require(String name, String... programs) {
    for (String program : programs) {
      if (!installed(program)) {
        abort(
            name, program + " is not installed; scripts/lab/" + name + " create --install does it");
      }
    }
  }

  /** As {@link #require}, for what only root may do. */
  static void requireRoot(String name, String why) {
    if (!"root".equals(System.getProperty("user.name"))) {
      abort(name, "root is needed, for " + why);
    }
  }

  private static void abort(String name, String why) {
    String missing = "all tests on scripts/lab/" + name + ": " + why;
    if (Boolean.getBoolean("keyturn.forbidSkips")) {
      throw new AssertionError(missing);
    }
    if (SAID.add(name)) {
      System.err.println("SKIPPED: " + missing);
    }
    Assumptions.abort(missing);
  }

  private static boolean installed(String program) {
    String path = Objects.requireNonNullElse(System.getenv("PATH"), "");
    return Stream.concat(Stream.of(path.split(":")), Stream.of("/usr/sbin", "/sbin"))
        .filter(dir -> !dir.isEmpty())
        .anyMatch(dir -> Files.isExecutable(Path.of(dir, program)));
  }

  static LabScript create(String name, int users, Map<String, String> environment) {
    try {
      LabScript lab = new LabScript(name, Files.createTempDirectory("keyturn-" + name));
      lab.run(
              environment,
              "create",
              "--port",
              "0",
              "--ldaps-port",
              "0",
              "--users",
              Integer.toString(users))
          .lines()
          .map(line -> line.split("\\s+", 2))
          .filter(words -> words.length == 2)
          .forEach(words -> lab.made.put(words[0], words[1]));
      return lab;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void start() {
    run(Map.of(), "start");
  }

  void start(Map<String, String> environment) {
    run(environment, "start");
  }

  void stop() {
    run(Map.of(), "stop");
  }

  void destroy() {
    run(Map.of(), "destroy");
  }

  /** What the script told on creating, by its first word. */
  String made(String key) {
    return Objects.requireNonNull(made.get(key), key);
  }

  int port(String key) {
    String url = made(key);
    return Integer.parseInt(url.substring(url.lastIndexOf(':') + 1));
  }

  /** What stands in a file that the script told of. */
  String contents(String key) {
    try {
      return Files.readString(Path.of(made(key)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A command of the script that is talked to while it runs. */
  Process open(String command) throws IOException {
    return new ProcessBuilder(script(name).toString(), command, "--dir", dir.toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  /** A file of the lab's own. */
  Path file(String relative) {
    return dir.resolve(relative);
  }

  /**
   * Adds entries with the server's own tools, faster than over LDAP; it is away meanwhile.
   *
   * @param command for the shell, in the lab's directory; the entries are in {@code load.ldif}
   */
  void load(String ldif, String command) {
    stop();
    try {
      Files.writeString(dir.resolve("load.ldif"), ldif);
      Path said = dir.resolve("load.log");
      Process tool =
          new ProcessBuilder("sh", "-ec", "PATH=$PATH:/usr/sbin:/sbin; " + command)
              .directory(dir.toFile())
              .redirectErrorStream(true)
              .redirectOutput(said.toFile())
              .start();
      if (tool.waitFor() != 0) {
        throw new IllegalStateException(command + ": " + Files.readString(said));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    start();
  }

  private String run(Map<String, String> environment, String command, String... more) {
    List<String> line = new ArrayList<>(List.of(script(name).toString(), command));
    line.addAll(List.of("--dir", dir.toString()));
    line.addAll(List.of(more));
    try {
      ProcessBuilder builder = new ProcessBuilder(line);
      builder.environment().putAll(environment);
      // Files, for the server would keep a pipe open; two, for what a first start says on the way
      Path out = Files.createTempFile("keyturn-lab", ".out");
      Path err = Files.createTempFile("keyturn-lab", ".err");
      builder.redirectOutput(out.toFile()).redirectError(err.toFile());
      Process process = builder.start();
      boolean ended = process.waitFor(3, TimeUnit.MINUTES);
      String output = Files.readString(out, StandardCharsets.UTF_8);
      String said = Files.readString(err, StandardCharsets.UTF_8);
      Files.delete(out);
      Files.delete(err);
      if (!ended || process.exitValue() != 0) {
        throw new IllegalStateException(String.join(" ", line) + ": " + output + said);
      }
      return output;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Path script(String name) {
    for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
      Path script = at.resolve("scripts/lab").resolve(name);
      if (Files.isExecutable(script)) {
        return script;
      }
    }
    throw new IllegalStateException("scripts/lab/" + name + " was not found");
  }
}
