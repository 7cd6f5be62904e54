package org.keyturn.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.keyturn.agent.account.Action;
import org.keyturn.agent.config.ConfigFile;
import org.keyturn.agent.directory.AccountKey;
import org.keyturn.agent.journal.Holder;
import org.keyturn.agent.plan.PlanOptions;
import org.keyturn.agent.schedule.Scheduled.Settlement;

/** {@code do: purge}, as the daemon's schedule starts it. */
final class ScheduledPurgeTest extends Leavers {

  private static final String JOB =
      "jobs: {purge-former: {directory: corp, schedule: \"0 0 4 ? * SUN\", when: always, do:"
          + " purge}}\n";

  private static String removed(Duration kept) {
    String login = person();
    PlanOptions options = PlanOptions.remove(false, Optional.of(kept));
    assertRemoved(carryOut(plan(Action.REMOVE, options, AccountKey.Kind.LOGIN, login)));
    return login;
  }

  private static Agent withJob() throws Exception {
    Path config = folder.resolve("scheduled.yaml");
    String plain = Files.readString(folder.resolve("keyturn.yaml"));
    Files.writeString(
        config,
        plain.replace("removal: {", "removal: {purge-brake: {max: 1, max-percent: 100}, ") + JOB);
    Clock later = Clock.offset(Clock.systemUTC(), Duration.ofMinutes(3));
    return new Agent(ConfigFile.load(config), later, Holder.Kind.COMMAND);
  }

  @Test
  void whoseTimeIsOverIsDeletedUnderTheBrakeOfPurges() throws Exception {
    String login = removed(Duration.ofMinutes(1));
    String other = removed(Duration.ofMinutes(1));
    String longer = removed(Duration.ofDays(30));
    try (Agent scheduled = withJob();
        Daemon daemon = new Daemon(scheduled)) {
      Settlement over = daemon.carryOut("purge-former", Instant.now());
      assertThat(over.run()).isEmpty();
      assertThat(over.detail())
          .startsWith("brake: 2 accounts would change, the limit is 1 (removal.purge-brake.max, ");
      assertThat(admin.getEntry(at(login, "former"))).isNotNull();
      assertRemoved(
          carryOut(
              plan(
                  Action.RESTORE,
                  PlanOptions.restore(false, false),
                  AccountKey.Kind.LOGIN,
                  other)));
      Settlement done = daemon.carryOut("purge-former", Instant.now());
      assertThat(done.run()).as(done.detail()).isPresent();
    }
    assertThat(admin.getEntry(at(login, "former"))).isNull();
    assertThat(admin.getEntry(at(other, "people"))).isNotNull();
    assertThat(admin.getEntry(at(longer, "former"))).isNotNull();
  }
}
