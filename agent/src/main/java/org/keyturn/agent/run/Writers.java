package org.keyturn.agent.run;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.function.LongSupplier;
import org.keyturn.agent.directory.Batch;
import org.keyturn.agent.directory.WriteResult;

/**
 * Sends writes, several at a time, and hears what the directory answers before anybody else does:
 * whatever says that nothing more should be sent takes effect with the writes that are under way.
 * Thread-safe.
 */
final class Writers implements AutoCloseable {

  private final Stop stop;
  private final Pace pace;
  private final Throttle throttle;
  private final LiveBrake brake;
  private final Refusals refusals;
  private final ExecutorService threads;
  private final LongSupplier nanoTime;
  private volatile Optional<String> halted = Optional.empty();

  Writers(RunSettings settings, Engine engine, LiveBrake brake, Refusals refusals, Stop stop) {
    this.stop = stop;
    this.pace = new Pace(settings.rate(), stop);
    this.throttle = new Throttle(settings.writers(), engine.nanoTime());
    this.brake = brake;
    this.refusals = refusals;
    this.threads = engine.threads(settings.writers());
    this.nanoTime = engine.nanoTime();
  }

  Future<WriteResult> send(Batch batch, Prepared prepared) {
    return threads.submit(() -> sent(batch, prepared));
  }

  /** Reads back what went through. */
  List<WriteResult> confirmed(Batch batch, List<Prepared> writes, List<WriteResult> results) {
    List<WriteResult> confirmed =
        batch.confirmed(writes.stream().map(Prepared::write).toList(), results);
    for (int i = 0; i < writes.size(); i++) {
      if (confirmed.get(i) != results.get(i)) {
        hear(brake.sending(), writes.get(i), confirmed.get(i));
      }
    }
    return confirmed;
  }

  long nanoTime() {
    return nanoTime.getAsLong();
  }

  /** Whether writes go out at the moment. */
  boolean open() {
    return halted.isEmpty() && !stop.asked();
  }

  /** What was not sent yet is not sent. */
  synchronized void halt(String why) {
    halted = halted.or(() -> Optional.of(why));
  }

  synchronized void goOn() {
    halted = Optional.empty();
  }

  private WriteResult sent(Batch batch, Prepared prepared) {
    pace.await();
    throttle.enter();
    boolean tooMuch = false;
    try {
      if (!open()) {
        return new WriteResult.Unreachable("not-sent", halted.orElse("asked to stop"));
      }
      long number = brake.sending();
      long since = nanoTime.getAsLong();
      WriteResult result = batch.apply(prepared.write());
      tooMuch =
          brake.tookTooLong(result, nanoTime.getAsLong() - since)
              || (result instanceof WriteResult.Unreachable u
                  && u.reason().equals(WriteResult.BUSY));
      hear(number, prepared, result);
      return result;
    } finally {
      throttle.leave(tooMuch);
    }
  }

  private void hear(long number, Prepared prepared, WriteResult result) {
    if (result instanceof WriteResult.Unreachable u) {
      halt(u.detail());
    } else if (result instanceof WriteResult.Unknown u) {
      halt(u.detail());
    }
    // The first refusal alone: those that are tried again come one after another.
    if (result instanceof WriteResult.Rejected && refusals.count(prepared.item()) != 1) {
      brake.leaveOut(number);
    } else {
      brake.hear(number, result);
    }
    brake.tripped().ifPresent(this::halt);
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
