package org.keyturn.agent.lifecycle;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.keyturn.agent.directory.Membership;
import org.keyturn.agent.directory.WriteResult;
import org.keyturn.agent.journal.RemovalStep;
import org.keyturn.agent.journal.RemovalStep.Kind;
import org.keyturn.agent.journal.RemovalStep.State;

/** How far a removal has come, for people. */
final class Progress {

  private Progress() {}

  /** Why a step was not taken, with those that were: the account is half removed. */
  static WriteResult told(WriteResult result, List<RemovalStep> steps) {
    String done = words(steps);
    if (done.isEmpty()) {
      return result;
    }
    if (result instanceof WriteResult.Rejected r) {
      return new WriteResult.Rejected(
          r.reason(), r.resultCode(), r.detail() + "; half removed: " + done);
    }
    return result instanceof WriteResult.Stale s
        ? new WriteResult.Rejected(s.reason(), -1, s.detail() + "; half removed: " + done)
        : result;
  }

  /** "disabled, new password, 2 groups, 1 attribute, moved": what was taken. */
  static String words(List<RemovalStep> steps) {
    List<String> words = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      long taken = steps.stream().filter(s -> s.kind() == kind && s.state() == State.DONE).count();
      if (taken > 0) {
        words.add(word(kind, taken));
      }
    }
    return String.join(", ", words);
  }

  private static String word(Kind kind, long count) {
    return switch (kind) {
      case DISABLE -> "disabled";
      case SCRAMBLE -> "new password";
      case LEAVE -> count + (count == 1 ? " group" : " groups");
      case CLEAR -> count + (count == 1 ? " attribute" : " attributes");
      case MOVE -> "moved";
    };
  }

  /** Which groups of somebody are gone. */
  static String groups(List<RemovalStep> missing) {
    String names =
        missing.stream().map(RemovalStep::subject).distinct().collect(Collectors.joining("; "));
    return missing.stream().map(RemovalStep::subject).distinct().count() == 1
        ? "the group " + names + " does not exist any more"
        : "these groups do not exist any more: " + names;
  }

  /** What somebody is back without; blank: nothing. */
  static String missing(List<RemovalStep> steps) {
    return steps.stream()
        .filter(step -> step.state() == State.MISSING)
        .map(step -> step.kind() == Kind.LEAVE ? "the group " + step.subject() : step.attribute())
        .distinct()
        .collect(Collectors.joining("; "));
  }

  static Membership membership(RemovalStep step) {
    return new Membership(
        step.subject(), step.attribute(), new String(step.values().get(0), StandardCharsets.UTF_8));
  }
}
