package org.keyturn.agent.run;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.keyturn.agent.journal.Campaign;
import org.keyturn.agent.journal.Campaigns;
import org.keyturn.agent.journal.Ledger;
import org.keyturn.agent.journal.Runs.Ownership;
import org.keyturn.agent.journal.Tally;
import org.keyturn.agent.journal.Waves;
import org.keyturn.agent.plan.PlanHeader;
import org.keyturn.agent.run.RunResult.Ending;

/**
 * When a campaign goes on and when it rests. Runs that are done in one go pass through untouched.
 */
final class Campaigning {

  /** A wave that starts no later than so after it was due does not move the ones after it. */
  private static final Duration GRACE = Duration.ofMinutes(15);

  private final Ledger ledger;
  private final Openings openings;
  private final Clock clock;

  Campaigning(Ledger ledger, Openings openings, Clock clock) {
    this.ledger = ledger;
    this.openings = openings;
    this.clock = clock;
  }

  /**
   * A wave comes when nobody is there who could be shown a password, and a job's people are not to
   * be asked by two campaigns.
   */
  void refuse(PlanHeader header, Brief brief) {
    String deliver = header.options().deliver();
    if (brief.waves().isPresent() && !Set.of("", "mail", "link").contains(deliver)) {
      throw new RunFailure(
          RunFailure.Kind.INPUT,
          "waves go on when nobody is there to be given a password: --deliver mail or link, or"
              + " leave "
              + deliver
              + " and do it in one go");
    }
    header
        .job()
        .flatMap(campaigns()::ofJob)
        .ifPresent(
            other -> {
              throw new RunFailure(
                  RunFailure.Kind.HELD,
                  "run "
                      + other.id()
                      + " of this job is still going on in waves: see keyturn runs show "
                      + other.id()
                      + "; keyturn stop "
                      + other.id()
                      + " --for-good gives up the rest");
            });
  }

  /** Why a campaign does not go on for now. */
  record Rest(Ending ending, String why) {}

  /** Looks, without owning the run; empty where it may go on, or was broken off in a wave. */
  Optional<Rest> notNow(String run) {
    return campaigns()
        .find(run)
        .filter(c -> c.dueAt().isPresent() || c.paused().isPresent())
        .flatMap(this::restOf);
  }

  private Optional<Rest> restOf(Campaign campaign) {
    if (campaign.paused().isPresent()) {
      return Optional.of(new Rest(Ending.WAVE, "paused: " + campaign.paused().get()));
    }
    Instant at = earliest(campaign);
    return at.isAfter(clock.instant())
        ? Optional.of(new Rest(Ending.WAVE, "the next wave may start at " + at))
        : Optional.empty();
  }

  /** A wave that was broken off goes on within the hours, as if it were to start. */
  private Instant earliest(Campaign campaign) {
    Instant now = clock.instant();
    Instant from = campaign.dueAt().filter(due -> due.isAfter(now)).orElse(now);
    return openings.next(campaign.waves().hours(), from);
  }

  /** Starts the wave that is due; or lets go of the run, and says why. */
  Optional<Rest> start(Ownership ownership) {
    Optional<Campaign> campaign = campaigns().find(ownership.run());
    Optional<Rest> rest = campaign.flatMap(this::restOf);
    if (rest.isPresent()) {
      campaigns().rest(ownership, earliest(campaign.orElseThrow()), Optional.empty());
    } else if (campaign.isPresent()) {
      Campaign unused = campaigns().start(ownership, beat(campaign.get()));
    }
    return rest;
  }

  /** What the pace counts from: when the wave was due, unless it comes much later. */
  private Instant beat(Campaign campaign) {
    Instant now = clock.instant();
    Duration tenth = campaign.waves().every().dividedBy(10);
    Duration grace = tenth.compareTo(GRACE) < 0 ? tenth : GRACE;
    return campaign.dueAt().filter(due -> !due.plus(grace).isBefore(now)).orElse(now);
  }

  /** How many accounts are to be reached now. */
  long toDo(String run) {
    return campaigns()
        .find(run)
        .map(Campaign::left)
        .orElseGet(() -> Tally.of(ledger.runs().counts(run)).parked());
  }

  /** After a wave, of which nothing is left; empty where nobody is left of the campaign either. */
  Optional<Rest> end(Ownership ownership) {
    Optional<Campaign> found = campaigns().find(ownership.run());
    if (found.isEmpty() || Tally.of(ledger.runs().counts(ownership.run())).open() == 0) {
      return Optional.empty();
    }
    Campaign campaign = found.get();
    Optional<String> bad = endedBadly(campaign);
    Instant next =
        openings.next(
            campaign.waves().hours(), later(campaign.startedAt().orElseThrow(), campaign.waves()));
    campaigns().rest(ownership, next, bad);
    return Optional.of(
        bad.map(why -> new Rest(Ending.BRAKE, why))
            .orElseGet(() -> new Rest(Ending.WAVE, "the next wave may start at " + next)));
  }

  private static Optional<String> endedBadly(Campaign campaign) {
    double percent = 100.0 * campaign.failed() / Math.max(1, campaign.accounts());
    if (percent <= campaign.waves().maxFailedPercent()) {
      return Optional.empty();
    }
    return Optional.of(
        String.format(
            Locale.ROOT,
            "%,d of the %,d accounts of wave %d failed, more than %s %%",
            campaign.failed(),
            campaign.accounts(),
            campaign.wave(),
            campaign.waves().maxFailedPercent()));
  }

  /** Whole days keep the hour of the clock on the wall. */
  static Instant later(Instant from, Waves waves) {
    Duration every = waves.every();
    ZonedDateTime day = from.atZone(waves.hours().zone()).plusDays(every.toDays());
    return day.toInstant().plus(every.minusDays(every.toDays()));
  }

  private Campaigns campaigns() {
    return ledger.campaigns();
  }
}
