package org.keyturn.agent.password;

import java.util.Set;
import org.keyturn.agent.account.Account;
import org.keyturn.agent.account.PasswordPolicy;

/**
 * Whose password it is, as far as that decides what it may be.
 *
 * @param personal what nobody's password contains: parts of the login, names and addresses, folded
 *     as {@link PersonalParts} does
 * @param minLength the effective policy's minimum; 0: none
 * @param unit what the directory counts
 */
public record PasswordContext(Set<String> personal, int minLength, LengthUnit unit) {

  /** Nobody in particular: no personal data, no policy. */
  public static final PasswordContext NONE =
      new PasswordContext(Set.of(), 0, LengthUnit.CHARACTERS);

  public PasswordContext {
    personal = Set.copyOf(personal);
    if (minLength < 0) {
      throw new IllegalArgumentException("a minimum length is not negative: " + minLength);
    }
  }

  /** An account whose server's unit is not known: characters, the stricter of the two. */
  public static PasswordContext of(Account account) {
    return of(account, LengthUnit.CHARACTERS);
  }

  /** The minimum is the policy's in force; 0 where none could be resolved. */
  public static PasswordContext of(Account account, LengthUnit unit) {
    int minLength =
        account
            .policy()
            .resolved()
            .map(PasswordPolicy::minLength)
            .map(n -> Math.max(0, n))
            .orElse(0);
    return new PasswordContext(PersonalParts.of(account), minLength, unit);
  }
}
