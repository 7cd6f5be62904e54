package org.keyturn.agent.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.keyturn.agent.config.ConfigException;
import org.keyturn.agent.config.Problem;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The command {@code keyturn}: the options that every command has, and the way out. */
@Command(
    name = "keyturn",
    versionProvider = Version.class,
    sortOptions = false,
    synopsisSubcommandLabel = "COMMAND",
    description = "Keeps the passwords of an LDAP directory in the state you declared.",
    footer = {
      "",
      "Examples:",
      "  keyturn check                                 is everything as it should be?",
      "  keyturn users --state expiring --within 14d   whose password ends soon?",
      "  keyturn explain f.vries                       why can't she sign in?",
      "  keyturn force-change --filter '(employeeType=staff)' -n",
      "                                                who would have to change?",
      "  keyturn plan force-change --all -f plan.json && keyturn apply plan.json",
      "  keyturn reset f.vries --deliver show          a new password, shown once",
      "",
      "Exit codes: 0 done, 1 some accounts failed, 2 input or config, 3 directory,",
      "4 brake, 5 held by another process, 6 store, 130 interrupted (resumable)."
    })
public final class Cli implements Runnable {

  @Spec @Nullable CommandSpec spec;

  @Option(
      names = {"-c", "--config"},
      paramLabel = "FILE",
      scope = ScopeType.INHERIT,
      description =
          "The config. Else $KEYTURN_CONFIG, ./config/keyturn.yaml or /etc/keyturn/keyturn.yaml.")
  @Nullable Path config;

