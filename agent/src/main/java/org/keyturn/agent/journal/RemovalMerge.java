package org.keyturn.agent.journal;

import java.util.ArrayList;
import java.util.List;

/** What is on record of somebody who is removed again before all of them was given back. */
final class RemovalMerge {

  private RemovalMerge() {}

  /** Numbered anew; what was taken by an earlier removal and is not there now stays taken. */
  static List<RemovalStep> merged(List<RemovalStep> earlier, List<RemovalStep> now) {
    List<RemovalStep> all = new ArrayList<>();
    for (RemovalStep.Kind kind : RemovalStep.Kind.values()) {
      now.stream().filter(s -> s.kind() == kind).forEach(all::add);
      earlier.stream()
          .filter(s -> s.kind() == kind && s.state().owesBack())
          .filter(s -> now.stream().noneMatch(n -> isSame(n, s)))
          .forEach(all::add);
    }
    List<RemovalStep> numbered = new ArrayList<>();
    for (RemovalStep s : all) {
      numbered.add(
          new RemovalStep(
              numbered.size(),
              s.kind(),
              s.subject(),
              s.attribute(),
              s.values(),
              s.before(),
              s.state()));
    }
    return numbered;
  }

  private static boolean isSame(RemovalStep one, RemovalStep other) {
    return one.kind() == other.kind()
        && one.subject().equals(other.subject())
        && one.attribute().equals(other.attribute())
        && RemovalRows.text(one.values()).equals(RemovalRows.text(other.values()));
  }
}
