package org.keyturn.agent.directory;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.keyturn.agent.directory.DirectorySettings.Tls;

/** Brings lines of {@code check} about, carries their mends out, and looks again. */
final class CheckLines {

  private final DirectoryLab lab;

  CheckLines(DirectoryLab lab) {
    this.lab = lab;
  }

  DirectorySettings settings(URI url) {
    return new DirectorySettings(
        "lab",
        List.of(url),
        Optional.of(lab.ca()),
        lab.bindDn(),
        lab.bindSource(),
        Tls.LDAPS,
        Optional.empty(),
        lab.accounts(),
        List.of(),
        List.of(),
        lab.defaultPolicyDn(),
        Optional.empty(),
        Optional.empty(),
        1,
        Duration.ofSeconds(10),
        Duration.ofSeconds(10));
  }

  private DirectorySettings settings() {
    return settings(URI.create("ldaps://127.0.0.1:" + lab.ldapsPort()));
  }

  /** The line appears, and where its mend is a command, that makes it go. */
  void assertSaidAndMended(CheckCase line) throws Exception {
    try {
      line.given().take();
      DirectorySettings asked = line.of(settings());
      List<Finding> before = examine(asked, line.clock());
      assertThat(before).anyMatch(line::isSaidBy);
      List<Finding> said = before.stream().filter(line::isSaidBy).toList();
      assertThat(said).allMatch(f -> !f.mend().isBlank());
      CheckCase.Tool tool = line.tool();
      if (tool != null) {
        List<String> subjects = said.stream().map(Finding::subject).toList();
        List<Finding> left = said;
        for (int i = 0; i < 3 && !left.isEmpty(); i++) { // behind one lack may stand another
          for (String mend : left.stream().map(Finding::mend).distinct().toList()) {
            tool.carryOut(mend);
          }
          left =
              examine(asked, line.clock()).stream()
                  .filter(f -> subjects.contains(f.subject()))
                  .filter(f -> f.level() != Finding.Level.OK)
                  .toList();
          assertThat(left).as("after %s", said).noneMatch(line::isSaidBy);
        }
        assertThat(left).as("after %s", said).isEmpty();
      }
    } finally {
      line.afterwards().take();
    }
  }

  static List<Finding> examine(DirectorySettings settings, Clock clock) {
    try (Directory directory = Directories.open(settings, clock)) {
      List<Finding> all = new ArrayList<>(directory.examine());
      all.addAll(directory.examineDeletion());
      return all;
    }
  }

  List<Finding> examine() {
    return examine(Clock.systemUTC());
  }

  List<Finding> examine(Clock clock) {
    return examine(settings(), clock);
  }

  /** Whatever is said while the server goes away, sooner and later. */
  List<Finding> saidWhileTheServerGoesAway() throws IOException {
    List<Finding> all = new ArrayList<>();
    boolean reachedTheEnd = false;
    for (int turns = 1; !reachedTheEnd; turns++) {
      try (FaultyProxy proxy = new FaultyProxy("127.0.0.1", lab.ldapsPort());
          Directory directory =
              Directories.open(settings(URI.create("ldaps://127.0.0.1:" + proxy.port())))) {
        proxy.goAwayAfter(turns);
        try {
          all.addAll(directory.examine());
        } catch (DirectoryException e) { // which the command shows as a line of its own
          assertThat(e.getMessage()).isNotBlank();
        }
        reachedTheEnd = !proxy.isAway();
      }
    }
    return all;
  }

  // --- tools of administrators ---------------------------------------------------------------

  /** Change records, after a line that says what they are for. */
  static CheckCase.Tool ldapmodify(DirectoryLab lab, LabScript script) {
    return mend ->
        run(
            mend.substring(mend.indexOf('\n') + 1) + "\n",
            script,
            "ldapmodify",
            "-x",
            "-H",
            "ldaps://127.0.0.1:" + lab.ldapsPort(),
            "-D",
            script.made("root-dn"),
            "-y",
            script.made("root-password"));
  }

  /**
   * A line for a shell.
   *
   * @param before makes the tool's name mean the lab's server, as its administrator's set-up does
   */
  static void shell(LabScript script, String before, String line) throws Exception {
    run("", script, "bash", "-c", "set -e; " + before + "\n" + line);
  }

  private static void run(String input, LabScript script, String... command) throws Exception {
    Path in = Files.writeString(Files.createTempFile("keyturn-mend", ".in"), input);
    Path out = Files.createTempFile("keyturn-mend", ".out");
    try {
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .redirectInput(in.toFile())
              .redirectOutput(out.toFile())
              .redirectErrorStream(true);
      builder.environment().put("LDAPTLS_CACERT", script.made("ca"));
      builder.environment().merge("PATH", "/usr/sbin:/sbin", (a, b) -> a + ":" + b);
      Process process = builder.start();
      boolean ended = process.waitFor(2, TimeUnit.MINUTES);
      assertThat(ended && process.exitValue() == 0)
          .as("%s %s: %s", command[0], input, Files.readString(out, StandardCharsets.UTF_8))
          .isTrue();
    } finally {
      Files.delete(in);
      Files.delete(out);
    }
  }
}
