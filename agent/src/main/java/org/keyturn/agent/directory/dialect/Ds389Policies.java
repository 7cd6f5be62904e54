package org.keyturn.agent.directory.dialect;

import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.LDAPSearchException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.keyturn.agent.account.PasswordPolicy;
import org.keyturn.agent.account.PolicyInForce;
import org.keyturn.agent.directory.Failures;
import org.keyturn.agent.directory.NormalDn;

/**
 * The password policies of a 389-DS, remembered for a few seconds, so that a scan costs no search
 * per account. The whole server's stands on {@code cn=config}; an entry's own {@code
 * pwdpolicysubentry}, its own or supplied by a class of service, goes before it, unless {@code
 * nsslapd-pwpolicy-local} is off. Thread-safe.
 */
final class Ds389Policies {

  static final String POINTER = "pwdpolicysubentry";

  private static final String LOCAL = "nsslapd-pwpolicy-local";
  private static final Duration FRESH = Duration.ofSeconds(3);
  private static final String[] ATTRIBUTES =
      Stream.concat(Ds389Policy.SETTINGS.stream(), Stream.of(LOCAL)).toArray(String[]::new);

  private final Target target;

  private Book book = new Book(true, Optional.empty(), Map.of()); // guarded by this
  private long readAt; // guarded by this
  private boolean read; // guarded by this

  /**
   * @param global the policy on {@code cn=config}; empty where the agent may not see it
   * @param local by DN; empty where there is none
   */
  private record Book(
      boolean obeysLocal,
      Optional<Ds389Policy> global,
      Map<NormalDn, Optional<Ds389Policy>> local) {}

  Ds389Policies(Target target) {
    this.target = target;
  }

  /** The policy in force where {@code pointer} is the entry's, absent or not. */
  PolicyInForce inForce(@Nullable String pointer) {
    if (pointer != null && book().obeysLocal()) {
      return at(pointer)
          .<PolicyInForce>map(p -> new PolicyInForce.Resolved(p.terms(), POINTER))
          .orElseGet(() -> new PolicyInForce.Unresolved("policy-dangling", pointer));
    }
    return standard()
        .<PolicyInForce>map(
            p ->
                new PolicyInForce.Resolved(
                    p.terms(), p.isGlobal() ? Ds389Policy.CONFIG : "default-policy of the config"))
        .orElseGet(
            () ->
                new PolicyInForce.Unresolved(
                    "policy-unknown", "the agent may not read the policy on cn=config"));
  }

  /** More of a policy than its neutral terms. */
  Optional<Ds389Policy> of(PolicyInForce policy) {
    return policy.resolved().flatMap(p -> at(p.dn()));
  }

  /** Every policy that can be read, the default first. */
  List<Ds389Policy> all() {
    Optional<Ds389Policy> first = standard();
    List<Ds389Policy> all = new ArrayList<>();
    first.ifPresent(all::add);
    book().local().values().stream()
        .flatMap(Optional::stream)
        .filter(p -> !first.equals(Optional.of(p)))
        .sorted(Comparator.comparing(p -> p.terms().dn(), String.CASE_INSENSITIVE_ORDER))
        .forEach(all::add);
    return all;
  }

  /** The server's own; where that is hidden from the agent, the one that the config names. */
  Optional<Ds389Policy> standard() {
    Optional<Ds389Policy> global = book().global();
    return global.isPresent() ? global : target.settings().defaultPolicy().flatMap(this::at);
  }

  /** Whether the server looks at pointers; taken for so where it is hidden. */
  boolean obeysLocal() {
    return book().obeysLocal();
  }

  /** The policy at a DN; empty where there is none, or the DN is none. */
  Optional<Ds389Policy> at(String dn) {
    if (!NormalDn.isDn(dn)) {
      return Optional.empty();
    }
    if (dn.equalsIgnoreCase(Ds389Policy.CONFIG)) {
      return book().global();
    }
    NormalDn key = NormalDn.of(dn);
    Optional<Ds389Policy> found = book().local().get(key);
    return found != null ? found : onDemand(key, dn);
  }

  /** To be read again at the next question. */
  synchronized void forget() {
    read = false;
  }

  private synchronized Optional<Ds389Policy> onDemand(NormalDn key, String dn) {
    Optional<Ds389Policy> found =
        search(dn, SearchScope.BASE, isPolicy()).stream().findFirst().map(Ds389Policy::of);
    Map<NormalDn, Optional<Ds389Policy>> more = new HashMap<>(book.local());
    more.put(key, found);
    book = new Book(book.obeysLocal(), book.global(), Map.copyOf(more));
    return found;
  }

  private synchronized Book book() {
    if (!read || System.nanoTime() - readAt > FRESH.toNanos()) {
      book = readAll();
      readAt = System.nanoTime();
      read = true;
    }
    return book;
  }

  private Book readAll() {
    Optional<SearchResultEntry> config =
        search(Ds389Policy.CONFIG, SearchScope.BASE, Filter.createPresenceFilter("objectClass"))
            .stream()
            .filter(e -> e.hasAttribute(Ds389Policy.EXPIRES))
            .findFirst();
    Map<NormalDn, Optional<Ds389Policy>> local = new HashMap<>();
    for (SearchResultEntry entry : search(target.suffix(), SearchScope.SUB, isPolicy())) {
      local.put(NormalDn.of(entry.getDN()), Optional.of(Ds389Policy.of(entry)));
    }
    boolean obeysLocal = config.map(e -> Ds389Policy.is(e, LOCAL, false)).orElse(true);
    return new Book(obeysLocal, config.map(Ds389Policy::of), Map.copyOf(local));
  }

  /** Without their class named, subentries stay hidden. */
  private static Filter isPolicy() {
    return Filter.createANDFilter(
        Filter.createEqualityFilter("objectClass", "ldapsubentry"),
        Filter.createEqualityFilter("objectClass", "passwordPolicy"));
  }

  /** What is hidden, or not there, or nowhere, is no entry: one odd pointer must not end a scan. */
  private List<SearchResultEntry> search(String base, SearchScope scope, Filter filter) {
    try {
      return target
          .link()
          .search(new SearchRequest(base, scope, filter, ATTRIBUTES))
          .getSearchEntries();
    } catch (LDAPSearchException e) {
      ResultCode code = e.getResultCode();
      if (code.equals(ResultCode.NO_SUCH_OBJECT)
          || code.equals(ResultCode.INSUFFICIENT_ACCESS_RIGHTS)
          || code.equals(ResultCode.REFERRAL)) {
        return List.of();
      }
      throw Failures.read(e, "the password policies cannot be read");
    } catch (LDAPException e) {
      throw Failures.read(e, "the password policies cannot be read");
    }
  }

  /** The one policy under which nothing expires and "must change" still counts. */
  Optional<String> neverExpires() {
    Optional<String> named = target.settings().neverExpirePolicy();
    if (named.isPresent()) {
      return named
          .flatMap(this::at)
          .map(Ds389Policy::terms)
          .filter(p -> p.maxAge().isEmpty())
          .map(PasswordPolicy::dn);
    }
    List<PasswordPolicy> without =
        all().stream()
            .filter(p -> !p.isGlobal())
            .map(Ds389Policy::terms)
            .filter(p -> p.maxAge().isEmpty() && p.mustChange())
            .toList();
    return without.size() == 1 ? Optional.of(without.get(0).dn()) : Optional.empty();
  }
}
