package org.keyturn.agent.cli;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import org.keyturn.agent.plan.Plans;

/** Plans that were made together, one below the other. */
final class PlansView {

  private PlansView() {}

  static void print(Desk desk, Plans plans, boolean all) {
    if (plans.isLinked() && desk.csv()) {
      refuseCsv();
    }
    PrintStream out = desk.screen().out();
    if (plans.isLinked() && desk.json()) {
      String before = "[";
      for (Plans.Part part : plans.parts()) {
        out.print(before);
        part.plan().copyTo(out);
        before = ",";
      }
      out.println("]");
      out.flush();
    } else {
      String between = "";
      for (Plans.Part part : plans.parts()) {
        out.print(between);
        PlanView.print(desk, part.plan(), all);
        between = System.lineSeparator();
      }
    }
    remarks(desk, plans);
  }

  static void refuseCsv() {
    throw new InputException(
        "-o csv is of one directory, and these people have accounts in more: -o json, or --only");
  }

  static void summary(Desk desk, Plans plans) {
    plans.parts().forEach(part -> PlanView.summary(desk, part.plan(), desk.screen().err()));
    remarks(desk, plans);
  }

  private static void remarks(Desk desk, Plans plans) {
    plans.remarks().forEach(remark -> desk.screen().note("  " + remark));
  }

  /** "Disable 2 accounts in corp, 1 in cloud". */
  static String question(Plans plans) {
    StringBuilder question =
        new StringBuilder(
            Words.act(plans.first().header().action(), plans.first().header().changes()));
    if (plans.isLinked()) {
      List<String> others = new ArrayList<>();
      plans.parts().stream()
          .skip(1)
          .map(Plans.Part::header)
          .forEach(h -> others.add(Words.number(h.changes()) + " in " + h.directory()));
      question
          .append(" in ")
          .append(plans.first().header().directory())
          .append(", ")
          .append(String.join(", ", others));
    }
    return question.toString();
  }
}
