package org.keyturn.agent.directory.dialect;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldap.sdk.ModifyRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.keyturn.agent.account.EntryVersion;
import org.keyturn.agent.account.PasswordChange;
import org.keyturn.agent.directory.Authorship;
import org.keyturn.agent.directory.DirectoryException;
import org.keyturn.agent.directory.Failures;
import org.keyturn.agent.directory.NormalDn;
import org.keyturn.agent.directory.Write;
import org.keyturn.agent.directory.WriteResult;

/**
 * A reset in the steps that 389-DS needs. It answers when the password is written, and writes the
 * state afterwards, over whatever stood in the same modification; whether people must change the
 * password then hangs on who reset it. So: the password; then wait for the state; then, where it is
 * not what was asked for, the date. An agent that is a {@code passwordAdminDN} needs no second
 * write to make people change, and one to let them be.
 *
 * <p>What ends in between is told as unknown: the password is found to be the agent's later on, and
 * {@link #finished} does what is missing.
 */
final class Ds389Reset {

  private static final long PATIENCE = Duration.ofSeconds(2).toNanos();

  /** For the state to come, and for clocks that differ. */
  private static final Duration JUST_NOW = Duration.ofSeconds(30);

  private final Entries entries;
  private final Ds389Vocabulary vocabulary;

  Ds389Reset(Entries entries, Ds389Vocabulary vocabulary) {
    this.entries = entries;
    this.vocabulary = vocabulary;
  }

  WriteResult apply(Write write, PasswordChange.Reset reset) {
    return new CompareAndSwap(entries)
        .taken(write, Ds389Vocabulary.swapped(write.change().touches(), write.expected()))
        .orElseGet(() -> settled(write, reset));
  }

  /** After a lost answer: the password is the agent's, and the rest may be missing. */
  Authorship finished(Write write, PasswordChange.Reset reset) {
    try {
      Optional<Entry> now = entries.byId(write.id());
      if (now.isEmpty()) {
        return new Authorship.Gone();
      }
      WriteResult result =
          vocabulary.mustChange(now.get()) == reset.mustChange()
              ? new WriteResult.Applied(entries.version(now.get()))
              : date(write, now.get(), reset.mustChange());
      return result instanceof WriteResult.Applied a
          ? new Authorship.Ours(a.after())
          : new Authorship.CannotTell(((WriteResult.Unknown) result).detail());
    } catch (LDAPException e) {
      return new Authorship.CannotTell(Failures.said(e));
    }
  }

  /**
   * Whether the state is there after all. It comes a moment after the password; until then the
   * entry only shows that the agent, or the server in its place, has just written something. Who
   * takes it for untouched meanwhile finds it stale with the next write, and the password lost.
   */
  boolean cameLate(Write write) {
    try {
      return entries.byId(write.id()).filter(this::mayHaveBeenWritten).isPresent()
          && awaited(write).filter(e -> Ds389Vocabulary.moved(write.expected(), e)).isPresent();
    } catch (LDAPException e) {
      throw Failures.read(e, "reading whether the state of a password came late");
    }
  }

  private boolean mayHaveBeenWritten(Entry entry) {
    String by = entry.getAttributeValue(Ds389State.MODIFIER);
    Instant now = entries.clock().instant();
    return by != null
        && NormalDn.isDn(by)
        && Stream.of(entries.target().settings().bindDn(), Ds389State.SERVER)
            .anyMatch(dn -> NormalDn.of(dn).equals(NormalDn.of(by)))
        && GeneralizedTime.parse(entry.getAttributeValue(Ds389State.MODIFIED))
            .filter(at -> Duration.between(at, now).abs().compareTo(JUST_NOW) < 0)
            .isPresent();
  }

  private WriteResult settled(Write write, PasswordChange.Reset reset) {
    try {
      Optional<Entry> after = awaited(write);
      if (after.isEmpty()) {
        return new WriteResult.Unknown("written, and gone since");
      }
      return vocabulary.mustChange(after.get()) == reset.mustChange()
          ? entries.judge(write, after.get())
          : date(write, after.get(), reset.mustChange());
    } catch (LDAPException | DirectoryException e) {
      return new WriteResult.Unknown("the password is set, and not read back: " + e.getMessage());
    }
  }

  /** The entry once the server has written the state, or as it is when that took too long. */
  Optional<Entry> awaited(Write write) throws LDAPException {
    long start = System.nanoTime();
    while (true) {
      Optional<Entry> now = entries.at(write.dn());
      boolean done =
          now.isEmpty()
              || Ds389Vocabulary.moved(write.expected(), now.get())
              || System.nanoTime() - start > patience(write.expected());
      if (done) {
        return now;
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
    }
  }

  /** Within one second the times before and after may be the same, and nothing is to be seen. */
  private static long patience(EntryVersion before) {
    return before.get(Ds389State.USN).isPresent() ? PATIENCE / 4 : PATIENCE;
  }

  private WriteResult date(Write write, Entry entry, boolean mustChange) {
    List<Modification> all = new ArrayList<>();
    String changed = entry.getAttributeValue(Ds389State.CHANGED);
    if (changed != null) { // a password set by somebody else meanwhile has another time
      all.add(new Modification(ModificationType.DELETE, Ds389State.CHANGED, changed));
      all.add(new Modification(ModificationType.ADD, Ds389State.CHANGED, changed));
    }
    all.add(
        mustChange
            ? at(Ds389State.AT_ONCE)
            : at(Ds389Vocabulary.end(entries.version(entry), vocabulary.inForce(entry))));
    all.add(Vocabulary.replace(Ds389State.WARNED, "0"));
    String missing = "the password is set, and not whether it must be changed: ";
    try {
      Optional<Entry> after = shown(write, new ModifyRequest(entry.getDN(), all));
      return after.isPresent() && vocabulary.mustChange(after.get()) == mustChange
          ? new WriteResult.Applied(entries.version(after.get()))
          : new WriteResult.Unknown(missing + "the entry does not show it");
    } catch (LDAPException e) {
      return new WriteResult.Unknown(missing + Failures.said(e));
    }
  }

  /** What the entry looks like after a write. */
  private Optional<Entry> shown(Write write, ModifyRequest request) throws LDAPException {
    if (PostRead.isOffered(entries.target())) {
      request.addControl(PostRead.of(write, entries));
    }
    Entry after = PostRead.in(entries.target().link().modify(request));
    return after == null ? entries.at(request.getDN()) : Optional.of(after);
  }

  private static Modification at(String date) {
    return Vocabulary.replace(Ds389State.EXPIRES, date);
  }
}
