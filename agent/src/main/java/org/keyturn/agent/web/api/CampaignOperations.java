package org.keyturn.agent.web.api;

import java.util.List;
import java.util.Optional;
import org.keyturn.agent.console.ActRuns;
import org.keyturn.agent.console.Command;
import org.keyturn.agent.console.RunHistory;
import org.keyturn.agent.console.RunNow;
import org.keyturn.agent.document.Document;
import org.keyturn.agent.journal.Campaign;
import org.keyturn.agent.journal.Campaigns;
import org.keyturn.agent.report.CampaignDocument;

/** Runs that go wave by wave: that no other wave starts, and that they go on. */
public final class CampaignOperations extends Operations {

  private static final Document<CampaignDocument.Told> KEYS = CampaignDocument.KEYS;

  private final ActRuns runs;
  private final RunHistory history;
  private final Campaigns campaigns;

  public CampaignOperations(ActRuns runs, RunHistory history, Campaigns campaigns) {
    this.runs = runs;
    this.history = history;
    this.campaigns = campaigns;
  }

  @Override
  String tag() {
    return "campaigns";
  }

  @Override
  List<Operation<?, ?>> all() {
    return List.of(
        Operation.post(
                "/runs/{run}/pause",
                Command.class,
                "pauseCampaign",
                "Start no other wave; the one that goes on ends")
            .takes(PlanInput.REASON)
            .answers(KEYS, this::pause),
        Operation.post(
                "/runs/{run}/go-on",
                Command.class,
                "continueCampaign",
                "Start the next wave when it is due")
            .answers(KEYS, this::goOn));
  }

  private CampaignDocument.Told told(Call call, Command admin) {
    String run = call.path("run");
    RunNow now =
        runs.now(admin, run)
            .filter(known -> known.run().isPresent())
            .orElseThrow(() -> Problem.notFound("There is no run " + run));
    Optional<Campaign> campaign = campaigns.find(run);
    return new CampaignDocument.Told(
        campaign.orElseThrow(
            () -> Problem.of(Problem.Kind.CONFLICT, "It is carried out in one go, without waves")),
        now.tally());
  }

  private CampaignDocument.Told pause(Call call, Command admin) {
    CampaignDocument.Told before = told(call, admin);
    if (before.campaign().paused().isPresent()) {
      throw Problem.of(Problem.Kind.CONFLICT, "It rests already");
    } else if (!history.pause(admin, call.path("run"), PlanInput.reason(call))) {
      throw Problem.of(Problem.Kind.CONFLICT, "It is done");
    }
    return told(call, admin);
  }

  private CampaignDocument.Told goOn(Call call, Command admin) {
    told(call, admin);
    if (!history.goOn(admin, call.path("run"))) {
      throw Problem.of(Problem.Kind.CONFLICT, "It does not rest");
    }
    return told(call, admin);
  }
}
