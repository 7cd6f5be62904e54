package org.keyturn.agent.directory.dialect;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.keyturn.agent.account.AccountId;
import org.keyturn.agent.account.EntryVersion;
import org.keyturn.agent.account.Expiry;
import org.keyturn.agent.account.Lock;
import org.keyturn.agent.account.PasswordState;
import org.keyturn.agent.account.PolicyInForce;

/**
 * How 389-DS keeps a password's state. When it ends is a date on the entry, written when the
 * password is set or first used, and obeyed as it stands: a policy that changes does not move it.
 * Three dates mean something else.
 */
final class Ds389State {

  static final String ID = "nsUniqueId";
  static final String CHANGED = "pwdUpdateTime";
  static final String EXPIRES = "passwordExpirationTime";
  static final String WARNED = "passwordExpWarned";
  static final String POINTER = Ds389Policies.POINTER;
  static final String DISABLED = "nsAccountLock";
  static final String UNLOCKS = "accountUnlockTime";
  static final String FAILURES = "passwordRetryCount";
  static final String FAILURES_FORGOTTEN = "retryCountResetTime";
  static final String PASSWORD = "userPassword";
  static final String USN = "entryusn";
  static final String MODIFIER = "modifiersName";
  static final String MODIFIED = "modifyTimestamp";
  static final String LAST_LOGIN = "lastLoginTime";

  /** Stands as the modifier of a password that was set under a history, whoever set it. */
  static final String SERVER = "cn=server,cn=plugins,cn=config";

  /** Must change at the next sign-in, where the policy has {@code passwordMustChange}. */
  static final String AT_ONCE = "19700101000000Z";

  /** No date yet: under a policy with an age, one is set at the next sign-in. */
  static final String NOT_YET = "19700101000001Z";

  /** Never; the next reset by an administrator takes it away. */
  static final String NEVER = "20380119031407Z";

  private static final List<String> VERSIONED =
      List.of(CHANGED, EXPIRES, POINTER, DISABLED, UNLOCKS, FAILURES, FAILURES_FORGOTTEN, WARNED);

  /** Times are to the second, and the agent's clock and the server's may differ. */
  private static final Duration RECENT = Duration.ofMinutes(5);

  private Ds389State() {}

  static Optional<AccountId> id(Entry entry) {
    return Optional.ofNullable(entry.getAttributeValue(ID))
        .filter(v -> !v.isBlank())
        .map(v -> new AccountId(v.toLowerCase(Locale.ROOT)));
  }

  /** With a class: an identity alone would also find what the USN plugin keeps of the deleted. */
  static Optional<Filter> byId(AccountId id) {
    return byIds(List.of(id));
  }

  static Optional<Filter> byIds(List<AccountId> ids) {
    List<Filter> any =
        ids.stream()
            .filter(id -> id.value().matches("[0-9a-f]{8}(-[0-9a-f]{8}){3}"))
            .map(id -> Filter.createEqualityFilter(ID, id.value()))
            .toList();
    return any.isEmpty()
        ? Optional.empty()
        : Optional.of(
            Filter.createANDFilter(
                Filter.createPresenceFilter("objectClass"), Filter.createORFilter(any)));
  }

  /**
   * @param terms the policy in force, where it can be told
   */
  static PasswordState state(Entry entry, PolicyInForce policy, Optional<Ds389Policy> terms) {
    return new PasswordState(
        GeneralizedTime.parse(entry.getAttributeValue(CHANGED)),
        mustChange(entry, policy),
        expiry(entry, policy),
        terms.map(t -> lock(entry, t)).orElse(Lock.NONE),
        !Boolean.parseBoolean(entry.getAttributeValue(DISABLED)),
        GeneralizedTime.parse(entry.getAttributeValue(LAST_LOGIN)));
  }

  /** {@code pwdReset} only tells what was; the date is what counts. */
  static boolean mustChange(Entry entry, PolicyInForce policy) {
    return AT_ONCE.equals(entry.getAttributeValue(EXPIRES))
        && policy.resolved().map(p -> p.mustChange()).orElse(true);
  }

  private static Expiry expiry(Entry entry, PolicyInForce policy) {
    if (policy instanceof PolicyInForce.Unresolved u) {
      return new Expiry.Unknown(u.reason());
    }
    String date = entry.getAttributeValue(EXPIRES);
    if (NEVER.equals(date) || policy.resolved().flatMap(p -> p.maxAge()).isEmpty()) {
      return new Expiry.Never();
    }
    if (mustChange(entry, policy)) {
      return new Expiry.Unknown("must-change");
    }
    if (date == null || date.equals(AT_ONCE) || date.equals(NOT_YET)) {
      return new Expiry.Unknown("starts-at-sign-in");
    }
    return GeneralizedTime.parse(date)
        .<Expiry>map(Expiry.At::new)
        .orElseGet(() -> new Expiry.Unknown("unreadable-time"));
  }

  /** A date alone does not lock, nor do failures alone. */
  private static Lock lock(Entry entry, Ds389Policy policy) {
    String until = entry.getAttributeValue(UNLOCKS);
    if (until == null || !policy.terms().lockout() || failures(entry) < policy.maxFailure()) {
      return Lock.NONE;
    }
    if (!policy.unlocks()) {
      return Lock.UNTIL_UNLOCKED;
    }
    return GeneralizedTime.parse(until).<Lock>map(Lock.Until::new).orElse(Lock.UNTIL_UNLOCKED);
  }

  static int failures(Entry entry) {
    Integer count = entry.getAttributeValueAsInteger(FAILURES);
    return count == null ? 0 : count;
  }

  /**
   * What a change must find unchanged. Soon after a change the server's count of writes to the
   * entry belongs to it, where it keeps one: two changes may fall into one second. Later on it must
   * not: it moves with every sign-in and with every new phone number.
   */
  static EntryVersion version(Entry entry, Instant readAt) {
    SortedMap<String, String> version = new TreeMap<>();
    for (String attribute : VERSIONED) {
      put(version, entry, attribute);
    }
    boolean recent =
        GeneralizedTime.parse(entry.getAttributeValue(CHANGED))
            .map(changed -> changed.isAfter(readAt.minus(RECENT)))
            .orElse(false);
    if (recent) {
      put(version, entry, USN);
    }
    return new EntryVersion(version);
  }

  private static void put(SortedMap<String, String> version, Entry entry, String attribute) {
    @Nullable String value = entry.getAttributeValue(attribute);
    if (value != null) {
      version.put(attribute, value);
    }
  }
}
