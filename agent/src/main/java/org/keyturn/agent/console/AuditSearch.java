package org.keyturn.agent.console;

import java.io.InputStream;
import java.io.SequenceInputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.keyturn.agent.journal.AuditQuestion;
import org.keyturn.agent.journal.AuditTrail;
import org.keyturn.agent.journal.Ledger;
import org.keyturn.agent.journal.LedgerException;
import org.keyturn.agent.journal.Lookups.AuditPage;

/** Who did what to whom: found, carried away, and held against its hashes. Thread-safe. */
public final class AuditSearch {

  /** What a small trail takes at most, so that its verdict is in the answer. */
  private static final Duration SHORTLY = Duration.ofSeconds(2);

  private final Ledger ledger;
  private final Clock clock;
  private final Consumer<Error> onError;
  private Optional<Instant> walking = Optional.empty();
  private Optional<Judged> last = Optional.empty();
  private Optional<String> failure = Optional.empty();

  /**
   * @param onError what to do about an {@link Error}, after which nothing can be relied on
   */
  public AuditSearch(Ledger ledger, Clock clock, Consumer<Error> onError) {
    this.ledger = ledger;
    this.clock = clock;
    this.onError = onError;
  }

  /** A verdict and when it was asked for. */
  public record Judged(Instant at, AuditTrail.Verdict verdict) {}

  /**
   * Where the verification stands.
   *
   * @param walking since when the chain is being walked; empty: it is not
   * @param last the verdict before, as long as this process lives
   * @param failure why there was none
   */
  public record Verification(
      Optional<Instant> walking, Optional<Judged> last, Optional<String> failure) {}

  /**
   * @param before an entry's number; {@link Long#MAX_VALUE}: from the newest on
   */
  public AuditPage page(Sight sight, AuditQuestion question, long before, int size) {
    return ledger.lookups().audit(question, before, size);
  }

  /** All that is found, newest first, as CSV; read from the ledger as it is read from here. */
  public InputStream csv(Sight sight, AuditQuestion question) {
    return new SequenceInputStream(new AuditCsv(ledger.lookups(), question));
  }

  public synchronized Verification verification(Sight sight) {
    return new Verification(walking, last, failure);
  }

  /**
   * Walks the chain on a thread of its own, unless somebody has it walked already; waits for a
   * moment, in which a small one is done.
   */
  public Verification verify(Sight sight) {
    if (begin()) {
      CompletableFuture<Void> walk = new CompletableFuture<>();
      Thread thread = new Thread(() -> walk(walk), "audit-verify");
      thread.setDaemon(true);
      thread.start();
      try {
        Object unused = walk.get(SHORTLY.toMillis(), TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        // It goes on, and whoever looks again sees the end.
      } catch (ExecutionException e) {
        throw new IllegalStateException("the walk answers for itself", e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    return verification(sight);
  }

  private synchronized boolean begin() {
    if (walking.isPresent()) {
      return false;
    }
    walking = Optional.of(clock.instant());
    return true;
  }

  private void walk(CompletableFuture<Void> done) {
    try {
      end(Optional.of(ledger.audit().verify(Optional.empty())), Optional.empty());
    } catch (LedgerException e) {
      end(Optional.empty(), Optional.of(String.valueOf(e.getMessage())));
    } catch (Error e) {
      onError.accept(e);
    } finally {
      done.complete(null);
    }
  }

  private synchronized void end(Optional<AuditTrail.Verdict> verdict, Optional<String> why) {
    Instant at = walking.orElseThrow();
    verdict.ifPresent(judged -> last = Optional.of(new Judged(at, judged)));
    failure = why;
    walking = Optional.empty();
  }
}
