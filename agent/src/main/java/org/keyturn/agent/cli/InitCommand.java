package org.keyturn.agent.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.keyturn.agent.account.Secret;
import org.keyturn.agent.config.FirstConfig;
import org.keyturn.agent.config.FirstConfigException;
import org.keyturn.agent.config.FirstFiles;
import org.keyturn.agent.config.ServerAddress;
import org.keyturn.agent.directory.DirectoryException;
import org.keyturn.agent.directory.NormalDn;
import org.keyturn.agent.directory.ShownCertificates;
import org.keyturn.agent.directory.Survey;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "init",
    sortOptions = false,
    description =
        "Looks around in a directory, changing nothing, and writes a first config of what it finds,"
            + " with the password in a file of its own. --serve does the same on a page in a browser.",
    footer = {
      "",
      "Examples:",
      "  keyturn init ldaps://ldap.example.com",
      "  keyturn init ldaps://ldap.example.com --bind-dn cn=keyturn,ou=services,dc=example,dc=com \\",
      "    --password-file bind.pw --trust ca.pem -n",
      "  keyturn init --serve"
    })
final class InitCommand implements Callable<Integer> {

  /** Where a config is looked for first. */
  static final Path USUAL = Path.of("config", "keyturn.yaml");

  private static final Path USUAL_FOLDER = Path.of("config");
  private static final Path SYSTEM_FOLDER = Path.of("/etc/keyturn");

