package org.keyturn.agent.run;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.IntFunction;
import java.util.function.LongSupplier;

/**
 * What the writers of a run work on: so many threads, and the time by which answers are measured.
 * With another one a run goes the same way each time, whatever the machine does.
 *
 * @param executor makes one that does so many things at a time; its user shuts it down
 * @param nanoTime as {@link System#nanoTime}
 */
record Engine(IntFunction<ExecutorService> executor, LongSupplier nanoTime) {

  static final Engine OF_THREADS =
      new Engine(
          writers ->
              Executors.newFixedThreadPool(
                  writers,
                  task -> {
                    Thread thread = new Thread(task, "writer");
                    thread.setDaemon(true);
                    return thread;
                  }),
          System::nanoTime);

  ExecutorService threads(int writers) {
    return executor.apply(writers);
  }
}
