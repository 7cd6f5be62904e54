package org.keyturn.agent.report;

import java.util.Locale;
import java.util.Optional;
import org.keyturn.agent.journal.Campaign;
import org.keyturn.agent.journal.Ledger;
import org.keyturn.agent.journal.Run;

/** Where a run stands, in one word. */
public enum RunState {
  DONE,
  RUNNING,
  /** A campaign between two waves: nobody has to do anything. */
  WAITING,
  /** A campaign that goes on when somebody says resume. */
  PAUSED,
  UNFINISHED;

  public static RunState of(Ledger ledger, Run run) {
    if (run.state() == Run.State.DONE) {
      return DONE;
    }
    if (ledger.runs().aliveHolder(run.id()).isPresent() && run.stoppedBy().isEmpty()) {
      return RUNNING;
    }
    Optional<Campaign> campaign = ledger.campaigns().find(run.id());
    if (campaign.flatMap(Campaign::paused).isPresent()) {
      return PAUSED;
    }
    return campaign.flatMap(Campaign::dueAt).isPresent() ? WAITING : UNFINISHED;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
