package org.keyturn.agent.directory.dialect;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.keyturn.agent.account.AccountId;
import org.keyturn.agent.account.EntryVersion;
import org.keyturn.agent.directory.Batch;
import org.keyturn.agent.directory.NormalDn;
import org.keyturn.agent.directory.Write;
import org.keyturn.agent.directory.WriteResult;

/**
 * Compare-and-swap writes that are looked at together: one search before them and one afterwards,
 * in place of two for each. What moves in between is still refused by the server, because the old
 * value goes with the write. A write without such a value is looked at by itself, and so is one
 * whose turn comes late: an identity, or a state that no value tells, is seen seconds before.
 */
final class SharedReads implements Batch {

  /** The server said yes; nobody has looked yet. */
  private static final WriteResult TAKEN = new WriteResult.Applied(EntryVersion.of(Map.of()));

  /** How many one search asks for: a server compares each entry with every one of them. */
  private static final int COMPANY = 20;

  private static final long FRESH_NANOS = Duration.ofSeconds(2).toNanos();

  private final Entries entries;
  private final CompareAndSwap swap;
  private final Function<Write, String> guard;
  private final Function<Write, WriteResult> alone;
  private final Map<AccountId, Entry> before;
  private final LongSupplier nanoTime;
  private final long readAt;

  /**
   * @param guard the attribute that each write deletes by value and adds again
   * @param alone how a write is made by itself
   */
  SharedReads(
      Entries entries,
      List<Write> writes,
      Function<Write, String> guard,
      Function<Write, WriteResult> alone) {
    this(entries, writes, guard, alone, System::nanoTime);
  }

  /** With a clock of a test's own. */
  SharedReads(
      Entries entries,
      List<Write> writes,
      Function<Write, String> guard,
      Function<Write, WriteResult> alone,
      LongSupplier nanoTime) {
    this.entries = entries;
    this.swap = new CompareAndSwap(entries);
    this.guard = guard;
    this.alone = alone;
    this.nanoTime = nanoTime;
    this.readAt = nanoTime.getAsLong();
    this.before = read(writes);
  }

  @Override
  public WriteResult apply(Write write) {
    Entry seen = before.get(write.id());
    String attribute = guard.apply(write);
    if (seen == null
        || !stands(seen, write)
        || write.expected().get(attribute).isEmpty()
        || nanoTime.getAsLong() - readAt >= FRESH_NANOS) {
      return alone.apply(write);
    }
    return swap.apply(write, attribute, Optional.of(seen)).orElse(TAKEN);
  }

  private static boolean stands(Entry seen, Write write) {
    return NormalDn.of(seen.getDN()).equals(NormalDn.of(write.dn()));
  }

  @Override
  public List<WriteResult> confirmed(List<Write> writes, List<WriteResult> results) {
    List<Write> taken = new ArrayList<>();
    for (int i = 0; i < writes.size(); i++) {
      if (results.get(i) == TAKEN) {
        taken.add(writes.get(i));
      }
    }
    Map<AccountId, Entry> after = read(taken);
    List<WriteResult> confirmed = new ArrayList<>(results);
    for (int i = 0; i < writes.size(); i++) {
      if (results.get(i) == TAKEN) {
        Write write = writes.get(i);
        Entry entry = after.get(write.id());
        confirmed.set(i, entry == null ? entries.readBack(write) : entries.judge(write, entry));
      }
    }
    return confirmed;
  }

  /** Who cannot be read in company is read alone later on. */
  private Map<AccountId, Entry> read(List<Write> writes) {
    Map<AccountId, Entry> found = new HashMap<>();
    for (int from = 0; from < writes.size(); from += COMPANY) {
      read(writes.subList(from, Math.min(from + COMPANY, writes.size())), found);
    }
    return found;
  }

  private void read(List<Write> writes, Map<AccountId, Entry> found) {
    Optional<Filter> any = entries.vocabulary().byIds(writes.stream().map(Write::id).toList());
    if (writes.size() < 2 || any.isEmpty()) {
      return;
    }
    try {
      for (Entry entry : entries.all(any.get())) {
        entries.vocabulary().id(entry).ifPresent(id -> found.put(id, entry));
      }
    } catch (LDAPException e) {
      found.clear();
    }
  }
}
