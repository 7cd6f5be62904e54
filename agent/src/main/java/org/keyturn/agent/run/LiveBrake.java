package org.keyturn.agent.run;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.keyturn.agent.directory.WriteResult;
import org.keyturn.agent.run.LatestAnswers.Kind;

/**
 * Stops a run where the answers say that it is not the accounts: refusals in a row, too many errors
 * or too many accounts that somebody else changes, a directory that does not bear it. It hears each
 * answer and knows nothing else. Thread-safe; short, and without garbage until it trips.
 */
final class LiveBrake {

  /** A directory that is slow gets half of the writes, twice; what is still slow is left alone. */
  static final int SLOW_BLOCKS = 3;

  private final LiveLimits limits;
  private final LatestAnswers answers; // guarded by this
  private final Latency latency; // guarded by this
  private final RefusalsInARow refusals = new RefusalsInARow(); // guarded by this
  private volatile Optional<String> tripped = Optional.empty();

  LiveBrake(LiveLimits limits) {
    this.limits = limits;
    this.answers = new LatestAnswers(limits.window());
    this.latency = new Latency(limits.window() / 2, limits.slow().toNanos());
  }

  /**
   * A write is being sent.
   *
   * @return its number, for {@link #hear}
   */
  synchronized long sending() {
    return refusals.sent();
  }

  /** The answer to a write says nothing here: it never came, or is a further try's. */
  synchronized void leaveOut(long number) {
    refusals.leftOut(number);
  }

  /** What a directory said that was reached; one that was not says nothing of the accounts. */
  synchronized void hear(long number, WriteResult result) {
    if (result instanceof WriteResult.Rejected rejected) {
      answers.add(Kind.ERROR);
      judge(refusals.refused(number), rejected);
    } else if (result instanceof WriteResult.Unknown) {
      answers.add(Kind.ERROR);
      refusals.leftOut(number);
    } else if (result instanceof WriteResult.Unreachable) {
      refusals.leftOut(number);
    } else {
      answers.add(result instanceof WriteResult.Stale ? Kind.STALE : Kind.WENT_THROUGH);
      refusals.notRefused(number);
    }
    judgeShares();
  }

  private void judge(int inARow, WriteResult.Rejected latest) {
    if (inARow >= limits.inARow()) {
      trip(
          inARow
              + " writes in a row were refused, the last one with "
              + latest.reason()
              + "; the limit is "
              + limits.inARow()
              + " ("
              + limits.place("in-a-row")
              + "). It is not the accounts: mend what refuses them, then resume");
    }
  }

  private void judgeShares() {
    if (answers.reached(Kind.ERROR, limits.errorPercent())) {
      trip(
          share(Kind.ERROR, "answers were refusals or missing", "error-percent")
              + ". runs show --details groups them: mend what refuses them, then resume");
    } else if (answers.reached(Kind.STALE, limits.stalePercent())) {
      trip(
          share(
                  Kind.STALE,
                  "accounts were changed by somebody else since the plan",
                  "stale-percent")
              + ". Find out who changes them; then resume, which leaves those accounts alone, or"
              + " make a new plan");
    }
  }

  private String share(Kind kind, String what, String key) {
    double limit = kind == Kind.ERROR ? limits.errorPercent() : limits.stalePercent();
    return String.format(
        Locale.ROOT,
        "%,d of the last %,d %s, that is %.0f %%; the limit is %s %% (%s)",
        answers.count(kind),
        answers.size(),
        what,
        100.0 * answers.count(kind) / answers.size(),
        limit == Math.rint(limit) ? String.valueOf((long) limit) : String.valueOf(limit),
        limits.place(key));
  }

  /**
   * How long an answer took.
   *
   * @return whether the directory should get fewer writes at a time
   */
  synchronized boolean tookTooLong(WriteResult result, long nanos) {
    if (result instanceof WriteResult.Unreachable || !latency.took(nanos)) {
      return false;
    }
    if (latency.slowBlocks() >= SLOW_BLOCKS) {
      trip(
          "the directory takes "
              + words(latency.latestNanos())
              + " for an answer, at first it took "
              + words(latency.firstNanos())
              + ", and fewer writes at a time did not help; the limit is "
              + words(limits.slow().toNanos())
              + " ("
              + limits.place("latency")
              + "). See what keeps it busy, then resume, slower with --rate");
    }
    return true;
  }

  private static String words(long nanos) {
    Duration time = Duration.ofNanos(nanos);
    return time.toSeconds() >= 1
        ? String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1000.0)
        : time.toMillis() + " ms";
  }

  private void trip(String why) {
    if (tripped.isEmpty()) {
      tripped = Optional.of(why);
    }
  }

  /** What to say, where it is enough; it stays so. */
  Optional<String> tripped() {
    return tripped;
  }
}
