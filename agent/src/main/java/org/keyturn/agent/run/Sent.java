package org.keyturn.agent.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.keyturn.agent.directory.WriteResult;

/** Writes that are in flight. */
final class Sent {

  private Sent() {}

  /**
   * Waits for every one of them, whatever happens meanwhile: what they carry is wiped afterwards.
   * Each is bounded by the directory's timeouts. An interrupt is kept for later.
   *
   * @throws IllegalStateException where a writer failed; an Error passes through
   */
  static List<WriteResult> join(List<Future<WriteResult>> sent) {
    List<WriteResult> results = new ArrayList<>();
    Optional<Throwable> failure = Optional.empty();
    boolean interrupted = false;
    for (Future<WriteResult> one : sent) {
      boolean joined = false;
      while (!joined) {
        try {
          results.add(one.get());
          joined = true;
        } catch (ExecutionException e) {
          failure = failure.or(() -> Optional.ofNullable(e.getCause()));
          joined = true;
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    if (failure.isPresent()) {
      if (failure.get() instanceof Error error) {
        throw error;
      }
      throw new IllegalStateException("a writer failed", failure.get());
    }
    return results;
  }
}
