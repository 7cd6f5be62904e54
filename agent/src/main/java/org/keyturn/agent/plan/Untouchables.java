package org.keyturn.agent.plan;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.keyturn.agent.account.Account;
import org.keyturn.agent.account.Remit;
import org.keyturn.agent.directory.AccountKey;
import org.keyturn.agent.directory.Directory;
import org.keyturn.agent.directory.DirectoryException;
import org.keyturn.agent.directory.Lookup;
import org.keyturn.agent.directory.NormalDn;
import org.keyturn.agent.directory.Placement;

/**
 * Whom nobody may touch, as it is now: asked when a plan is made and again when it is carried out,
 * because somebody may have become protected meanwhile.
 */
public final class Untouchables {

  private final Set<NormalDn> dns;
  private final Optional<String> operator;
  private final Optional<NormalDn> operatorDn;
  private final Optional<String> base;
  private final Optional<Set<NormalDn>> members;
  private final Set<NormalDn> spared;

  private Untouchables(
      Set<NormalDn> dns,
      Optional<String> operator,
      Optional<NormalDn> operatorDn,
      Optional<String> base,
      Optional<Set<NormalDn>> members,
      Set<NormalDn> spared) {
    this.dns = dns;
    this.operator = operator;
    this.operatorDn = operatorDn;
    this.base = base;
    this.members = members;
    this.spared = spared;
  }

  /**
   * @param operator the login, mail address, DN or id of whoever asks; empty for a schedule
   */
  public static Untouchables of(Directory directory, Optional<String> operator) {
    return of(directory, operator, Remit.EVERYONE);
  }

  /**
   * @param operator the login, mail address, DN or id of whoever asks; empty for a schedule
   * @param remit how far their authority reaches
   * @throws DirectoryException where a group cannot be read: not knowing is no permission
   */
  public static Untouchables of(Directory directory, Optional<String> operator, Remit remit) {
    Set<NormalDn> spared = new HashSet<>();
    remit.spares().forEach(group -> spared.addAll(directory.membersOf(group)));
    return new Untouchables(
        directory.untouchable(),
        operator,
        operator.flatMap(o -> account(directory, o)),
        remit.base(),
        remit.group().map(directory::membersOf),
        spared);
  }

  /** Found as every other account is: by any of its logins, its mail address, its DN or id. */
  private static Optional<NormalDn> account(Directory directory, String operator) {
    return directory.lookup(List.of(new AccountKey(AccountKey.Kind.ANY, operator))).get(0)
            instanceof Lookup.Found found
        ? Optional.of(NormalDn.of(found.account().dn()))
        : Optional.empty();
  }

  /** {@code self}, {@code protected}, {@code privileged}, {@code out-of-reach}, or nothing. */
  public Optional<String> reasonFor(Account account) {
    return reasonFor(account.dn(), account.login());
  }

  /** As {@link #reasonFor(Account)}, for an account that is only known by name. */
  public Optional<String> reasonFor(String dn, String login) {
    NormalDn normal = NormalDn.of(dn);
    if (operatorDn.filter(normal::equals).isPresent()
        || operator.filter(o -> isOperator(o, normal, login)).isPresent()) {
      return Optional.of("self");
    } else if (dns.contains(normal)) {
      return Optional.of("protected");
    } else if (spared.contains(normal)) {
      return Optional.of("privileged");
    }
    return base.filter(b -> !Placement.isBelow(dn, b)).isPresent()
            || members.filter(all -> !all.contains(normal)).isPresent()
        ? Optional.of("out-of-reach")
        : Optional.empty();
  }

  private static boolean isOperator(String operator, NormalDn dn, String login) {
    return operator.equalsIgnoreCase(login)
        || (operator.contains("=") && NormalDn.isDn(operator) && NormalDn.of(operator).equals(dn));
  }
}
