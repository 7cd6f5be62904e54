package org.keyturn.agent.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.keyturn.agent.Daemon;
import org.keyturn.agent.journal.Holder;
import picocli.CommandLine.Command;

@Command(
    name = "agent",
    sortOptions = false,
    description =
        "The daemon: runs the config's jobs at their times and delivers what is owed, until it is"
            + " stopped. Commands work beside it.",
    footer = {"", "Example:", "  keyturn -c /etc/keyturn/keyturn.yaml agent"})
final class AgentCommand extends WithAgent {

  private static final long DRAIN_SECONDS = 30;

  @Override
  Holder.Kind kind() {
    return Holder.Kind.DAEMON;
  }

  @Override
  int call(Desk desk) {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch over = new CountDownLatch(1);
    try (Daemon daemon = new Daemon(desk.agent())) {
      Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(asked, over), "stop"));
      daemon.start();
      asked.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      over.countDown();
    }
    return Exit.DONE;
  }

  private static void stop(CountDownLatch asked, CountDownLatch over) {
    if (over.getCount() == 0) {
      // It could not start; the exit code says why.
      return;
    }
    asked.countDown();
    try {
      boolean unused = over.await(DRAIN_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    // Stopping a daemon is no failure, whatever signal asked for it.
    Runtime.getRuntime().halt(Exit.DONE);
  }
}
