package org.keyturn.agent.report;

import java.time.Duration;
import java.time.ZoneId;
import java.util.List;

/**
 * All that {@code report} shows.
 *
 * @param directory the config's name of it
 * @param whom whose accounts the figures are about, for people; blank: everyone's
 * @param addressesKnown whether the config names an attribute for addresses that do not hang on the
 *     password; without one nobody has any
 * @param zone where days and weeks begin
 * @param figures about the accounts
 * @param since how far back runs are looked for
 * @param courses runs that many people noticed, newest first, of everyone
 * @param moreCourses whether there are older ones that are not shown
 */
public record Report(
    String directory,
    String whom,
    boolean addressesKnown,
    ZoneId zone,
    Figures figures,
    Duration since,
    List<Course> courses,
    boolean moreCourses) {

  public Report {
    courses = List.copyOf(courses);
  }
}
