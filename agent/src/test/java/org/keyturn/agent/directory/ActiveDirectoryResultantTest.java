package org.keyturn.agent.directory;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldap.sdk.RDN;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.keyturn.agent.account.Account;
import org.keyturn.agent.account.PolicyInForce;

/**
 * Whose policy is whose, by every way in which one can come to a person: a scan reckons it, Samba
 * computes it, and they agree, also about when the password ends.
 */
@Timeout(60)
final class ActiveDirectoryResultantTest {

  private static final String GLOBAL = "-2147483646";
  private static final String UNIVERSAL = "-2147483640";
  private static final String DOMAIN_LOCAL = "-2147483644";
  private static final String FOR_MAIL = "2";

  /** Anybody who signed in reads everything, but for memberOf. */
  private static final String WITHOUT_GROUPS =
      "D:P(OD;;RP;bf967991-0de6-11d0-a285-00aa003049e2;;AU)(A;;GA;;;DA)(A;;GA;;;SY)(A;;RPLCLORC;;;AU)";

  private static SambaLab lab;

  /** The policy that each is expected to have, by DN; null for the domain's. */
  private static final Map<String, @Nullable String> EXPECTED = new LinkedHashMap<>();

  @BeforeAll
  static void start() throws LDAPException {
    SambaLab.require();
    lab = SambaLab.start(0);
    String weak = policy("weak", 50, 300);
    String strong = policy("strong", 40, 30);
    String twin = policy("twin", 40, 20);
    String best = policy("best", 30, 10);

    expect("nobody's", null);
    String named = expect("named", weak);
    lab.underPolicy(named, weak);
    String twice = expect("named twice", strong);
    lab.underPolicy(twice, weak);
    lab.underPolicy(twice, strong);
    String equal = expect("named by equals", lowerGuid(strong, twin));
    lab.underPolicy(equal, strong);
    lab.underPolicy(equal, twin);

    String grouped = expect("by a group", best);
    String named2 = expect("by a group, and named", weak);
    lab.underPolicy(named2, weak);
    String inner = expect("by a group in a group", best);
    String comma = expect("Müller, Ända + Söhne", best);
    String small = group("small", GLOBAL, inner, comma);
    String smaller = group("smaller", GLOBAL, expect("by three groups", best));
    join(small, smaller);
    lab.underPolicy(group("large", GLOBAL, grouped, named2, small), best);

    String two = expect("by two groups", best);
    lab.underPolicy(group("weaker", GLOBAL, two), weak);
    join(small, two);

    lab.underPolicy(group("everywhere", UNIVERSAL, expect("by a universal group", twin)), twin);
    lab.underPolicy(group("here", DOMAIN_LOCAL, expect("by a local group", twin)), twin);
    lab.underPolicy(group("letters", FOR_MAIL, expect("by a list for mail", null)), twin);
    String list = group("list", FOR_MAIL, expect("by a list in a group", null));
    lab.underPolicy(group("with a list", GLOBAL, list), twin);

    String primary = expect("by the primary group", strong);
    String first = group("first", GLOBAL, primary);
    lab.underPolicy(first, strong);
    lab.write(primary, "primaryGroupID", relativeId(first));
    String within = expect("by the primary group's group", strong);
    String second = group("second", GLOBAL, within);
    lab.write(within, "primaryGroupID", relativeId(second));
    join(first, second);

    String late = expect("set long ago", weak);
    lab.underPolicy(late, weak);
    lab.age(late, Duration.ofDays(2000));
    String never = expect("never expires", weak);
    lab.underPolicy(never, weak);
    lab.neverExpireByHand(never);
    String must = expect("must change", weak);
    lab.underPolicy(must, weak);
    lab.makeMustChange(must);
    lab.local(expect("ahead of all clocks", null), "pwdLastSet", Long.toString(Long.MAX_VALUE));
    lab.local(expect("before all clocks", null), "pwdLastSet", "-1");
    String day = policy("day", 60, 1);
    lab.underPolicy(expect("for a day", day), day);
  }

  @AfterAll
  static void stop() {
    if (lab != null) {
      lab.close();
    }
  }

