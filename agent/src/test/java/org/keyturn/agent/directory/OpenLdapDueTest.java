package org.keyturn.agent.directory;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.util.StaticUtils;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.keyturn.agent.account.Account;
import org.keyturn.agent.directory.DirectorySettings.Tls;

/** Who is due by a server's filter, and by reading everybody, among 10,000 in every odd state. */
@Timeout(60)
final class OpenLdapDueTest {

  private static final int COUNT = 10_000;

  /** Fixed, so that a failure can be looked at again. */
  private static final long SEED = 20_261_122;

  private static final Instant NOW = Instant.now();

  private static OpenLdapLab lab;
  private static List<Account> everybody;

  @BeforeAll
  static void start() throws LDAPException {
    OpenLdapLab.require();
    lab = OpenLdapLab.start(0);
    lab.addPolicy("short", Duration.ofDays(5), true);
    lab.addPolicy("long", Duration.ofDays(400), true);
    lab.load(people());
    everybody = scan(new Due.Any());
    assertThat(everybody).hasSize(COUNT + 1); // and one who breaks the glass
  }

  @AfterAll
  static void stop() {
    if (lab != null) {
      lab.close();
    }
  }

  static Stream<Due> hints() {
    Stream<Instant> instants =
        Stream.of(-5000, -400, -91, -90, -5, 0, 5, 14, 90, 310)
            .map(days -> NOW.plus(Duration.ofDays(days)));
    return Stream.concat(
        Stream.of(new Due.MustChange()),
        instants.flatMap(at -> Stream.of(new Due.ChangedBefore(at), new Due.ExpiresBefore(at))));
  }

  @ParameterizedTest
  @MethodSource("hints")
  void theFilterFindsExactlyWhomTheStateMeans(Due hint) {
    List<Account> found = scan(hint);
    assertThat(found).extracting(Account::id).doesNotHaveDuplicates();
    Set<String> meant = logins(everybody, Meant.by(hint));
    assertThat(logins(found, Meant.by(hint))).isEqualTo(meant);
    if (hint instanceof Due.MustChange) {
      assertThat(found).hasSameSizeAs(meant).hasSizeBetween(1000, 5000);
    } else if (hint instanceof Due.ChangedBefore) { // a filter knows whole seconds
      assertThat(found.size()).as("it leaves out").isLessThan(meant.size() + COUNT / 50);
    }
  }

  private static List<Account> scan(Due due) {
    List<Account> all = new ArrayList<>();
    try (Directory directory = Directories.open(settings())) {
      directory.scan(new Scope(Optional.empty(), List.of(), Optional.empty(), due), all::add);
    }
    return all;
  }

  private static Set<String> logins(List<Account> accounts, Predicate<Account> which) {
    Set<String> logins = new TreeSet<>();
    accounts.stream().filter(which).forEach(account -> logins.add(account.login()));
    return logins;
  }

  private static DirectorySettings settings() {
    return new DirectorySettings(
        "lab",
        List.of(URI.create("ldaps://127.0.0.1:" + lab.ldapsPort())),
        Optional.of(lab.ca()),
        lab.bindDn(),
        lab.bindSource(),
        Tls.LDAPS,
        Optional.empty(),
        lab.accounts(),
        List.of(),
        List.of(),
        lab.defaultPolicyDn(),
        Optional.empty(),
        Optional.empty(),
        1,
        Duration.ofSeconds(5),
        Duration.ofSeconds(30));
  }

  // --- the people --------------------------------------------------------------------------

  private static String people() {
    Random random = new Random(SEED);
    StringBuilder ldif = new StringBuilder();
    for (int i = 0; i < COUNT; i++) {
      String login = String.format("due%05d", i);
      ldif.append("dn: uid=").append(login).append(',').append(lab.people());
      ldif.append("\nobjectClass: inetOrgPerson\nuid: ").append(login);
      ldif.append("\ncn: ").append(login).append("\nsn: ").append(login);
      line(ldif, "pwdChangedTime", changed(random));
      line(ldif, "pwdReset", one(random, "", "", "TRUE", "FALSE"));
      line(ldif, "pwdPolicySubentry", policy(random));
      line(ldif, "pwdAccountLockedTime", one(random, "", "", BeheraLab.FOR_GOOD, time(NOW)));
      ldif.append("\n\n");
    }
    return ldif.toString();
  }

  private static void line(StringBuilder ldif, String attribute, String value) {
    if (!value.isEmpty()) {
      ldif.append('\n').append(attribute).append(": ").append(value);
    }
  }

  /** At any age, at those where a policy ends one, and in each form that the syntax allows. */
  private static String changed(Random random) {
    int[] edges = {0, 4, 5, 6, 75, 76, 89, 90, 91, 399, 400, 401, 5000};
    int days = random.nextBoolean() ? edges[random.nextInt(edges.length)] : random.nextInt(500);
    Instant at = NOW.minus(Duration.ofDays(days)).plusSeconds(random.nextInt(3) - 1);
    return switch (random.nextInt(12)) {
      case 0 -> "";
      case 1 -> time(at).replace("Z", ".5Z");
      case 2 -> time(at.plus(Duration.ofHours(2))).replace("Z", "+0200");
      case 3 -> time(NOW.plus(Duration.ofDays(random.nextInt(100)))); // by a clock that was off
      default -> time(at);
    };
  }

  private static String policy(Random random) {
    String name = one(random, "", "", "", "never", "short", "long", "default", "gone", "people");
    return switch (name) {
      case "" -> "";
      case "people" -> lab.people(); // an entry that is no policy
      default -> lab.policyNamed(name);
    };
  }

  private static String one(Random random, String... of) {
    return of[random.nextInt(of.length)];
  }

  private static String time(Instant at) {
    return StaticUtils.encodeGeneralizedTime(at.toEpochMilli()).replaceAll("\\.\\d+", "");
  }
}
