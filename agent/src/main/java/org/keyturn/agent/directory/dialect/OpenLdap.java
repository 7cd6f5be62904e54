package org.keyturn.agent.directory.dialect;

import com.unboundid.ldap.sdk.Control;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.LDAPResult;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldap.sdk.ModifyRequest;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.controls.AssertionRequestControl;
import com.unboundid.ldap.sdk.controls.PostReadRequestControl;
import com.unboundid.ldap.sdk.controls.PostReadResponseControl;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
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
 * slapd 2.5 and later with the ppolicy overlay. One modification carries the whole change, under an
 * assertion (RFC 4528) of what the entry must still be, and brings back how it looks afterwards
 * (RFC 4527), so that a write costs one round trip.
 */
final class OpenLdap implements Dialect {

  /** slapd writes {@code pwdChangedTime} to the second. */
  private static final Duration GRANULARITY = Duration.ofSeconds(1);

  /** draft-zeilenga-ldap-relax: the overlay lets nobody write pwdChangedTime without it. */
  static final String RELAX = "1.3.6.1.4.1.4203.666.5.12";

  private static final String[] READ_BACK = {
    Behera.ID,
    Behera.CSN,
    Behera.CHANGED,
    Behera.RESET,
    Behera.LOCKED,
    Behera.POINTER,
    Behera.MODIFIER
  };

  private final Target target;
  private final Policies policies;
  private final Changes changes;
  private final Hashing hashing;
  private final Clock clock;

  OpenLdap(Target target, Policies policies, Changes changes, Clock clock) {
    this.target = target;
    this.policies = policies;
    this.changes = changes;
    this.hashing = new Hashing(target);
    this.clock = clock;
  }

  @Override
  public String name() {
    return "openldap";
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
    return hashing.seenOn(target.sampleAccount()) != Hashing.Seen.CLEAR
        ? DirectoryInfo.Guard.PREVENTED
        : DirectoryInfo.Guard.DETECTED;
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

  @Override
  public EntryVersion version(Entry entry, Instant readAt) {
    return Behera.version(entry, readAt, GRANULARITY);
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
    if (write.change() instanceof PasswordChange.Reset reset) {
      try {
        return hashing.byServer(write.dn())
            ? reset(write, reset)
            : new UnhashedReset(target, changes, this::version, clock).apply(write, reset);
      } catch (LDAPException e) {
        return Failures.unsent(e);
      }
    }
    Action action = write.change().action();
    Changes.Order order = changes.order(action, write.expected().attributes().get(Behera.POINTER));
    if (order.rejected().isPresent()) {
      return order.rejected().get();
    }
    ModifyRequest request = new ModifyRequest(write.dn(), order.modifications());
    if (action == Action.EXPIRE) {
      request.addControl(new Control(RELAX, true));
    }
    return send(write, request, after -> changes.isSo(action, after));
  }

  private WriteResult reset(Write write, PasswordChange.Reset reset) {
    return reset
        .password()
        .withUtf8(
            password -> {
              Modification must =
                  reset.mustChange()
                      ? Changes.replace(Behera.RESET, "TRUE")
                      : Changes.replace(Behera.RESET);
              ModifyRequest request =
                  new ModifyRequest(
                      write.dn(),
                      new Modification(ModificationType.REPLACE, Behera.PASSWORD, password),
                      must);
              return send(write, request, after -> changes.isReset(write, reset, after));
            });
  }

  private WriteResult send(Write write, ModifyRequest request, Predicate<Entry> asWanted) {
    if (changesNothing(write)) {
      return target.whyNot(write, changes);
    }
    request.addControl(new AssertionRequestControl(guard(write), true));
    request.addControl(new PostReadRequestControl(true, READ_BACK));
    try {
      LDAPResult result = target.link().modify(request);
      return readBack(result, asWanted);
    } catch (LDAPException e) {
      ResultCode code = e.getResultCode();
      if (code.equals(ResultCode.ASSERTION_FAILED) || code.equals(ResultCode.NO_SUCH_OBJECT)) {
        return target.whyNot(write, changes);
      }
      return target.refused(e, request);
    }
  }

  /** Then an assertion of the old state would let a write through that nobody needs. */
  private boolean changesNothing(Write write) {
    Entry asPlanned = new Entry(write.dn());
    write.expected().attributes().forEach(asPlanned::addAttribute);
    return changes.isSo(write.change().action(), asPlanned);
  }

  private WriteResult readBack(LDAPResult result, Predicate<Entry> asWanted) {
    Entry after = postRead(result);
    if (after == null) {
      return new WriteResult.Unknown("written, and the server did not say what it looks like now");
    }
    try {
      return asWanted.test(after)
          ? new WriteResult.Applied(version(after, clock.instant()))
          : Changes.notAsWritten();
    } catch (DirectoryException e) { // judging takes the policy, and that could not be read
      return new WriteResult.Unknown("written, and not judged: " + e.getMessage());
    }
  }

  private static @Nullable Entry postRead(LDAPResult result) {
    try {
      PostReadResponseControl control = PostReadResponseControl.get(result);
      return control == null ? null : control.getEntry();
    } catch (LDAPException e) {
      return null; // unreadable is as good as absent: the caller says so
    }
  }

  /** What must still hold, built from values. */
  private Filter guard(Write write) {
    List<Filter> all = new ArrayList<>();
    all.add(Filter.createEqualityFilter(Behera.ID, write.id().value()));
    for (String attribute : Changes.guarded(write.change().action())) {
      all.add(
          write
              .expected()
              .get(attribute)
              .map(value -> Filter.createEqualityFilter(attribute, value))
              .orElseGet(() -> Filter.createNOTFilter(Filter.createPresenceFilter(attribute))));
    }
    if (Changes.guarded(write.change().action()).contains(Behera.CHANGED)) {
      write
          .expected()
          .get(Behera.CSN)
          .ifPresent(csn -> all.add(Filter.createEqualityFilter(Behera.CSN, csn)));
    }
    return Filter.createANDFilter(all);
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
    return new OpenLdapExamination(target, policies, changes, hashing).findings();
  }
}
