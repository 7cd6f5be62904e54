package org.keyturn.embedded.cli;

import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.keyturn.embedded.EmbeddedLdapBuilder;
import org.keyturn.embedded.EmbeddedLdapException;
import org.keyturn.embedded.EmbeddedLdapServer;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * Runs a server in the foreground until it is told to stop. Standard output gets the one line that
 * says it answers; all else goes to standard error. Exit codes: 0 stopped, 1 cannot run, 2 usage.
 */
@Command(
    name = "embedded-ldap",
    mixinStandardHelpOptions = true,
    description = "Runs an embedded LDAP server on 127.0.0.1 until it is stopped.")
public final class EmbeddedLdapCommand implements Callable<Integer> {
  private static final int DEFAULT_USERS = 200;
  private static final int LARGEST_PORT = 65_535;

  private final PrintStream out;
  private final PrintStream err;

  @Spec private @Nullable CommandSpec spec;

  @Option(names = "--port", paramLabel = "P", description = "LDAP port, 0 for a free one (default)")
  private int port;

  @Option(
      names = "--ldaps-port",
      paramLabel = "P",
      description = "LDAPS port, 0 for a free one (default)")
  private int ldapsPort;

  @Option(names = "--ldif", paramLabel = "FILE", description = "LDIF to load; may be repeated")
  private List<Path> ldif = new ArrayList<>();

  @Option(
      names = "--users",
      paramLabel = "N",
      description = "People in the sample company (default: 200, or none with --ldif)")
  private @Nullable Integer users;

  @Option(
      names = "--work-dir",
      paramLabel = "DIR",
      description =
          "Keep entries, keys and passwords here (default: in memory, keys in a temporary directory)")
  private @Nullable Path workDir;

  private EmbeddedLdapCommand(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  public static void main(String[] args) {
    PrintStream out = System.out;
    System.setOut(System.err); // the store prints to it when it repairs itself
    System.exit(run(out, System.err, args));
  }

  /** Returns only when the server could not be started. */
  static int run(PrintStream out, PrintStream err, String... args) {
    CommandLine command = new CommandLine(new EmbeddedLdapCommand(out, err));
    command.setParameterExceptionHandler(
        (e, arguments) -> {
          err.println("embedded-ldap: " + e.getMessage());
          return CommandLine.ExitCode.USAGE;
        });
    command.setExecutionExceptionHandler(
        (e, line, result) -> {
          err.println("embedded-ldap: " + e.getMessage());
          return CommandLine.ExitCode.SOFTWARE;
        });
    return command.execute(args);
  }

  @Override
  public Integer call() throws InterruptedException {
    EmbeddedLdapServer server = settings().start();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server), "stop"));
    err.println("work dir " + server.workDir());
    err.println("CA certificate " + server.caPem());
    err.println(server.adminDn() + ", password in " + server.workDir().resolve("admin.pw"));
    err.println(
        server.serviceAccountDn() + ", password in " + server.workDir().resolve("keyturn.pw"));
    if (server.loadedEarlier()) {
      err.println("entries of an earlier run are served; nothing was loaded");
    }
    out.println("ready " + server.url() + " " + server.ldapsUrl());
    out.flush();
    new CountDownLatch(1).await();
    return CommandLine.ExitCode.OK;
  }

  private EmbeddedLdapBuilder settings() {
    check(port, "--port");
    check(ldapsPort, "--ldaps-port");
    if (port != 0 && port == ldapsPort) {
      throw usage("--port and --ldaps-port are both " + port);
    }
    if (users != null && users < 0) {
      throw usage("--users " + users + ": not a number of people");
    }
    if (workDir != null && Files.exists(workDir) && !Files.isDirectory(workDir)) {
      throw usage("--work-dir " + workDir + ": not a directory");
    }
    EmbeddedLdapBuilder builder = EmbeddedLdapServer.builder().port(port).ldapsPort(ldapsPort);
    for (Path file : ldif) {
      if (!Files.isReadable(file) || Files.isDirectory(file)) {
        throw usage("--ldif " + file + ": no such file, or not readable");
      }
      builder.ldif(file);
    }
    if (workDir != null) {
      builder.workDir(workDir);
    }
    int people = users != null ? users : ldif.isEmpty() ? DEFAULT_USERS : 0;
    return builder.users(people);
  }

  private void check(int given, String option) {
    if (given < 0 || given > LARGEST_PORT) {
      throw usage(option + " " + given + ": not a port");
    }
  }

  private ParameterException usage(String problem) {
    return new ParameterException(
        Objects.requireNonNull(spec, "set by picocli").commandLine(), problem);
  }

  /** Runs as the JVM goes down on a signal; a server that stopped cleanly is no failure. */
  private static void stop(EmbeddedLdapServer server) {
    int code = CommandLine.ExitCode.OK;
    try {
      server.close();
    } catch (EmbeddedLdapException e) {
      System.err.println("embedded-ldap: " + e.getMessage());
      code = CommandLine.ExitCode.SOFTWARE;
    }
    System.err.flush();
    Runtime.getRuntime().halt(code);
  }
}
