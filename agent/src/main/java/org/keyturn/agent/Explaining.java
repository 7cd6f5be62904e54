package org.keyturn.agent;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.keyturn.agent.account.Action;
import org.keyturn.agent.config.KeyturnConfig;
import org.keyturn.agent.report.Explainer;
import org.keyturn.agent.schedule.FireTimes;

/** Which jobs of the config an account can be told to come next. */
final class Explaining {

  /** Not by a job's selection. */
  private static final Set<Action> OF_NOBODY = EnumSet.of(Action.SYNC, Action.PURGE);

  private Explaining() {}

  static List<Explainer.Job> jobs(KeyturnConfig config) {
    return config.jobs().values().stream()
        .filter(job -> !OF_NOBODY.contains(job.settings().action()))
        .map(
            job ->
                new Explainer.Job(
                    job.settings(), from -> job.schedule().flatMap(s -> FireTimes.next(s, from))))
        .toList();
  }
}
