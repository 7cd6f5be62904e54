package org.keyturn.agent.cli;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.keyturn.agent.config.KeyturnConfig;
import org.keyturn.agent.journal.Waves;
import org.keyturn.agent.plan.Brake;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The options of every command that changes something. */
final class ActOptions {

  @Option(
      names = {"-n", "--dry-run"},
      description = "Show the plan; change nothing.")
  boolean dryRun;

  @Option(
      names = {"-y", "--yes"},
      description = "Do not ask.")
  boolean yes;

  @Option(names = "--max", paramLabel = "N", description = "The brake: at most N accounts.")
  @Nullable Integer max;

  @Option(
      names = "--max-percent",
      paramLabel = "P",
      description = "The brake: at most P percent of the directory's accounts.")
  @Nullable Double maxPercent;

  @Option(names = "--reason", paramLabel = "TEXT", description = "Why; kept in the audit trail.")
  String reason = "";

  @Option(
      names = "--rate",
      paramLabel = "N/s",
      description = "At most so many writes a second.",
      converter = RateConverter.class)
  @Nullable Double rate;

  @Option(
      names = "--waves",
      paramLabel = "N/1d",
      description = "At most N accounts a day (or N/12h …): the agent carries the rest on.",
      converter = WaveOptions.PaceConverter.class)
  WaveOptions.@Nullable Pace pace;

  @Option(
      names = "--canary",
      paramLabel = "N",
      description = "With waves: the first one has N accounts.")
  @Nullable Integer canary;

  @Option(names = "--details", description = "List every account in the result.")
  boolean details;

  Brake.Limits limits(Brake.Limits configured) {
    if (max != null && max < 0) {
      throw new InputException("--max " + max + ": a number of accounts, for example --max 1300");
    }
    if (maxPercent != null && !(maxPercent >= 0 && maxPercent <= 100)) {
      throw new InputException("--max-percent " + maxPercent + ": 0 to 100");
    }
    return configured.overriddenBy(
        max == null ? OptionalInt.empty() : OptionalInt.of(max),
        maxPercent == null ? OptionalDouble.empty() : OptionalDouble.of(maxPercent));
  }

  /**
   * @param configured the waves of the job, where it is one
   */
  Optional<Waves> waves(KeyturnConfig config, Optional<Waves> configured) {
    return WaveOptions.waves(config, configured, Optional.ofNullable(pace), canary);
  }

  OptionalDouble writesPerSecond() {
    return rate == null ? OptionalDouble.empty() : OptionalDouble.of(rate);
  }

  /** {@code 50/s} or {@code 50}. */
  static final class RateConverter implements ITypeConverter<Double> {
    @Override
    public Double convert(String value) {
      String number = value.endsWith("/s") ? value.substring(0, value.length() - 2) : value;
      double rate;
      try {
        rate = Double.parseDouble(number);
      } catch (NumberFormatException e) {
        rate = 0;
      }
      if (!(rate > 0 && rate < 1e6)) {
        throw new TypeConversionException(
            "'" + value + "': writes a second, for example --rate 50/s");
      }
      return rate;
    }
  }
}
