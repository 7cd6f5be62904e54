package org.keyturn.agent.faults;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * slapd by {@code scripts/lab/openldap}, with an audit log of its own: what it wrote is counted
 * there, whatever an agent says.
 */
final class Slapd implements AutoCloseable {

  static final String AGENT = "cn=keyturn,ou=services,dc=example,dc=com";
  static final String PEOPLE = "ou=people,dc=example,dc=com";

  private final Path home;
  private final Path dir;
  private final Map<String, String> made = new HashMap<>();

  /**
   * @param home a folder of the caller's, for the server's own and its audit log
   * @param users every fifth of them is a contractor
   */
  Slapd(Path home, int users) {
    this.home = home;
    this.dir = home.resolve("slapd");
    write(
        home.resolve("lab.conf"),
        "moduleload auditlog\noverlay auditlog\nauditlog " + auditLog() + "\n");
    String output =
        lab("create", "--port", "0", "--ldaps-port", "0", "--users", Integer.toString(users));
    output.lines().map(line -> line.split("\\s+", 2)).forEach(w -> made.put(w[0], w[1]));
    unlockEverybody();
  }

  static boolean installed() {
    return List.of("/usr/sbin/slapd", "/usr/local/sbin/slapd", "/usr/libexec/slapd").stream()
        .anyMatch(path -> Files.isExecutable(Path.of(path)));
  }

  int port() {
    String url = Objects.requireNonNull(made.get("starttls-url"));
    return Integer.parseInt(url.substring(url.lastIndexOf(':') + 1));
  }

  int ldapsPort() {
    String url = Objects.requireNonNull(made.get("url"));
    return Integer.parseInt(url.substring(url.lastIndexOf(':') + 1));
  }

  /** Its certificates, and the keys that they are made with. */
  Path file(String name) {
    return dir.resolve(name);
  }

  Path bindPassword() {
    return dir.resolve("bind.pw");
  }

  private Path auditLog() {
    return home.resolve("audit.ldif");
  }

  // --- what a test does to it

  void stop() {
    lab("stop");
  }

  void start() {
    lab("start");
  }

  /** As {@code kill -9} does. */
  void kill() {
    long pid = Long.parseLong(read(dir.resolve("slapd.pid")).strip());
    ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
    Waiting.until("slapd is gone", () -> ProcessHandle.of(pid).isEmpty());
  }

  /** Changes the configuration; counts from the next start on. */
  void configure(String from, String to) {
    Path conf = dir.resolve("slapd.conf");
    String before = read(conf);
    if (!before.contains(from)) {
      throw new IllegalArgumentException(from);
    }
    write(conf, before.replace(from, to));
  }

  LDAPConnection root() {
    try {
      return new LDAPConnection(
          "127.0.0.1", port(), "cn=root,dc=example,dc=com", read(dir.resolve("root.pw")));
    } catch (LDAPException e) {
      throw new IllegalStateException(e);
    }
  }

  /** As an administrator; an absent value removes the attribute. */
  void set(String dn, String attribute, String... values) {
    try (LDAPConnection root = root()) {
      root.modify(dn, new Modification(ModificationType.REPLACE, attribute, values));
    } catch (LDAPException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Somebody changes their own password. */
  void ownChange(String dn, String from, String to) {
    try (LDAPConnection own = new LDAPConnection("127.0.0.1", port(), dn, from)) {
      own.modify(dn, new Modification(ModificationType.REPLACE, "userPassword", to));
    } catch (LDAPException e) {
      throw new IllegalStateException(e);
    }
  }

  private void unlockEverybody() {
    try (LDAPConnection root = root()) {
      for (SearchResultEntry entry :
          root.search(PEOPLE, SearchScope.SUB, "(pwdAccountLockedTime=*)", "1.1")
              .getSearchEntries()) {
        root.modify(
            entry.getDN(), new Modification(ModificationType.REPLACE, "pwdAccountLockedTime"));
      }
    } catch (LDAPException e) {
      throw new IllegalStateException(e);
    }
  }

  // --- what a test looks at

  static String dn(String login) {
    return "uid=" + login + "," + PEOPLE;
  }

  /** What everybody's password is at first. */
  String firstPassword() {
    return read(dir.resolve("user.pw"));
  }

  /** Those who cannot sign in with what they were given. */
  List<String> refused(Map<String, String> passwords) {
    List<String> refused = new ArrayList<>();
    try (LDAPConnection connection = new LDAPConnection("127.0.0.1", port())) {
      for (Map.Entry<String, String> person : passwords.entrySet()) {
        if (!signsIn(connection, person.getKey(), person.getValue())) {
          refused.add(person.getKey());
        }
      }
    } catch (LDAPException e) {
      throw new IllegalStateException(e);
    }
    return refused;
  }

  boolean signsIn(String login, String password) {
    return refused(Map.of(login, password)).isEmpty();
  }

  private static boolean signsIn(LDAPConnection connection, String login, String password)
      throws LDAPException {
    try {
      connection.bind(dn(login), password);
      return true;
    } catch (LDAPException e) {
      if (e.getResultCode().equals(ResultCode.INVALID_CREDENTIALS)) {
        return false;
      }
      throw e;
    }
  }

  String[] values(String dn, String attribute) {
    try (LDAPConnection root = root()) {
      SearchResultEntry entry = root.getEntry(dn, attribute);
      return entry.hasAttribute(attribute) ? entry.getAttributeValues(attribute) : new String[0];
    } catch (LDAPException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Where the audit log ends now: to count from. */
  long mark() {
    try {
      return Files.exists(auditLog()) ? Files.size(auditLog()) : 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** How often the agent's account wrote each person's password since then, by login. */
  Map<String, Integer> writes(long mark) {
    return writes(mark, "userPassword");
  }

  /** The same for another attribute. */
  Map<String, Integer> writes(long mark, String attribute) {
    Map<String, Integer> writes = new HashMap<>();
    for (String block : log(mark).split("# end modify", -1)) {
      boolean byAgent =
          block.lines().anyMatch(l -> l.startsWith("# modify ") && l.contains(" " + AGENT + " "));
      if (byAgent && block.contains("\nreplace: " + attribute + "\n")) {
        block
            .lines()
            .filter(line -> line.startsWith("dn: uid="))
            .map(line -> line.substring(8, line.indexOf(',')).toLowerCase(Locale.ROOT))
            .forEach(login -> writes.merge(login, 1, Integer::sum));
      }
    }
    return writes;
  }

  /** What slapd says that it wrote since then, whoever asked for it. */
  String log(long mark) {
    return Files.exists(auditLog())
        ? new String(bytes(auditLog()), StandardCharsets.ISO_8859_1).substring((int) mark)
        : "";
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String read(Path file) {
    return new String(bytes(file), StandardCharsets.UTF_8);
  }

  static void write(Path file, String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    lab("destroy");
  }

  private String lab(String what, String... more) {
    List<String> command = new ArrayList<>();
    command.add(Keyturn.script("lab/openldap").toString());
    command.addAll(List.of(what, "--dir", dir.toString()));
    command.addAll(List.of(more));
    try {
      Path out = home.resolve("lab.out"); // slapd would keep a pipe open
      ProcessBuilder builder = new ProcessBuilder(command);
      builder.environment().put("KEYTURN_LAB_CONF", home.resolve("lab.conf").toString());
      Process process = builder.redirectErrorStream(true).redirectOutput(out.toFile()).start();
      if (!process.waitFor(90, TimeUnit.SECONDS) || process.exitValue() != 0) {
        throw new IllegalStateException(String.join(" ", command) + ": " + read(out));
      }
      return read(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
