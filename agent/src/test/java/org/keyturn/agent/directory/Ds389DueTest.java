package org.keyturn.agent.directory;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.LDAPException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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

/** Who is due by the server's filter, and by reading everybody, among 10,000. */
@Timeout(60)
final class Ds389DueTest {

  private static final int COUNT = 10_000;
  private static final Instant NOW = Instant.now();

  private static Ds389Lab lab;
  private static List<Account> everybody;

  @BeforeAll
  static void start() throws LDAPException {
    Ds389Lab.require();
    lab = Ds389Lab.start(COUNT);
    int number = 0;
    for (DirectoryLab.OnPerson state : lab.oddStates().values()) {
      String login = "odd" + number++;
      state.bring(lab.addPerson(lab.naming(login), login));
    }
    everybody = scan(new Due.Any());
    assertThat(everybody).hasSize(COUNT + lab.oddStates().size() + 1);
  }

  @AfterAll
  static void stop() {
    if (lab != null) {
      lab.close();
    }
  }

  static Stream<Due> hints() {
    Stream<Instant> instants =
        Stream.of(-400, -91, -10, 0, 14, 90).map(days -> NOW.plus(Duration.ofDays(days)));
    return Stream.concat(
        Stream.of(new Due.MustChange()),
        instants.flatMap(at -> Stream.of(new Due.ChangedBefore(at), new Due.ExpiresBefore(at))));
  }

  @ParameterizedTest
  @MethodSource("hints")
  void theFilterFindsExactlyWhomTheStateMeans(Due hint) throws LDAPException {
    List<Account> found = scan(hint);
    assertThat(found).extracting(Account::id).doesNotHaveDuplicates();
    assertThat(logins(found, Meant.by(hint))).isEqualTo(logins(everybody, Meant.by(hint)));
  }

  private static List<Account> scan(Due due) throws LDAPException {
    List<Account> all = new ArrayList<>();
    try (Directory directory = Directories.open(settings())) {
      directory.scan(Scope.all().with(due), all::add);
    }
    return all;
  }

  private static Set<String> logins(List<Account> accounts, Predicate<Account> which) {
    Set<String> logins = new TreeSet<>();
    accounts.stream().filter(which).forEach(account -> logins.add(account.login()));
    return logins;
  }

  private static DirectorySettings settings() throws LDAPException {
    return new DirectorySettings(
        "lab",
        List.of(URI.create("ldaps://127.0.0.1:" + lab.ldapsPort())),
        Optional.of(lab.ca()),
        lab.bindDn(),
        lab.bindSource(),
        Tls.LDAPS,
        Optional.empty(),
        lab.accounts(),
        List.of(lab.breakGlass()),
        List.of(),
        lab.defaultPolicyDn(),
        Optional.empty(),
        Optional.empty(),
        1,
        Duration.ofSeconds(5),
        Duration.ofSeconds(30));
  }
}
