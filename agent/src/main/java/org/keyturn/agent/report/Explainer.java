package org.keyturn.agent.report;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.keyturn.agent.account.Account;
import org.keyturn.agent.account.Action;
import org.keyturn.agent.account.PasswordState;
import org.keyturn.agent.directory.Directory;
import org.keyturn.agent.directory.Due;
import org.keyturn.agent.directory.Scope;
import org.keyturn.agent.journal.Item;
import org.keyturn.agent.journal.Ledger;
import org.keyturn.agent.journal.Message;
import org.keyturn.agent.journal.Pauses;
import org.keyturn.agent.journal.Removal;
import org.keyturn.agent.journal.Run;
import org.keyturn.agent.plan.JobSettings;
import org.keyturn.agent.plan.Untouchables;
import org.keyturn.agent.policy.DueTime;
import org.keyturn.agent.policy.Rule;
import org.keyturn.agent.report.Explanation.SignIn;

/** Gathers an {@link Explanation}. */
public final class Explainer {

  private static final int HISTORY = 20;

  private final Directory directory;
  private final Ledger ledger;
  private final List<Job> jobs;

  /**
   * @param settings what it does and to whom
   * @param nextFire when its schedule fires next at or after an instant
   */
  public record Job(JobSettings settings, Function<Instant, Optional<Instant>> nextFire) {}

  public Explainer(Directory directory, Ledger ledger, List<Job> jobs) {
    this.directory = directory;
    this.ledger = ledger;
    this.jobs = List.copyOf(jobs);
  }

  public Explanation explain(Account account, Optional<String> operator, Instant now) {
    Optional<String> untouchable = Untouchables.of(directory, operator).reasonFor(account);
    List<Map.Entry<Run, Item>> done = ledger.runs().history(account.id(), HISTORY);
    List<Message> mailed = ledger.outbox().about(account.login(), HISTORY);
    List<JobSettings> meant =
        jobs.stream()
            .map(Job::settings)
            .filter(job -> job.directory().equals(directory.info().name()) && means(job, account))
            .toList();
    List<ReminderNews> reminders =
        reminders(meant, new ReminderWhy(account, untouchable, done, mailed, now));
    return new Explanation(
        account,
        signIn(account, now),
        ledger.removals().find(directory.info().name(), account.id()).filter(Removal::isGone),
        untouchable,
        reminders,
        next(account, meant, untouchable, reminders, now),
        done,
        mailed);
  }

  private static List<ReminderNews> reminders(List<JobSettings> jobs, ReminderWhy why) {
    List<ReminderNews> news = new ArrayList<>();
    for (JobSettings job : jobs) {
      if (job.when() instanceof Rule.RemindAt rule && job.action() == Action.REMIND) {
        news.add(why.of(job.name(), rule.reminders()));
      }
    }
    return news;
  }

  private static SignIn signIn(Account account, Instant now) {
    PasswordState state = account.state();
    if (!state.enabled()) {
      return new SignIn(SignIn.Kind.DISABLED, "No: the account is disabled");
    }
    if (state.lock().holds(now)) {
      return new SignIn(
          SignIn.Kind.LOCKED,
          state.lock().until().map(at -> "No: locked until " + at).orElse("No: locked"));
    }
    if (state.expiry().isPast(now)) {
      int grace = account.policy().resolved().map(p -> p.graceLogins()).orElse(0);
      return grace > 0
          ? new SignIn(
              SignIn.Kind.GRACE, "The password expired; up to " + grace + " grace sign-ins")
          : new SignIn(SignIn.Kind.EXPIRED, "No: the password expired");
    }
    return state.mustChange()
        ? new SignIn(SignIn.Kind.MUST_CHANGE, "Yes, but only to choose a new password")
        : new SignIn(SignIn.Kind.YES, "Yes");
  }

  private List<Explanation.Next> next(
      Account account,
      List<JobSettings> meant,
      Optional<String> untouchable,
      List<ReminderNews> reminders,
      Instant now) {
    List<Explanation.Next> all = new ArrayList<>();
    for (Job job : jobs) {
      JobSettings settings = job.settings();
      if (!meant.contains(settings)) {
        continue;
      }
      if (untouchable.isPresent()) {
        all.add(next(settings, Optional.empty(), "never: " + untouchable.get()));
        continue;
      }
      Optional<Pauses.Pause> pause = ledger.pauses().find(settings.name());
      if (pause.isPresent()) {
        all.add(
            next(settings, Optional.empty(), "not before it goes on: " + pause.get().sentence()));
        continue;
      }
      Optional<Instant> due = due(settings, account, reminders, now);
      all.add(
          due.map(at -> at.isBefore(now) ? now : at)
              .map(
                  at -> next(settings, job.nextFire().apply(at), DueTime.sentence(settings.when())))
              .orElseGet(() -> next(settings, Optional.empty(), "not as things are")));
    }
    all.sort(Comparator.comparing(n -> n.at().orElse(Instant.MAX)));
    return all;
  }

  /** Who was told of a point is due at the next. */
  private static Optional<Instant> due(
      JobSettings job, Account account, List<ReminderNews> reminders, Instant now) {
    boolean told =
        reminders.stream()
            .anyMatch(news -> news.job().equals(job.name()) && news.message().isPresent());
    return told && job.when() instanceof Rule.RemindAt rule
        ? account
            .state()
            .expiry()
            .end()
            .flatMap(end -> rule.reminders().next(end, now).map(end::minus))
        : DueTime.of(job.when(), account.state(), now);
  }

  private static Explanation.Next next(JobSettings job, Optional<Instant> at, String why) {
    return new Explanation.Next(job.name(), job.action().id(), at, why);
  }

  /** Whether the job's selection holds the account: asked of the directory, which knows best. */
  private boolean means(JobSettings job, Account account) {
    JobSettings.Select select = job.select();
    Scope scope = new Scope(select.base(), select.filters(), select.group(), new Due.Any());
    return directory.holds(scope, account.id());
  }
}
