package org.keyturn.agent.console;

import java.time.Clock;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.keyturn.agent.account.AccountId;
import org.keyturn.agent.account.Secret;
import org.keyturn.agent.directory.DirectoryException;
import org.keyturn.agent.journal.Item;
import org.keyturn.agent.journal.Ledger;
import org.keyturn.agent.journal.PendingPlan;
import org.keyturn.agent.journal.PendingPlan.State;
import org.keyturn.agent.journal.PlanDroppedException;
import org.keyturn.agent.journal.Run;
import org.keyturn.agent.plan.PlanException;
import org.keyturn.agent.run.Reveal;
import org.keyturn.agent.run.RunFailure;
import org.keyturn.agent.run.RunResult;
import org.keyturn.agent.run.Stop;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries out what was confirmed, two at a time; others wait for their turn. Thread-safe. */
final class Backlog implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Backlog.class);
  private static final int AT_A_TIME = 2;
  private static final Duration DRAIN = Duration.ofSeconds(20);

  private final Ledger ledger;
  private final Shelf shelf;
  private final Work work;
  private final Mandate mandate;
  private final Clock clock;
  private final Consumer<Error> onError;
  private final Stop stop = new Stop();
  private final Map<String, LiveRun> live = new ConcurrentHashMap<>();
  private final Map<String, String> troubles = Collections.synchronizedMap(new Latest<>());
  private final ExecutorService workers =
      Executors.newFixedThreadPool(AT_A_TIME, task -> new Thread(task, "acts"));

  /**
   * @param onError what to do about an {@link Error}, after which nothing can be relied on
   */
  Backlog(
      Ledger ledger,
      Shelf shelf,
      Work work,
      Mandate mandate,
      Clock clock,
      Consumer<Error> onError) {
    this.ledger = ledger;
    this.shelf = shelf;
    this.work = work;
    this.mandate = mandate;
    this.clock = clock;
    this.onError = onError;
  }

  /** A plan that is queued; once, however often it is said. */
  void start(String id) {
    submit(id, () -> isRun(id), progress -> begin(id, progress));
  }

  /**
   * A run that was stopped, and those that come after it.
   *
   * @param id of the first that it was begun together with; its own where it stands alone
   * @param operator the DN of whoever asks
   */
  void resume(String id, Run run, String operator) {
    submit(id, () -> {}, progress -> work.resume(run, operator, hands(progress, laterShown())));
  }

  /** A run that this process has, waiting or under way. */
  Optional<LiveRun> live(String run) {
    return Optional.ofNullable(live.get(run));
  }

  /** Why a run could not be taken up the last time; empty where it could. */
  Optional<String> trouble(String run) {
    return Optional.ofNullable(troubles.get(run));
  }

  private void submit(String run, Runnable onBegun, Consumer<LiveRun> task) {
    LiveRun progress = new LiveRun(clock, onBegun, stop.child());
    if (stop.asked() || live.putIfAbsent(run, progress) != null) {
      stop.forget(progress.stop());
      return;
    }
    troubles.remove(run);
    workers.execute(
        () -> {
          try {
            if (!stop.asked()) {
              task.accept(progress);
            }
          } catch (PlanDroppedException e) {
            LOG.info("{}", e.getMessage());
            shelf.remove(run);
          } catch (PlanException | RunFailure | DirectoryException e) {
            LOG.warn("run {}: {}", run, e.getMessage());
            drop(run, String.valueOf(e.getMessage()));
          } catch (RuntimeException e) {
            LOG.error("run {} failed", run, e);
            drop(run, "it failed: " + e.getClass().getSimpleName());
          } catch (Error e) {
            onError.accept(e);
          } finally {
            live.remove(run, progress);
            stop.forget(progress.stop());
          }
        });
  }

  /** What has become a run is a run, and says itself how far it came. */
  private void drop(String id, String why) {
    troubles.put(id, why);
    if (ledger.pendingPlans().drop(id, "agent", why)) {
      shelf.remove(id);
    }
  }

  private void begin(String id, LiveRun progress) {
    Optional<PendingPlan> found = ledger.pendingPlans().find(id);
    if (found.filter(plan -> plan.state() == State.QUEUED).isEmpty()) {
      shelf.remove(id);
      return;
    }
    if (ledger.runs().find(id).isEmpty()) {
      carryOut(found.get(), progress);
    }
    isRun(id);
  }

  /** The ledger has all of it by now. */
  private void isRun(String id) {
    ledger.pendingPlans().begun(id);
    shelf.remove(id);
  }

  /**
   * The config may have become stricter since, but for what a second person approved; and whoever
   * planned or approved it may have left.
   */
  private void carryOut(PendingPlan pending, LiveRun progress) {
    try (Frozen frozen = shelf.open(pending)) {
      Optional<String> lapsed = mandate.lapsed(pending);
      if (lapsed.isPresent()) {
        throw new PlanException(lapsed.get());
      }
      if (pending.approver().isEmpty()) {
        refuseWhatIsTooMuch(frozen, pending.searched());
      }
      Optional<String> away = work.undeliverable(pending.action(), frozen.header().options());
      if (away.isPresent()) {
        throw new PlanException(away.get());
      }
      Map<AccountId, byte[]> typed =
          ledger
              .pendingPlans()
              .given(pending.id())
              .map(kept -> Typed.kept(frozen.first(), kept))
              .orElse(Map.of());
      work.carryOut(
          frozen,
          pending,
          Typed.given(frozen.first(), typed, work),
          hands(progress, typed.size() == frozen.header().changes() ? known() : laterShown())
              .in(shelf.pace(pending.id())));
    }
  }

  private void refuseWhatIsTooMuch(Frozen frozen, boolean searched) {
    Braking braking = Braking.of(frozen, plan -> work.judge(plan, searched));
    if (braking.tripped()) {
      throw new PlanException("brake: " + braking.says());
    }
  }

  private static Work.Hands hands(LiveRun progress, Reveal reveal) {
    return new Work.Hands(progress.stop(), progress, reveal);
  }

  /** Nobody looks now: the run keeps its passwords until its operator does. */
  private static Reveal laterShown() {
    return new Reveal() {
      @Override
      public void show(Item item, Secret password) {}

      @Override
      public boolean shown(RunResult result) {
        return result.tally().applied() == 0;
      }
    };
  }

  /** Whoever typed it knows it. */
  private static Reveal known() {
    return (item, password) -> {};
  }

  /** No more than anybody looks at. */
  private static final class Latest<K, V> extends LinkedHashMap<K, V> {
    private static final long serialVersionUID = 1;

    @Override
    protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
      return size() > 100;
    }
  }

  /** Lets the writes in flight end. What is not begun is taken up by the next process. */
  @Override
  public void close() {
    stop.ask(Stop.AGENT_ENDS);
    workers.shutdown();
    try {
      if (!workers.awaitTermination(DRAIN.toSeconds(), TimeUnit.SECONDS)) {
        LOG.warn("a run did not end in time; what it left open is settled at the next start");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
