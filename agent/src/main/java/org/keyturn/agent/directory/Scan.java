package org.keyturn.agent.directory;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.keyturn.agent.account.Account;
import org.keyturn.agent.account.AccountId;
import org.keyturn.agent.directory.dialect.Dialect;
import org.keyturn.agent.directory.dialect.Reading;

/** Streams the accounts of a scope, each identity once. */
final class Scan {

  private static final int PAGE = 1000;

  /** So many identities are asked for at a time. */
  private static final int TOGETHER = 50;

  private final PagedSearch search;
  private final Bases bases;
  private final AccountReader reader;
  private final Dialect dialect;
  private final Groups groups;

  Scan(Link link, Bases bases, AccountReader reader, Dialect dialect, Groups groups) {
    this.search = new PagedSearch(link);
    this.bases = bases;
    this.reader = reader;
    this.dialect = dialect;
    this.groups = groups;
  }

  void stream(Scope scope, Consumer<Account> sink) {
    Reading reading = dialect.reading();
    each(
        scope,
        reader.requested(reading.attributes()),
        PAGE,
        entry -> {
          sink.accept(reader.account(reading.complete(entry)));
          return true;
        });
  }

  int countUpTo(Scope scope, int limit) {
    if (limit <= 0) {
      return 0;
    }
    int[] count = new int[1];
    String[] identity = dialect.attributes().subList(0, 1).toArray(String[]::new);
    each(scope, identity, Math.min(limit, PAGE), entry -> ++count[0] < limit);
    return count[0];
  }

  boolean holds(Scope scope, AccountId id) {
    boolean[] found = new boolean[1];
    dialect
        .byId(id)
        .ifPresent(
            one ->
                each(
                    scope,
                    Filter.createANDFilter(one, filter(scope)),
                    reader.requested(),
                    1,
                    entry -> {
                      found[0] = true;
                      return false;
                    }));
    return found[0];
  }

  Set<AccountId> among(Scope scope, Set<AccountId> ids) {
    Set<AccountId> found = new HashSet<>();
    List<Filter> some = new ArrayList<>();
    Iterator<AccountId> all = ids.iterator();
    String[] identity = dialect.attributes().subList(0, 1).toArray(String[]::new);
    while (all.hasNext()) {
      dialect.byId(all.next()).ifPresent(some::add);
      if (some.size() == TOGETHER || (!all.hasNext() && !some.isEmpty())) {
        Filter any = Filter.createORFilter(some);
        each(
            scope,
            Filter.createANDFilter(any, filter(scope)),
            identity,
            PAGE,
            entry -> {
              dialect.id(entry).ifPresent(found::add);
              return true;
            });
        some.clear();
      }
    }
    return found;
  }

  private void each(Scope scope, String[] attributes, int pageSize, Predicate<Entry> more) {
    each(scope, filter(scope), attributes, pageSize, more);
  }

  private void each(
      Scope scope, Filter filter, String[] attributes, int pageSize, Predicate<Entry> more) {
    Optional<Set<NormalDn>> members = scope.group().map(groups::membersOf);
    SeenIdentities seen = new SeenIdentities();
    search.run(
        bases.of(scope),
        filter,
        attributes,
        pageSize,
        entry -> {
          boolean meant = members.isEmpty() || members.get().contains(NormalDn.of(entry.getDN()));
          return !meant || !isFirst(seen, entry) || more.test(entry);
        });
  }

  private Filter filter(Scope scope) {
    Filter accounts = bases.accounts(scope.filters());
    return dialect
        .due(scope.due())
        .map(due -> Filter.createANDFilter(due, accounts))
        .orElse(accounts);
  }

  private boolean isFirst(SeenIdentities seen, Entry entry) {
    Optional<AccountId> id = dialect.id(entry);
    if (id.isEmpty()) {
      return seen.add(NormalDn.of(entry.getDN()).text());
    }
    try {
      return seen.add(UUID.fromString(id.get().value()));
    } catch (IllegalArgumentException e) {
      return seen.add(id.get().value());
    }
  }
}
