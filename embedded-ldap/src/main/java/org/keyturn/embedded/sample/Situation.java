package org.keyturn.embedded.sample;

/**
 * What is special about a person. Of every forty people, those at the places given here are
 * special; the others have passwords of zero to 84 days and signed in lately.
 */
public enum Situation {
  ORDINARY(-1),
  /** The password is 120 days old. */
  EXPIRED(3),
  /** The password has a week left. */
  EXPIRING(4),
  /** Locked by an administrator. */
  LOCKED(5),
  /** An administrator reset the password and nobody has signed in since. */
  MUST_CHANGE(6),
  /** Never signed in. */
  NEVER_SIGNED_IN(7),
  NO_MAIL(8),
  /** Has the mail address of the next person. */
  SHARES_MAIL(9),
  /** The DN is made of a common name with characters that need escaping. */
  AWKWARD_DN(11),
  /** Under the policy that never expires. */
  NEVER_EXPIRES(12),
  /** Has neither a recovery address nor a mobile number. */
  NO_RECOVERY(13),
  /** Last signed in half a year ago. */
  INACTIVE(14),
  /** The password is expired and the account locked. */
  EXPIRED_AND_LOCKED(15);

  private static final int CYCLE = 40;

  private final int place;

  Situation(int place) {
    this.place = place;
  }

  static Situation of(int person) {
    for (Situation situation : values()) {
      if (situation.place == person % CYCLE) {
        return situation;
      }
    }
    return ORDINARY;
  }
}
