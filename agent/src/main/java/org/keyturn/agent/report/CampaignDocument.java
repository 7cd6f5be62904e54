package org.keyturn.agent.report;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.keyturn.agent.document.Document;
import org.keyturn.agent.journal.Campaign;
import org.keyturn.agent.journal.Tally;
import org.keyturn.agent.journal.Waves;
import tools.jackson.core.JsonGenerator;

/** The JSON of a campaign, within the document of its run; its keys are a contract. */
public final class CampaignDocument {

  /** A campaign and what came of its run so far. */
  public record Told(Campaign campaign, Tally tally) {
    private boolean goesOn() {
      return tally.open() > 0;
    }

    private Waves waves() {
      return campaign.waves();
    }
  }

  public static final Document<Told> KEYS =
      Document.<Told>of("Campaign")
          .number("size", "Accounts in a wave.", t -> t.waves().size())
          .number(
              "canary", "Accounts in the first wave; 0: as in the others.", t -> t.waves().canary())
          .text("every", "From one wave to the next, ISO-8601.", t -> t.waves().every().toString())
          .decimal(
              "maxFailedPercent",
              "Failures of a wave beyond which no other starts.",
              t -> t.waves().maxFailedPercent())
          .maybe("hours", "When waves may start.", t -> t.waves().hours().hours())
          .text("timeZone", "Of the hours.", t -> t.waves().hours().zone().getId())
          .words(
              "holidays",
              "On these days none starts.",
              List.of(),
              t -> t.waves().hours().holidays().stream().map(LocalDate::toString).toList())
          .number("wave", "The one that was started last.", t -> t.campaign().wave())
          .number("wavesDone", "Those that ended.", t -> t.campaign().done())
          .number(
              "wavesToCome", "Those that were not started.", t -> toCome(t.campaign(), t.tally()))
          .maybeTime(
              "next",
              "When the next starts.",
              t -> t.goesOn() ? t.campaign().dueAt() : Optional.empty())
          .maybe(
              "paused",
              "Why none starts.",
              t -> t.goesOn() ? t.campaign().paused() : Optional.empty());

  private CampaignDocument() {}

  /** How many waves are still to be started. */
  public static long toCome(Campaign campaign, Tally tally) {
    return campaign.waves().toCome(tally.open() - campaign.left(), campaign.wave());
  }

  /**
   * The key {@code campaign} and its object.
   *
   * @param tally the run's
   */
  public static void write(JsonGenerator g, Campaign campaign, Tally tally) {
    g.writeName("campaign");
    KEYS.write(g, new Told(campaign, tally));
  }

  /** The key {@code since} and its object; null where the directory could not be asked. */
  public static void write(JsonGenerator g, Optional<FollowUp> followUp) {
    g.writeName("since");
    if (followUp.isEmpty()) {
      g.writeNull();
      return;
    }
    g.writeStartObject();
    g.writeNumberProperty("asked", followUp.get().asked());
    for (FollowUp.Since since : FollowUp.Since.values()) {
      g.writeNumberProperty(since.key(), followUp.get().of(since));
    }
    g.writeEndObject();
  }
}
