package org.keyturn.agent.directory.dialect;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldap.sdk.ModifyRequest;
import com.unboundid.ldap.sdk.ResultCode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.keyturn.agent.account.AccountId;
import org.keyturn.agent.account.Action;
import org.keyturn.agent.account.EntryVersion;
import org.keyturn.agent.account.PasswordChange;
import org.keyturn.agent.account.PasswordState;
import org.keyturn.agent.account.PolicyInForce;
import org.keyturn.agent.directory.Authorship;
import org.keyturn.agent.directory.DirectoryException;
import org.keyturn.agent.directory.DirectoryInfo;
import org.keyturn.agent.directory.Due;
import org.keyturn.agent.directory.Failures;
import org.keyturn.agent.directory.Finding;
import org.keyturn.agent.directory.PolicySettings;
import org.keyturn.agent.directory.Write;
import org.keyturn.agent.directory.WriteResult;

/**
 * ApacheDS 2 with an enforced password policy. It has neither assertions nor read entry controls: a
 * write is guarded by deleting the old {@code pwdChangedTime} by value and adding one in the same
 * modification, which the server refuses with 16 when the value is another one by now. Identity and
 * result cost a read each.
 */
final class ApacheDs implements Dialect {

  private final Target target;
  private final Policies policies;
  private final Changes changes;
  private final Clock clock;

  ApacheDs(Target target, Policies policies, Changes changes, Clock clock) {
    this.target = target;
    this.policies = policies;
    this.changes = changes;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "apacheds";
  }

  @Override
  public String product() {
    return target.product();
  }

  @Override
  public String suffix() {
    return target.suffix();
  }

  @Override
  public Set<Action> actions() {
    return changes.possible(EnumSet.allOf(Action.class));
  }

  @Override
  public DirectoryInfo.Guard guard() {
    return DirectoryInfo.Guard.PREVENTED;
  }

  @Override
  public List<String> attributes() {
    return Behera.ATTRIBUTES;
  }

  @Override
  public Optional<AccountId> id(Entry entry) {
    return Behera.id(entry);
  }

  @Override
  public Optional<Filter> byId(AccountId id) {
    return Behera.byId(id);
  }

  @Override
  public PolicyInForce policyOf(Entry entry) {
    return policies.inForce(entry.getAttributeValue(Behera.POINTER));
  }

  @Override
  public PasswordState state(Entry entry, PolicyInForce policy) {
    return Behera.state(entry, policy);
  }

  /** Times are written to the millisecond: they tell two changes apart by themselves. */
  @Override
  public EntryVersion version(Entry entry, Instant readAt) {
    return Behera.version(entry, readAt, Duration.ZERO);
  }

  @Override
  public Optional<Filter> due(Due due) {
    return Behera.due(due, policies);
  }

  @Override
  public Policies policies() {
    return policies;
  }

  @Override
  public WriteResult apply(Write write) {
    try {
      Optional<Entry> before = target.at(write.dn());
      if (before.isEmpty() || !isAsPlanned(write, before.get())) {
        return target.whyNot(write, changes);
      }
      if (changes.isSo(write.change().action(), before.get())) {
        return new WriteResult.AlreadySo();
      }
    } catch (LDAPException e) {
      return Failures.unsent(e);
    }
    return write.change() instanceof PasswordChange.Reset reset
        ? reset.password().withUtf8(password -> send(write, reset(reset, password)))
        : flag(write);
  }

  private static boolean isAsPlanned(Write write, Entry entry) {
    return Behera.id(entry).equals(Optional.of(write.id()))
        && Changes.guarded(write.change().action()).stream()
            .allMatch(a -> Behera.same(write.expected(), entry, a));
  }

  private static List<Modification> reset(PasswordChange.Reset reset, byte[] password) {
    return List.of(
        new Modification(ModificationType.REPLACE, Behera.PASSWORD, password),
        reset.mustChange() ? Changes.replace(Behera.RESET, "TRUE") : Changes.replace(Behera.RESET));
  }

  private WriteResult flag(Write write) {
    String pointer = write.expected().attributes().get(Behera.POINTER);
    Changes.Order order = changes.order(write.change().action(), pointer);
    return order.rejected().isPresent()
        ? order.rejected().get()
        : send(write, order.modifications());
  }

  private WriteResult send(Write write, List<Modification> wanted) {
    ModifyRequest request = new ModifyRequest(write.dn(), guarded(write, wanted));
    try {
      target.link().modify(request);
    } catch (LDAPException e) {
      return e.getResultCode().equals(ResultCode.NO_SUCH_ATTRIBUTE)
              || e.getResultCode().equals(ResultCode.NO_SUCH_OBJECT)
          ? target.whyNot(write, changes)
          : target.refused(e, request);
    }
    return readBack(write);
  }

  /** The old time goes and comes back, unless the change itself brings another. */
  private static List<Modification> guarded(Write write, List<Modification> wanted) {
    Optional<String> changed = write.expected().get(Behera.CHANGED);
    if (changed.isEmpty()) {
      return wanted; // nothing to delete by value: compared by reading alone
    }
    List<Modification> all = new ArrayList<>();
    all.add(new Modification(ModificationType.DELETE, Behera.CHANGED, changed.get()));
    if (wanted.stream().noneMatch(m -> m.getAttributeName().equals(Behera.CHANGED))) {
      all.add(new Modification(ModificationType.ADD, Behera.CHANGED, changed.get()));
    }
    all.addAll(wanted);
    return all;
  }

  private WriteResult readBack(Write write) {
    try {
      Optional<Entry> after = target.at(write.dn());
      if (after.isEmpty()) {
        return new WriteResult.Unknown("written, and gone since");
      }
      boolean asWanted =
          write.change() instanceof PasswordChange.Reset reset
              ? changes.isReset(write, reset, after.get())
              : changes.isSo(write.change().action(), after.get());
      return asWanted
          ? new WriteResult.Applied(version(after.get(), clock.instant()))
          : Changes.notAsWritten();
    } catch (LDAPException | DirectoryException e) {
      return new WriteResult.Unknown("written, and not read back: " + e.getMessage());
    }
  }

  @Override
  public Authorship whoWrote(Write write) {
    return new Attribution(target, changes, this::version, clock).of(write);
  }

  @Override
  public WriteResult writePolicy(PolicySettings settings) {
    return new PolicyWriter(target, policies).write(settings);
  }

  @Override
  public List<Finding> examine() {
    List<Finding> all = new ArrayList<>(new RightsExamination(target, false).findings());
    all.addAll(new PolicyExamination(target, policies, changes).findings());
    return all;
  }
}
