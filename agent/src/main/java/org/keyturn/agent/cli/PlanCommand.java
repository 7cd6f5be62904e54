package org.keyturn.agent.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.keyturn.agent.account.Action;
import org.keyturn.agent.config.KeyturnConfig;
import org.keyturn.agent.directory.Directory;
import org.keyturn.agent.plan.Brake;
import org.keyturn.agent.plan.PlanOptions;
import org.keyturn.agent.plan.PlanRequest;
import org.keyturn.agent.plan.Plans;
import org.keyturn.agent.plan.Selection;
import org.keyturn.agent.policy.Rule;
import org.keyturn.agent.run.CsvRows;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "plan",
    sortOptions = false,
    description = "Freeze a plan and show it. Reads the directory; changes nothing.",
    footer = {
      "",
      "Examples:",
      "  keyturn plan staff-rotation",
      "  keyturn plan force-change --group 'cn=sales,ou=groups,dc=example,dc=com'",
      "  keyturn plan reset --csv leaked.csv --deliver mail -f plan.json",
      "  keyturn apply plan.json",
      "  keyturn plan force-change --all -o ldif > change.ldif",
      "                                     for ldapmodify -c -f; not for reset"
    })
final class PlanCommand extends WithAgent {

  @Parameters(
      index = "0",
      paramLabel = "JOB|ACTION",
      description = "A job of the config, or an act.")
  String what = "";

  @Parameters(
      index = "1..*",
      paramLabel = "USER",
      arity = "0..*",
      description = "Login, mail address, DN or id.")
  List<String> users = new ArrayList<>();

  @Mixin Narrowing narrowing = new Narrowing();

  @Option(
      names = {"-f", "--file"},
      paramLabel = "FILE",
      description = "Keep the plan here, for keyturn apply.")
  @Nullable Path file;

  @Option(names = "--off", description = "With never-expire or force-change: the way back.")
  boolean off;

  @Option(
      names = "--deliver",
      paramLabel = "HOW",
      description = "With reset: show, mail, link or sheet.")
  String deliver = "show";

  @Option(names = "--no-force-change", description = "With reset: the new password may be kept.")
  boolean noForceChange;

  @Mixin LinkOptions link = new LinkOptions();
  @Mixin SpreadOptions period = new SpreadOptions();
  @Mixin RemovalOptions removing = new RemovalOptions();
  @Mixin RestoreOptions restoring = new RestoreOptions();

  @Option(names = "--max", paramLabel = "N", description = "Judge with this brake.")
  @Nullable Integer max;

  @Option(names = "--max-percent", paramLabel = "P", description = "Judge with this brake.")
  @Nullable Double maxPercent;

  @Option(names = "--details", description = "Show every account.")
  boolean details;

  @Override
  int call(Desk desk) {
    KeyturnConfig.Job job = desk.config().jobs().get(what);
    if (job != null && desk.cli().directory == null) {
      desk.cli().directory = job.settings().directory();
    }
    Directory directory = desk.directory();
    PlanRequest request = request(desk, job);
    try (Plans plans = desk.agent().plans(directory, request.only(request.only() || link.only))) {
      if (file != null) {
        PlanFiles.write(file, plans);
      }
      if (desk.cli().output == Format.ldif) {
        return ldif(desk, plans, job);
      }
      PlansView.print(desk, plans, details);
      return judged(desk, plans, limits(desk, job));
    }
  }

  private int ldif(Desk desk, Plans plans, KeyturnConfig.@Nullable Job job) {
    if (plans.isLinked()) {
      throw new InputException(
          "-o ldif is for one directory, and these people have accounts in more: say --only");
    }
    PlanLdif.check(plans.first().header().action());
    return PlanLdif.print(desk.screen(), plans.first().directory(), plans.first().plan()) == 0
        ? judged(desk, plans, limits(desk, job))
        : incomplete(desk);
  }

