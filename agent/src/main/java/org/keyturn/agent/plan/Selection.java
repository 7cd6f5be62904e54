package org.keyturn.agent.plan;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.keyturn.agent.account.AccountId;
import org.keyturn.agent.directory.AccountKey;
import org.keyturn.agent.policy.AccountState;

/**
 * Whom an operator or a job means. Either a list of keys (typed or from a CSV), or everyone,
 * narrowed down by each of base, filter and group that is given; the states narrow both.
 *
 * @param keys the accounts named one by one; empty: none are
 * @param listed where the keys came from, for messages: {@code command line}, {@code users.csv}
 * @param base a DN below the accounts' base
 * @param filters RFC 4515, as typed
 * @param group a group's DN
 * @param all everyone was asked for in so many words
 * @param states only accounts in one of these; empty: any
 * @param listing what is said of each beside who it is
 * @param also whom of those that a search reads it means
 */
public record Selection(
    List<AccountKey> keys,
    String listed,
    Optional<String> base,
    List<String> filters,
    Optional<String> group,
    boolean all,
    Set<AccountState> states,
    Listing listing,
    AccountFilter also) {

  /** Of whom nothing more is said. */
  public Selection(
      List<AccountKey> keys,
      String listed,
      Optional<String> base,
      List<String> filters,
      Optional<String> group,
      boolean all,
      Set<AccountState> states) {
    this(
        List.copyOf(keys),
        listed,
        base,
        filters,
        group,
        all,
        states,
        Listing.NONE,
        AccountFilter.NONE);
  }

  public Selection {
    // Not copied: a million keys are kept in a tighter form than a list of records.
    keys = Collections.unmodifiableList(keys);
    filters = List.copyOf(filters);
    states = Set.copyOf(states);
  }

  /** A job's selection: everyone where nothing narrows it. */
  public static Selection of(JobSettings.Select select) {
    return new Selection(
        List.of(), "", select.base(), select.filters(), select.group(), true, Set.of());
  }

  /** The accounts of people that were found elsewhere; who is gone meanwhile is passed over. */
  static Selection of(Collection<AccountId> accounts) {
    List<AccountKey> keys =
        accounts.stream().map(id -> new AccountKey(AccountKey.Kind.ID, id.value())).toList();
    return new Selection(
            keys, "links", Optional.empty(), List.of(), Optional.empty(), false, Set.of())
        .with(Listing.MAY_BE_GONE);
  }

  /** The same, with something else said of everybody. */
  public Selection with(Listing other) {
    return new Selection(keys, listed, base, filters, group, all, states, other, also);
  }

  /** The same, narrowed down by its states alone. */
  public Selection everyone() {
    return new Selection(List.of(), "", base, filters, group, true, states);
  }

  /**
   * Whoever is in a group and meant.
   *
   * @param group its DN; empty: everybody in the directory
   */
  public static Selection sought(Optional<String> group, AccountFilter also) {
    return new Selection(
        List.of(), "", Optional.empty(), List.of(), group, true, Set.of(), Listing.NONE, also);
  }

  /** Names nobody: an error, never "everyone". */
  public boolean isEmpty() {
    return keys.isEmpty() && !isSearch();
  }

  /** Whether the directory is searched, rather than a list looked up. */
  public boolean isSearch() {
    return all || base.isPresent() || !filters.isEmpty() || group.isPresent();
  }
}
