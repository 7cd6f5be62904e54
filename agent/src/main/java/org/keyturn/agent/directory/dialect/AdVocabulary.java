package org.keyturn.agent.directory.dialect;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.keyturn.agent.account.AccountId;
import org.keyturn.agent.account.Action;
import org.keyturn.agent.account.EntryVersion;
import org.keyturn.agent.account.PasswordChange;
import org.keyturn.agent.directory.Write;

/** What Active Directory calls things: FILETIMEs, the bits of one integer, and UTF-16. */
final class AdVocabulary implements Vocabulary {

  /** Never {@code userPassword}, which AD keeps in clear for everyone to read, with success. */
  static final String PASSWORD = "unicodePwd";

  private static final String USN = "uSNChanged";
  private static final String MUST_CHANGE = "0";
  private static final String NOW = "-1";

  /** Why nobody's password ends at a date of its own. */
  static final String NO_DATE =
      "Active Directory keeps no date of expiry for one account: it computes it from the last change"
          + " and the policy, and takes no other time for pwdLastSet than 0 and now. Password"
          + " settings objects with different maximum ages, for a group each, spread it";

  private static final String NOT_UNDOABLE = "not-undoable";

  /** Of what a write is about, nothing is computed. */
  @Override
  public List<String> attributes() {
    return AdState.STORED;
  }

  @Override
  public Optional<AccountId> id(Entry entry) {
    byte[] guid = entry.getAttributeValueBytes(AdState.ID);
    return guid == null ? Optional.empty() : AdGuid.id(guid);
  }

  @Override
  public Optional<Filter> byId(AccountId id) {
    return AdGuid.bytes(id).map(guid -> Filter.createEqualityFilter(AdState.ID, guid));
  }

  /**
   * With {@code uSNChanged} where {@code pwdLastSet} is 0: one forced change looks like the next.
   * The number is the one server's own, so that such a plan holds on that server alone.
   */
  @Override
  public EntryVersion version(Entry entry, Instant readAt) {
    SortedMap<String, String> seen = new TreeMap<>();
    for (String attribute :
        List.of(AdState.CHANGED, AdState.CONTROL, AdState.LOCKED, AdState.ACCOUNT_EXPIRES)) {
      put(seen, entry, attribute);
    }
    if (MUST_CHANGE.equals(seen.get(AdState.CHANGED))) {
      put(seen, entry, USN);
    }
    return new EntryVersion(seen);
  }

  private static void put(SortedMap<String, String> seen, Entry entry, String attribute) {
    String value = entry.getAttributeValue(attribute);
    if (value != null) {
      seen.put(attribute, value);
    }
  }

  @Override
  public List<String> guarded(Action action, EntryVersion planned) {
    return switch (action) {
      case RESET, FORCE_CHANGE, FORCE_CHANGE_OFF, EXPIRE, SPREAD ->
          planned.get(USN).isPresent() ? List.of(AdState.CHANGED, USN) : List.of(AdState.CHANGED);
      case NEVER_EXPIRE,
          NEVER_EXPIRE_OFF,
          DISABLE,
          ENABLE,
          REMIND,
          SYNC,
          REMOVE,
          RESTORE,
          PURGE,
          UNDO ->
          List.of(AdState.CONTROL);
      case UNLOCK -> List.of(AdState.LOCKED);
    };
  }

  /** The attribute whose old value is deleted and whose new one is added in the same breath. */
  static String guard(Action action) {
    return switch (action) {
      case RESET, FORCE_CHANGE, FORCE_CHANGE_OFF, EXPIRE, SPREAD -> AdState.CHANGED;
      case NEVER_EXPIRE,
          NEVER_EXPIRE_OFF,
          DISABLE,
          ENABLE,
          REMIND,
          SYNC,
          REMOVE,
          RESTORE,
          PURGE,
          UNDO ->
          AdState.CONTROL;
      case UNLOCK -> AdState.LOCKED;
    };
  }

  /** The attributes that an action writes, for whoever has to grant them. */
  static List<String> written(Action action) {
    return action == Action.RESET ? List.of(PASSWORD, AdState.CHANGED) : List.of(guard(action));
  }

  @Override
  public List<String> sets(Action action) {
    return List.of(guard(action));
  }

  /** The old value is deleted by the guard. Of a time, the server takes 0 and "now" alone. */
  @Override
  public Order putBack(Action undone, EntryVersion before) {
    String attribute = guard(undone);
    Optional<String> value = before.get(attribute);
    if (attribute.equals(AdState.CHANGED) && !value.equals(Optional.of(MUST_CHANGE))) {
      return Order.rejected(
          NOT_UNDOABLE,
          "Active Directory takes no old time for pwdLastSet; force-change --off lets the password"
              + " stand, and its age starts anew");
    }
    if (attribute.equals(AdState.LOCKED) || value.isEmpty()) {
      return Order.rejected(
          NOT_UNDOABLE,
          "Active Directory lets nobody but itself lock an account out; disable keeps it out");
    }
    return Order.of(add(attribute, value.get()));
  }

