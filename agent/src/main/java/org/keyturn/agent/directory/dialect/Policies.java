package org.keyturn.agent.directory.dialect;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.RDN;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchResult;
import com.unboundid.ldap.sdk.SearchScope;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.keyturn.agent.account.PasswordPolicy;
import org.keyturn.agent.account.PolicyInForce;
import org.keyturn.agent.directory.DirectoryException;
import org.keyturn.agent.directory.Failures;
import org.keyturn.agent.directory.Link;
import org.keyturn.agent.directory.NormalDn;

/**
 * The {@code pwdPolicy} entries of a directory (draft-behera-ldap-password-policy-10, section 5),
 * remembered for a few seconds, so that a scan costs no search per account. One search reads all
 * below the suffix; a pointer to anywhere else is followed when it is met. Thread-safe.
 */
public final class Policies {

  static final String POINTER = "pwdPolicySubentry";

  private static final Duration FRESH = Duration.ofSeconds(3);

  /** More pointers than this are not remembered: they come from the directory. */
  private static final int SPELLINGS = 1_000;

  private static final String[] ATTRIBUTES = {
    "pwdMaxAge",
    "pwdExpireWarning",
    "pwdMustChange",
    "pwdMinLength",
    "pwdInHistory",
    "pwdGraceAuthNLimit",
    "pwdGraceLoginLimit",
    "pwdLockoutDuration",
    "pwdLockout",
    "objectClass"
  };

  private static final String[] ALL_ATTRIBUTES =
      Stream.concat(Stream.of(ATTRIBUTES), OpenDjConfigPolicy.ATTRIBUTES.stream())
          .toArray(String[]::new);

  private final Link link;
  private final String suffix;
  private final Optional<String> defaultDn;
  private final String defaultSource;
  private final PolicyForm form;

  private Map<NormalDn, Optional<PasswordPolicy>> known = Map.of(); // guarded by this

  /** Pointers as they are written, of which there are a few for all accounts: parsed once each. */
  private final Map<String, NormalDn> written = new ConcurrentHashMap<>();

  private long readAt; // guarded by this
  private boolean read; // guarded by this

  Policies(Link link, String suffix, Optional<String> defaultDn, String defaultSource) {
    this(link, suffix, defaultDn, defaultSource, PolicyForm.ENTRY);
  }

  Policies(
      Link link, String suffix, Optional<String> defaultDn, String defaultSource, PolicyForm form) {
    this.link = link;
    this.suffix = suffix;
    this.defaultDn = defaultDn;
    this.defaultSource = defaultSource;
    this.form = form;
  }

  PolicyForm form() {
    return form;
  }

  /** The policy in force where {@code pointer} is the entry's own, absent or not. */
  PolicyInForce inForce(@Nullable String pointer) {
    if (pointer != null) {
      return resolve(pointer, POINTER);
    }
    if (defaultDn.isPresent()) {
      return resolve(defaultDn.get(), defaultSource);
    }
    return new PolicyInForce.Unresolved(
        "policy-unknown", "the server does not tell its default policy; set default-policy");
  }

  /** Every policy that can be read, the default first. */
  public List<PasswordPolicy> all() {
    Optional<PasswordPolicy> first = defaultPolicy();
    List<PasswordPolicy> all = new ArrayList<>();
    first.ifPresent(all::add);
    book().values().stream()
        .flatMap(Optional::stream)
        .filter(p -> !first.equals(Optional.of(p)))
        .sorted((a, b) -> a.dn().compareToIgnoreCase(b.dn()))
        .forEach(all::add);
    return all;
  }

  /** The default policy, where it is known and exists. */
  public Optional<PasswordPolicy> defaultPolicy() {
    return defaultDn.flatMap(this::at);
  }

  Optional<String> defaultDn() {
    return defaultDn;
  }

  /** The policy at a DN; empty where there is none, or the DN is none. */
  public Optional<PasswordPolicy> at(String dn) {
    NormalDn key = written.get(dn);
    if (key == null) {
      if (!NormalDn.isDn(dn)) {
        return Optional.empty();
      }
      key = NormalDn.of(dn);
      if (written.size() < SPELLINGS) {
        written.put(dn, key);
      }
    }
    Map<NormalDn, Optional<PasswordPolicy>> book = book();
    Optional<PasswordPolicy> found = book.get(key);
    return found != null ? found : onDemand(key, dn);
  }

