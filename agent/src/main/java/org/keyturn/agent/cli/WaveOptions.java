package org.keyturn.agent.cli;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.keyturn.agent.config.DurationText;
import org.keyturn.agent.config.KeyturnConfig;
import org.keyturn.agent.journal.Waves;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** {@code --waves} and {@code --canary}, beside what the config says. */
final class WaveOptions {

  private WaveOptions() {}

  /** So many accounts every so often. */
  record Pace(int size, Duration every) {}

  /**
   * @param configured the waves of the job, where it is one
   * @param pace as it was typed
   * @param canary as it was typed
   */
  static Optional<Waves> waves(
      KeyturnConfig config,
      Optional<Waves> configured,
      Optional<Pace> pace,
      @Nullable Integer canary) {
    if (canary != null && canary < 1) {
      throw new InputException("--canary " + canary + ": a number of accounts, for example 20");
    }
    if (canary != null && pace.isEmpty() && configured.isEmpty()) {
      throw new InputException("--canary " + canary + " goes with waves: --waves 200/1d");
    }
    Optional<Waves> base =
        pace.isEmpty()
            ? configured
            : Optional.of(
                new Waves(
                    pace.get().size(),
                    configured.map(Waves::canary).orElse(0),
                    pace.get().every(),
                    configured.map(Waves::maxFailedPercent).orElse(Waves.MAX_FAILED_PERCENT),
                    configured.map(Waves::hours).orElse(config.businessHours())));
    return canary == null
        ? base
        : base.map(w -> new Waves(w.size(), canary, w.every(), w.maxFailedPercent(), w.hours()));
  }

  static void refuseShown(Optional<Waves> waves, String deliver) {
    if (waves.isPresent() && !Waves.reach(deliver)) {
      throw new InputException(
          "waves go on when nobody is there to be given a password: --deliver mail or link, or"
              + " without waves");
    }
  }

  /** {@code 200/1d}, {@code 50/12h}. */
  static final class PaceConverter implements ITypeConverter<Pace> {
    @Override
    public Pace convert(String value) {
      int slash = value.indexOf('/');
      try {
        int size = Integer.parseInt(value.substring(0, Math.max(0, slash)));
        Optional<Duration> every =
            DurationText.parse(value.substring(slash + 1)).filter(d -> !d.isZero());
        if (size > 0 && every.isPresent()) {
          return new Pace(size, every.get());
        }
      } catch (NumberFormatException e) {
        // Told below, as every other slip.
      }
      throw new TypeConversionException(
          "'" + value + "': accounts and how often, for example --waves 200/1d");
    }
  }
}
