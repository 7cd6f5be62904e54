package org.keyturn.agent.config;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.keyturn.agent.account.Action;
import org.keyturn.agent.directory.DirectorySettings;
import org.keyturn.agent.directory.NormalDn;
import org.keyturn.agent.journal.BusinessHours;
import org.keyturn.agent.journal.Waves;
import org.keyturn.agent.plan.Brake;
import org.keyturn.agent.plan.JobSettings;
import org.keyturn.agent.plan.JobSettings.Select;
import org.keyturn.agent.plan.LinkSettings;
import org.keyturn.agent.policy.Rule;
import org.keyturn.agent.policy.Spreading;
import org.keyturn.agent.schedule.ScheduleSettings;

/** One entry of {@code jobs}. */
final class JobDecoder {

  private static final List<String> ACTIONS =
      Stream.concat(
              Action.ofAnyAccount().stream(), Stream.of(Action.SYNC, Action.REMOVE, Action.PURGE))
          .map(Action::id)
          .toList();
  private static final Set<String> NOT_YET = Set.of("restore");

  private final Map<String, DirectorySettings> directories;
  private final Brake.Limits brake;
  private final Brake.Limits purgeBrake;
  private final Means means;
  private final BusinessHours hours;
  private final List<LinkSettings> links;

  /**
   * What the rest of the config says.
   *
   * @param mail whether it says how mail leaves
   * @param portal whether it says where a link could lead to
   * @param sealing whether it says who can open what is sealed
   */
  record Means(boolean mail, boolean portal, boolean sealing) {}

  /**
   * @param brake what holds for a job that has none of its own
   * @param purgeBrake the same, for one that deletes
   * @param hours when waves may start, and reminders leave
   * @param links who has accounts in several directories
   */
  JobDecoder(
      Map<String, DirectorySettings> directories,
      Brake.Limits brake,
      Brake.Limits purgeBrake,
      Means means,
      BusinessHours hours,
      List<LinkSettings> links) {
    this.directories = directories;
    this.brake = brake;
    this.purgeBrake = purgeBrake;
    this.means = means;
    this.hours = hours;
    this.links = links;
  }

  KeyturnConfig.Job decode(String name, Value value) {
    try (Section section = value.section("write directory, when and do below it")) {
      String directory = References.directory(section, directories.keySet());
      Optional<Value> doing = section.need("do", "force-change");
      Optional<Action> action = doing.flatMap(JobDecoder::action);
      boolean sync = action.equals(Optional.of(Action.SYNC));
      Brake.Limits usual = action.equals(Optional.of(Action.PURGE)) ? purgeBrake : brake;
      boolean saysWhen = sync || action.equals(Optional.of(Action.REMIND)) || section.has("remind");
      Optional<Value> when = saysWhen ? section.find("when") : section.need("when", "always");
      Optional<Rule> rule = when.flatMap(RuleDecoder::decode);
      Optional<Boolean> mustChange = section.find("must-change").flatMap(Scalars::flag);
      Optional<String> deliver = section.find("deliver").flatMap(this::deliver);
      if (action.isPresent()) {
        judge(section, doing.orElseThrow(), action.get(), when, rule);
      }
      if (sync) {
        for (String key : List.of("when", "select")) {
          section
              .find(key)
              .ifPresent(
                  v -> v.fail("is not for do: sync", "leave it out: password-policies says who"));
        }
      }
      Select select =
          section
              .find("select")
              .map(v -> select(v, Optional.ofNullable(directories.get(directory))))
              .orElse(new Select(Optional.empty(), List.of(), Optional.empty()));
      Optional<ScheduleSettings> schedule = ScheduleDecoder.decode(section);
      Optional<RemindDecoder.Remind> remind =
          RemindDecoder.decode(section, action, rule, hours(schedule));
      Optional<Spreading> spreading = SpreadDecoder.decode(section, action);
      Optional<Waves> waves =
          section.find("waves").map(v -> WavesDecoder.decode(v, hours(schedule)));
      JobSettings settings =
          new JobSettings(
              name,
              directory,
              select,
              remind
                  .<Rule>map(r -> new Rule.RemindAt(r.how().reminders()))
                  .or(() -> rule)
                  .orElseGet(Rule.Always::new),
              action.orElse(Action.REMIND),
              section.find("brake").map(v -> BrakeDecoder.decode(v, usual)).orElse(usual),
              mustChange.orElse(true),
              deliver.orElse(""),
              spreading,
              remind.flatMap(RemindDecoder.Remind::testTo),
              section.find("only").flatMap(Scalars::flag).orElse(false));
      action.ifPresent(a -> LinkDecoder.judge(section, links, directory, a));
      Optional<Value> watch = section.find("watch");
      watch
          .filter(v -> !sync)
          .ifPresent(v -> v.fail("is for do: sync", "leave it out for every other"));
      return new KeyturnConfig.Job(
          settings,
          schedule,
          waves,
          watch.flatMap(Scalars::flag).orElse(false),
          remind.map(RemindDecoder.Remind::how));
    }
  }