  /** To be read again at the next question. */
  synchronized void forget() {
    read = false;
  }

  private PolicyInForce resolve(String dn, String source) {
    return at(dn)
        .<PolicyInForce>map(policy -> new PolicyInForce.Resolved(policy, source))
        .orElseGet(() -> new PolicyInForce.Unresolved("policy-dangling", dn));
  }

  private synchronized Optional<PasswordPolicy> onDemand(NormalDn key, String dn) {
    Optional<PasswordPolicy> found = readOne(dn);
    Map<NormalDn, Optional<PasswordPolicy>> more = new HashMap<>(known);
    more.put(key, found);
    known = Map.copyOf(more);
    return found;
  }

  private synchronized Map<NormalDn, Optional<PasswordPolicy>> book() {
    if (!read || System.nanoTime() - readAt > FRESH.toNanos()) {
      known = readAll();
      readAt = System.nanoTime();
      read = true;
    }
    return known;
  }

  private Map<NormalDn, Optional<PasswordPolicy>> readAll() {
    Map<NormalDn, Optional<PasswordPolicy>> all = new HashMap<>();
    for (Entry entry : search(suffix, SearchScope.SUB)) {
      all.put(NormalDn.of(entry.getDN()), Optional.of(decode(entry)));
    }
    return Map.copyOf(all);
  }

  private Optional<PasswordPolicy> readOne(String dn) {
    try {
      return search(dn, SearchScope.BASE).stream().findFirst().map(Policies::decode);
    } catch (DirectoryException e) {
      boolean outOfReach =
          e.kind() == DirectoryException.Kind.BAD_REQUEST
              || e.resultCode() == ResultCode.INSUFFICIENT_ACCESS_RIGHTS_INT_VALUE;
      if (outOfReach) { // one odd pointer must not end a whole scan
        return Optional.empty();
      }
      throw e;
    }
  }

  private List<? extends Entry> search(String base, SearchScope scope) {
    try {
      SearchRequest request =
          scope == SearchScope.BASE
              ? new SearchRequest(base, scope, form.anywhere(), ALL_ATTRIBUTES)
              : new SearchRequest(base, scope, form.filter(), ATTRIBUTES);
      SearchResult result = link.search(request);
      return result.getSearchEntries();
    } catch (LDAPException e) {
      if (e.getResultCode().equals(ResultCode.NO_SUCH_OBJECT)) {
        return List.of();
      }
      throw Failures.read(e, "the password policies cannot be read");
    }
  }

  static PasswordPolicy decode(Entry entry) {
    if (OpenDjConfigPolicy.isOne(entry)) {
      return OpenDjConfigPolicy.decode(entry);
    }
    long maxAge = number(entry, "pwdMaxAge");
    return new PasswordPolicy(
        entry.getDN(),
        name(entry.getDN()),
        maxAge > 0 ? Optional.of(Duration.ofSeconds(maxAge)) : Optional.empty(),
        Duration.ofSeconds(number(entry, "pwdExpireWarning")),
        Boolean.parseBoolean(entry.getAttributeValue("pwdMustChange")),
        small(entry, "pwdMinLength"),
        small(entry, "pwdInHistory"),
        Math.max(small(entry, "pwdGraceAuthNLimit"), small(entry, "pwdGraceLoginLimit")),
        Boolean.parseBoolean(entry.getAttributeValue("pwdLockout")),
        Duration.ofSeconds(number(entry, "pwdLockoutDuration")));
  }

  static String name(String dn) {
    try {
      RDN rdn = new DN(dn).getRDN();
      return rdn == null ? dn : rdn.getAttributeValues()[0];
    } catch (LDAPException e) {
      return dn;
    }
  }

  private static long number(Entry entry, String attribute) {
    Long value = entry.getAttributeValueAsLong(attribute);
    return value == null ? 0 : Math.max(0, value);
  }

  static int small(Entry entry, String attribute) {
    return (int) Math.min(Integer.MAX_VALUE, number(entry, attribute));
  }
}
