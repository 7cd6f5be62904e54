package org.keyturn.agent.schedule;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * Which scheduled instants of a job have come since the last one that the ledger knows: the newest
 * may still be started, the others were missed. Pure.
 *
 * @param start to be started now; empty where none came or it is too late for it
 * @param missed those that were missed, oldest first, the newest {@value #MOST} of them
 * @param unlisted how many more were missed before those
 */
record Timetable(Optional<Instant> start, List<Instant> missed, long unlisted) {

  static final int MOST = 50;

  /** More than this many instants are not counted: a job of every second, asleep for a week. */
  private static final int COUNTED = 100_000;

  /**
   * @param latest the last instant that the ledger knows, or when the job was first seen
   * @param now read once
   */
  static Timetable of(ScheduleSettings schedule, Instant latest, Instant now) {
    Deque<Instant> come = new ArrayDeque<>();
    long dropped = 0;
    Optional<Instant> next = FireTimes.next(schedule, latest);
    for (int i = 0; next.isPresent() && !next.get().isAfter(now) && i < COUNTED; i++) {
      come.addLast(next.get());
      if (come.size() > MOST + 1) {
        come.removeFirst();
        dropped++;
      }
      next = FireTimes.next(schedule, next.get());
    }
    boolean inTime = !come.isEmpty() && !come.getLast().plus(schedule.catchUp()).isBefore(now);
    Optional<Instant> start = inTime ? Optional.of(come.removeLast()) : Optional.empty();
    if (come.size() > MOST) {
      come.removeFirst();
      dropped++;
    }
    return new Timetable(start, List.copyOf(come), dropped);
  }
}
