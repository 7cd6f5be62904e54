package org.keyturn.agent.report;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.keyturn.agent.account.Action;
import org.keyturn.agent.account.Person;
import org.keyturn.agent.directory.NormalDn;
import org.keyturn.agent.journal.BusinessHours;
import org.keyturn.agent.journal.Campaign;
import org.keyturn.agent.journal.Run;
import org.keyturn.agent.journal.Tally;
import org.keyturn.agent.journal.Waves;
import org.keyturn.agent.policy.AccountState;

/** Reports for tests. */
final class Reports {

  static final Instant NOW = Instant.parse("2026-11-27T12:00:00Z");

  private Reports() {}

  static Report of(List<Course> courses, Person... people) {
    Census census =
        new Census(
            NOW,
            AccountState.SOON,
            ZoneOffset.UTC,
            Set.of(NormalDn.of("uid=admin,ou=people,dc=example,dc=com")));
    Stream.of(people)
        .map(Person::account)
        .forEach(account -> census.add(account, AccountState.of(account, AccountState.SOON, NOW)));
    return new Report(
        "corp", "", true, ZoneOffset.UTC, census.figures(), Duration.ofDays(30), courses, false);
  }

  static Run run(String job, String reason, Run.State state) {
    return new Run(
        "20261125-120000-7kq2",
        Optional.of(job),
        Action.FORCE_CHANGE,
        "corp",
        "ldaps://ldap1.example.com",
        "anna",
        reason,
        "c".repeat(64),
        Run.Options.NONE,
        100,
        state,
        NOW.minus(Duration.ofDays(2)),
        Optional.of(NOW).filter(at -> state == Run.State.DONE),
        Optional.empty());
  }

  /** Ten of twelve written, the others to come; some of the ten have chosen another password. */
  static Course course(String job, String reason, long changed, Optional<String> paused) {
    Map<FollowUp.Since, Long> since = new EnumMap<>(FollowUp.Since.class);
    since.put(FollowUp.Since.CHANGED, changed);
    since.put(FollowUp.Since.MUST_CHANGE, 10 - changed);
    Waves waves = new Waves(5, 0, Duration.ofDays(1), 10, BusinessHours.ANY);
    Instant start = NOW.minus(Duration.ofDays(2));
    return new Course(
        run(job, reason, Run.State.OPEN),
        new Tally(10, 0, 0, 0, 2, new TreeMap<>(Map.of("not-reached", 2L))),
        Optional.of(
            new Campaign(
                "20261125-120000-7kq2",
                waves,
                2,
                5,
                0,
                0,
                Optional.of(start),
                Optional.of(NOW.plus(Duration.ofDays(1))),
                paused)),
        Optional.of(new FollowUp(since)),
        Course.days(
            start,
            NOW,
            ZoneOffset.UTC,
            Map.of(start, 5L, start.plus(Duration.ofDays(1)), 5L),
            changed == 0 ? Map.of() : Map.of(NOW, changed)));
  }
}
