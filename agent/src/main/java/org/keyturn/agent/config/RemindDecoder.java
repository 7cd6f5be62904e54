package org.keyturn.agent.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.keyturn.agent.account.Action;
import org.keyturn.agent.account.Reminders;
import org.keyturn.agent.journal.BusinessHours;
import org.keyturn.agent.journal.Reminding;
import org.keyturn.agent.notify.Recipients;
import org.keyturn.agent.policy.Rule;

/** {@code remind} of a job that reminds; or what {@code when: {expires-within: …}} means there. */
final class RemindDecoder {

  private static final String AT = "write points like [14d, 7d, 3d, 1d, -1d], the longest first";
  private static final String WHOM = "write manager, an address, or a list of them";

  private RemindDecoder() {}

  /**
   * @param testTo where everything goes instead
   */
  record Remind(Reminding how, Optional<String> testTo) {}

  /**
   * @param action what the job does; empty: that could not be told
   * @param rule what its {@code when} says
   * @param hours when messages may leave, where {@code remind} says nothing else
   * @return what is meant; empty for every other action, or where something was reported
   */
  static Optional<Remind> decode(
      Section job, Optional<Action> action, Optional<Rule> rule, BusinessHours hours) {
    Optional<Value> remind = job.find("remind");
    if (action.isPresent() && action.get() != Action.REMIND) {
      remind.ifPresent(v -> v.fail("is for do: remind", "leave it out for do: " + action.get()));
      return Optional.empty();
    }
    if (remind.isEmpty() && !job.has("when") && action.isPresent()) {
      remind = job.need("remind", "{at: [14d, 7d, 3d, 1d, -1d]}");
    }
    if (remind.isEmpty()) {
      return rule.filter(Rule.ExpiresWithin.class::isInstance)
          .map(r -> Reminders.within(((Rule.ExpiresWithin) r).time()))
          .map(r -> new Remind(new Reminding(r, List.of(), hours), Optional.empty()));
    }
    job.find("when")
        .ifPresent(
            v -> v.fail("is not for a job with remind", "leave it out: remind.at says when"));
    return decode(remind.get(), hours);
  }

  private static Optional<Remind> decode(Value value, BusinessHours wider) {
    try (Section section = value.section("write {at: [14d, 7d, 3d, 1d, -1d]}")) {
      Optional<List<Duration>> at =
          section.need("at", "[14d, 7d, 3d, 1d, -1d]").flatMap(RemindDecoder::points);
      Optional<Duration> late = section.find("late").flatMap(Scalars::span);
      Optional<Integer> cap =
          section.find("cap").flatMap(v -> Scalars.whole(v, 1, Integer.MAX_VALUE));
      Optional<Escalation> escalation = section.find("escalate").map(v -> escalation(v, at));
      Optional<String> testTo = section.find("test-to").flatMap(RemindDecoder::testTo);
      BusinessHours hours = HoursDecoder.decode(section, wider);
      return at.map(
          points ->
              new Remind(
                  new Reminding(
                      new Reminders(
                          points,
                          late.orElse(Reminders.LATE),
                          escalation.flatMap(Escalation::from),
                          cap),
                      escalation.map(Escalation::to).orElse(List.of()),
                      hours),
                  testTo));
    }
  }

  private static Optional<List<Duration>> points(Value value) {
    List<Duration> points = new ArrayList<>();
    List<Value> items = value.items(AT);
    for (Value item : items) {
      Optional<Duration> point = point(item);
      if (point.isEmpty()) {
        continue;
      }
      if (!points.isEmpty() && point.get().compareTo(points.get(points.size() - 1)) >= 0) {
        item.fail("comes no later than the one before it", AT);
      } else {
        points.add(point.get());
      }
    }
    return points.isEmpty() || points.size() < items.size()
        ? Optional.empty()
        : Optional.of(points);
  }

  /** {@code -1d}: a day after the end. */
  private static Optional<Duration> point(Value value) {
    Optional<String> text = value.text(AT);
    boolean after = text.filter(t -> t.startsWith("-")).isPresent();
    Optional<Duration> point =
        text.map(t -> after ? t.substring(1) : t).flatMap(DurationText::parse);
    if (text.isPresent() && point.isEmpty()) {
      value.fail(
          Shown.quoted(text.get()) + " is no time before or after the end of a password", AT);
    }
    return after ? point.map(Duration::negated) : point;
  }

  /**
   * @param from empty: something was reported
   */
  private record Escalation(Optional<Duration> from, List<String> to) {}

  private static Escalation escalation(Value value, Optional<List<Duration>> points) {
    try (Section section = value.section("write {from: 3d, to: manager}")) {
      Optional<Value> fromValue = section.need("from", "3d");
      Optional<Duration> from = fromValue.flatMap(RemindDecoder::point);
      if (from.isPresent()
          && points.filter(all -> all.get(all.size() - 1).compareTo(from.get()) > 0).isPresent()) {
        fromValue
            .orElseThrow()
            .fail("comes after the last point, so that nobody would be told", "write one of at");
      }
      List<String> to = new ArrayList<>();
      for (Value item : section.need("to", "manager").map(v -> v.items(WHOM)).orElse(List.of())) {
        whom(item).ifPresent(to::add);
      }
      return new Escalation(from, to);
    }
  }

  /** What is easily forgotten is said by {@code check}. */
  private static Optional<String> testTo(Value value) {
    Optional<String> address = address(value);
    address.ifPresent(to -> value.note("everything goes to " + to + ", and nobody is told"));
    return address;
  }

  private static Optional<String> whom(Value value) {
    Optional<String> text = value.text(WHOM);
    return text.filter(Reminding.MANAGER::equals).isPresent() ? text : address(value);
  }

  private static Optional<String> address(Value value) {
    String right = "write one address like it@example.com";
    Optional<String> text = value.text(right);
    if (text.isPresent() && !(Recipients.parse(text.get()) instanceof Recipients.One)) {
      value.fail(Shown.quoted(text.get()) + " is no mail address", right);
      return Optional.empty();
    }
    return text;
  }
}