  /**
   * Hours of the job's own, and what is said to people, are in the zone of its schedule, where
   * nothing else names one.
   */
  private BusinessHours hours(Optional<ScheduleSettings> schedule) {
    return schedule
        .filter(s -> hours.equals(ConfigDecoder.ANY_HOUR))
        .map(s -> new BusinessHours(hours.hours(), s.zone(), hours.holidays()))
        .orElse(hours);
  }

  private static Optional<Action> action(Value value) {
    Optional<String> later =
        value.isText() ? value.text("").filter(NOT_YET::contains) : Optional.empty();
    if (later.isPresent()) {
      value.fail(
          later.get() + " is not done by this version",
          "write one of " + String.join(", ", ACTIONS));
      return Optional.empty();
    }
    return Scalars.choice(value, ACTIONS).flatMap(Action::byId);
  }

  /** Only mail reaches a person while nobody is there to be shown a password. */
  private Optional<String> deliver(Value value) {
    Optional<String> way = value.text("write mail or link");
    if (way.isEmpty() || way.get().equals("mail") || (way.get().equals("link") && means.portal())) {
      return way;
    }
    value.fail(
        switch (way.get()) {
          case "show", "sheet" ->
              way.get() + " needs a person at the terminal, which a job has not";
          case "link" -> "link leads to the portal, and there is no web with a public-url";
          default -> Shown.quoted(way.get()) + " is no way to deliver a password";
        },
        means.portal() ? "write mail or link" : "write mail");
    return Optional.empty();
  }

  private void judge(
      Section section, Value doing, Action action, Optional<Value> when, Optional<Rule> rule) {
    if (action == Action.REMIND
        && rule.filter(r -> !(r instanceof Rule.ExpiresWithin)).isPresent()
        && !section.has("remind")) {
      when.orElseThrow()
          .fail("does not say when a password ends", "write {expires-within: 14d} for do: remind");
    }
    if (action == Action.PURGE) {
      judgePurge(section, doing, when, rule);
    }
    if (action == Action.RESET) {
      section.need("deliver", "mail");
    } else {
      for (String key : List.of("must-change", "deliver")) {
        section
            .find(key)
            .ifPresent(v -> v.fail("is for do: reset", "leave it out for do: " + action));
      }
    }
    if ((action == Action.RESET || action == Action.REMIND) && !means.mail()) {
      doing.fail(
          action + " sends mail, and nothing says how",
          "add mail: {folder: /var/lib/keyturn/mail}");
    }
  }

  /** Each removal says itself when its time is over. */
  private void judgePurge(Section section, Value doing, Optional<Value> when, Optional<Rule> rule) {
    if (!means.sealing()) {
      doing.fail(
          "what is deleted is sealed first, and nothing says who can open it",
          "add sheets: {recipients: [anna.asc]}, a key of gpg --export");
    }
    if (rule.filter(r -> !(r instanceof Rule.Always)).isPresent()) {
      when.orElseThrow()
          .fail(
              "is not for do: purge, which goes by each removal's purge-after",
              "write when: always");
    }
    section
        .find("select")
        .ifPresent(v -> v.fail("is not for do: purge", "leave it out: nothing narrows it down"));
  }

  private static Select select(Value value, Optional<DirectorySettings> directory) {
    try (Section section = value.section("write {filter: \"(employeeType=staff)\"}")) {
      Optional<Value> baseValue = section.find("base");
      Optional<String> base = baseValue.flatMap(Scalars::dn);
      directory
          .map(d -> d.accounts().base())
          .filter(top -> !top.isEmpty() && base.filter(b -> !isBelow(b, top)).isPresent())
          .ifPresent(
              top ->
                  baseValue
                      .orElseThrow()
                      .fail(
                          Shown.quoted(base.orElse("")) + " is not below the directory's accounts",
                          "write a DN below " + Shown.quoted(top)));
      return new Select(
          base,
          Scalars.filters(section.find("filter")),
          section.find("group").flatMap(Scalars::dn));
    }
  }

  private static boolean isBelow(String dn, String top) {
    String inner = NormalDn.of(dn).text();
    String outer = NormalDn.of(top).text();
    return inner.equals(outer) || (inner.endsWith("," + outer) && !inner.endsWith("\\," + outer));
  }
}
