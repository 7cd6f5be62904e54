package org.keyturn.agent.directory;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.DereferencePolicy;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchScope;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.keyturn.agent.account.Account;
import org.keyturn.agent.account.AccountId;
import org.keyturn.agent.directory.DirectorySettings.Accounts;
import org.keyturn.agent.directory.dialect.Dialect;

/**
 * Finds accounts by what a person typed, many in one search. A key is a value from end to end; and
 * what the server returns is compared with it again, because a server's idea of equality may fold
 * look-alikes together.
 */
final class Finder {

  /** What ApacheDS answers, one time this and one time that, to a value beyond the BMP. */
  private static final Set<Integer> INDIGESTIBLE =
      Set.of(
          ResultCode.LOOP_DETECT_INT_VALUE,
          ResultCode.OTHER_INT_VALUE,
          ResultCode.INVALID_ATTRIBUTE_SYNTAX_INT_VALUE,
          ResultCode.INAPPROPRIATE_MATCHING_INT_VALUE,
          ResultCode.ALIAS_PROBLEM_INT_VALUE,
          ResultCode.ALIAS_DEREFERENCING_PROBLEM_INT_VALUE);

  private static final int BATCH = 50;
  private static final String MANAGER = "manager";

  /** Longer than any login or address; a key beyond it is not even asked for. */
  private static final int LONGEST_VALUE = 512;

  private static final int LONGEST_DN = 8192;

  private final Link link;
  private final PagedSearch search;
  private final Bases bases;
  private final Accounts attributes;
  private final AccountReader reader;
  private final Dialect dialect;

  Finder(Link link, Bases bases, Accounts attributes, AccountReader reader, Dialect dialect) {
    this.link = link;
    this.search = new PagedSearch(link);
    this.bases = bases;
    this.attributes = attributes;
    this.reader = reader;
    this.dialect = dialect;
  }

  List<Lookup> find(List<AccountKey> keys) {
    List<Lookup> results = new ArrayList<>(keys.size());
    for (int from = 0; from < keys.size(); from += BATCH) {
      results.addAll(batch(keys.subList(from, Math.min(keys.size(), from + BATCH))));
    }
    return results;
  }

  /** By identity alone, wherever they stand. */
  List<Account> byId(List<AccountId> ids) {
    List<Account> found = new ArrayList<>(ids.size());
    each(ids, reader.requested(), entry -> found.add(reader.account(entry)));
    return found;
  }

  private void each(List<AccountId> ids, String[] attributes, Consumer<Entry> sink) {
    for (int from = 0; from < ids.size(); from += BATCH) {
      List<Filter> any =
          ids.subList(from, Math.min(ids.size(), from + BATCH)).stream()
              .flatMap(id -> dialect.byId(id).stream())
              .toList();
      if (!any.isEmpty()) {
        search.run(
            dialect.suffix(),
            Filter.createORFilter(any),
            attributes,
            500,
            entry -> {
              sink.accept(entry);
              return true;
            });
      }
    }
  }

  /** One search for many accounts, and one for each manager. */
  Map<AccountId, Account> managersOf(List<AccountId> ids) {
    Map<AccountId, String> named = new HashMap<>();
    each(
        ids,
        new String[] {dialect.attributes().get(0), MANAGER},
        entry ->
            dialect
                .id(entry)
                .ifPresent(
                    id ->
                        Optional.ofNullable(entry.getAttributeValue(MANAGER))
                            .ifPresent(dn -> named.put(id, dn))));
    Map<String, Lookup> found = new HashMap<>();
    Map<AccountId, Account> managers = new HashMap<>();
    named.forEach(
        (id, dn) -> {
          if (found.computeIfAbsent(dn, this::byDn) instanceof Lookup.Found manager) {
            managers.put(id, manager.account());
          }
        });
    return managers;
  }

  Map<AccountId, List<String>> valuesOf(String attribute, List<AccountId> ids) {
    Map<AccountId, List<String>> all = new HashMap<>();
    each(
        ids,
        new String[] {dialect.attributes().get(0), attribute},
        entry -> {
          List<String> values = Bearers.values(attribute, entry);
          dialect.id(entry).filter(id -> !values.isEmpty()).ifPresent(id -> all.put(id, values));
        });
    return all;
  }

  private List<Lookup> batch(List<AccountKey> keys) {
    List<Filter> wanted = new ArrayList<>();
    for (AccountKey key : keys) {
      if (!isDn(key)) {
        wanted.addAll(filters(key));
      }
    }
    List<Entry> found = wanted.isEmpty() ? List.of() : searchForAll(wanted);
    List<Lookup> results = new ArrayList<>(keys.size());
    for (AccountKey key : keys) {
      results.add(
          isDn(key)
              ? byDn(key.value())
              : result(found.stream().filter(e -> answersTo(e, key)).toList()));
    }
    return results;
  }

