package org.keyturn.agent.report;

import java.util.LinkedHashMap;
import java.util.Map;
import org.keyturn.agent.journal.Campaign;
import org.keyturn.agent.journal.Run;
import org.keyturn.agent.plan.Printable;

/** Where a {@link Course} stands, in words. */
public final class CourseWords {

  private CourseWords() {}

  /** "2 of 5 waves through, the next on 28 Nov", "begun on 27 Nov, done". */
  public static String stands(Course course, Dates dates) {
    String begun = "begun on " + dates.day(course.run().startedAt());
    boolean done = course.run().state() == Run.State.DONE;
    if (course.campaign().isEmpty()) {
      return begun + (done ? ", done" : ", unfinished");
    }
    Campaign campaign = course.campaign().get();
    long all = campaign.wave() + CampaignDocument.toCome(campaign, course.tally());
    return begun
        + ", "
        + Phrases.number(done ? all : campaign.done())
        + " of "
        + Phrases.count(all, "wave", "waves")
        + " through"
        + (done ? "" : next(campaign, dates));
  }

  private static String next(Campaign campaign, Dates dates) {
    return campaign
        .paused()
        .map(why -> ", paused: " + Printable.line(why))
        .or(() -> campaign.dueAt().map(due -> ", goes on " + dates.moment(due)))
        .orElse(", under way");
  }

  /** What became of whom, with its number; what is nobody's is left out but for the first two. */
  public static Map<String, Long> facts(Course course) {
    Map<String, Long> facts = new LinkedHashMap<>();
    facts.put(course.followUp().isPresent() ? "asked" : "done", course.tally().applied());
    course
        .followUp()
        .ifPresent(
            f -> {
              facts.put("chose another password", f.of(FollowUp.Since.CHANGED));
              some(facts, "must still", f.of(FollowUp.Since.MUST_CHANGE));
              some(facts, "asked for nothing any more", f.of(FollowUp.Since.UNCHANGED));
              some(facts, "gone", f.of(FollowUp.Since.GONE));
            });
    some(facts, "to come", course.tally().open());
    some(
        facts, "failed", course.tally().failed() + course.tally().parked() - course.tally().open());
    some(facts, "left alone", course.tally().skipped() + course.tally().alreadySo());
    return facts;
  }

  private static void some(Map<String, Long> facts, String what, long n) {
    if (n > 0) {
      facts.put(what, n);
    }
  }
}
