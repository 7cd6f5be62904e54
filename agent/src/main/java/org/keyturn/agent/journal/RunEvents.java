package org.keyturn.agent.journal;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Audit entries about a run as a whole. */
final class RunEvents {

  private RunEvents() {}

  /** The subject is the job, or for a command its action. */
  static void append(Transaction transaction, Run run, String event, Map<String, String> details) {
    AuditChain.append(
        transaction,
        List.of(
            new AuditChain.Draft(
                run.actor(),
                event,
                run.directory(),
                Optional.of(run.id()),
                run.job().orElse(run.action().id()),
                details)));
  }

  /** Counts as details: {@code SKIPPED protected} → {@code 3}. */
  static Map<String, String> details(List<Runs.Count> counts) {
    Map<String, String> details = new TreeMap<>();
    for (Runs.Count count : counts) {
      details.put((count.state() + " " + count.reason()).strip(), Long.toString(count.accounts()));
    }
    return details;
  }
}
