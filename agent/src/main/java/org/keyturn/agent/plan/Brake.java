package org.keyturn.agent.plan;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.IntUnaryOperator;
import org.keyturn.agent.directory.Directory;
import org.keyturn.agent.directory.Scope;

/**
 * Stops a plan that would change more accounts than somebody thought of. The absolute limit counts
 * for every plan; the share of the directory counts for what a filter, a group, a base or everyone
 * selected, not for accounts that were named one by one: four of six people named are no accident.
 */
public final class Brake {

  private Brake() {}

  /**
   * How far one run may go.
   *
   * @param max accounts
   * @param maxPercent of the directory's accounts, 0 to 100
   * @param where what says so, for the refusal: "brake, keyturn.yaml:41:8", "the command line"
   */
  public record Limits(int max, double maxPercent, String where) {

    /** "brake.max, keyturn.yaml:41:8". */
    private String place(String key) {
      int comma = where.indexOf(", ");
      return comma < 0 || !where.substring(0, comma).endsWith("brake")
          ? "brake." + key + ", " + where
          : where.substring(0, comma) + "." + key + where.substring(comma);
    }

    /** With limits given for this once in place of the config's. */
    public Limits overriddenBy(OptionalInt newMax, OptionalDouble newPercent) {
      return newMax.isEmpty() && newPercent.isEmpty()
          ? this
          : new Limits(newMax.orElse(max), newPercent.orElse(maxPercent), "the command line");
    }
  }

  /** What the brake says. */
  public sealed interface Verdict {

    /**
     * @param text "211 of 500", for people
     */
    record Passes(String text) implements Verdict {}

    /**
     * @param text what would happen and which limit forbids it, for people
     * @param needed the {@code --max} that would let it pass; the changes
     */
    record Tripped(String text, long needed) implements Verdict {}
  }

  /** As below, asking the directory itself. */
  public static Verdict judge(PlanHeader plan, Limits limits, Directory directory) {
    return judge(plan, limits, most -> directory.countUpTo(Scope.all(), most));
  }

  /**
   * @param countUpTo counts the directory's accounts, but no further than its argument: that a
   *     share is small enough is known once enough accounts were seen, so that the cost grows with
   *     the changes and not with the directory
   */
  static Verdict judge(PlanHeader plan, Limits limits, IntUnaryOperator countUpTo) {
    long changes = plan.changes();
    if (changes > limits.max()) {
      return new Verdict.Tripped(
          String.format(
              Locale.ROOT,
              "%,d accounts would change, the limit is %,d (%s)",
              changes,
              limits.max(),
              limits.place("max")),
          changes);
    }
    if (plan.named() || changes == 0 || limits.maxPercent() >= 100) {
      return new Verdict.Passes(String.format(Locale.ROOT, "%,d of %,d", changes, limits.max()));
    }
    int enough = enough(changes, limits.maxPercent());
    int counted = countUpTo.applyAsInt(enough);
    if (counted < enough) {
      return new Verdict.Tripped(
          String.format(
              Locale.ROOT,
              "%,d of %,d accounts would change, that is %.1f %%; the limit is %s %%" + " (%s)",
              changes,
              counted,
              100.0 * changes / Math.max(1, counted),
              percent(limits.maxPercent()),
              limits.place("max-percent")),
          changes);
    }
    return new Verdict.Passes(
        String.format(
            Locale.ROOT,
            "%,d of %,d, at most %s %%",
            changes,
            limits.max(),
            percent(limits.maxPercent())));
  }

  /** How many accounts make the changes a small enough share; in decimals, as it was typed. */
  private static int enough(long changes, double maxPercent) {
    if (maxPercent == 0) {
      return Integer.MAX_VALUE;
    }
    return BigDecimal.valueOf(changes)
        .scaleByPowerOfTen(2)
        .divide(BigDecimal.valueOf(maxPercent), 0, RoundingMode.CEILING)
        .min(BigDecimal.valueOf(Integer.MAX_VALUE))
        .intValueExact();
  }

  private static String percent(double value) {
    return value == Math.rint(value)
        ? String.format(Locale.ROOT, "%.0f", value)
        : String.format(Locale.ROOT, "%.1f", value);
  }
}
