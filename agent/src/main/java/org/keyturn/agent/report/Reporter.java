package org.keyturn.agent.report;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.keyturn.agent.directory.Directory;
import org.keyturn.agent.directory.DirectorySettings;
import org.keyturn.agent.directory.NormalDn;
import org.keyturn.agent.journal.Campaign;
import org.keyturn.agent.journal.Ledger;
import org.keyturn.agent.journal.Run;
import org.keyturn.agent.journal.Tally;
import org.keyturn.agent.journal.Timelines;
import org.keyturn.agent.plan.Accounts;
import org.keyturn.agent.plan.Selection;
import org.keyturn.agent.policy.AccountState;

/**
 * Gathers a {@link Report}: one pass over the accounts, which are counted and not kept, and the
 * ledger's runs. Of those that asked people for another password, whoever was asked is looked up,
 * some at a time, to see whether they have chosen one.
 */
public final class Reporter {

  private static final int COURSES = 10;

  private final Directory directory;
  private final DirectorySettings settings;
  private final Ledger ledger;

  public Reporter(Directory directory, DirectorySettings settings, Ledger ledger) {
    this.directory = directory;
    this.settings = settings;
    this.ledger = ledger;
  }

  /**
   * What is asked for.
   *
   * @param selection whose accounts; its states narrow it down further
   * @param whom the same for people; blank: everyone's
   * @param soon how near an expiry counts as expiring
   * @param since how far back runs are looked for
   * @param zone where days and weeks begin
   */
  public record Question(
      Selection selection, String whom, Duration soon, Duration since, ZoneId zone) {}

  /**
   * @param now the instant that everything is judged for
   * @param counted told after each account, for progress
   */
  public Report report(Question question, Instant now, Runnable counted) {
    Figures figures = figures(question, now, counted);
    List<Run> runs =
        ledger.timelines().ofMany(settings.name(), now.minus(question.since()), COURSES + 1);
    return new Report(
        settings.name(),
        question.whom(),
        settings.accounts().recoveryMail().isPresent() || settings.accounts().mobile().isPresent(),
        question.zone(),
        figures,
        question.since(),
        runs.stream().limit(COURSES).map(run -> course(run, question.zone(), now)).toList(),
        runs.size() > COURSES);
  }

  private Figures figures(Question question, Instant now, Runnable counted) {
    Set<AccountState> wanted = question.selection().states();
    Census census = new Census(now, question.soon(), question.zone(), admins());
    Accounts.read(
        directory,
        question.selection(),
        account -> {
          counted.run();
          Set<AccountState> in = AccountState.of(account, question.soon(), now);
          if (wanted.isEmpty() || in.stream().anyMatch(wanted::contains)) {
            census.add(account, in);
          }
        });
    return census.figures();
  }

  private Set<NormalDn> admins() {
    Set<NormalDn> all = new HashSet<>();
    settings.protectedGroups().forEach(group -> all.addAll(directory.membersOf(group)));
    return all;
  }

  private Course course(Run run, ZoneId zone, Instant now) {
    Tally tally = Tally.of(ledger.runs().counts(run.id()));
    Optional<Campaign> campaign = ledger.campaigns().find(run.id());
    Map<Instant, Long> changed = new TreeMap<>();
    Optional<FollowUp> followUp =
        FollowUp.concerns(run)
            ? Optional.of(
                FollowUp.of(
                    ledger.runs(), run, directory, at -> changed.merge(step(at), 1L, Long::sum)))
            : Optional.empty();
    // What people do goes on when the run has ended.
    Instant end = followUp.isPresent() ? now : run.endedAt().orElse(now);
    return new Course(
        run,
        tally,
        campaign,
        followUp,
        Course.days(
            run.startedAt(),
            end.isBefore(run.startedAt()) ? run.startedAt() : end,
            zone,
            ledger.timelines().applied(run.id()),
            changed));
  }

  /** Many changes are kept as few numbers. */
  private static Instant step(Instant at) {
    long seconds = Timelines.STEP.toSeconds();
    return Instant.ofEpochSecond(Math.floorDiv(at.getEpochSecond(), seconds) * seconds);
  }
}
