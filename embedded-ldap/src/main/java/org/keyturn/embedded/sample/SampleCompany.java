package org.keyturn.embedded.sample;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.keyturn.embedded.policy.GeneralizedTime;

/**
 * People, departments, groups and service accounts below {@code ou=people}, {@code ou=groups} and
 * {@code ou=services}. The same number of users gives the same company, up to the times, which are
 * relative to the moment given. Every password is {@link #password}.
 */
public record SampleCompany(int users, String suffix) {
  private static final List<String> SERVICES = List.of("backup", "printers", "wiki");

  public SampleCompany {
    if (users < 0) {
      throw new IllegalArgumentException("a company cannot have " + users + " users");
    }
  }

  /** {@code Welcome-<uid>-2026!}, for people and, with their common name, service accounts. */
  public static String password(String uid) {
    return "Welcome-" + uid + "-2026!";
  }

  /** People come in this order, numbered from nought; the break-glass account is not among them. */
  public Stream<Person> people() {
    return IntStream.range(0, users).mapToObj(number -> new Person(number, suffix));
  }

  public String breakGlassDn() {
    return "uid=breakglass,ou=people," + suffix;
  }

  /** LDIF records in loading order, made one at a time. Parents are expected to exist. */
  public Stream<String> ldif(Instant now) {
    return Stream.of(
            people().map(person -> person.record(now)),
            Stream.of(breakGlass(now)),
            SERVICES.stream().map(name -> service(name, now)),
            Stream.of(Department.values()).flatMap(this::departmentGroup),
            Stream.of(admins(), serviceAccounts()),
            operators())
        .flatMap(records -> records)
        .map(LdifRecord::text);
  }

  private LdifRecord breakGlass(Instant now) {
    return LdifRecord.of(breakGlassDn(), "inetOrgPerson", "keyturnPerson")
        .with("uid", "breakglass")
        .with("cn", "Break glass")
        .with("sn", "Break glass")
        .with("description", "For the day when nothing else works")
        .with("userPassword", password("breakglass"))
        .with("pwdChangedTime", GeneralizedTime.of(now.minus(Duration.ofDays(300))))
        .with("pwdPolicySubentry", "cn=never,ou=policies," + suffix);
  }

  private LdifRecord service(String name, Instant now) {
    return LdifRecord.of(serviceDn(name), "organizationalRole", "simpleSecurityObject")
        .with("cn", name)
        .with("userPassword", password(name))
        .with("pwdChangedTime", GeneralizedTime.of(now.minus(Duration.ofDays(400))))
        .with("pwdPolicySubentry", "cn=never,ou=policies," + suffix);
  }

  private String serviceDn(String name) {
    return LdifRecord.rdn("cn", name) + ",ou=services," + suffix;
  }

  private Stream<LdifRecord> departmentGroup(Department department) {
    List<String> members =
        people().filter(person -> person.department() == department).map(Person::dn).toList();
    return members.isEmpty()
        ? Stream.empty()
        : Stream.of(
            LdifRecord.of(department.groupDn(suffix), "groupOfNames")
                .with("cn", department.group())
                .with("ou", department.name().toLowerCase(Locale.ROOT))
                .with("member", members));
  }

  private LdifRecord admins() {
    return LdifRecord.of("cn=admins,ou=groups," + suffix, "groupOfNames")
        .with("cn", "admins")
        .with("member", breakGlassDn())
        .with("member", people().limit(2).map(Person::dn).toList());
  }

  /** Those who look after the others: the first two, and two of whom nothing is special. */
  private Stream<LdifRecord> operators() {
    return Stream.of(group("operators", 0), group("helpdesk", 16)).flatMap(records -> records);
  }

  /** Two people from a number on, where there are any. */
  private Stream<LdifRecord> group(String name, int from) {
    List<String> members = people().skip(from).limit(2).map(Person::dn).toList();
    return members.isEmpty()
        ? Stream.empty()
        : Stream.of(
            LdifRecord.of("cn=" + name + ",ou=groups," + suffix, "groupOfNames")
                .with("cn", name)
                .with("member", members));
  }

  private LdifRecord serviceAccounts() {
    return LdifRecord.of("cn=service accounts,ou=groups," + suffix, "groupOfNames")
        .with("cn", "service accounts")
        .with("member", "cn=keyturn,ou=services," + suffix)
        .with("member", SERVICES.stream().map(this::serviceDn).toList());
  }
}
