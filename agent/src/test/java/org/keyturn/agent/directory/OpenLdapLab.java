package org.keyturn.agent.directory;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
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
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.keyturn.agent.account.Secret;

/** slapd, by {@code scripts/lab/openldap}, in a directory of its own. */
final class OpenLdapLab implements DirectoryLab {

  private static final String MISSING =
      "all tests on slapd: it is not installed; scripts/lab/openldap create --install";
  private static final AtomicBoolean SAID = new AtomicBoolean();

  private final Path dir;
  private final Map<String, String> made;

  private OpenLdapLab(Path dir, Map<String, String> made) {
    this.dir = dir;
    this.made = made;
  }

  /**
   * Skips what needs slapd where it is not installed, and says so once; fails instead where {@code
   * -Dkeyturn.forbidSkips=true}.
   */
  static void require() {
    if (installed()) {
      return;
    }
    if (Boolean.getBoolean("keyturn.forbidSkips")) {
      throw new AssertionError(MISSING);
    }
    if (SAID.compareAndSet(false, true)) {
      System.err.println("SKIPPED: " + MISSING);
    }
    Assumptions.abort(MISSING);
  }

  /** Where the script looks: the path, and what an ordinary user's leaves out. */
  private static boolean installed() {
    String path = Objects.requireNonNullElse(System.getenv("PATH"), "");
    return Stream.concat(Stream.of(path.split(":")), Stream.of("/usr/sbin", "/sbin"))
        .filter(dir -> !dir.isEmpty())
        .anyMatch(dir -> Files.isExecutable(Path.of(dir, "slapd")));
  }

  static OpenLdapLab start(int users) {
    return start(users, Map.of());
  }

  static OpenLdapLab start(int users, Map<String, String> environment) {
    try {
      Path dir = Files.createTempDirectory("keyturn-openldap");
      String output =
          script(
              environment,
              "create",
              "--dir",
              dir.toString(),
              "--port",
              "0",
              "--ldaps-port",
              "0",
              "--users",
              Integer.toString(users));
      Map<String, String> made = new LinkedHashMap<>();
      output.lines().map(l -> l.split("\\s+", 2)).forEach(w -> made.put(w[0], w[1]));
      return new OpenLdapLab(dir, made);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void stop() {
    script(Map.of(), "stop", "--dir", dir.toString());
  }

  void startAgain() {
    script(Map.of(), "start", "--dir", dir.toString());
  }

  @Override
  public String dialect() {
    return "openldap";
  }

  @Override
  public int port() {
    return portOf("starttls-url");
  }

  @Override
  public int ldapsPort() {
    return portOf("url");
  }

  private int portOf(String key) {
    String url = made(key);
    return Integer.parseInt(url.substring(url.lastIndexOf(':') + 1));
  }

  @Override
  public Path ca() {
    return Path.of(made("ca"));
  }

  @Override
  public String bindDn() {
    return made("bind-dn");
  }

  @Override
  public Secret bindPassword() {
    return Secret.of(contents("bind-password"));
  }

  Path file(String name) {
    return dir.resolve(name);
  }

  @Override
  public LDAPConnection root() {
    try {
      return new LDAPConnection("127.0.0.1", port(), made("root-dn"), contents("root-password"));
    } catch (LDAPException e) {
      throw new IllegalStateException(e);
    }
  }

  private String made(String key) {
    return Objects.requireNonNull(made.get(key), key);
  }

  private String contents(String key) {
    try {
      return Files.readString(Path.of(made(key)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    script(Map.of(), "destroy", "--dir", dir.toString());
  }

  private static String script(Map<String, String> environment, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(script().toString());
    command.addAll(List.of(arguments));
    try {
      ProcessBuilder builder = new ProcessBuilder(command);
      builder.environment().putAll(environment);
      Path out = Files.createTempFile("keyturn-lab", ".out"); // slapd would keep a pipe open
      builder.redirectErrorStream(true).redirectOutput(out.toFile());
      Process process = builder.start();
      boolean ended = process.waitFor(60, TimeUnit.SECONDS);
      String output = Files.readString(out, StandardCharsets.UTF_8);
      Files.delete(out);
      if (!ended || process.exitValue() != 0) {
        throw new IllegalStateException(String.join(" ", command) + ": " + output);
      }
      return output;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Path script() {
    for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
      Path script = at.resolve("scripts/lab/openldap");
      if (Files.isExecutable(script)) {
        return script;
      }
    }
    throw new IllegalStateException("scripts/lab/openldap was not found");
  }
}
