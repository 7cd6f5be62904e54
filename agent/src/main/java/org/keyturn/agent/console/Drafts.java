package org.keyturn.agent.console;

import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.keyturn.agent.journal.PendingPlan;

/**
 * Plans that are being made: a large directory is read for longer than a browser waits. What came
 * of one is kept until many others were made; a process that ends forgets those that it had not
 * frozen, of which nothing was done. Thread-safe.
 */
public final class Drafts implements AutoCloseable {

  /** Each reads a directory as fast as it can; more would only be slower. */
  private static final int AT_A_TIME = 8;

  private static final int KEPT = 200;

  private final Clock clock;
  private final Map<String, Draft> drafts = new LinkedHashMap<>();
  private long last;

  private final ExecutorService workers =
      new ThreadPoolExecutor(
          0,
          AT_A_TIME,
          30,
          TimeUnit.SECONDS,
          new SynchronousQueue<>(),
          task -> new Thread(task, "plans"));

  Drafts(Clock clock) {
    this.clock = clock;
  }

  /**
   * Begins to make one, in the background.
   *
   * @param plan freezes it, and throws where it cannot
   * @return empty: as many are being made as can be; try again later
   */
  public Optional<Draft> begin(Care care, Supplier<PendingPlan> plan) {
    Draft draft = add(care);
    try {
      workers.execute(
          () -> {
            try {
              draft.plan().complete(plan.get());
            } catch (RuntimeException | Error e) {
              draft.plan().completeExceptionally(e);
            }
          });
      return Optional.of(draft);
    } catch (RejectedExecutionException e) {
      forget(draft);
      return Optional.empty();
    }
  }

  private synchronized Draft add(Care care) {
    Draft draft =
        new Draft(Long.toString(++last, Character.MAX_RADIX), care.person(), clock.instant());
    drafts.put(draft.id(), draft);
    List<Draft> made = new ArrayList<>(drafts.values());
    made.removeIf(one -> !one.plan().isDone());
    if (drafts.size() > KEPT && !made.isEmpty()) {
      drafts.remove(made.get(0).id());
    }
    return draft;
  }

  private synchronized void forget(Draft draft) {
    drafts.remove(draft.id());
  }

  /** One of theirs. */
  public synchronized Optional<Draft> find(Care care, String id) {
    return Optional.ofNullable(drafts.get(id)).filter(draft -> draft.isOf(care.person()));
  }

  @Override
  public void close() {
    workers.shutdownNow();
  }
}
