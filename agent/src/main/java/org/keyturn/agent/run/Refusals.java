package org.keyturn.agent.run;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.keyturn.agent.journal.Item;

/** How often each account's write was refused in this process. Thread-safe. */
final class Refusals {

  private final Map<Long, Integer> bySeq = new ConcurrentHashMap<>();

  /** One more; how many there are now. */
  int count(Item item) {
    return bySeq.merge(item.seq(), 1, Integer::sum);
  }

  int of(Item item) {
    return bySeq.getOrDefault(item.seq(), 0);
  }

  /** It has its outcome: the memory of a long run is bounded by what is open. */
  void forget(Item item) {
    bySeq.remove(item.seq());
  }
}