  @Option(
      names = {"-d", "--directory"},
      paramLabel = "NAME",
      scope = ScopeType.INHERIT,
      description = "Which directory of the config, where there are several.")
  @Nullable String directory;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      scope = ScopeType.INHERIT,
      defaultValue = "text",
      description = "text, json or csv; for plan also ldif.")
  Format output = Format.text;

  @Option(
      names = "--as",
      paramLabel = "LOGIN",
      scope = ScopeType.INHERIT,
      description = "Your own account: it is recorded, and never touched.")
  @Nullable String as;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = ScopeType.INHERIT,
      description = "Show this, and change nothing.")
  boolean help;

  @Option(
      names = {"-V", "--version"},
      versionHelp = true,
      description = "Show the version.")
  boolean version;

  @Option(
      names = {"-v", "--verbose"},
      scope = ScopeType.INHERIT,
      description = "Say more.")
  boolean verbose;

  @Option(
      names = {"-q", "--quiet"},
      scope = ScopeType.INHERIT,
      description = "Say less: results and failures only.")
  boolean quiet;

  /** In the order of the help. */
  private static final Map<String, Class<?>> COMMANDS = new LinkedHashMap<>();

  static {
    COMMANDS.put("check", CheckCommand.class);
    COMMANDS.put("users", UsersCommand.class);
    COMMANDS.put("explain", ExplainCommand.class);
    COMMANDS.put("report", ReportCommand.class);
    COMMANDS.put("policy", PolicyCommand.class);
    COMMANDS.put("reset", ResetCommand.class);
    COMMANDS.put("force-change", ForceChangeCommand.class);
    COMMANDS.put("expire", ExpireCommand.class);
    COMMANDS.put("spread", SpreadCommand.class);
    COMMANDS.put("never-expire", NeverExpireCommand.class);
    COMMANDS.put("unlock", UnlockCommand.class);
    COMMANDS.put("disable", DisableCommand.class);
    COMMANDS.put("enable", EnableCommand.class);
    COMMANDS.put("remove", RemoveCommand.class);
    COMMANDS.put("restore", RestoreCommand.class);
    COMMANDS.put("purge", PurgeCommand.class);
    COMMANDS.put("plan", PlanCommand.class);
    COMMANDS.put("apply", ApplyCommand.class);
    COMMANDS.put("run", RunCommand.class);
    COMMANDS.put("remind", RemindCommand.class);
    COMMANDS.put("sync", SyncCommand.class);
    COMMANDS.put("runs", RunsCommand.class);
    COMMANDS.put("resume", ResumeCommand.class);
    COMMANDS.put("stop", StopCommand.class);
    COMMANDS.put("undo", UndoCommand.class);
    COMMANDS.put("outbox", OutboxCommand.class);
    COMMANDS.put("audit", AuditCommand.class);
    COMMANDS.put("token", TokenCommand.class);
    COMMANDS.put("agent", AgentCommand.class);
    COMMANDS.put("init", InitCommand.class);
    COMMANDS.put("completion", CompletionCommand.class);
  }

  private final Screen screen;

  Cli(Screen screen) {
    this.screen = screen;
  }

  /** Runs one command and returns its exit code; nothing is left open. */
  public static int execute(String... args) {
    Screen screen = Screen.standard();
    try {
      return commandLine(screen, args).execute(args);
    } catch (Error e) { // else the main thread alone would end, and with another code
      screen.fail("something unexpected happened; what is open is settled by: keyturn resume");
      e.printStackTrace(screen.err());
      return Exit.BUG;
    } finally {
      screen.flush();
    }
  }

  /** With every command. */
  static CommandLine commandLine(Screen screen) {
    return commandLine(screen, new String[0]);
  }

  /**
   * For these words: where they name a command, the others are not looked at, which takes longer
   * than most of them take to do something.
   */
  static CommandLine commandLine(Screen screen, String... words) {
    CommandLine line = new CommandLine(new Cli(screen));
    String first = firstWord(line.getCommandSpec().optionsMap(), words);
    Class<?> command = first == null ? null : COMMANDS.get(first);
    Map<String, Class<?>> commands = command == null ? COMMANDS : Map.of(first, command);
    commands.forEach(line::addSubcommand);
    // What is set now is set for the commands as well.
    line.setOut(new PrintWriter(screen.out(), true, UTF_8));
    line.setErr(new PrintWriter(screen.err(), true, UTF_8));
    line.setUsageHelpAutoWidth(false);
    line.setUsageHelpWidth(Math.min(screen.width(), 100));
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setAbbreviatedSubcommandsAllowed(false);
    line.setParameterExceptionHandler((e, args) -> usage(screen, e));
    line.setExecutionExceptionHandler((e, failing, parsed) -> failed(screen, e));
    return line;
  }

  /** The first that is neither an option nor an option's value. */
  private static @Nullable String firstWord(Map<String, OptionSpec> options, String... words) {
    for (int i = 0; i < words.length; i++) {
      OptionSpec option = options.get(words[i]);
      if (option != null && option.arity().max() > 0) {
        i++;
      } else if (!words[i].startsWith("-")) {
        return words[i];
      }
    }
    return null;
  }

  private static int usage(Screen screen, ParameterException e) {
    screen.fail(String.valueOf(e.getMessage()));
    CommandLine command = e.getCommandLine();
    if (!CommandLine.UnmatchedArgumentException.printSuggestions(e, screen.err())) {
      screen.note("  See: " + command.getCommandSpec().qualifiedName() + " --help");
    }
    return Exit.INPUT;
  }

  private static int failed(Screen screen, Exception e) {
    int code = Exit.of(e);
    if (e instanceof ConfigException config) {
      for (Problem problem : config.problems()) {
        screen.fail(problem.toString());
      }
      screen.note("  Nothing was done. " + config.problems().size() + " to mend in the config.");
    } else if (code == Exit.BUG) {
      screen.fail("something unexpected happened; this is a defect of keyturn");
      e.printStackTrace(screen.err());
    } else {
      for (String line : String.valueOf(e.getMessage()).split("\n", -1)) {
        screen.fail(line);
      }
    }
    return code;
  }

  @Override
  public void run() {
    CommandSpec own = Objects.requireNonNull(spec);
    throw new ParameterException(own.commandLine(), "say what to do: a command is missing");
  }

  Screen screen() {
    if (quiet) {
      screen.beQuiet();
    }
    return screen;
  }

  Optional<String> operator() {
    return Optional.ofNullable(as);
  }

  /** Prints a completion script. */
  static String completion() {
    return AutoComplete.bash("keyturn", commandLine(Screen.standard()));
  }
}
