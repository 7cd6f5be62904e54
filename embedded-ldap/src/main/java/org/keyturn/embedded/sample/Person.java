package org.keyturn.embedded.sample;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.keyturn.embedded.policy.GeneralizedTime;

/** One person of the sample company, known by number. */
public record Person(int number, String suffix) {
  private static final List<String> EMPLOYEE_TYPES =
      List.of("staff", "staff", "staff", "contractor", "staff", "intern", "staff", "staff");
  private static final List<Department> DEPARTMENTS = List.of(Department.values());
  private static final int SPAN_OF_CONTROL = 8;

  public String uid() {
    return Names.uid(number);
  }

  public Situation situation() {
    return Situation.of(number);
  }

  public String dn() {
    String rdn =
        situation() == Situation.AWKWARD_DN
            ? LdifRecord.rdn("cn", commonName())
            : LdifRecord.rdn("uid", uid());
    return rdn + ",ou=people," + suffix;
  }

  public Department department() {
    return DEPARTMENTS.get(number / SPAN_OF_CONTROL % DEPARTMENTS.size());
  }

  private String commonName() {
    return situation() == Situation.AWKWARD_DN
        ? "#"
            + Names.surname(number)
            + ", "
            + Names.given(number)
            + " <ext+"
            + number
            + ">; \"=\" "
            + number
        : Names.given(number) + " " + Names.surname(number);
  }

  private String mail() {
    int owner = situation() == Situation.SHARES_MAIL ? number + 1 : number;
    return Names.uid(owner) + "@example.com";
  }

  LdifRecord record(Instant now) {
    LdifRecord record =
        LdifRecord.of(dn(), "inetOrgPerson", "keyturnPerson")
            .with("uid", uid())
            .with("cn", commonName())
            .with("sn", Names.surname(number))
            .with("givenName", Names.given(number))
            .with("displayName", Names.given(number) + " " + Names.surname(number))
            .with("preferredLanguage", number % 3 == 2 ? "en" : "nl")
            .with("employeeNumber", Integer.toString(100_000 + number))
            .with("employeeType", EMPLOYEE_TYPES.get(number % EMPLOYEE_TYPES.size()))
            .with("departmentNumber", department().number())
            .with("userPassword", SampleCompany.password(uid()));
    if (number > 0) {
      record.with("manager", new Person(number / SPAN_OF_CONTROL, suffix).dn());
    }
    reachable(record);
    state(record, now);
    return record;
  }

  private void reachable(LdifRecord record) {
    if (situation() != Situation.NO_MAIL) {
      record.with("mail", mail());
    }
    if (situation() != Situation.NO_RECOVERY) {
      record.with("recoveryMail", uid() + "@home.example.net");
      record.with("mobile", String.format("+316%08d", 10_000_000 + number));
    }
  }

  private void state(LdifRecord record, Instant now) {
    Duration age =
        switch (situation()) {
          case EXPIRED, EXPIRED_AND_LOCKED -> Duration.ofDays(120);
          case EXPIRING -> Duration.ofDays(83);
          case INACTIVE, NEVER_EXPIRES -> Duration.ofDays(200);
          default -> Duration.ofDays(number * 37L % 85).plusHours(number % 24);
        };
    record.with("pwdChangedTime", GeneralizedTime.of(now.minus(age)));
    switch (situation()) {
      case LOCKED, EXPIRED_AND_LOCKED -> record.with("pwdAccountLockedTime", "000001010000Z");
      case MUST_CHANGE -> record.with("pwdReset", "TRUE");
      case NEVER_EXPIRES -> record.with("pwdPolicySubentry", "cn=never,ou=policies," + suffix);
      default -> {}
    }
    switch (situation()) {
      case MUST_CHANGE, NEVER_SIGNED_IN -> {}
      case INACTIVE -> signedIn(record, now.minus(Duration.ofDays(180)));
      default -> signedIn(record, now.minus(Duration.ofHours(number * 11L % 480)));
    }
  }

  private static void signedIn(LdifRecord record, Instant when) {
    record.with("pwdLastSuccess", GeneralizedTime.of(when));
  }
}
