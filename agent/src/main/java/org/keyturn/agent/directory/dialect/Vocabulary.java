package org.keyturn.agent.directory.dialect;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.keyturn.agent.account.AccountId;
import org.keyturn.agent.account.Action;
import org.keyturn.agent.account.EntryVersion;
import org.keyturn.agent.account.PasswordChange;
import org.keyturn.agent.account.PasswordState;
import org.keyturn.agent.directory.NormalDn;
import org.keyturn.agent.directory.Write;

/**
 * How one family of servers calls things: what of an entry is looked at, what a change writes, and
 * how an entry looks that is already so. It sends nothing by itself. Thread-safe.
 */
interface Vocabulary {

  /** All that the other questions need of an entry. */
  List<String> attributes();

  /**
   * What of them tells afterwards that a write took, and as what it left the entry: no more than
   * that, because a server that reads these within its write looks each of them up in its access
   * rules, or computes it, while other writes wait.
   */
  default List<String> proof(Write write) {
    return attributes();
  }

  /** The entry's lasting identity; empty where the agent may not see it. */
  Optional<AccountId> id(Entry entry);

  /** A filter that finds the entry of an identity; empty where no entry can have this one. */
  Optional<Filter> byId(AccountId id);

  /** A filter that finds the entries of several; empty where none of them can have one. */
  default Optional<Filter> byIds(List<AccountId> ids) {
    List<Filter> any = ids.stream().flatMap(id -> byId(id).stream()).toList();
    return any.isEmpty() ? Optional.empty() : Optional.of(Filter.createORFilter(any));
  }

  /** What a write must find unchanged; {@code readAt} is by the agent's clock. */
  EntryVersion version(Entry entry, Instant readAt);

  /** The attributes that a write must find as they were when it was planned, absent or not. */
  List<String> guarded(Action action, EntryVersion planned);

  /** What an action writes that needs no more than its name. */
  Order order(Action action, EntryVersion planned);

  /** What a reset writes; the bytes are the password in UTF-8 and are wiped after the write. */
  List<Modification> reset(byte[] password, boolean mustChange);

  /**
   * As {@link #reset}, by a person who knows the password that it replaces: where the server then
   * applies rules of its own, such as its history, which it spares a reset.
   */
  default List<Modification> exchange(byte[] replaced, byte[] password) {
    return reset(password, false);
  }

  /** Whether the entry is as the action would leave it. */
  boolean isSo(Action action, Entry entry);

  /** What moves the end of the present password to an instant. */
  Order spread(Instant expiry, EntryVersion planned);

  /** Whether the present password ends at that instant, to the second. */
  boolean endsAt(Instant expiry, Entry entry);

  /** The attributes that an action gives values to: what is put back where it is undone. */
  List<String> sets(Action action);

  /** What gives the attributes of an action the values that they had, or why that cannot be. */
  default Order putBack(Action undone, EntryVersion before) {
    return Order.of(
        sets(undone).stream().map(a -> restored(a, before)).toArray(Modification[]::new));
  }

  /** Whether the entry shows that its password was set, and the flag as it was asked for. */
  boolean isReset(Write write, PasswordChange.Reset reset, Entry after);

  /** Whether the person must choose another password at the next sign-in. */
  boolean mustChange(Entry entry);

  /**
   * What puts an entry under a policy of its own, or under the default one and no exemption.
   *
   * @param policy its DN; empty: the default
   */
  Order assign(Optional<String> policy, EntryVersion planned);

  /** Whether an entry names this policy and is not exempt; empty: names none. */
  boolean isUnder(Optional<String> policy, Entry entry);

  /** Whether an attribute names the policy; empty: whether there is none. */
  static boolean names(@Nullable String pointer, Optional<String> policy) {
    return policy
        .map(
            dn ->
                pointer != null
                    && NormalDn.isDn(pointer)
                    && NormalDn.of(dn).equals(NormalDn.of(pointer)))
        .orElse(pointer == null);
  }

  /** What a change other than a reset writes. */
  default Order order(PasswordChange change, EntryVersion planned) {
    if (change instanceof PasswordChange.Assign assign) {
      return assign(assign.policy(), planned);
    }
    if (change instanceof PasswordChange.PutBack back) {
      return putBack(back.undone(), back.before());
    }
    return change instanceof PasswordChange.Spread spread
        ? spread(spread.expiry(), planned)
        : order(change.action(), planned);
  }

  /** As {@link #isSo(Action, Entry)}; for what is put back: whether it is there, to the byte. */
  default boolean isSo(PasswordChange change, Entry entry) {
    if (change instanceof PasswordChange.Assign assign) {
      return isUnder(assign.policy(), entry);
    }
    if (change instanceof PasswordChange.PutBack back) {
      return sets(back.undone()).stream().allMatch(a -> same(back.before(), entry, a));
    }
    return change instanceof PasswordChange.Spread spread
        ? endsAt(spread.expiry(), entry)
        : isSo(change.action(), entry);
  }

  /** As {@link #guarded(Action, EntryVersion)}; what is put back must stand as it was read. */
  default List<String> guarded(PasswordChange change, EntryVersion planned) {
    List<String> guarded = guarded(change.touches(), planned);
    return change instanceof PasswordChange.PutBack back
        ? Stream.concat(guarded.stream(), sets(back.undone()).stream()).distinct().toList()
        : guarded;
  }

  /** Whether the entry has what the plan saw, as far as the change goes. */
  default boolean isAsPlanned(PasswordChange change, EntryVersion planned, Entry entry) {
    return guarded(change, planned).stream().allMatch(a -> same(planned, entry, a));
  }

  /** Whether a state says that the password ends at that instant, to the second. */
  static boolean isEnd(Instant expiry, PasswordState state) {
    return state.expiry().end().map(at -> at.truncatedTo(ChronoUnit.SECONDS)).stream()
        .anyMatch(expiry::equals);
  }

  /** Whether the entry has of an attribute what the version says, absence included. */
  static boolean same(EntryVersion version, Entry entry, String attribute) {
    return version.get(attribute).equals(Optional.ofNullable(entry.getAttributeValue(attribute)));
  }

  /** The value that an attribute had, or none. */
  static Modification restored(String attribute, EntryVersion before) {
    return before
        .get(attribute)
        .map(value -> replace(attribute, value))
        .orElseGet(() -> replace(attribute));
  }

  static Modification replace(String attribute, String... values) {
    return new Modification(ModificationType.REPLACE, attribute, values);
  }
}
