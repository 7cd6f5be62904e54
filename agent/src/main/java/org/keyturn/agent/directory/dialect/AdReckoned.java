package org.keyturn.agent.directory.dialect;

import com.unboundid.ldap.sdk.Entry;
import java.util.Objects;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.keyturn.agent.directory.NormalDn;

/**
 * What Samba would compute for an account.
 *
 * @param policy {@code msDS-ResultantPSO}; null where the domain's own is in force
 * @param expires {@code msDS-UserPasswordExpiryTimeComputed}
 */
record AdReckoned(@Nullable String policy, long expires) {

  /** As intervals are stored, negative. Samba takes a maximum age of that or less for none. */
  private static final long A_DAY = -864_000_000_000L;

  /** MS-ADTS, section 3.1.1.4.5.36, with Samba's own limit. */
  static AdReckoned of(long control, long changed, long maxAge, @Nullable String policy) {
    return new AdReckoned(policy, expires(control, changed, maxAge));
  }

  private static long expires(long control, long changed, long maxAge) {
    if ((control & AdState.NO_AGE) != 0) {
      return AdTime.NEVER;
    }
    if (changed == 0) {
      return 0;
    }
    boolean endless = maxAge >= A_DAY || maxAge == AdTime.WITHOUT_END;
    if (changed < 0 || changed == AdTime.NEVER || endless) {
      return AdTime.NEVER;
    }
    long at = changed - maxAge;
    return at < 0 ? AdTime.NEVER : at; // beyond what a time can be
  }

  /** Whether the server says so, too, of what it may be asked. */
  boolean agreesWith(Entry answer) {
    String theirs = answer.getAttributeValue(AdState.POLICY);
    OptionalLong end = AdTime.number(answer.getAttributeValue(AdState.EXPIRES));
    return (end.isEmpty() || end.getAsLong() == expires)
        && (theirs == null
            ? policy == null
            : policy != null && Objects.equals(NormalDn.of(theirs), NormalDn.of(policy)));
  }

  Entry addedTo(Entry entry) {
    Entry complete = entry.duplicate();
    complete.setAttribute(AdState.EXPIRES, Long.toString(expires));
    if (policy != null) {
      complete.setAttribute(AdState.POLICY, policy);
    }
    return complete;
  }
}
