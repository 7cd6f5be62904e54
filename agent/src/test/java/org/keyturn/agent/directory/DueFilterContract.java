package org.keyturn.agent.directory;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.keyturn.agent.account.Account;

/**
 * Who is due by a server's filter is who is due by reading everybody, among thousands in every odd
 * state that the server's attributes can be in. Each server says what those are.
 */
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class DueFilterContract<L extends DirectoryLab> {

  static final Duration EARLIEST = Duration.ofDays(-5000);

  final Instant now = Instant.now();

  /** How many people there are. */
  int count() {
    return 10_000;
  }

  @Nullable L started;
  private List<Account> everybody = List.of();

  /** As read once, without a hint. */
  List<Account> everybody() {
    return everybody;
  }

  abstract L start() throws LDAPException;

  /** One person, as it falls out; attributes that a server keeps by itself are written too. */
  abstract Entry person(String login, Lot lot) throws LDAPException;

  /** Brings {@link #people} in, by the way around the server's own rules. */
  abstract void load() throws LDAPException;

  @BeforeAll
  void bringThemIn() throws LDAPException {
    started = start();
    lab().addPolicy("short", Duration.ofDays(5), true);
    lab().addPolicy("long", Duration.ofDays(400), true);
    load();
    everybody = scan(new Due.Any());
    assertThat(everybody.size())
        .isBetween(count(), count() + 1); // and perhaps one to break the glass
  }

  /** The same each time. */
  List<Entry> people() throws LDAPException {
    Lot lot = new Lot(now);
    List<Entry> people = new ArrayList<>();
    for (int i = 0; i < count(); i++) {
      people.add(person(String.format(i % 10 == 0 ? "fällig%05d" : "due%05d", i), lot));
    }
    return people;
  }

  @AfterAll
  void stop() {
    if (started != null) {
      started.close();
    }
  }

  L lab() {
    return Objects.requireNonNull(started);
  }

  Stream<Due> hints() {
    return Stream.concat(
        Stream.of(new Due.MustChange()),
        instants()
            .map(now::plus)
            .flatMap(at -> Stream.of(new Due.ChangedBefore(at), new Due.ExpiresBefore(at))));
  }

  /** From now; the earliest is before everybody's. */
  Stream<Duration> instants() {
    return Stream.concat(
        Stream.of(EARLIEST), IntStream.of(-90, 0, 14, 310).mapToObj(Duration::ofDays));
  }

  @ParameterizedTest
  @MethodSource("hints")
  void theFilterFindsExactlyWhomTheStateMeans(Due hint) {
    List<Account> found = scan(hint);
    assertThat(found).extracting(Account::id).doesNotHaveDuplicates();
    Set<String> meant = logins(everybody, Meant.by(hint));
    Set<String> missing = new TreeSet<>(meant);
    missing.removeAll(logins(found, Meant.by(hint)));
    assertThat(missing).as("meant, and not found").isEmpty();
    if (!(hint instanceof Due.ExpiresBefore)) {
      // Filters know whole seconds, or reckon with a policy that is nobody's.
      assertThat(found.size()).as("with those besides").isLessThan(meant.size() + count() / 50);
    } else if (hint.equals(new Due.ExpiresBefore(now.plus(EARLIEST)))) {
      assertThat(found.size()).as("with those of other policies").isLessThan(count() * 9 / 10);
    }
    if (hint instanceof Due.MustChange) {
      assertThat(meant.size()).isBetween(count() / 20, count() / 2);
    }
  }

  private List<Account> scan(Due due) {
    List<Account> all = new ArrayList<>();
    try (Directory directory =
        Directories.open(Settings.of(lab()).timeout(Duration.ofSeconds(60)).make())) {
      directory.scan(new Scope(Optional.empty(), List.of(), Optional.empty(), due), all::add);
    }
    return all;
  }

  private static Set<String> logins(List<Account> accounts, Predicate<Account> which) {
    Set<String> logins = new TreeSet<>();
    accounts.stream().filter(which).forEach(account -> logins.add(account.login()));
    return logins;
  }

  // --- what people are made of -------------------------------------------------------------

  Entry inetOrgPerson(String login) throws LDAPException {
    Entry person = new Entry(dnOf(login));
    person.addAttribute("objectClass", "inetOrgPerson");
    person.addAttribute("uid", login);
    person.addAttribute("cn", login);
    person.addAttribute("sn", login);
    return person;
  }

  /** Nothing where the value is empty. */
  static void put(Entry person, String attribute, String value) {
    if (!value.isEmpty()) {
      person.addAttribute(attribute, value);
    }
  }

  /** A policy of that name, there or not; {@code people} is an entry that is no policy. */
  void putPolicy(Entry person, String attribute, String name) {
    put(person, attribute, name.isEmpty() ? "" : policyDn(name));
  }

  String dnOf(String login) throws LDAPException {
    return lab().dnOf(login);
  }

  String policyDn(String name) {
    return name.equals("people") ? lab().people() : lab().policyNamed(name);
  }

  static String ldif(List<Entry> people) {
    StringBuilder text = new StringBuilder();
    people.forEach(person -> text.append(person.toLDIFString()).append('\n'));
    return text.toString();
  }
}
