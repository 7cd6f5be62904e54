package org.keyturn.agent.journal;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.Consumer;
import org.keyturn.agent.account.AccountId;

/**
 * An index of a directory's accounts, so that lists can be searched and sorted without asking the
 * directory for everybody. A copy that is never right for long: it says how old it is, and whoever
 * acts on somebody reads them anew. One that is damaged, or that another version made, is made
 * anew, empty. Thread-safe.
 */
public interface Roster extends AutoCloseable {

  /**
   * How far it is.
   *
   * @param cookie where the directory's changes go on; blank: nowhere
   * @param rules the policies by which ends were reckoned, as they were
   * @param readAt as of when it is right, as far as the directory tells what changes; empty: not
   *     everybody was read yet
   * @param wholeAt when everybody was read last
   */
  record Standing(
      String cookie, String rules, Optional<Instant> readAt, Optional<Instant> wholeAt) {}

  Standing standing();

  /**
   * Writes down accounts, in place of what was known of them.
   *
   * @param pass tells one look at everybody from the others
   */
  void put(List<RosterEntry> entries, long pass);

  void drop(Collection<AccountId> ids);

  /** What changed was written down. */
  void settle(Standing standing);

  /** Everybody was looked at: forgets whom the pass did not see. */
  void settle(Standing standing, long pass);

  long count(Filter filter);

  boolean finds(Filter filter, AccountId id);

  List<RosterEntry> page(Filter filter, Order order, long offset, int limit);

  /** Streams them by login. */
  void ids(Filter filter, Consumer<AccountId> sink);

  /** By the name of a policy, how many are under it; those whose policy cannot be told left out. */
  SortedMap<String, Long> policies();

  @Override
  void close();

  /**
   * Who is meant; all of it must hold.
   *
   * @param text words that must each stand somewhere in login, name or mail; accents and case do
   *     not matter; blank: anybody
   * @param state one of {@code ok expiring expired must-change locked disabled never-expires
   *     no-recovery inactive}
   * @param policy its name
   * @param places the {@linkplain RosterEntry#place places} that are meant
   * @param reach whoever is out of it is left out
   * @param at the moments that states depend on
   */
  record Filter(
      String text,
      Optional<String> state,
      Optional<String> policy,
      Optional<Set<String>> places,
      Reach reach,
      Moments at) {

    /** Only those of them within reach. */
    public Filter within(Reach other) {
      return new Filter(text, state, policy, places, other, at);
    }
  }

  /**
   * How far somebody's authority goes.
   *
   * @param below the {@linkplain RosterEntry#place place} below which it goes; empty: everywhere
   * @param spared the places that are out of it
   */
  record Reach(Optional<String> below, Set<String> spared) {

    public static final Reach EVERYBODY = new Reach(Optional.empty(), Set.of());

    public Reach {
      spared = Set.copyOf(spared);
    }
  }

  /**
   * @param now passwords that end until then have ended
   * @param soon those that end until then are expiring
   * @param longAgo whose last sign-in was before it is inactive
   */
  record Moments(Instant now, Instant soon, Instant longAgo) {}

  /** By what, and which way; what is not known stands last either way. */
  record Order(Column column, boolean descending) {}

  /** What can be sorted by. */
  enum Column {
    NAME,
    LOGIN,
    /** Who is kept out first. */
    STATE,
    /** The oldest first. */
    PASSWORD,
    EXPIRES,
    SIGN_IN
  }
}
