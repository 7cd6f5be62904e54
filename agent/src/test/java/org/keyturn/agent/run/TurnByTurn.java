package org.keyturn.agent.run;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RunnableFuture;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/**
 * So many threads, as it were, on the one that waits for them: tasks begin in order, as many at a
 * time as there are threads, and which of those ends next is drawn. The same seed, the same order.
 */
final class TurnByTurn extends AbstractExecutorService {

  private final int threads;
  private final RandomGenerator random;
  private final List<Runnable> waiting = new ArrayList<>();
  private boolean shutdown;

  TurnByTurn(int threads, RandomGenerator random) {
    this.threads = threads;
    this.random = random;
  }

  @Override
  protected <T> RunnableFuture<T> newTaskFor(Callable<T> callable) {
    return new FutureTask<>(callable) {
      @Override
      public T get() throws InterruptedException, ExecutionException {
        while (!isDone()) {
          next();
        }
        return super.get();
      }
    };
  }

  @Override
  public void execute(Runnable task) {
    waiting.add(task);
    while (!waiting.isEmpty() && random.nextInt(3) == 0) {
      next();
    }
  }

  private void next() {
    waiting.remove(random.nextInt(Math.min(threads, waiting.size()))).run();
  }

  @Override
  public void shutdown() {
    shutdown = true;
  }

  @Override
  public List<Runnable> shutdownNow() {
    shutdown = true;
    List<Runnable> left = List.copyOf(waiting);
    waiting.clear();
    return left;
  }

  @Override
  public boolean isShutdown() {
    return shutdown;
  }

  @Override
  public boolean isTerminated() {
    return shutdown && waiting.isEmpty();
  }

  @Override
  public boolean awaitTermination(long timeout, TimeUnit unit) {
    return isTerminated();
  }
}
