package org.keyturn.agent.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.keyturn.agent.account.PasswordPolicy;
import org.keyturn.agent.config.DurationText;
import org.keyturn.agent.directory.Directory;
import org.keyturn.agent.directory.NormalDn;
import org.keyturn.agent.directory.PolicySettings;
import org.keyturn.agent.plan.Declaration;
import org.keyturn.agent.plan.PolicyNames;
import org.keyturn.agent.policy.DeclaredPolicy;
import org.keyturn.agent.policy.PlacedPolicy;
import org.keyturn.agent.report.Csv;
import org.keyturn.agent.report.PolicyDocument;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

@Command(
    name = "policy",
    sortOptions = false,
    description = "The organisation's password policies in the directory.",
    subcommands = {
      PolicyCommand.ListAll.class,
      PolicyCommand.Show.class,
      PolicyCommand.SetOne.class,
      PolicyCommand.Sync.class
    },
    footer = {
      "",
      "Examples:",
      "  keyturn policy list",
      "  keyturn policy set default --max-age 90d --warn 14d",
      "  keyturn policy sync -n          what would the config change?"
    })
final class PolicyCommand extends WithAgent {

  @Override
  int call(Desk desk) {
    throw new ParameterException(
        Objects.requireNonNull(spec).commandLine(), "say what: list, show, set or sync");
  }

  /** The policy of a name: a declared one, {@code default}, its RDN's value, or its DN. */
  static PasswordPolicy find(Desk desk, Directory directory, String name) {
    List<PasswordPolicy> all = directory.policies();
    return PolicyNames.find(directory, all, desk.config().policies(), name)
        .orElseThrow(
            () ->
                new InputException(
                    "there is no password policy "
                        + name
                        + "; there are: "
                        + String.join(", ", all.stream().map(PasswordPolicy::name).toList())));
  }

  static String age(PasswordPolicy p) {
    return p.maxAge().map(Words::amount).orElse("never");
  }

  @Command(
      name = "list",
      sortOptions = false,
      description = "Every policy that can be read.",
      footer = {"", "Example:", "  keyturn policy list -o csv"})
  static final class ListAll extends WithAgent {
    @Override
    int call(Desk desk) {
      List<PasswordPolicy> all = desk.directory().policies();
      if (desk.json()) {
        Json.array(desk.screen().out(), g -> all.forEach(p -> PolicyDocument.KEYS.write(g, p)));
        return Exit.DONE;
      }
      if (desk.csv()) {
        csv(desk, all);
        return Exit.DONE;
      }
      Table table =
          new Table(
              desk.screen().width(), "policy", "expires after", "warns", "must change", "entry");
      all.forEach(
          p ->
              table.row(
                  p.name(),
                  age(p),
                  p.warn().isZero() ? "-" : Words.amount(p.warn()) + " before",
                  p.mustChange() ? "honoured" : "ignored",
                  p.dn()));
      table.print(desk.screen().out(), desk.screen());
      return Exit.DONE;
    }
  }

  private static void csv(Desk desk, List<PasswordPolicy> all) {
    try (Csv csv =
        new Csv(desk.screen().out(), "name", "dn", "maxAgeSeconds", "warnSeconds", "mustChange")) {
      all.forEach(
          p ->
              csv.row(
                  p.name(),
                  p.dn(),
                  p.maxAge().map(age -> Long.toString(age.toSeconds())).orElse(""),
                  p.warn().toSeconds(),
                  p.mustChange()));
    }
  }

  @Command(
      name = "show",
      sortOptions = false,
      description = "One policy.",
      footer = {"", "Example:", "  keyturn policy show default"})
  static final class Show extends WithAgent {

    @Parameters(index = "0", paramLabel = "NAME", description = "Its name or DN.")
    String name = "";

    @Override
    int call(Desk desk) {
      desk.refuseCsv();
      PasswordPolicy p = find(desk, desk.directory(), name);
      if (desk.json()) {
        Json.print(desk.screen().out(), g -> PolicyDocument.KEYS.write(g, p));
        return Exit.DONE;
      }
      Table table = new Table(desk.screen().width(), "", "");
      table.row("policy", p.name());
      table.row("entry", p.dn());
      table.row("expires after", age(p));
      table.row("warns", p.warn().isZero() ? "not" : Words.amount(p.warn()) + " before");
      table.row("must change", p.mustChange() ? "honoured" : "ignored: pwdMustChange is not TRUE");
      table.row("minimum length", Integer.toString(p.minLength()));
      table.row("history", Words.count(p.history(), "password", "passwords"));
      table.row("grace", Words.count(p.graceLogins(), "sign-in", "sign-ins"));
      table.row(
          "lockout",
          p.lockoutDuration().isZero() ? "until unlocked" : Words.amount(p.lockoutDuration()));
      table.print(desk.screen().out(), desk.screen());
      return Exit.DONE;
    }
  }