  @Override
  public Order order(Action action, EntryVersion planned) {
    return switch (action) {
      case FORCE_CHANGE -> Order.of(add(AdState.CHANGED, MUST_CHANGE));
      // The age starts anew: nothing else than "now" can be written.
      case FORCE_CHANGE_OFF -> Order.of(add(AdState.CHANGED, NOW));
      case EXPIRE ->
          Order.rejected(
              "cannot-expire-one-password",
              "Active Directory computes expiry from the last change alone: use force-change, or a"
                  + " password settings object with a shorter maximum age, or disable");
      case NEVER_EXPIRE -> bits(planned, AdState.NEVER_EXPIRES, true);
      case NEVER_EXPIRE_OFF -> bits(planned, AdState.NEVER_EXPIRES, false);
      case UNLOCK -> Order.of(add(AdState.LOCKED, "0"));
      case DISABLE -> bits(planned, AdState.DISABLED, true);
      case ENABLE -> bits(planned, AdState.DISABLED, false);
      case RESET, SPREAD, REMIND, SYNC, REMOVE, RESTORE, PURGE, UNDO ->
          throw new IllegalArgumentException(action + " is not a flag");
    };
  }

  /** Who is under a settings object is written on that object, by its groups. */
  @Override
  public Order assign(Optional<String> policy, EntryVersion planned) {
    return policy.isEmpty()
        ? bits(planned, AdState.NEVER_EXPIRES, false)
        : Order.rejected(
            "policy-by-group",
            "Active Directory puts people under a password settings object by its groups");
  }

  @Override
  public boolean isUnder(Optional<String> policy, Entry entry) {
    return policy.isEmpty() && !AdState.has(entry, AdState.NEVER_EXPIRES);
  }

  private static Order bits(EntryVersion planned, int bit, boolean on) {
    return planned
        .get(AdState.CONTROL)
        .map(control -> Integer.parseInt(control))
        .map(control -> on ? control | bit : control & ~bit)
        .map(control -> Order.of(add(AdState.CONTROL, Integer.toString(control))))
        .orElseGet(
            () ->
                Order.rejected(
                    "unreadable-state", "let the agent read " + AdState.CONTROL + " of the entry"));
  }

  /** Both together, so that nobody can sign in with the new password before they must change it. */
  @Override
  public List<Modification> reset(byte[] password, boolean mustChange) {
    return List.of(
        new Modification(ModificationType.REPLACE, PASSWORD, quoted(password)),
        add(AdState.CHANGED, mustChange ? MUST_CHANGE : NOW));
  }

  /**
   * The old one deleted and the new one added (MS-ADTS, section 3.1.1.3.1.5.1): then the server
   * compares the old one, and applies its history and minimum age, whoever is connected.
   */
  @Override
  public List<Modification> exchange(byte[] replaced, byte[] password) {
    return List.of(
        new Modification(ModificationType.DELETE, PASSWORD, quoted(replaced)),
        new Modification(ModificationType.ADD, PASSWORD, quoted(password)),
        add(AdState.CHANGED, NOW));
  }

  /** In quotation marks, UTF-16, little-endian (MS-ADTS, section 3.1.1.3.1.5.1). */
  static byte[] quoted(byte[] utf8) {
    CharBuffer chars = StandardCharsets.UTF_8.decode(ByteBuffer.wrap(utf8));
    ByteBuffer bytes = ByteBuffer.allocate(2 * chars.length() + 4);
    bytes.put((byte) '"').put((byte) 0);
    for (int i = 0; i < chars.length(); i++) {
      bytes.put((byte) chars.charAt(i)).put((byte) (chars.charAt(i) >>> 8));
    }
    bytes.put((byte) '"').put((byte) 0);
    Arrays.fill(chars.array(), '\0');
    return bytes.array();
  }

  @Override
  public boolean isSo(Action action, Entry entry) {
    return switch (action) {
      case FORCE_CHANGE -> mustChange(entry);
      case FORCE_CHANGE_OFF -> !mustChange(entry);
      case NEVER_EXPIRE -> AdState.has(entry, AdState.NEVER_EXPIRES);
      case NEVER_EXPIRE_OFF -> !AdState.has(entry, AdState.NEVER_EXPIRES);
      case UNLOCK -> isNothing(entry.getAttributeValue(AdState.LOCKED));
      case DISABLE -> AdState.has(entry, AdState.DISABLED);
      case ENABLE -> !AdState.has(entry, AdState.DISABLED);
      case RESET, EXPIRE, SPREAD, REMIND, SYNC, REMOVE, RESTORE, PURGE, UNDO -> false;
    };
  }

  @Override
  public Order spread(Instant expiry, EntryVersion planned) {
    return Order.rejected("cannot-spread", NO_DATE);
  }

  @Override
  public boolean endsAt(Instant expiry, Entry entry) {
    return Optional.of(expiry).equals(AdTime.instant(entry.getAttributeValue(AdState.EXPIRES)));
  }

  private static boolean isNothing(@Nullable String value) {
    return value == null || value.equals("0");
  }

  /** {@code pwdLastSet} is 0 before and after where one forced change follows another. */
  @Override
  public boolean isReset(Write write, PasswordChange.Reset reset, Entry after) {
    boolean moved =
        !Vocabulary.same(write.expected(), after, AdState.CHANGED)
            || (write.expected().get(USN).isPresent()
                && !Vocabulary.same(write.expected(), after, USN));
    return moved && after.hasAttribute(AdState.CHANGED) && mustChange(after) == reset.mustChange();
  }

  @Override
  public boolean mustChange(Entry entry) {
    return AdState.mustChange(entry);
  }

  private static Modification add(String attribute, String value) {
    return new Modification(ModificationType.ADD, attribute, value);
  }
}
