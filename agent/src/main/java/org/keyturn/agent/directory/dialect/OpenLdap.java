package org.keyturn.agent.directory.dialect;

import com.unboundid.ldap.sdk.Control;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.keyturn.agent.account.Action;
import org.keyturn.agent.account.PasswordChange;
import org.keyturn.agent.directory.Authorship;
import org.keyturn.agent.directory.DirectoryInfo;
import org.keyturn.agent.directory.Failures;
import org.keyturn.agent.directory.Feed;
import org.keyturn.agent.directory.Finding;
import org.keyturn.agent.directory.LdifChange;
import org.keyturn.agent.directory.Write;
import org.keyturn.agent.directory.WriteResult;

/**
 * slapd 2.5 and later with the ppolicy overlay. A write costs one round trip, but for the reset of
 * a disabled account.
 */
final class OpenLdap extends BeheraDialect {

  /** slapd writes {@code pwdChangedTime} to the second. */
  static final Duration GRANULARITY = Duration.ofSeconds(1);

  /** draft-zeilenga-ldap-relax: the overlay lets nobody write pwdChangedTime without it. */
  static final String RELAX = "1.3.6.1.4.1.4203.666.5.12";

  private final Hashing hashing;

  OpenLdap(Target target, Policies policies, BeheraVocabulary vocabulary, Entries entries) {
    super(target, policies, vocabulary, entries);
    this.hashing = new Hashing(target);
  }

  @Override
  public String name() {
    return "openldap";
  }

  @Override
  public DirectoryInfo.Guard guard(Action action) {
    return action != Action.RESET || hashing.seenOn(target.sampleAccount()) == Hashing.Seen.HASHED
        ? DirectoryInfo.Guard.PREVENTED
        : DirectoryInfo.Guard.DETECTED;
  }

  @Override
  public WriteResult apply(Write write) {
    try {
      if (write.change() instanceof PasswordChange.Reset reset && !hashing.byServer(write.dn())) {
        return new StaysDisabled(entries)
            .after(write, new UnhashedReset(entries).apply(write, reset));
      }
    } catch (LDAPException e) {
      return Failures.unsent(e);
    }
    return writesTheTime(write.change().touches())
        ? new AssertedWrite(entries).apply(write, new Control(RELAX, true))
        : new StaysDisabled(entries).after(write, new AssertedWrite(entries).apply(write));
  }

  private static boolean writesTheTime(Action action) {
    return action == Action.EXPIRE || action == Action.SPREAD;
  }

  /** Whether the server knows the Relax control and lets the agent use it, by trying both. */
  @Override
  public Optional<String> objection(Action action) {
    return action == Action.SPREAD
        ? new RightsExamination(target, true).objection(Behera.CHANGED)
        : Optional.empty();
  }

  /**
   * With one control a record: of two, slapd's {@code ldapmodify} takes the second for a change.
   */
  @Override
  public LdifChange ldif(Write write) {
    return writesTheTime(write.change().action())
        ? new CompareAndSwap(entries).ldif(write, Behera.CHANGED, new Control(RELAX, true))
        : new AssertedWrite(entries).ldif(write);
  }

  @Override
  public Optional<Filter> assertion(Write write) {
    return Optional.of(AssertedWrite.unchanged(vocabulary, write));
  }

  @Override
  public Authorship whoWrote(Write write) {
    return new StaysDisabled(entries).after(write, super.whoWrote(write));
  }

  @Override
  public Feed feed() {
    return SyncreplFeed.isOffered(target)
        ? new SyncreplFeed(target, vocabulary)
        : new StampFeed(target, vocabulary, entries.clock());
  }

  @Override
  public String clockMend() {
    return "keep both machines on NTP; slapd shows its time with this in the database's section:"
        + " lastbind on";
  }

  @Override
  public String limitsMend() {
    return "slapd: limits dn.exact=\""
        + target.settings().bindDn()
        + "\" size=unlimited time=unlimited";
  }

  @Override
  public List<Finding> examine() {
    List<Finding> all =
        new ArrayList<>(new OpenLdapExamination(target, policies, vocabulary, hashing).findings());
    all.addAll(new ArchiveRights(target).ofMoving());
    return all;
  }

  @Override
  public List<Finding> examineDeletion() {
    return new ArchiveRights(target).ofDeleting();
  }
}
