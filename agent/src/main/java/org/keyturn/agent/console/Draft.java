package org.keyturn.agent.console;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.keyturn.agent.journal.PendingPlan;

/** A plan that is being made for somebody. Thread-safe. */
public final class Draft {

  private final String id;
  private final PendingPlan.Person person;
  private final Instant since;
  private final CompletableFuture<PendingPlan> plan = new CompletableFuture<>();

  Draft(String id, PendingPlan.Person person, Instant since) {
    this.id = id;
    this.person = person;
    this.since = since;
  }

  public String id() {
    return id;
  }

  public Instant since() {
    return since;
  }

  boolean isOf(PendingPlan.Person other) {
    return person.isSame(other);
  }

  /** Whether there is anything to wait for. */
  public boolean isMade() {
    return plan.isDone();
  }

  CompletableFuture<PendingPlan> plan() {
    return plan;
  }

  /**
   * What was frozen; throws what its planning threw.
   *
   * @param patience how long to wait for it
   * @return empty: it is not made yet
   */
  public Optional<PendingPlan> await(Duration patience) {
    try {
      return Optional.of(plan.get(patience.toMillis(), TimeUnit.MILLISECONDS));
    } catch (TimeoutException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    } catch (ExecutionException | CompletionException | CancellationException e) {
      Throwable why = e.getCause();
      if (why instanceof RuntimeException failure) {
        throw failure;
      } else if (why instanceof Error error) {
        throw error;
      }
      throw new IllegalStateException(e);
    }
  }
}
