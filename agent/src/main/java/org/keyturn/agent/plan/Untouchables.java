package org.keyturn.agent.plan;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.keyturn.agent.account.Account;
import org.keyturn.agent.directory.AccountKey;
import org.keyturn.agent.directory.Directory;
import org.keyturn.agent.directory.Lookup;
import org.keyturn.agent.directory.NormalDn;

/**
 * Whom nobody may touch, as it is now: asked when a plan is made and again when it is carried out,
 * because somebody may have become protected meanwhile.
 */
public final class Untouchables {

  private final Set<NormalDn> dns;
  private final Optional<String> operator;
  private final Optional<NormalDn> operatorDn;

  private Untouchables(
      Set<NormalDn> dns, Optional<String> operator, Optional<NormalDn> operatorDn) {
    this.dns = dns;
    this.operator = operator;
    this.operatorDn = operatorDn;
  }

  /**
   * @param operator the login, mail address, DN or id of whoever asks; empty for a schedule
   */
  public static Untouchables of(Directory directory, Optional<String> operator) {
    return new Untouchables(
        directory.untouchable(), operator, operator.flatMap(o -> account(directory, o)));
  }

  /** Found as every other account is: by any of its logins, its mail address, its DN or id. */
  private static Optional<NormalDn> account(Directory directory, String operator) {
    return directory.lookup(List.of(new AccountKey(AccountKey.Kind.ANY, operator))).get(0)
            instanceof Lookup.Found found
        ? Optional.of(NormalDn.of(found.account().dn()))
        : Optional.empty();
  }

  /** {@code self}, {@code protected}, or nothing. */
  public Optional<String> reasonFor(Account account) {
    return reasonFor(account.dn(), account.login());
  }

  /** As {@link #reasonFor(Account)}, for an account that is only known by name. */
  public Optional<String> reasonFor(String dn, String login) {
    NormalDn normal = NormalDn.of(dn);
    if (operatorDn.filter(normal::equals).isPresent()
        || operator.filter(o -> isOperator(o, normal, login)).isPresent()) {
      return Optional.of("self");
    }
    return dns.contains(normal) ? Optional.of("protected") : Optional.empty();
  }

  private static boolean isOperator(String operator, NormalDn dn, String login) {
    return operator.equalsIgnoreCase(login)
        || (operator.contains("=") && NormalDn.isDn(operator) && NormalDn.of(operator).equals(dn));
  }
}
