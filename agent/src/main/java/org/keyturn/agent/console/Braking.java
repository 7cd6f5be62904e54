package org.keyturn.agent.console;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.keyturn.agent.plan.Brake;
import org.keyturn.agent.plan.Plan;

/**
 * What the brake says of plans that are carried out together: one that it stops stops all.
 *
 * @param tripped whether a second person is needed
 * @param says of one plan what the brake says; of several, of each with its directory
 */
public record Braking(boolean tripped, String says) {

  /** Between what it says of two directories; no sentence of it has that. */
  public static final String SEPARATOR = " · ";

  static Braking of(Frozen frozen, Function<Plan, Brake.Verdict> judge) {
    boolean tripped = false;
    List<String> says = new ArrayList<>();
    for (Plan plan : frozen.plans()) {
      Brake.Verdict verdict = judge.apply(plan);
      tripped |= verdict instanceof Brake.Verdict.Tripped;
      String text = text(verdict);
      says.add(frozen.isLinked() ? plan.header().directory() + ": " + text : text);
    }
    return new Braking(tripped, String.join(SEPARATOR, says));
  }

  private static String text(Brake.Verdict verdict) {
    return verdict instanceof Brake.Verdict.Tripped t
        ? t.text()
        : ((Brake.Verdict.Passes) verdict).text();
  }
}
