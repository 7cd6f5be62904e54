package org.keyturn.agent.cli;

import java.io.PrintStream;
import java.time.Instant;
import java.util.Optional;
import org.keyturn.agent.directory.DirectoryException;
import org.keyturn.agent.journal.Campaign;
import org.keyturn.agent.journal.Run;
import org.keyturn.agent.journal.Tally;
import org.keyturn.agent.journal.Waves;
import org.keyturn.agent.report.CampaignDocument;
import org.keyturn.agent.report.FollowUp;

/** Where a campaign stands, what comes next, and what makes it come. */
final class CampaignView {

  private CampaignView() {}

  /** "in 4 waves: 20 accounts first, then 200 every day". */
  static String pace(Waves waves, long accounts) {
    long number = waves.toCome(accounts, 0);
    return "in "
        + Words.count(number, "wave", "waves")
        + ": "
        + (waves.canary() > 0
            ? Words.count(waves.canary(), "account", "accounts") + " first, then "
            : "")
        + Words.number(waves.size())
        + " every "
        + Words.amount(waves.every())
        + waves.hours().hours().map(hours -> ", " + hours + " " + waves.hours().zone()).orElse("");
  }

  /** Nothing for a run that is done in one go. */
  static void text(Desk desk, Run run, Tally tally) {
    Optional<Campaign> found = desk.agent().ledger().campaigns().find(run.id());
    if (found.isEmpty()) {
      return;
    }
    Campaign campaign = found.get();
    PrintStream out = desk.screen().out();
    long toCome = CampaignDocument.toCome(campaign, tally);
    if (run.state() == Run.State.DONE) {
      out.println("  in " + Words.count(campaign.wave(), "wave", "waves"));
      return;
    }
    out.println(
        "  "
            + Words.number(campaign.done())
            + " of "
            + Words.count(campaign.wave() + toCome, "wave", "waves")
            + " through, "
            + Words.count(tally.open(), "account", "accounts")
            + " to come");
    campaign.paused().ifPresent(why -> out.println(desk.screen().attention("  paused: ") + why));
    if (campaign.paused().isPresent()) {
      out.println("  Go on:    keyturn resume " + run.id());
      out.println("  Give up:  keyturn stop " + run.id() + " --for-good");
    } else {
      campaign.dueAt().ifPresent(due -> next(desk, run, campaign, due));
    }
  }

  private static void next(Desk desk, Run run, Campaign campaign, Instant due) {
    PrintStream out = desk.screen().out();
    Instant now = desk.now();
    String when =
        due.isAfter(now)
            ? Words.time(due) + " (" + Words.away(due, now) + ")"
            : "as soon as somebody carries it on";
    String which =
        campaign.left() > 0
            ? "The rest of wave " + campaign.wave()
            : "Wave " + (campaign.wave() + 1);
    out.println("  " + which + ": " + when);
    out.println(
        desk.agent()
            .ledger()
            .holders()
            .daemon()
            .map(agent -> "  By itself: the " + agent.describe())
            .orElse(
                "  No agent is there to do it: keyturn agent, or then: keyturn resume "
                    + run.id()));
  }

  /** What people have done since; the directory is asked. */
  static Optional<FollowUp> followUp(Desk desk, Run run) {
    if (!desk.config().directories().containsKey(run.directory())) {
      desk.screen().warn("the config has no directory " + run.directory() + " to ask");
      return Optional.empty();
    }
    try {
      return Optional.of(
          FollowUp.of(desk.agent().ledger().runs(), run, desk.agent().directory(run.directory())));
    } catch (DirectoryException e) {
      desk.screen().warn("who has changed the password since cannot be asked: " + e.getMessage());
      return Optional.empty();
    }
  }

  static void text(PrintStream out, FollowUp followUp) {
    out.println(
        "  since then "
            + Words.number(followUp.of(FollowUp.Since.CHANGED))
            + " of "
            + Words.number(followUp.asked())
            + " have chosen another password, "
            + Words.number(followUp.of(FollowUp.Since.MUST_CHANGE))
            + " must still"
            + others(followUp.of(FollowUp.Since.UNCHANGED), "are asked for nothing any more")
            + others(followUp.of(FollowUp.Since.GONE), "are gone"));
  }

  private static String others(long n, String what) {
    return n == 0 ? "" : ", " + Words.number(n) + " " + what;
  }
}
