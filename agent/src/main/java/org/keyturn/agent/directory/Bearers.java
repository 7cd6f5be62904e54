package org.keyturn.agent.directory;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Finds accounts by what an attribute of theirs says, many in one search. What is equal is the
 * server's to say: it knows the attribute's matching rule.
 */
final class Bearers {

  private static final int BATCH = 50;
  private static final int PAGE = 500;

  private final PagedSearch search;
  private final Bases bases;
  private final AccountReader reader;
  private final List<String> places;

  /**
   * @param archive where removed accounts stand; empty: nowhere
   */
  Bearers(Link link, Bases bases, AccountReader reader, Optional<String> archive) {
    this.search = new PagedSearch(link);
    this.bases = bases;
    this.reader = reader;
    this.places =
        Stream.concat(
                Stream.of(bases.configured()), archive.filter(dn -> isOutside(bases, dn)).stream())
            .toList();
  }

  private static boolean isOutside(Bases bases, String dn) {
    return !bases.isWithin(Bases.dn(dn));
  }

  List<List<Bearer>> of(String attribute, List<String> values) {
    List<List<Bearer>> all = new ArrayList<>(values.size());
    for (int from = 0; from < values.size(); from += BATCH) {
      all.addAll(batch(attribute, values.subList(from, Math.min(values.size(), from + BATCH))));
    }
    return all;
  }

  /** One search for all; each by itself where it does not show who was found for which. */
  private List<List<Bearer>> batch(String attribute, List<String> values) {
    List<Filter> filters =
        values.stream().map(value -> Filter.createEqualityFilter(attribute, value)).toList();
    if (values.size() > 1 && values.stream().allMatch(Finder::isAskable)) {
      try {
        Collection<Entry> found = search(attribute, Filter.createORFilter(filters));
        if (found.stream().allMatch(entry -> isOfOne(entry, filters))) {
          return filters.stream().map(f -> bearers(attribute, matching(f, found))).toList();
        }
      } catch (DirectoryException e) {
        if (!Finder.isIndigestible(e)) {
          throw e;
        }
      }
    }
    return values.stream()
        .map(value -> Finder.isAskable(value) ? alone(attribute, value) : List.<Bearer>of())
        .toList();
  }

  private List<Bearer> alone(String attribute, String value) {
    return bearers(attribute, digestible(attribute, Filter.createEqualityFilter(attribute, value)));
  }

  private Collection<Entry> digestible(String attribute, Filter filter) {
    try {
      return search(attribute, filter);
    } catch (DirectoryException e) {
      if (!Finder.isIndigestible(e)) {
        throw e;
      }
      return List.of(); // no entry can have a value that the server cannot take
    }
  }

  private static boolean isOfOne(Entry entry, List<Filter> filters) {
    return filters.stream().filter(f -> matches(f, entry)).count() == 1;
  }

  private static List<Entry> matching(Filter filter, Collection<Entry> entries) {
    return entries.stream().filter(entry -> matches(filter, entry)).toList();
  }

  private static boolean matches(Filter filter, Entry entry) {
    try {
      return filter.matchesEntry(entry);
    } catch (LDAPException e) {
      return false; // then each is asked for by itself
    }
  }

  /** By DN: an archive may overlap with the accounts in a way that its DN does not show. */
  private Collection<Entry> search(String attribute, Filter wanted) {
    Filter filter = Filter.createANDFilter(wanted, bases.accounts(List.of()));
    String[] requested = with(attribute, reader.requested());
    Map<DN, Entry> found = new TreeMap<>();
    for (String place : places) {
      search.run(
          place,
          filter,
          requested,
          PAGE,
          entry -> {
            found.putIfAbsent(Bases.dn(entry.getDN()), entry);
            return true;
          });
    }
    return found.values();
  }

  private List<Bearer> bearers(String attribute, Collection<Entry> entries) {
    return entries.stream()
        .map(entry -> new Bearer(reader.account(entry), values(attribute, entry)))
        .toList();
  }

  private static String[] with(String attribute, String[] others) {
    String[] all = Arrays.copyOf(others, others.length + 1);
    all[others.length] = attribute;
    return all;
  }

  /** Without blank ones, which say nothing. */
  static List<String> values(String attribute, Entry entry) {
    String[] values = entry.getAttributeValues(attribute);
    return values == null
        ? List.of()
        : Stream.of(values).filter(value -> !value.isBlank()).toList();
  }
}