  @Command(
      name = "set",
      sortOptions = false,
      description = "Change a policy; it counts for everyone under it, at once.",
      footer = {"", "Example:", "  keyturn policy set default --max-age 90d --warn 14d"})
  static final class SetOne extends WithAgent {

    @Parameters(index = "0", paramLabel = "NAME", description = "Its name or DN.")
    String name = "";

    @Option(names = "--max-age", paramLabel = "DURATION", description = "90d, or never.")
    @Nullable String maxAge;

    @Option(names = "--warn", paramLabel = "DURATION", description = "How long before.")
    @Nullable String warn;

    @Option(
        names = "--must-change",
        negatable = true,
        description = "Whether \"must change at next sign-in\" is honoured.")
    @Nullable Boolean mustChange;

    @Option(
        names = {"-n", "--dry-run"},
        description = "Show it; change nothing.")
    boolean dryRun;

    @Override
    int call(Desk desk) {
      desk.refuseCsv();
      Directory directory = desk.directory();
      PasswordPolicy present = find(desk, directory, name);
      PolicySettings wanted =
          new PolicySettings(
              present.dn(),
              duration("--max-age", maxAge, true),
              duration("--warn", warn, false),
              Optional.ofNullable(mustChange));
      if (wanted.maxAge().isEmpty() && wanted.warn().isEmpty() && wanted.mustChange().isEmpty()) {
        throw new InputException("say what to set: --max-age, --warn or --must-change");
      }
      PolicyWriting writing = new PolicyWriting(desk, dryRun);
      PolicyWriting.Result result = writing.bringTo(directory, wanted, name, Optional.of(present));
      if (desk.json()) {
        Json.print(desk.screen().out(), result::write);
      }
      return result.exit();
    }

    private static Optional<Duration> duration(
        String option, @Nullable String text, boolean never) {
      if (text == null) {
        return Optional.empty();
      }
      if (never && text.equals("never")) {
        return Optional.of(Duration.ZERO);
      }
      return Optional.of(
          DurationText.parse(text)
              .filter(d -> !d.isZero() || !never)
              .orElseThrow(
                  () -> new InputException(option + " " + text + ": " + DurationText.EXAMPLES)));
    }
  }

  @Command(
      name = "sync",
      sortOptions = false,
      description = "Bring the directory's policies to what the config declares.",
      footer = {"", "Example:", "  keyturn policy sync -n"})
  static final class Sync extends WithAgent {

    @Option(
        names = {"-n", "--dry-run"},
        description = "Show it; change nothing.")
    boolean dryRun;

    @Override
    int call(Desk desk) {
      desk.refuseCsv();
      List<DeclaredPolicy> declared = new ArrayList<>(desk.config().policies());
      if (desk.cli().directory != null) {
        declared.removeIf(p -> !p.directory().equals(desk.directoryName()));
      }
      if (declared.isEmpty()) {
        desk.screen().note("The config declares no password-policies.");
      }
      PolicyWriting writing = new PolicyWriting(desk, dryRun);
      List<PolicyWriting.Result> results = new ArrayList<>();
      for (String name :
          declared.stream().map(DeclaredPolicy::directory).distinct().sorted().toList()) {
        Directory directory = desk.agent().directory(name);
        Declaration declaration = Declaration.of(directory, declared);
        declaration
            .policies()
            .forEach(p -> results.add(sync(writing, directory, declaration.settings(p), p)));
      }
      if (desk.json()) {
        Json.array(desk.screen().out(), g -> results.forEach(r -> r.write(g)));
      }
      return results.stream().mapToInt(PolicyWriting.Result::exit).max().orElse(Exit.DONE);
    }

    private static PolicyWriting.Result sync(
        PolicyWriting writing, Directory directory, PolicySettings wanted, PlacedPolicy placed) {
      Optional<PasswordPolicy> present =
          directory.policies().stream()
              .filter(p -> NormalDn.of(p.dn()).equals(NormalDn.of(wanted.dn())))
              .findFirst();
      return writing.bringTo(directory, wanted, placed.policy().name(), present);
    }
  }
}
