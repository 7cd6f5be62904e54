package org.keyturn.agent.config;

import java.util.Optional;
import org.keyturn.agent.plan.Brake.Limits;
import org.keyturn.agent.run.LiveLimits;

/** {@code brake}, for everything and for one job. */
final class BrakeDecoder {

  static final Limits DEFAULT = new Limits(500, 10, "built in, no brake in the config");

  private static final String RIGHT = "write {max: 500, max-percent: 10}";
  private static final String LIVE_RIGHT = "write {in-a-row: 20, error-percent: 80}";
  private static final int LARGEST_WINDOW = 100_000;

  private BrakeDecoder() {}

  /** Of the whole config: how far a run may go, and what stops one that is under way. */
  record Both(Limits limits, LiveLimits live) {
    static final Both DEFAULT = new Both(BrakeDecoder.DEFAULT, LiveLimits.DEFAULT);
  }

  static Both decode(Value value) {
    try (Section section = value.section(RIGHT)) {
      return new Both(
          limits(value, section, DEFAULT),
          section.find("live").map(BrakeDecoder::live).orElse(LiveLimits.DEFAULT));
    }
  }

  /**
   * @param wider what holds where this one says nothing
   */
  static Limits decode(Value value, Limits wider) {
    try (Section section = value.section(RIGHT)) {
      return limits(value, section, wider);
    }
  }

  private static Limits limits(Value value, Section section, Limits wider) {
    return new Limits(
        section
            .find("max")
            .flatMap(v -> Scalars.whole(v, 0, Integer.MAX_VALUE))
            .orElse(wider.max()),
        section.find("max-percent").flatMap(Scalars::percent).orElse(wider.maxPercent()),
        place(value));
  }

  private static LiveLimits live(Value value) {
    LiveLimits wider = LiveLimits.DEFAULT;
    try (Section section = value.section(LIVE_RIGHT)) {
      return new LiveLimits(
          section
              .find("in-a-row")
              .flatMap(v -> Scalars.whole(v, 1, Integer.MAX_VALUE))
              .orElse(wider.inARow()),
          section
              .find("window")
              .flatMap(v -> Scalars.whole(v, LiveLimits.SMALLEST_WINDOW, LARGEST_WINDOW))
              .orElse(wider.window()),
          section.find("error-percent").flatMap(BrakeDecoder::share).orElse(wider.errorPercent()),
          section.find("stale-percent").flatMap(BrakeDecoder::share).orElse(wider.stalePercent()),
          section.find("latency").flatMap(Scalars::spanOrNever).orElse(wider.slow()),
          place(value));
    }
  }

  /** None at all would stop every run at once. */
  private static Optional<Double> share(Value value) {
    Optional<Double> percent = Scalars.percent(value);
    if (percent.filter(p -> p == 0).isPresent()) {
      value.fail("stops every run", "write a number above 0, up to 100, without %");
      return Optional.empty();
    }
    return percent;
  }

  private static String place(Value value) {
    return value.key() + ", " + value.reading().show(value.owner());
  }
}
