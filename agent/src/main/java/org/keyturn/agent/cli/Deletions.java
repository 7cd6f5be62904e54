package org.keyturn.agent.cli;

import java.util.List;
import org.keyturn.agent.account.Action;
import org.keyturn.agent.config.KeyturnConfig;
import org.keyturn.agent.directory.Directory;
import org.keyturn.agent.directory.Finding;

/** Whether those who were removed can be deleted once their time is over, for {@code check}. */
final class Deletions {

  private Deletions() {}

  /** Nothing where the config has nobody deleted. */
  static List<Finding> findings(Directory directory, KeyturnConfig config) {
    String name = directory.info().name();
    boolean meant =
        config.removal().purgeAfter().isPresent()
            || config.jobs().values().stream()
                .map(KeyturnConfig.Job::settings)
                .anyMatch(job -> job.directory().equals(name) && job.action() == Action.PURGE);
    return meant
        ? directory
            .objectionToDeletion()
            .map(
                why ->
                    Finding.fail(
                        name + ": purge",
                        "nobody can be deleted from the archive: " + why,
                        "give the agent that right, or leave out do: purge and purge-after"))
            .stream()
            .toList()
        : List.of();
  }
}
