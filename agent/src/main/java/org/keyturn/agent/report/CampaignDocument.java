package org.keyturn.agent.report;

import java.time.LocalDate;
import java.util.Optional;
import org.keyturn.agent.journal.Campaign;
import org.keyturn.agent.journal.Tally;
import tools.jackson.core.JsonGenerator;

/** The JSON of a campaign, within the document of its run; its keys are a contract. */
public final class CampaignDocument {

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
    g.writeStartObject();
    g.writeNumberProperty("size", campaign.waves().size());
    g.writeNumberProperty("canary", campaign.waves().canary());
    g.writeStringProperty("every", campaign.waves().every().toString());
    g.writeNumberProperty("maxFailedPercent", campaign.waves().maxFailedPercent());
    Documents.text(g, "hours", campaign.waves().hours().hours());
    g.writeStringProperty("timeZone", campaign.waves().hours().zone().getId());
    Documents.array(
        g,
        "holidays",
        a ->
            campaign.waves().hours().holidays().stream()
                .map(LocalDate::toString)
                .forEach(a::writeString));
    g.writeNumberProperty("wave", campaign.wave());
    g.writeNumberProperty("wavesDone", campaign.done());
    g.writeNumberProperty("wavesToCome", toCome(campaign, tally));
    Documents.time(g, "next", tally.open() > 0 ? campaign.dueAt() : Optional.empty());
    Documents.text(g, "paused", tally.open() > 0 ? campaign.paused() : Optional.empty());
    g.writeEndObject();
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
