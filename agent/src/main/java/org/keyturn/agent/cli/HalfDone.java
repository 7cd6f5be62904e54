package org.keyturn.agent.cli;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.keyturn.agent.journal.Item;
import org.keyturn.agent.journal.Run;
import org.keyturn.agent.journal.Runs;
import org.keyturn.agent.plan.Printable;
import org.keyturn.agent.report.Documents;
import org.keyturn.agent.run.RunResult;

/** Who was served in one directory and not in another, by name. */
final class HalfDone {

  private static final int FEW = 20;

  private static final Set<Item.State> SERVED = Set.of(Item.State.APPLIED, Item.State.ALREADY_SO);

  private HalfDone() {}

  /**
   * @param results of runs that were begun together
   * @return the exit code
   */
  static int tell(Desk desk, List<RunResult> results) {
    if (results.stream().anyMatch(r -> r.ending() != RunResult.Ending.DONE)) {
      return Exit.DONE; // what is left is told with its run
    }
    long half = 0;
    for (RunResult later : results.subList(1, results.size())) {
      half += tell(desk, results.get(0).run(), later.run());
    }
    if (half > FEW) {
      desk.screen().warn("… and " + Words.number(half - FEW) + " more: keyturn runs show RUN");
    }
    return half == 0 ? Exit.DONE : Exit.SOME_FAILED;
  }

  private static long tell(Desk desk, Run first, Run later) {
    Runs runs = desk.agent().ledger().runs();
    long[] half = new long[1];
    runs.items(
        later.id(),
        there -> {
          Optional<Item> here = there.person().flatMap(p -> runs.item(first.id(), p));
          if (here.isPresent() && isServed(here.get()) != isServed(there) && half[0]++ < FEW) {
            desk.screen().warn(sentence(first, here.get(), later, there));
          }
        });
    return half[0];
  }

  private static boolean isServed(Item item) {
    return SERVED.contains(item.state());
  }

  private static String sentence(Run first, Item here, Run later, Item there) {
    return Printable.line(
        here.login() + ": " + outcome(first, here) + ", but " + outcome(later, there));
  }

  private static String outcome(Run run, Item item) {
    return Documents.outcome(item)
        + " in "
        + run.directory()
        + (isServed(item) ? "" : " (" + item.reason() + detail(item) + ")");
  }

  private static String detail(Item item) {
    return item.detail().isEmpty() ? "" : ": " + item.detail();
  }
}