  @Test
  void aScanReckonsWhatTheServerComputes() throws LDAPException {
    try (Directory directory = Directories.open(Settings.of(lab).make())) {
      Map<String, Account> scanned = scan(directory);
      assertThat(scanned).hasSizeGreaterThanOrEqualTo(EXPECTED.size());
      for (Account account : scanned.values()) {
        Account asked = directory.read(account.id()).orElseThrow();
        assertThat(account.policy()).as(account.dn()).isEqualTo(asked.policy());
        assertThat(account.state()).as(account.dn()).isEqualTo(asked.state());
      }
      for (var expected : EXPECTED.entrySet()) {
        Entry computed = lab.root().getEntry(expected.getKey(), "msDS-ResultantPSO");
        assertThat(normal(computed.getAttributeValue("msDS-ResultantPSO")))
            .as(expected.getKey())
            .isEqualTo(normal(expected.getValue()));
      }
    }
  }

  /** What changes between two scans of one agent counts in the second. */
  @Test
  void whoJoinsAGroupIsUnderItsPolicyAtTheNextScan() throws LDAPException {
    try (Directory directory = Directories.open(Settings.of(lab).make())) {
      String dn = lab.addPerson(new RDN("CN", "joins later"), "joins.later");
      assertThat(policyOf(scan(directory), dn)).isEqualTo("default");
      join("CN=small," + lab.groups(), dn);
      assertThat(policyOf(scan(directory), dn)).isEqualTo("best");
      lab.delete(dn);
    }
  }

  /** An agent that may not see whose members people are would take them for nobody's. */
  @Test
  void whereTheServerSaysSomethingElseItIsAskedAboutEverybody() throws LDAPException {
    List<String> hidden = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      hidden.add(lab.addPerson(new RDN("CN", "hidden" + i), "hidden" + i));
      join("CN=small," + lab.groups(), hidden.get(i));
      lab.local(hidden.get(i), "nTSecurityDescriptor", WITHOUT_GROUPS);
    }
    try (Directory directory = Directories.open(Settings.of(lab).make())) {
      scan(directory);
      Map<String, Account> scanned = scan(directory);
      assertThat(hidden).allMatch(dn -> policyOf(scanned, dn).equals("best"));
    } finally {
      for (String dn : hidden) {
        lab.delete(dn);
      }
    }
  }

  private static String policyOf(Map<String, Account> accounts, String dn) {
    Account account = Objects.requireNonNull(accounts.get(normal(dn).orElseThrow().text()));
    return account.policy() instanceof PolicyInForce.Resolved r ? r.policy().name() : "unresolved";
  }

  private static Map<String, Account> scan(Directory directory) {
    List<Account> all = new ArrayList<>();
    directory.scan(
        new Scope(Optional.empty(), List.of(), Optional.empty(), new Due.Any()), all::add);
    Map<String, Account> byDn = new LinkedHashMap<>();
    all.forEach(account -> byDn.put(NormalDn.of(account.dn()).text(), account));
    return byDn;
  }

  private static Optional<NormalDn> normal(@Nullable String dn) {
    return Optional.ofNullable(dn).map(NormalDn::of);
  }

  // --- making them -----------------------------------------------------------------------------

  private static String expect(String name, @Nullable String policy) throws LDAPException {
    String dn = lab.addPerson(new RDN("CN", name), "r" + EXPECTED.size());
    EXPECTED.put(dn, policy);
    return dn;
  }

  private static String policy(String name, int precedence, int days) throws LDAPException {
    String dn = lab.policyNamed(name);
    lab.root().add(dn, AdForm.settingsObject(precedence, Duration.ofDays(days), true));
    return dn;
  }

  private static String group(String name, String type, String... members) throws LDAPException {
    return lab.addGroupOf(name, type, members);
  }

  private static void join(String group, String member) throws LDAPException {
    lab.root().modify(group, new Modification(ModificationType.ADD, "member", member));
  }

  private static String relativeId(String group) throws LDAPException {
    return lab.root().getEntry(group, "primaryGroupToken").getAttributeValue("primaryGroupToken");
  }

  private static String lowerGuid(String one, String other) throws LDAPException {
    return Arrays.compareUnsigned(guid(one), guid(other)) < 0 ? one : other;
  }

  /** As it is sent; its text has the first three groups the other way round. */
  private static byte[] guid(String dn) throws LDAPException {
    return lab.root().getEntry(dn, "objectGUID").getAttributeValueBytes("objectGUID");
  }
}
