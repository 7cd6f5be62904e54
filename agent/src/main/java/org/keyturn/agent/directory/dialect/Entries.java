package org.keyturn.agent.directory.dialect;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchScope;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.keyturn.agent.account.AccountId;
import org.keyturn.agent.account.EntryVersion;
import org.keyturn.agent.account.PasswordChange;
import org.keyturn.agent.directory.DirectoryException;
import org.keyturn.agent.directory.Write;
import org.keyturn.agent.directory.WriteResult;

/**
 * The entries that writes are about, as one family of servers shows them: looked up, compared with
 * the plan, and judged afterwards.
 *
 * @param target the server
 * @param vocabulary what it calls things
 * @param clock the agent's
 */
record Entries(Target target, Vocabulary vocabulary, Clock clock) {

  /** The state of one entry, by where it stands. */
  Optional<Entry> at(String dn) throws LDAPException {
    return search(dn, SearchScope.BASE, Filter.createPresenceFilter("objectClass"));
  }

  /** The state of one entry, by its identity, wherever it stands below the suffix. */
  Optional<Entry> byId(AccountId id) throws LDAPException {
    Optional<Filter> filter = vocabulary.byId(id);
    return filter.isEmpty()
        ? Optional.empty()
        : search(target.suffix(), SearchScope.SUB, filter.get());
  }

  /** The states of all entries below the suffix that a filter matches. */
  List<? extends Entry> all(Filter filter) throws LDAPException {
    String[] attributes = vocabulary.attributes().toArray(String[]::new);
    return target
        .link()
        .search(new SearchRequest(target.suffix(), SearchScope.SUB, filter, attributes))
        .getSearchEntries();
  }

  EntryVersion version(Entry entry) {
    return vocabulary.version(entry, clock.instant());
  }

  /** Whether it is the entry that was planned for, and as it was then. */
  boolean isAsPlanned(Write write, Entry entry) {
    return vocabulary.id(entry).equals(Optional.of(write.id()))
        && vocabulary.isAsPlanned(write.change(), write.expected(), entry);
  }

  /** Whether the plan itself saw the entry as the action would leave it. */
  boolean wasSo(Write write) {
    Entry asPlanned = new Entry(write.dn());
    write.expected().attributes().forEach(asPlanned::addAttribute);
    return vocabulary.isSo(write.change(), asPlanned);
  }

  /** Why the server would not write: because somebody was faster, or because it is so already. */
  WriteResult whyNot(Write write) {
    try {
      Optional<Entry> here = at(write.dn());
      if (here.isPresent() && vocabulary.id(here.get()).equals(Optional.of(write.id()))) {
        return vocabulary.isSo(write.change(), here.get())
            ? new WriteResult.AlreadySo()
            : new WriteResult.Stale("changed-since-plan", "the entry is not what it was");
      }
      Optional<Entry> elsewhere = byId(write.id());
      if (elsewhere.isPresent()) {
        return new WriteResult.Stale("moved", "now " + elsewhere.get().getDN());
      }
      return here.isPresent()
          ? new WriteResult.Stale("replaced", "another entry stands there now")
          : new WriteResult.Stale("gone", "the entry does not exist any more");
    } catch (LDAPException | DirectoryException e) {
      return new WriteResult.Stale("changed-since-plan", "and what it is now cannot be read");
    }
  }

  /** What became of a write that the server took: success from the server is not proof. */
  WriteResult readBack(Write write) {
    try {
      Optional<Entry> after = at(write.dn());
      return after.isPresent()
          ? judge(write, after.get())
          : new WriteResult.Unknown("written, and gone since");
    } catch (LDAPException e) {
      return new WriteResult.Unknown("written, and not read back: " + e.getMessage());
    }
  }

  /** As {@link #readBack}, of an entry that was read after the write. */
  WriteResult judge(Write write, Entry after) {
    try {
      boolean asWanted =
          write.change() instanceof PasswordChange.Reset reset
              ? vocabulary.isReset(write, reset, after)
              : vocabulary.isSo(write.change(), after);
      return asWanted ? new WriteResult.Applied(version(after)) : notAsWritten();
    } catch (DirectoryException e) { // judging takes the policy, and that could not be read
      return new WriteResult.Unknown("written, and not judged: " + e.getMessage());
    }
  }

  /** Whether this very change is already so. */
  boolean isSo(PasswordChange change, Entry entry) {
    return vocabulary.isSo(change, entry);
  }

  private static WriteResult notAsWritten() {
    return new WriteResult.Rejected(
        WriteResult.NOT_AS_WRITTEN,
        0,
        "the server took the change, and the entry does not show it");
  }

  private Optional<Entry> search(String base, SearchScope scope, Filter filter)
      throws LDAPException {
    try {
      String[] attributes = vocabulary.attributes().toArray(String[]::new);
      SearchRequest request = new SearchRequest(base, scope, filter, attributes);
      return target.link().search(request).getSearchEntries().stream()
          .findFirst()
          .map(e -> (Entry) e);
    } catch (LDAPException e) {
      if (e.getResultCode().equals(ResultCode.NO_SUCH_OBJECT)) {
        return Optional.empty();
      }
      throw e;
    }
  }
}
