package org.keyturn.agent.directory.dialect;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.RDN;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.keyturn.agent.account.PasswordPolicy;
import org.keyturn.agent.account.PolicyInForce;
import org.keyturn.agent.directory.Failures;
import org.keyturn.agent.directory.NormalDn;

/**
 * The password policies of a domain: its own, on the entry at its head, and the password settings
 * objects (PSO), remembered for a few seconds so that a scan costs no search per account.
 * Thread-safe.
 */
final class AdPolicies {

  static final String APPLIES_TO = "msDS-PSOAppliesTo";

  private static final Duration FRESH = Duration.ofSeconds(3);

  private final Target target;
  private final String domain;
  private final boolean samba;

  private Map<NormalDn, Entry> settings = Map.of(); // guarded by this
  private @Nullable Entry head; // guarded by this
  private boolean complete; // guarded by this
  private boolean read; // guarded by this
  private long readAt; // guarded by this

  /**
   * @param samba whether a maximum age of a day or less is none
   */
  AdPolicies(Target target, boolean samba) {
    this.target = target;
    this.samba = samba;
    String context = target.rootDse().getAttributeValue("defaultNamingContext");
    this.domain = context == null ? target.suffix() : context;
  }

  String domain() {
    return domain;
  }

  /** Where the PSOs stand. */
  String container() {
    return "CN=Password Settings Container,CN=System," + domain;
  }

  /** Whether the agent may look into {@link #container()}: an empty answer may hide policies. */
  synchronized boolean complete() {
    refresh();
    return complete;
  }

  synchronized List<PasswordPolicy> all() {
    refresh();
    List<PasswordPolicy> all = new ArrayList<>();
    defaultPolicy().ifPresent(all::add);
    settings.values().stream()
        .map(this::settingsObject)
        .sorted((a, b) -> a.dn().compareToIgnoreCase(b.dn()))
        .forEach(all::add);
    return all;
  }

  synchronized Optional<PasswordPolicy> defaultPolicy() {
    refresh();
    return Optional.ofNullable(head).map(this::domainPolicy);
  }

  /** The PSOs' own entries, for whoever looks at more than the neutral terms. */
  synchronized List<Entry> settingsObjects() {
    refresh();
    return List.copyOf(settings.values());
  }

  /** The groups and people that a PSO applies to; none where there is no such PSO. */
  List<String> namedBy(String policy) {
    return settingsObjects().stream()
        .filter(e -> NormalDn.of(e.getDN()).equals(NormalDn.of(policy)))
        .map(e -> e.getAttributeValues(APPLIES_TO))
        .filter(Objects::nonNull)
        .flatMap(Arrays::stream)
        .toList();
  }

  /** The entry at the head of the domain; empty where the agent may not see it. */
  synchronized Optional<Entry> head() {
    refresh();
    return Optional.ofNullable(head);
  }

  /**
   * @param resultant the account's {@code msDS-ResultantPSO}, absent where the domain's applies
   */
  synchronized PolicyInForce inForce(@Nullable String resultant) {
    refresh();
    if (resultant == null) {
      return head == null
          ? new PolicyInForce.Unresolved("policy-unknown", "let the agent read " + domain)
          : new PolicyInForce.Resolved(domainPolicy(head), "the domain");
    }
    Entry entry = NormalDn.isDn(resultant) ? settings.get(NormalDn.of(resultant)) : null;
    return entry == null
        ? new PolicyInForce.Unresolved("policy-unreadable", resultant)
        : new PolicyInForce.Resolved(settingsObject(entry), AdState.POLICY);
  }

  /**
   * The maximum age of a policy as it is stored; nothing where it cannot be read.
   *
   * @param resultant as in {@link #inForce}
   */
  synchronized OptionalLong storedAge(@Nullable String resultant) {
    refresh();
    if (resultant == null) {
      return head == null
          ? OptionalLong.empty()
          : AdTime.number(head.getAttributeValue("maxPwdAge"));
    }
    Entry pso = settings.get(NormalDn.of(resultant));
    return pso == null
        ? OptionalLong.empty()
        : AdTime.number(pso.getAttributeValue("msDS-MaximumPasswordAge"));
  }

  /** To be read again at the next question. */
  synchronized void forget() {
    read = false;
  }

  private PasswordPolicy domainPolicy(Entry entry) {
    return policy(
        entry,
        "default",
        "maxPwdAge",
        "minPwdLength",
        "pwdHistoryLength",
        "lockoutThreshold",
        "lockoutDuration");
  }

  private PasswordPolicy settingsObject(Entry entry) {
    return policy(
        entry,
        name(entry),
        "msDS-MaximumPasswordAge",
        "msDS-MinimumPasswordLength",
        "msDS-PasswordHistoryLength",
        "msDS-LockoutThreshold",
        "msDS-LockoutDuration");
  }

  /** A warning is nothing that AD keeps; and must-change always counts there. */
  private PasswordPolicy policy(
      Entry entry,
      String name,
      String maxAge,
      String minLength,
      String history,
      String threshold,
      String lockout) {
    return new PasswordPolicy(
        entry.getDN(),
        name,
        AdTime.interval(entry.getAttributeValue(maxAge))
            .filter(age -> !samba || age.compareTo(AdTime.SAMBA_NONE) > 0),
        Duration.ZERO,
        true,
        count(entry, minLength),
        count(entry, history),
        0,
        count(entry, threshold) > 0,
        AdTime.interval(entry.getAttributeValue(lockout)).orElse(Duration.ZERO));
  }

  private static int count(Entry entry, String attribute) {
    return Math.toIntExact(
        Math.min(Integer.MAX_VALUE, AdTime.number(entry.getAttributeValue(attribute)).orElse(0)));
  }

  private static String name(Entry entry) {
    try {
      RDN rdn = entry.getRDN();
      return rdn == null ? entry.getDN() : rdn.getAttributeValues()[0];
    } catch (LDAPException e) {
      return entry.getDN();
    }
  }

  private synchronized void refresh() {
    long now = System.nanoTime();
    if (read && now - readAt < FRESH.toNanos()) {
      return;
    }
    try {
      List<SearchResultEntry> heads =
          search(domain, SearchScope.BASE, Filter.createPresenceFilter("objectClass"));
      List<SearchResultEntry> below =
          search(container(), SearchScope.SUB, Filter.createPresenceFilter("objectClass"));
      Map<NormalDn, Entry> found = new LinkedHashMap<>();
      for (Entry entry : below) {
        if (entry.hasObjectClass("msDS-PasswordSettings")) {
          found.put(NormalDn.of(entry.getDN()), entry);
        }
      }
      head = heads.isEmpty() ? null : heads.get(0);
      settings = found;
      // whoever may list the container and read nothing gets names alone, the container's too
      complete = !below.isEmpty() && below.stream().allMatch(e -> e.hasAttribute("objectClass"));
      readAt = now;
      read = true;
    } catch (LDAPException e) {
      throw Failures.read(e, "the password policies cannot be read");
    }
  }

  private List<SearchResultEntry> search(String base, SearchScope scope, Filter filter)
      throws LDAPException {
    try {
      return target.link().search(new SearchRequest(base, scope, filter, "*")).getSearchEntries();
    } catch (LDAPException e) {
      if (e.getResultCode().equals(ResultCode.NO_SUCH_OBJECT)
          || e.getResultCode().equals(ResultCode.INSUFFICIENT_ACCESS_RIGHTS)) {
        return List.of();
      }
      throw e;
    }
  }
}
