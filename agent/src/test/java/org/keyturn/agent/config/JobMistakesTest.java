package org.keyturn.agent.config;

import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;

/** Jobs. */
@DisplayName("A mistake in the config is told with its place and its mend")
final class JobMistakesTest extends MistakesCase {

  private static final String UNSEALED =
      "17:9: jobs.nightly.do: what is deleted is sealed first, and nothing says who can open it,"
          + " add sheets: {recipients: [anna.asc]}, a key of gpg --export";

  static Stream<Row> mistakes() {
    return Stream.of(
        row(
            "a job for an unknown directory",
            "    directory: corp\n",
            "    directory: corp2\n",
            "14:16: jobs.nightly.directory: \"corp2\" is not among directories, did you mean"
                + " corp?"),
        row(
            "a job without when",
            WHEN,
            "",
            "13:3: jobs.nightly.when: is missing, write when: always"),
        row(
            "a job without do",
            DO,
            "",
            "13:3: jobs.nightly.do: is missing, write do: force-change"),
        row(
            "a crontab line in place of Quartz's",
            SCHEDULE,
            "    schedule: \"30 2 * * 1-5\"\n",
            "15:15: jobs.nightly.schedule: \"30 2 * * 1-5\" is no schedule (has 5 fields, Quartz"
                + " wants 6 or 7 with the seconds first), write a Quartz cron expression like \"0"
                + " 30 2 ? * MON-FRI\""),
        row(
            "a schedule with both days",
            SCHEDULE,
            "    schedule: \"0 30 2 * * *\"\n",
            "15:15: jobs.nightly.schedule: \"0 30 2 * * *\" is no schedule (Support for specifying"
                + " both a day-of-week AND a day-of-month parameter is not implemented), write a"
                + " Quartz cron expression like \"0 30 2 ? * MON-FRI\""),
        row(
            "a schedule for a day that never comes",
            SCHEDULE,
            "    schedule: \"0 0 0 30 2 ?\"\n",
            "15:15: jobs.nightly.schedule: \"0 0 0 30 2 ?\" is no schedule (names a day that never"
                + " comes), write a Quartz cron expression like \"0 30 2 ? * MON-FRI\""),
        row(
            "a schedule with an hour 25",
            SCHEDULE,
            "    schedule: \"0 0 25 ? * MON\"\n",
            "15:15: jobs.nightly.schedule: \"0 0 25 ? * MON\" is no schedule (Hour values must be"
                + " between 0 and 23), write a Quartz cron expression like \"0 30 2 ? * MON-FRI\""),
        row(
            "a time zone with a typing mistake",
            SCHEDULE,
            SCHEDULE + "    time-zone: Europe/Amsterdm\n",
            "16:16: jobs.nightly.time-zone: \"Europe/Amsterdm\" is no time zone, did you mean"
                + " Europe/Amsterdam?"),
        row(
            "a time zone that resembles none",
            SCHEDULE,
            SCHEDULE + "    time-zone: Atlantis\n",
            "16:16: jobs.nightly.time-zone: \"Atlantis\" is no time zone, write a time zone like"
                + " Europe/Amsterdam or UTC"),
        row(
            "a time zone without a schedule",
            SCHEDULE,
            "    time-zone: UTC\n",
            "15:16: jobs.nightly.time-zone: belongs to a schedule, add schedule, or leave it out"),
        row(
            "a rule without its time",
            WHEN,
            "    when: password-older-than\n",
            "16:11: jobs.nightly.when: password-older-than lacks its time, write"
                + " {password-older-than: 90d}"),
        row(
            "a rule that does not exist",
            WHEN,
            "    when: sometimes\n",
            "16:11: jobs.nightly.when: \"sometimes\" is no rule, write always, or one of"
                + " {password-older-than: 90d} and the like"),
        row(
            "a rule with a typing mistake",
            WHEN,
            "    when: {password-older-then: 90d}\n",
            "16:12: jobs.nightly.when.password-older-then: is no key here, did you mean"
                + " password-older-than?"),
        row(
            "two rules",
            WHEN,
            "    when: {password-older-than: 90d, inactive-for: 90d}\n",
            "16:11: jobs.nightly.when: holds 2 rules, keep one, and write a second job for"
                + " another"),
        row(
            "no rule",
            WHEN,
            "    when: {}\n",
            "16:11: jobs.nightly.when: holds no rule, write always, or one of {password-older-than:"
                + " 90d} and the like"),
        row(
            "a rule of no time",
            WHEN,
            "    when: {inactive-for: 0d}\n",
            "16:26: jobs.nightly.when.inactive-for: is no time at all, write for example 30s, 15m,"
                + " 12h, 90d or 1d12h"),
        row(
            "an action that does not exist",
            DO,
            "    do: force_change\n",
            "17:9: jobs.nightly.do: \"force_change\" is not known here, did you mean"
                + " force-change?"),
        row(
            "an action that people ask for by name",
            DO,
            "    do: restore\n",
            "17:9: jobs.nightly.do: restore is not done by this version, write one of reset,"
                + " force-change, force-change-off, expire, spread, never-expire, never-expire-off,"
                + " unlock, disable, enable, remind, sync, remove, purge"),
        row(
            "a deletion of some of those whose time is over",
            DO,
            "    do: purge\n    select: {filter: \"(uid=*)\"}\n",
            UNSEALED,
            "18:13: jobs.nightly.select: is not for do: purge, leave it out: nothing narrows it"
                + " down"),
        row(
            "a deletion by another age than that of the removal",
            "    when: always\n    do: force-change\n",
            "    when: {inactive-for: 30d}\n    do: purge\n",
            "16:11: jobs.nightly.when: is not for do: purge, which goes by each removal's"
                + " purge-after, write when: always",
            UNSEALED),
        row("a deletion of what nobody could open", DO, "    do: purge\n", UNSEALED),
        row(
            "a reminder of an end that the rule does not know",
            DO,
            "    do: remind\n",
            "16:11: jobs.nightly.when: does not say when a password ends, write {expires-within:"
                + " 14d} for do: remind"),
        row(
            "a reset without a way to the person",
            DO,
            "    do: reset\n",
            "13:3: jobs.nightly.deliver: is missing, write deliver: mail"),
        row(
            "a reset shown to nobody",
            DO,
            "    do: reset\n    deliver: show\n",
            "18:14: jobs.nightly.deliver: show needs a person at the terminal, which a job has not,"
                + " write mail"),
        row(
            "a reset by a link without a portal",
            DO,
            "    do: reset\n    deliver: link\n",
            "18:14: jobs.nightly.deliver: link leads to the portal, and there is no web with a"
                + " public-url, write mail"),
        row(
            "a way to the person where nothing is delivered",
            DO,
            DO + "    deliver: mail\n",
            "18:14: jobs.nightly.deliver: is for do: reset, leave it out for do: force-change"),
        row(
            "must-change where there is no reset",
            DO,
            DO + "    must-change: false\n",
            "18:18: jobs.nightly.must-change: is for do: reset, leave it out for do: force-change"),
        row(
            "mail that nothing sends",
            DO + BRAKE + "mail:\n  folder: mail\n",
            "    do: reset\n    deliver: mail\n",
            "17:9: jobs.nightly.do: reset sends mail, and nothing says how, add mail: {folder:"
                + " /var/lib/keyturn/mail}"),
        row(
            "a selection outside of the accounts",
            DO,
            DO + "    select: {base: \"ou=services,dc=example,dc=com\"}\n",
            "18:20: jobs.nightly.select.base: \"ou=services,dc=example,dc=com\" is not below the"
                + " directory's accounts, write a DN below \"ou=people,dc=example,dc=com\""),
        row(
            "a selection with a broken filter in a list",
            DO,
            DO + "    select: {filter: [\"(a=b)\", \"(a=b\"]}\n",
            "18:32: jobs.nightly.select.filter[1]: \"(a=b\" is no LDAP filter (it has an opening"
                + " parenthesis at position 0 without the expected closing parenthesis at position"
                + " 3), write a filter like \"(employeeType=staff)\""),
        row(
            "waves without a size",
            DO,
            DO + "    waves: {every: 1d}\n",
            "18:5: jobs.nightly.waves.size: is missing, write size: 200"));
  }
}
