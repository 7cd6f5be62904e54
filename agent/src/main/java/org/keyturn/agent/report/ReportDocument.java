package org.keyturn.agent.report;

import java.util.Optional;
import org.keyturn.agent.policy.AccountState;
import tools.jackson.core.JsonGenerator;

/** The JSON of a {@link Report}; its keys are a contract. Times are ISO-8601 in UTC. */
public final class ReportDocument {

  private ReportDocument() {}

  /** The keys, without the braces. */
  public static void write(JsonGenerator g, Report report) {
    Figures figures = report.figures();
    g.writeStringProperty("directory", report.directory());
    Documents.time(g, "at", Optional.of(figures.at()));
    Documents.text(g, "selection", Optional.of(report.whom()).filter(whom -> !whom.isBlank()));
    g.writeStringProperty("within", figures.soon().toString());
    counted(g, figures.all());
    g.writeName("states");
    g.writeStartObject();
    for (AccountState state : AccountState.values()) {
      count(g, state.id(), figures.of(state));
    }
    g.writeEndObject();
    if (figures.neverSignedIn().isPresent()) {
      count(g, "neverSignedIn", figures.neverSignedIn().get());
    } else {
      g.writeNullProperty("neverSignedIn");
    }
    g.writeBooleanProperty("recoveryAddressesKnown", report.addressesKnown());
    expiry(g, figures);
    admins(g, figures.admins());
    Documents.time(g, "runsSince", Optional.of(figures.at().minus(report.since())));
    Documents.array(g, "campaigns", a -> report.courses().forEach(course -> course(a, course)));
    g.writeBooleanProperty("moreCampaigns", report.moreCourses());
  }

  private static void expiry(JsonGenerator g, Figures figures) {
    g.writeName("expiry");
    g.writeStartObject();
    count(g, "expired", figures.of(AccountState.EXPIRED));
    Documents.array(
        g,
        "weeks",
        a -> {
          for (Figures.Week week : figures.weeks()) {
            a.writeStartObject();
            Documents.time(a, "from", Optional.of(week.from()));
            Documents.time(a, "until", Optional.of(week.until()));
            counted(a, week.count());
            a.writeEndObject();
          }
        });
    count(g, "later", figures.later());
    count(g, "never", figures.of(AccountState.NEVER_EXPIRES));
    count(g, "unknown", figures.untold());
    g.writeEndObject();
  }

  private static void admins(JsonGenerator g, Figures.Admins admins) {
    g.writeName("admins");
    g.writeStartObject();
    g.writeNumberProperty("accounts", admins.count());
    g.writeNumberProperty("withoutRecovery", admins.unreachable());
    Documents.array(
        g,
        "shown",
        a ->
            admins
                .shown()
                .forEach(
                    admin -> {
                      a.writeStartObject();
                      a.writeStringProperty("login", admin.login());
                      a.writeStringProperty("dn", admin.dn());
                      Documents.text(a, "name", admin.name());
                      a.writeEndObject();
                    }));
    g.writeEndObject();
  }

  private static void course(JsonGenerator g, Course course) {
    g.writeStartObject();
    Documents.run(g, course.run(), course.tally());
    course
        .campaign()
        .ifPresentOrElse(
            campaign -> CampaignDocument.write(g, campaign, course.tally()),
            () -> g.writeNullProperty("campaign"));
    CampaignDocument.write(g, course.followUp());
    Documents.array(
        g,
        "days",
        a -> {
          for (Course.Day day : course.days()) {
            a.writeStartObject();
            Documents.time(a, "from", Optional.of(day.from()));
            a.writeNumberProperty("written", day.written());
            a.writeNumberProperty("changed", day.changed());
            a.writeEndObject();
          }
        });
    g.writeEndObject();
  }

  private static void count(JsonGenerator g, String name, Count count) {
    g.writeName(name);
    g.writeStartObject();
    counted(g, count);
    g.writeEndObject();
  }

  private static void counted(JsonGenerator g, Count count) {
    g.writeNumberProperty("accounts", count.accounts());
    g.writeNumberProperty("disabled", count.disabled());
  }
}
