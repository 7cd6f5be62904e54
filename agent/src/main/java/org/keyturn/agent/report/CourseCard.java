package org.keyturn.agent.report;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.keyturn.agent.plan.Printable;

/** One {@link Course} as a card of the page. */
final class CourseCard {

  private CourseCard() {}

  static Map<String, Object> of(Course course, Dates dates) {
    long applied = course.tally().applied();
    Map<String, Object> card = new HashMap<>();
    card.put("title", Printable.line(course.name()));
    card.put("run", course.run().id());
    card.put("reason", Printable.line(course.run().reason()));
    card.put("stands", CourseWords.stands(course, dates));
    card.put("facts", facts(course));
    card.put("asks", course.followUp().isPresent());
    card.put("goal", Phrases.count(course.goal(), "account", "accounts"));
    card.put("hasChart", course.goal() > 0);
    long written = course.followUp().isPresent() ? applied - course.changed() : applied;
    Bar bar = Bar.of(course.changed(), written, course.goal());
    card.put("changedWidth", bar.first());
    card.put("writtenWidth", bar.second());
    if (course.goal() > 0) {
      card.put("chartWidth", Curve.width(course.days()));
      card.put("height", Curve.HEIGHT);
      card.put("writtenArea", Curve.area(course.days(), course.goal(), Course.Day::written));
      card.put("changedArea", Curve.area(course.days(), course.goal(), Course.Day::changed));
      card.put("changedLine", Curve.line(course.days(), course.goal(), Course.Day::changed));
      card.put("firstDay", dates.day(course.days().get(0).from()));
      card.put("lastDay", dates.day(course.days().get(course.days().size() - 1).from()));
      card.put("days", days(course, dates));
    }
    return card;
  }

  private static List<Map<String, Object>> facts(Course course) {
    return CourseWords.facts(course).entrySet().stream()
        .map(
            fact ->
                Map.<String, Object>of(
                    "factLabel", fact.getKey(), "factNumber", Phrases.number(fact.getValue())))
        .toList();
  }

  /** Those on which something happened. */
  private static List<Map<String, Object>> days(Course course, Dates dates) {
    List<Map<String, Object>> rows = new ArrayList<>();
    for (Course.Day day : course.days()) {
      if (day.written() + day.changed() > 0) {
        rows.add(
            Map.of(
                "day", dates.day(day.from()),
                "dayWritten", Phrases.number(day.written()),
                "dayChanged", Phrases.number(day.changed())));
      }
    }
    return rows;
  }
}
