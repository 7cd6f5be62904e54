package org.keyturn.agent.journal;

import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.keyturn.agent.account.AccountId;

/** Runs and their accounts. */
public interface Runs {

  /** The right to carry a run on, until another process takes it. */
  record Ownership(String run, long fence) {}

  /**
   * Puts a frozen plan on disk and owns its run: every account at once, in one transaction,
   * streamed. Items come as {@code PLANNED} or with an outcome ({@code SKIPPED}, {@code
   * ALREADY_SO}). The account chain starts in the audit trail in the same transaction.
   *
   * @throws LedgerException where a run with this id exists
   * @throws PlanDroppedException where it was a plan that waited, and that somebody dropped
   */
  default Ownership begin(Run run, Iterator<Item> items) {
    return begin(run, items, item -> new byte[0], Optional.empty(), Optional.empty());
  }

  /**
   * As above.
   *
   * @param sealed the sealed password of each item that was {@linkplain Item#given given} one
   * @param sheet where its passwords are written down
   * @param waves its pace, where it is a campaign; its first wave is not started
   */
  default Ownership begin(
      Run run,
      Iterator<Item> items,
      Function<Item, byte[]> sealed,
      Optional<SheetPlace> sheet,
      Optional<Waves> waves) {
    return begin(List.of(new Order(run, items, sealed, sheet, waves))).get(0);
  }

  /**
   * What {@link #begin} takes.
   *
   * @param sealed the sealed password of each item that was {@linkplain Item#given given} one
   * @param sheet where its passwords are written down
   * @param waves its pace, where it is a campaign; its first wave is not started
   */
  record Order(
      Run run,
      Iterator<Item> items,
      Function<Item, byte[]> sealed,
      Optional<SheetPlace> sheet,
      Optional<Waves> waves) {}

  /** As {@link #begin}, of several runs in one transaction: all of them are there, or none. */
  List<Ownership> begin(List<Order> orders);

  /** Where the run writes its passwords down; its passphrase is destroyed when the run is done. */
  Optional<SheetPlace> sheet(String run);

  /**
   * Takes over an open run whose holder is gone. What it left as {@code INTENT} becomes {@code
   * UNKNOWN}, with its audit entry, in the same transaction.
   *
   * @return the ownership; or the holder that is alive
   */
  TakeOver takeOver(String run);

  /** Taken, held by somebody alive, or nothing to take. */
  sealed interface TakeOver {
    record Taken(Ownership ownership) implements TakeOver {}

    record HeldBy(Holder other) implements TakeOver {}

    record NotOpen() implements TakeOver {}
  }

  /**
   * The next planned accounts, in order, without changing them; of a campaign, those of the waves
   * that were started.
   */
  List<Item> planned(String run, int limit);

  /**
   * Claims accounts and records what is about to be written to them. Of the intents given, those
   * whose account another open run has claimed are left out.
   *
   * @return the seqs that may be written now; the others stay {@code PLANNED}
   */
  List<Long> intend(Ownership ownership, List<Intent> intents);

  /**
   * Records outcomes, the messages they owe, and the audit trail; releases the claims of those that
   * are accounted for or let go. Sealed passwords of outcomes other than {@code APPLIED} are
   * destroyed; an account that is let go keeps its own, because the write without an answer may
   * still arrive, and whatever is written next must be the same password.
   */
  void record(Ownership ownership, List<Outcome> outcomes);

  /** Accounts whose write was sent and not accounted for: {@code INTENT} and {@code UNKNOWN}. */
  List<Item> unresolved(String run, int limit);

  /**
   * How many people were told of the end of their password by runs of a job that began at an
   * instant or later.
   *
   * @param test whether those count that went to the address of a test, or the others
   */
  long reminded(String job, Instant since, boolean test);

  /** The sealed password of an account, where it has one that was not destroyed. */
  Optional<byte[]> sealed(String run, long seq);

  /** Destroys the sealed passwords of accounts that were delivered. */
  void destroySealed(Ownership ownership, List<Long> seqs);

  /**
   * As above, all that the run still has. Of runs that were begun together the last one to come to
   * this destroys those of all: until then, one sets the passwords that another has set.
   */
  void destroySealed(Ownership ownership);

  /** Every account has an outcome: the run is done. Throws where one has none. */
  void finish(Ownership ownership);

  /** Lets go of an open run, so that another process may take it at once. */
  void interrupt(Ownership ownership, String stoppedBy);

  Optional<Run> find(String run);

  /** Newest first. */
  List<Run> list(int limit);

  /** Open runs whose holder is gone, oldest first. */
  List<Run> unfinished();

  /** The holder of an open run, where it is alive. */
  Optional<Holder> aliveHolder(String run);

  /** How many accounts stand in each state, for each reason. */
  List<Count> counts(String run);

  record Count(Item.State state, String reason, long accounts) {}

  /** Streams the accounts of a run in plan order. */
  void items(String run, Consumer<Item> sink);

  /** What a run did to one account; empty where it was not in its plan. */
  Optional<Item> item(String run, AccountId account);

  /** When the last spread in a directory let an account's password end; empty: none was applied. */
  Optional<Instant> movedTo(String directory, AccountId account);

  /** What runs did to one account, newest first: the item with its run. */
  List<Map.Entry<Run, Item>> history(AccountId account, int limit);
}
