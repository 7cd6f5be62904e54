package org.keyturn.agent;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.keyturn.agent.account.AccountId;
import org.keyturn.agent.account.Action;
import org.keyturn.agent.account.Secret;
import org.keyturn.agent.account.SecretSource;
import org.keyturn.agent.config.KeyturnConfig;
import org.keyturn.agent.console.Frozen;
import org.keyturn.agent.console.Operator;
import org.keyturn.agent.console.Waving;
import org.keyturn.agent.console.Work;
import org.keyturn.agent.directory.Directory;
import org.keyturn.agent.directory.DirectoryException;
import org.keyturn.agent.journal.PendingPlan;
import org.keyturn.agent.journal.Run;
import org.keyturn.agent.notify.OutboxWorker;
import org.keyturn.agent.plan.Brake;
import org.keyturn.agent.plan.LinkSettings;
import org.keyturn.agent.plan.Plan;
import org.keyturn.agent.plan.PlanException;
import org.keyturn.agent.plan.PlanHeader;
import org.keyturn.agent.plan.PlanOptions;
import org.keyturn.agent.plan.PlanRequest;
import org.keyturn.agent.plan.Plans;
import org.keyturn.agent.plan.Reach;
import org.keyturn.agent.run.Brief;
import org.keyturn.agent.run.ChosenPassword;
import org.keyturn.agent.run.Given;
import org.keyturn.agent.run.Passwords;
import org.keyturn.agent.run.RunFailure;
import org.keyturn.agent.run.RunResult;
import org.keyturn.agent.run.Runner;
import org.keyturn.agent.run.SheetFolder;
import org.keyturn.agent.run.SheetKeys;
import org.keyturn.agent.run.SheetOrder;
import org.keyturn.agent.run.SheetSettings;
import org.keyturn.agent.run.Together;
import org.keyturn.agent.web.WebSettings;

/** What operators ask for, done as a command does it. */
final class ConsoleWork implements Work {

  private final Agent agent;
  private final Passwords passwords;
  private final Runnable outbox;

  /**
   * @param outbox has messages delivered soon
   */
  ConsoleWork(Agent agent, Passwords passwords, Runnable outbox) {
    this.agent = agent;
    this.passwords = passwords;
    this.outbox = outbox;
  }

  /** One that failed is let go of, so that its next use may choose another server. */
  private <T> T in(String name, Function<Directory, T> what) {
    if (!agent.config().directories().containsKey(name)) {
      throw new RunFailure(RunFailure.Kind.INPUT, "the config has no directory " + name);
    }
    try {
      return what.apply(agent.directory(name));
    } catch (DirectoryException e) {
      agent.release(name);
      throw e;
    }
  }

  @Override
  public Frozen plan(String directory, PlanRequest request, Reach reach) {
    try {
      return in(directory, d -> Frozen.of(agent.planning().plans(d, request, reach)));
    } catch (DirectoryException e) {
      joined(directory).forEach(agent::release);
      throw e;
    }
  }

  /** The other directories in which people of one may have accounts. */
  private List<String> joined(String directory) {
    return agent.config().linkOf(directory).map(link -> link.others(directory)).orElse(List.of());
  }

  @Override
  public Frozen job(String name, Operator by) {
    KeyturnConfig.Job job = agent.config().jobs().get(name);
    if (job == null) {
      throw new PlanException("the config has no job " + name);
    }
    if (job.settings().action() == Action.SYNC) {
      throw new PlanException(
          "what a sync changes is looked at and done in one go: keyturn run " + name);
    }
    return plan(
        job.settings().directory(),
        PlanRequest.of(job.settings(), Optional.of(by.dn())),
        Reach.EVERYWHERE);
  }

  @Override
  public Frozen undo(Run run, Operator by) {
    return in(
        run.directory(),
        d -> Frozen.of(Plans.of(d, agent.undo(d).plan(run, Optional.of(by.dn())))));
  }

  @Override
  public Brake.Verdict judge(Plan plan, boolean searched) {
    PlanHeader header = searched ? plan.header().searched() : plan.header();
    return in(header.directory(), d -> Brake.judge(header, limits(header), d));
  }

  private Brake.Limits limits(PlanHeader header) {
    KeyturnConfig config = agent.config();
    return header
        .job()
        .flatMap(name -> Optional.ofNullable(config.jobs().get(name)))
        .map(job -> job.settings().brake())
        .orElse(header.action() == Action.PURGE ? config.removal().purgeBrake() : config.brake());
  }

  @Override
  public List<String> elsewhere(Frozen frozen) {
    PlanHeader header = frozen.header();
    return LinkSettings.concerns(header.action()) && !header.options().remit().isEveryone()
        ? joined(header.directory()).stream()
            .filter(
                name -> frozen.plans().stream().noneMatch(p -> p.header().directory().equals(name)))
            .toList()
        : List.of();
  }

  @Override
  public List<String> deliveries() {
    return Stream.of("link", "show", "mail", "sheet")
        .filter(how -> unconfigured(how).isEmpty())
        .toList();
  }

  @Override
  public Optional<String> undeliverable(Action action, PlanOptions options) {
    if (action != Action.RESET) {
      return Optional.empty();
    }
    Optional<String> unconfigured = unconfigured(options.deliver());
    return unconfigured.isEmpty() && Set.of("mail", "link").contains(options.deliver())
        ? agent.outbox().flatMap(OutboxWorker::away).map(why -> "mail: " + why)
        : unconfigured;
  }

