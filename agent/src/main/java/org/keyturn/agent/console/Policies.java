package org.keyturn.agent.console;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.keyturn.agent.account.Account;
import org.keyturn.agent.account.PasswordPolicy;
import org.keyturn.agent.directory.Directory;
import org.keyturn.agent.directory.NormalDn;
import org.keyturn.agent.directory.PolicySettings;
import org.keyturn.agent.directory.Scope;
import org.keyturn.agent.directory.WriteResult;
import org.keyturn.agent.journal.AuditTrail;
import org.keyturn.agent.plan.PolicyNames;
import org.keyturn.agent.policy.DeclaredPolicy;
import org.keyturn.agent.recovery.PortalDirectories;
import org.keyturn.agent.run.PolicyWrites;

/** The organisation's password policies, and what another one would do to people. Thread-safe. */
public final class Policies {

  private final PortalDirectories directories;
  private final List<DeclaredPolicy> declared;
  private final AuditTrail audit;
  private final Clock clock;

  /**
   * @param declared those that the config keeps true, whose names there count here
   */
  public Policies(
      PortalDirectories directories, List<DeclaredPolicy> declared, AuditTrail audit, Clock clock) {
    this.directories = directories;
    this.declared = List.copyOf(declared);
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * What a policy means for those who are under it.
   *
   * @param people how many they are
   * @param expired how many have an expired password now
   * @param wouldBe how many would have one at once
   */
  public record Effect(long people, long expired, long wouldBe) {}

  /** Every policy that can be read, the default one first. */
  public List<PasswordPolicy> all(Sight sight, String directory) {
    return directories.ask(directory, Directory::policies);
  }

  /** By its DN. */
  public Optional<PasswordPolicy> find(Sight sight, String directory, String dn) {
    return NormalDn.isDn(dn)
        ? all(sight, directory).stream().filter(policy -> isAt(policy.dn(), dn)).findFirst()
        : Optional.empty();
  }

  /** By what people call it; see {@link PolicyNames}. */
  public Optional<PasswordPolicy> named(Sight sight, String directory, String name) {
    return directories.ask(directory, d -> PolicyNames.find(d, d.policies(), declared, name));
  }

  /**
   * Whether people can be warned so long before the end of a password.
   *
   * @param age {@link Duration#ZERO}: never
   */
  public static boolean isSensible(Duration age, Duration warn) {
    return age.isZero() || warn.compareTo(age) < 0;
  }

  private static boolean isAt(String dn, String other) {
    return NormalDn.of(dn).equals(NormalDn.of(other));
  }

  /** Reads everybody: what it costs grows with the directory. */
  public Effect effect(Command admin, String directory, PolicySettings wanted) {
    Instant now = clock.instant();
    long[] counts = new long[3];
    directories.ask(
        directory,
        d -> {
          d.scan(Scope.all(), account -> count(account, wanted, now, counts));
          return counts;
        });
    return new Effect(counts[0], counts[1], counts[2]);
  }

  private static void count(Account account, PolicySettings wanted, Instant now, long[] counts) {
    if (account.policy().resolved().filter(p -> isAt(p.dn(), wanted.dn())).isEmpty()) {
      return;
    }
    counts[0]++;
    if (account.state().expiry().isPast(now)) {
      counts[1]++;
    }
    Duration age = wanted.maxAge().orElse(Duration.ZERO);
    if (!age.isZero()
        && account.state().changedAt().filter(at -> !at.plus(age).isAfter(now)).isPresent()) {
      counts[2]++;
    }
  }

  /** As {@code keyturn policy set} does it: on record before and after. */
  public WriteResult set(Command admin, String directory, PolicySettings wanted) {
    return directories.ask(
        directory, d -> new PolicyWrites(audit, d, admin.operator().login()).write(wanted));
  }
}
