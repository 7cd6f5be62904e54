package org.keyturn.agent.run;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.keyturn.agent.journal.Run;
import org.keyturn.agent.journal.Runs.Ownership;
import org.keyturn.agent.plan.Plan;
import org.keyturn.agent.run.RunResult.Ending;

/**
 * Carries out plans that were made together, each in its directory. All of them are put on disk in
 * one transaction before anything is written, so that whatever becomes of this process, what is
 * left can be resumed in every directory; then one goes after the other.
 */
public final class Together implements AutoCloseable {

  private final Deque<Begun> left = new ArrayDeque<>();
  private Optional<RunResult> halt = Optional.empty();

  /**
   * One of them.
   *
   * @param runner of its directory
   */
  public record Course(Runner runner, Plan plan, Brief brief) {}

  private record Begun(Course course, Run run, Ownership ownership) {}

  private Together() {}

  /**
   * @param courses at least one, in their order
   * @throws RunFailure where one was carried out before, or its passwords would reach nobody
   */
  public static Together begin(List<Course> courses) {
    if (courses.size() > 1 && courses.stream().anyMatch(c -> c.brief().waves().isPresent())) {
      throw new RunFailure(
          RunFailure.Kind.INPUT,
          "waves would reach the accounts of one person on different days: leave them out, or say"
              + " --only for one directory alone");
    }
    courses.forEach(c -> c.runner().admit(c.plan().header(), c.brief()));
    List<Run> runs = new ArrayList<>();
    List<Beginning> beginnings = new ArrayList<>();
    try {
      for (Course course : courses) {
        Run run = course.runner().begun(course.plan(), course.brief());
        runs.add(run);
        beginnings.add(course.runner().beginning(run, course.plan(), course.brief()));
      }
      List<Ownership> owned = courses.get(0).runner().begin(beginnings);
      Together together = new Together();
      for (int i = 0; i < owned.size(); i++) {
        together.left.add(new Begun(courses.get(i), runs.get(i), owned.get(i)));
      }
      return together;
    } finally {
      beginnings.forEach(Beginning::close);
    }
  }

  /**
   * Carries the next one out. Where one does not come to its end the others are let go of, for the
   * same reason: they are resumed as it is.
   *
   * @param reveal is given each new password that is to be shown
   */
  public RunResult next(Reveal reveal) {
    Begun begun = left.remove();
    Runner runner = begun.course().runner();
    if (halt.isPresent()) {
      runner.letGo(begun.ownership(), halt.get().ending().stoppedBy(halt.get().detail()));
      return runner.result(
          begun.run().id(), Ending.INTERRUPTED, "run " + halt.get().run().id() + " goes first");
    }
    RunResult result = runner.go(begun.run(), begun.ownership(), begun.course().brief(), reveal);
    halt = Optional.of(result).filter(r -> r.ending() != Ending.DONE);
    return result;
  }

  public boolean hasNext() {
    return !left.isEmpty();
  }

  /** Lets go of what was not carried out: somebody may resume it. */
  @Override
  public void close() {
    while (!left.isEmpty()) {
      Begun begun = left.remove();
      begun.course().runner().letGo(begun.ownership(), "its process ended");
    }
  }
}
