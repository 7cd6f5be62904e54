package org.keyturn.agent.run;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.keyturn.agent.directory.Batch;
import org.keyturn.agent.directory.WriteResult;

/**
 * A window of writes whose intents are on disk: under way until each was answered, or halted before
 * it was sent. Used by one thread.
 */
final class Flight {

  private final List<Prepared> writes;
  private final Batch batch;
  private final Writers writers;
  private final List<Future<WriteResult>> answers = new ArrayList<>();
  private final long since;
  private long nanos;

  /** Sends them. */
  Flight(List<Prepared> writes, Batch batch, Writers writers) {
    this.writes = writes;
    this.batch = batch;
    this.writers = writers;
    this.since = writers.nanoTime();
    for (Prepared write : writes) {
      answers.add(writers.send(batch, write));
    }
  }

  List<Prepared> writes() {
    return writes;
  }

  /**
   * Waits for every one of them, whatever happens meanwhile, and reads back what went through. Each
   * is bounded by the directory's timeouts. An interrupt is kept for later.
   *
   * @return an answer for each write, in order
   * @throws IllegalStateException where a writer failed; an Error passes through
   */
  List<WriteResult> join() {
    await();
    nanos = writers.nanoTime() - since;
    List<WriteResult> results = new ArrayList<>();
    for (Future<WriteResult> one : answers) {
      try {
        results.add(one.get());
      } catch (ExecutionException e) {
        if (e.getCause() instanceof Error error) {
          throw error;
        }
        throw new IllegalStateException("a writer failed", e.getCause());
      } catch (InterruptedException e) {
        throw new IllegalStateException("it was done", e);
      }
    }
    return writers.confirmed(batch, writes, results);
  }

  /** As {@link #join}, without a look at the answers. */
  void await() {
    boolean interrupted = false;
    for (Future<WriteResult> one : answers) {
      while (!one.isDone()) {
        try {
          WriteResult unused = one.get();
        } catch (ExecutionException e) {
          // Told by join.
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** From its start to its last answer, once it is joined. */
  long nanos() {
    return nanos;
  }

  void wipe() {
    writes.forEach(Prepared::wipe);
  }
}