  /** What the config lacks for it. */
  private Optional<String> unconfigured(String deliver) {
    KeyturnConfig config = agent.config();
    SheetSettings sheets = config.sheets();
    return switch (deliver) {
      case "show" -> Optional.empty();
      case "sheet" ->
          sheets.recipients().isEmpty() && sheets.passphrase().isEmpty()
              ? Optional.of("the config names nobody who can open a sheet (sheets.recipients)")
              : Optional.empty();
      case "mail" ->
          config.mail().isEmpty() ? Optional.of("the config has no mail") : Optional.empty();
      case "link" ->
          config.mail().isEmpty() || config.web().flatMap(WebSettings::publicUrl).isEmpty()
              ? Optional.of("the config has no mail, or no web.public-url a link could lead to")
              : Optional.empty();
      default -> Optional.of("nothing says how the new passwords reach people");
    };
  }

  @Override
  public List<String> objections(String directory, AccountId account, Secret typed) {
    return in(
        directory,
        d ->
            d.read(account)
                .map(
                    one -> new ChosenPassword(d, agent.config().passwords()).objections(one, typed))
                .orElse(List.of()));
  }

  @Override
  public byte[] seal(Secret typed, String plan, AccountId account) {
    return passwords.seal(typed, plan, account);
  }

  @Override
  public Secret open(byte[] sealed, String plan, AccountId account) {
    return passwords.open(sealed, plan, account);
  }

  @Override
  public void carryOut(Frozen frozen, PendingPlan pending, Given given, Hands hands) {
    try {
      withSheet(
          frozen.header(),
          sheet -> {
            List<Together.Course> courses =
                frozen.plans().stream()
                    .map(
                        plan ->
                            course(
                                plan,
                                brief(
                                    pending,
                                    given,
                                    sheet.filter(s -> isInSheet(plan)),
                                    hands.waves()),
                                hands))
                    .toList();
            try (Together together = Together.begin(courses)) {
              while (together.hasNext()) {
                RunResult unused = together.next(hands.reveal());
              }
            }
          });
    } catch (DirectoryException e) {
      frozen.plans().forEach(plan -> agent.release(plan.header().directory()));
      throw e;
    } finally {
      outbox.run();
    }
  }

  /** What is the same elsewhere stands in the sheet once. */
  private static boolean isInSheet(Plan plan) {
    return plan.header().options().deliver().equals("sheet");
  }

  private Brief brief(
      PendingPlan pending, Given given, Optional<SheetOrder> sheet, Optional<Waving> waving) {
    Optional<KeyturnConfig.Job> job =
        pending.job().flatMap(name -> Optional.ofNullable(agent.config().jobs().get(name)));
    return new Brief(
            pending.planner().person().login(),
            Optional.of(pending.planner().dn()),
            pending.reason(),
            given,
            sheet)
        .in(
            waving
                .map(waves -> waves.in(agent.config().businessHours()))
                .or(() -> job.flatMap(KeyturnConfig.Job::waves)))
        .telling(job.flatMap(KeyturnConfig.Job::reminding));
  }

  private Together.Course course(Plan plan, Brief brief, Hands hands) {
    return in(
        plan.header().directory(),
        d -> {
          Runner runner = runner(d, hands);
          List<Run> unused = runner.settleUnfinished();
          return new Together.Course(runner, plan, brief);
        });
  }

  /** Its passphrase is read for the time of the run. */
  private void withSheet(PlanHeader header, Consumer<Optional<SheetOrder>> run) {
    if (!header.options().deliver().equals("sheet")) {
      run.accept(Optional.empty());
      return;
    }
    SheetSettings settings = agent.config().sheets();
    Path folder =
        settings.folder().orElseGet(() -> agent.config().store().path().resolve("sheets"));
    Optional<Secret> passphrase = settings.passphrase().map(SecretSource::read);
    try {
      run.accept(
          Optional.of(
              new SheetOrder(
                  SheetFolder.file(folder, header.id()),
                  SheetKeys.seal(settings.recipients(), passphrase, agent.clock().instant()),
                  passphrase)));
    } finally {
      passphrase.ifPresent(Secret::close);
    }
  }

  @Override
  public RunResult resume(Run run, String operator, Hands hands) {
    try {
      RunResult result = resumed(run, operator, hands);
      RunResult last = result;
      for (Run other : later(run)) {
        if (last.ending() == RunResult.Ending.DONE) {
          last = resumed(other, operator, hands);
        }
      }
      return result;
    } finally {
      outbox.run();
    }
  }

  private RunResult resumed(Run run, String operator, Hands hands) {
    return in(
        run.directory(), d -> runner(d, hands).resume(run, Optional.of(operator), hands.reveal()));
  }

  /** Those begun together with it that come after it, and that nobody carries on. */
  private List<Run> later(Run run) {
    List<String> linked = run.options().linked();
    List<String> later = linked.subList(linked.indexOf(run.id()) + 1, linked.size());
    return agent.ledger().runs().unfinished().stream()
        .filter(other -> later.contains(other.id()))
        .sorted(Comparator.comparingInt(other -> later.indexOf(other.id())))
        .toList();
  }

  private Runner runner(Directory directory, Hands hands) {
    return agent.runner(directory, OptionalDouble.empty(), hands.stop(), hands.progress());
  }
}
