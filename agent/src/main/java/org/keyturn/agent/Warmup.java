package org.keyturn.agent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.keyturn.agent.cli.Cli;
import org.keyturn.agent.directory.RehearsalServer;
import org.keyturn.agent.journal.SqliteLibrary;

/**
 * Lets commands go all their way once, so that the launcher can archive the classes on it (JEP
 * 350): later commands answer in half the time. Touches nothing but a folder of its own.
 */
final class Warmup {

  private Warmup() {}

  public static void main(String[] args) throws Exception {
    Map<String, Integer> unused = rehearse();
    if (args.length > 0) {
      SqliteLibrary.unpack(Path.of(args[0]));
    }
  }

  /** The exit code of each command, by what was typed. */
  static Map<String, Integer> rehearse() throws Exception {
    Map<String, Integer> codes = new LinkedHashMap<>();
    Path folder = Files.createTempDirectory("keyturn-warmup");
    try (RehearsalServer server = RehearsalServer.start(folder)) {
      Files.setPosixFilePermissions(
          folder.resolve("bind.pw"), PosixFilePermissions.fromString("rw-------"));
      String config = config(folder, server.port()).toString();
      go(codes, "--help");
      go(codes, "reset", "--help");
      go(codes, "-c", config, "check");
      go(codes, "-c", config, "users");
      go(codes, "-c", config, "force-change", "someone", "-y", "--max-percent", "100");
      go(codes, "-c", config, "force-change", "--all", "-n", "-o", "json");
      go(codes, "-c", config, "reset", "someone", "-y", "--deliver", "show", "-o", "json");
      go(codes, "-c", config, "explain", "someone");
      go(codes, "-c", config, "report", "--html", folder.resolve("report.html").toString());
      go(codes, "-c", config, "runs", "-o", "csv");
      go(codes, "-c", config, "audit");
      return codes;
    } finally {
      remove(folder);
    }
  }

  private static void go(Map<String, Integer> codes, String... words) {
    codes.put(String.join(" ", words), Cli.execute(words));
  }

  private static Path config(Path folder, int port) throws IOException {
    return Files.writeString(
        folder.resolve("keyturn.yaml"),
        String.join(
            "\n",
            "directories:",
            "  rehearsal:",
            "    url: [\"ldaps://localhost:" + port + "\"]",
            "    trust: ca.pem",
            "    bind: {dn: \"" + RehearsalServer.BIND_DN + "\", password: {file: bind.pw}}",
            "    dialect: openldap",
            "    accounts: {base: \"" + RehearsalServer.BASE + "\", login: uid, mail: mail}",
            "    default-policy: \"" + RehearsalServer.POLICY_DN + "\"",
            "jobs:",
            "  rotation:",
            "    directory: rehearsal",
            "    schedule: \"0 30 2 ? * MON-FRI\"",
            "    when: {password-older-than: 90d}",
            "    do: force-change",
            "store: {path: store}",
            "mail: {folder: mail}",
            ""));
  }

  private static void remove(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    }
  }
}