  /** One value that a server chokes on (ApacheDS: any beyond the BMP) must not hide the others. */
  private List<Entry> searchForAll(List<Filter> wanted) {
    try {
      return search(wanted);
    } catch (DirectoryException e) {
      if (!isIndigestible(e)) {
        throw e;
      }
      List<Entry> found = new ArrayList<>();
      for (Filter one : wanted) {
        try {
          found.addAll(search(List.of(one)));
        } catch (DirectoryException f) {
          if (!isIndigestible(f)) {
            throw f;
          } // else no entry can have a value that the server cannot take
        }
      }
      return found;
    }
  }

  static boolean isIndigestible(DirectoryException e) {
    return INDIGESTIBLE.contains(e.resultCode());
  }

  private List<Entry> search(List<Filter> wanted) {
    Filter filter =
        Filter.createANDFilter(Filter.createORFilter(wanted), bases.accounts(List.of()));
    List<Entry> found = new ArrayList<>();
    search.run(bases.configured(), filter, reader.requested(), 500, found::add);
    return found;
  }

  private Lookup result(List<Entry> entries) {
    List<Account> accounts = entries.stream().map(reader::account).toList();
    long different = accounts.stream().map(Account::id).distinct().count();
    if (different == 0) {
      return new Lookup.NotFound();
    }
    return different == 1
        ? new Lookup.Found(accounts.get(0))
        : new Lookup.Ambiguous((int) different);
  }

  /** A DN that cannot be one of the accounts is no DN to us: it may still be an odd login. */
  private boolean isDn(AccountKey key) {
    if (key.kind() == AccountKey.Kind.DN) {
      return true;
    }
    String value = key.value();
    if (key.kind() != AccountKey.Kind.ANY || value.isBlank() || value.length() > LONGEST_DN) {
      return false;
    }
    return parse(value).filter(bases::isWithin).isPresent();
  }

  private static Optional<DN> parse(String value) {
    try {
      return Optional.of(new DN(value));
    } catch (LDAPException e) {
      return Optional.empty();
    }
  }

  private Lookup byDn(String value) {
    Optional<DN> dn = value.length() > LONGEST_DN ? Optional.empty() : parse(value);
    if (dn.isEmpty() || !bases.isWithin(dn.get())) {
      return new Lookup.NotFound();
    }
    SearchRequest request =
        new SearchRequest(
            dn.get().toString(), SearchScope.BASE, bases.accounts(List.of()), reader.requested());
    request.setDerefPolicy(DereferencePolicy.NEVER);
    try {
      return result(List.copyOf(link.search(request).getSearchEntries()));
    } catch (LDAPException e) {
      if (e.getResultCode().equals(ResultCode.NO_SUCH_OBJECT)
          || e.getResultCode().equals(ResultCode.INVALID_DN_SYNTAX)) {
        return new Lookup.NotFound();
      }
      throw Failures.read(e, "looking up an account");
    }
  }

  /** Whether somebody may have it: what is longer would only fill the request. */
  static boolean isAskable(String value) {
    return !value.isBlank() && value.length() <= LONGEST_VALUE && value.indexOf('\0') < 0;
  }

  private List<Filter> filters(AccountKey key) {
    String value = key.value().strip();
    if (!isAskable(value)) {
      return List.of();
    }
    List<Filter> any = new ArrayList<>();
    if (is(key, AccountKey.Kind.LOGIN)) {
      any.add(Filter.createEqualityFilter(attributes.login(), value));
    }
    if (is(key, AccountKey.Kind.MAIL)) {
      any.add(Filter.createEqualityFilter(attributes.mail(), value));
    }
    if (is(key, AccountKey.Kind.ID)) {
      dialect.byId(new AccountId(value.toLowerCase(Locale.ROOT))).ifPresent(any::add);
    }
    return any;
  }

  private boolean answersTo(Entry entry, AccountKey key) {
    String value = fold(key.value());
    return (is(key, AccountKey.Kind.LOGIN) && has(entry, attributes.login(), value))
        || (is(key, AccountKey.Kind.MAIL) && has(entry, attributes.mail(), value))
        || (is(key, AccountKey.Kind.ID)
            && dialect.id(entry).filter(id -> id.value().equals(value)).isPresent());
  }

  private static boolean is(AccountKey key, AccountKey.Kind kind) {
    return key.kind() == kind || key.kind() == AccountKey.Kind.ANY;
  }

  private static boolean has(Entry entry, String attribute, String folded) {
    String[] values = entry.getAttributeValues(attribute);
    if (values == null) {
      return false;
    }
    for (String value : values) {
      if (fold(value).equals(folded)) {
        return true;
      }
    }
    return false;
  }

  /** Case and outer spaces do not count; width, accents and letters of other scripts do. */
  private static String fold(String value) {
    return Normalizer.normalize(value.strip(), Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
  }
}