  @Spec @Nullable CommandSpec spec;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "URL",
      description = "ldaps://HOST[:PORT]; or ldap:// with StartTLS; plain to this machine alone.")
  @Nullable String url;

  @Option(
      names = "--bind-dn",
      paramLabel = "DN",
      description = "The service account. Asked for on a terminal.")
  @Nullable String bindDn;

  @Option(
      names = "--password-file",
      paramLabel = "FILE",
      description = "Its password; - is standard input. Asked for on a terminal.")
  @Nullable Path passwordFile;

  @Option(
      names = "--trust",
      paramLabel = "FILE",
      description = "The CA's certificates (PEM), where the JVM does not trust the server.")
  @Nullable Path trust;

  @Option(
      names = "--fingerprint",
      paramLabel = "SHA256",
      description = "Trust the certificate with this fingerprint, and no other.")
  @Nullable String fingerprint;

  @Option(
      names = "--tls",
      paramLabel = "HOW",
      description = "ldaps, starttls or none; what the URL means by itself unless given.")
  @Nullable String tls;

  @Option(
      names = "--base",
      paramLabel = "DN",
      description = "Where the accounts are. Found out unless given.")
  String base = "";

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description =
          "Where to write. Else -c, $KEYTURN_CONFIG, ./config/keyturn.yaml; /etc/keyturn/keyturn.yaml"
              + " where only that folder is there.")
  @Nullable Path out;

  @Option(names = "--force", description = "Replace what is there already.")
  boolean force;

  @Option(
      names = {"-n", "--dry-run"},
      description = "Print the config, and write nothing.")
  boolean dryRun;

  @Option(names = "--serve", description = "Ask in a browser on this machine.")
  boolean serve;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      description = "Of --serve; a free one unless given.")
  int port;

  @Override
  public Integer call() {
    Cli cli = (Cli) Objects.requireNonNull(spec).root().userObject();
    Screen screen = cli.screen();
    if (cli.output != Format.text && cli.output != Format.json) {
      throw new InputException("init gives text or json");
    }
    if (serve && saysTooMuch(cli)) {
      throw new InputException(
          "--serve asks for everything but URL, --bind-dn, --out and --force on its pages: leave the"
              + " others out");
    }
    FirstFiles files = new FirstFiles(place(cli), force);
    try {
      if (!dryRun) {
        files.expect();
      }
      if (serve) {
        return new InitServing(screen, files, port)
            .run(Objects.requireNonNullElse(url, ""), Objects.requireNonNullElse(bindDn, ""));
      }
      if (!base.isEmpty() && !NormalDn.isDn(base)) {
        throw new InputException(
            "--base " + base + ": is no DN, write ou=people,dc=example,dc=com");
      }
      try (FirstSetup setup = new FirstSetup(files, address(), trusted())) {
        return walk(cli, screen, files, setup);
      }
    } catch (FirstConfigException e) {
      String key = e.field().contains(".") ? e.field() + ": " : "";
      throw new InputException(key + e.getMessage());
    }
  }

  /** Whether something is said that the pages ask for, or do not do. */
  private boolean saysTooMuch(Cli cli) {
    boolean said = passwordFile != null || trust != null || fingerprint != null || tls != null;
    return said || dryRun || !base.isEmpty() || cli.output != Format.text;
  }

  private Path place(Cli cli) {
    String named = System.getenv("KEYTURN_CONFIG");
    if (out != null) {
      return out;
    } else if (cli.config != null) {
      return cli.config;
    } else if (named != null && !named.isBlank()) {
      return Path.of(named);
    }
    boolean system = !Files.isDirectory(USUAL_FOLDER) && Files.isWritable(SYSTEM_FOLDER);
    return system ? SYSTEM_FOLDER.resolve("keyturn.yaml") : USUAL;
  }

  private ServerAddress address() throws FirstConfigException {
    if (url == null) {
      throw new InputException(
          "say which directory: keyturn init ldaps://ldap.example.com, or --serve for a page in a"
              + " browser");
    }
    ServerAddress address = ServerAddress.of(url);
    return tls == null ? address : address.with(tls);
  }

  private Optional<String> trusted() {
    if (trust == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(Files.readString(trust));
    } catch (IOException e) {
      throw new InputException("--trust " + trust + ": cannot be read");
    }
  }

  /** Nothing is asked for, and no password sent, before the server is trusted. */
  private int walk(Cli cli, Screen screen, FirstFiles files, FirstSetup setup)
      throws FirstConfigException {
    InitQuestions questions = new InitQuestions(screen);
    Optional<ShownCertificates> shown = setup.meet();
    if (shown.isPresent()) {
      judge(screen, questions, setup, shown.get());
    }
    String account = bindDn == null ? questions.bindDn() : bindDn;
    FirstSetup.wrongBindDn(account)
        .ifPresent(
            why -> {
              throw new InputException(("--bind-dn " + account).strip() + ": " + why);
            });
    try (Secret password = password(screen, questions)) {
      Survey survey = setup.survey(account, password, base);
      FirstConfig config =
          setup.config(account, survey, survey.proposal(), FirstConfig.Sender.of(survey));
      InitView view = new InitView(screen, cli.output == Format.json, config, files.config());
      if (dryRun) {
        setup.judge(config);
        view.dryRun();
      } else {
        view.written(setup.write(config, password));
      }
    }
    return Exit.DONE;
  }

  private Secret password(Screen screen, InitQuestions questions) {
    return passwordFile == null
        ? questions.password()
        : TypedPassword.read("--password-file", passwordFile, screen.in());
  }

  private void judge(
      Screen screen, InitQuestions questions, FirstSetup setup, ShownCertificates shown) {
    String who = setup.server().url() + " shows a certificate that is not trusted";
    if (trust != null) {
      throw refused(who + " by --trust " + trust + ": " + shown.subject());
    } else if (fingerprint != null && !shown.isMeantBy(fingerprint)) {
      throw refused(
          who
              + ": its SHA-256 fingerprint is "
              + shown.fingerprint()
              + ", not that of --fingerprint");
    } else if (fingerprint == null) {
      if (!screen.canAsk()) {
        throw refused(
            who
                + ": "
                + shown.subject()
                + ", SHA-256 "
                + shown.fingerprint()
                + "\ncompare that with the server's own, then say --fingerprint SHA256; or name its CA"
                + " with --trust FILE");
      }
      if (!questions.trusts(setup.server().url().toString(), shown)) {
        throw refused(who + ", and nobody vouches for it; no password was sent");
      }
    }
    setup.trust(shown);
  }

  private static DirectoryException refused(String sentence) {
    return new DirectoryException(DirectoryException.Kind.REFUSED, sentence);
  }
}