  private PlanRequest request(Desk desk, KeyturnConfig.@Nullable Job job) {
    Selection typed = narrowing.selection(users, desk.screen());
    if (job != null) {
      if (!typed.isEmpty() || !typed.states().isEmpty()) {
        throw new InputException("the job " + what + " has its own selection; name it alone");
      }
      if (job.settings().action() == Action.SYNC) {
        throw new InputException("the job " + what + " is a sync; look with keyturn sync --check");
      }
      return PlanRequest.of(job.settings(), desk.operator());
    }
    Action action = action(desk);
    if (desk.cli().output == Format.ldif) {
      PlanLdif.check(action);
    }
    PlanOptions options = options(desk, action);
    Deliveries.check(desk, options);
    narrowing.rows().ifPresent(rows -> check(rows, action, options));
    return new PlanRequest(
        Optional.empty(), action, typed, new Rule.Always(), options, desk.operator());
  }

  private PlanOptions options(Desk desk, Action action) {
    Optional<PlanOptions> leaving = removing.options(desk, action);
    Optional<PlanOptions> back = restoring.options(desk, action);
    Optional<PlanOptions> spread = period.spreading(action).map(PlanOptions::spread);
    return action == Action.RESET
        ? PlanOptions.reset(!noForceChange, deliver, Optional.empty())
        : leaving.or(() -> back).or(() -> spread).orElse(PlanOptions.NONE);
  }

  /** A plan is a file without secrets. */
  private static void check(CsvRows rows, Action action, PlanOptions options) {
    Deliveries.check(rows, action, options);
    if (rows.hasPasswords()) {
      rows.close();
      throw new InputException(
          "a plan holds no passwords, so that the column password cannot be planned; look with"
              + " keyturn reset --csv … --dry-run");
    }
  }

  private Action action(Desk desk) {
    Set<Action> plannable = Action.ofAnyAccount();
    plannable.remove(Action.NEVER_EXPIRE_OFF);
    plannable.remove(Action.FORCE_CHANGE_OFF);
    plannable.remove(Action.REMIND);
    plannable.add(Action.REMOVE);
    plannable.add(Action.RESTORE);
    plannable.add(Action.PURGE);
    Action action =
        Action.byId(what)
            .filter(plannable::contains)
            .orElseThrow(
                () ->
                    new InputException(
                        "there is no job and no act "
                            + what
                            + ". Jobs: "
                            + String.join(", ", desk.config().jobs().keySet())
                            + ". Acts: "
                            + plannable.stream()
                                .map(Action::id)
                                .collect(Collectors.joining(", "))));
    if (!off) {
      return action;
    }
    return switch (action) {
      case NEVER_EXPIRE -> Action.NEVER_EXPIRE_OFF;
      case FORCE_CHANGE -> Action.FORCE_CHANGE_OFF;
      default -> throw new InputException("--off goes with never-expire and force-change");
    };
  }

  private Brake.Limits limits(Desk desk, KeyturnConfig.@Nullable Job job) {
    ActOptions given = new ActOptions();
    given.max = max;
    given.maxPercent = maxPercent;
    return given.limits(
        job == null ? ActCommand.brake(desk.config(), action(desk)) : job.settings().brake());
  }

  private int judged(Desk desk, Plans plans, Brake.Limits limits) {
    for (Plans.Part part : plans.parts()) {
      String where = plans.isLinked() ? " in " + part.header().directory() : "";
      Brake.Verdict verdict = Brake.judge(part.header(), limits, part.directory());
      if (verdict instanceof Brake.Verdict.Tripped tripped) {
        desk.screen().warn("brake" + where + ": " + tripped.text() + ". It would stop this plan.");
      } else if (verdict instanceof Brake.Verdict.Passes passes) {
        desk.screen().note("Brake" + where + ": " + passes.text() + ". Nothing was changed.");
      }
    }
    if (file != null) {
      desk.screen().note("Carry it out: keyturn apply " + PlanFiles.names(file, plans));
    }
    return Exit.DONE;
  }

  private static int incomplete(Desk desk) {
    desk.screen().fail("some accounts are not in the file; it says which and why");
    return Exit.SOME_FAILED;
  }
}
