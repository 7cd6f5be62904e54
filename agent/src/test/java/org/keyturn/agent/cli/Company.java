package org.keyturn.agent.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVFormat;
import org.keyturn.embedded.EmbeddedLdapServer;

/** A small company in the embedded directory, and the command line to it. */
final class Company implements AutoCloseable {

  static final Pattern RUN = Pattern.compile("run (\\d{8}-\\d{6}-\\w{4})");

  static final String BREAK_GLASS = "breakglass";

  private final EmbeddedLdapServer server = EmbeddedLdapServer.builder().users(30).start();
  private final Path folder;

  Company(Path folder) {
    this.folder = folder;
    secret("bind.pw", server.serviceAccountPassword());
    config("keyturn.yaml", server.ldapsUrl(), "store");
  }

  EmbeddedLdapServer server() {
    return server;
  }

  /** Types what must succeed; the run that it was. */
  String done(String... words) {
    Said said = run(words);
    assertThat(said.code()).as(said.all()).isZero();
    Matcher run = RUN.matcher(said.out());
    assertThat(run.find()).as(said.all()).isTrue();
    return run.group(1);
  }

  Path path(String name) {
    return folder.resolve(name);
  }

  Path file(String name, String content) {
    return file(name, content.getBytes(UTF_8));
  }

  Path file(String name, byte[] content) {
    try {
      return Files.write(path(name), content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void secret(String name, String content) {
    try {
      Files.setPosixFilePermissions(
          file(name, content), PosixFilePermissions.fromString("rw-------"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A config; its protected accounts are the break-glass one and the group of admins. */
  Path config(String name, String url, String store) {
    return file(
        name,
        """
        directories:
          corp:
            url: %s
            trust: %s
            bind: {dn: "%s", password: {file: bind.pw}}
            accounts: {base: "ou=people,%s", filter: "(objectClass=inetOrgPerson)", login: uid, mail: mail}
            protected: {dns: ["uid=breakglass,ou=people,%s"]}
            default-policy: "%s"
        password-policies:
          default: {directory: corp, max-age: 77d, warn: 14d}
        jobs:
          staff:
            directory: corp
            select: {filter: "(uid=*)"}
            when: {password-older-than: 1d}
            do: force-change
          rare:
            directory: corp
            schedule: "0 30 2 * * ?"
            when: always
            do: force-change
            brake: {max: 0, max-percent: 1}
        brake: {max: 50, max-percent: 50}
        store: {path: %s}
        mail: {folder: mail, from: it@example.com}
        """
            .formatted(
                url,
                server.caPem(),
                server.serviceAccountDn(),
                server.suffix(),
                server.suffix(),
                server.defaultPolicyDn(),
                store));
  }

  private static final Set<String> KEPT_OUT =
      Set.of("must-change", "expired", "locked", "disabled");

  /** Everyone whom nobody protects and who signs in without further ado, by login, in order. */
  List<String> logins() {
    try {
      return CSVFormat.RFC4180
          .builder()
          .setHeader()
          .setSkipHeaderRecord(true)
          .get()
          .parse(new StringReader(run("users", "-o", "csv").out()))
          .stream()
          .filter(row -> Collections.disjoint(List.of(row.get("state").split(" ", -1)), KEPT_OUT))
          .map(row -> row.get("login"))
          .filter(login -> login.matches("[a-z.]+") && !login.equals(BREAK_GLASS))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What a command said. */
  record Said(int code, String out, String err) {

    String all() {
      return out + err;
    }
  }

  /** Runs a command as from a script: no terminal, nothing on standard input. */
  Said run(String... words) {
    return on(new Terminal(""), words);
  }

  /** The terminal of a command that runs in this process. */
  record Terminal(String input, boolean in, boolean out, int width, boolean colour) {

    Terminal(String input) {
      this(input, false, false, 80, false);
    }

    static Terminal wide(int width) {
      return new Terminal("", false, true, width, false);
    }
  }

  Said on(Terminal terminal, String... words) {
    List<String> all = new ArrayList<>();
    if (!List.of(words).contains("-c")) {
      all.addAll(List.of("-c", path("keyturn.yaml").toString()));
    }
    all.addAll(List.of(words));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Screen screen =
        new Screen(
            new ByteArrayInputStream(terminal.input().getBytes(UTF_8)),
            new PrintStream(out, false, UTF_8),
            new PrintStream(err, true, UTF_8),
            new Screen.Terminal(terminal.in(), terminal.out(), terminal.in(), terminal.width()),
            terminal.colour());
    String[] line = all.toArray(String[]::new);
    int code = Cli.commandLine(screen, line).execute(line);
    screen.flush();
    return new Said(code, out.toString(UTF_8), err.toString(UTF_8));
  }

  @Override
  public void close() {
    server.close();
  }
}
