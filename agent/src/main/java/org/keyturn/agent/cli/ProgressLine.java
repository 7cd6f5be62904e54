package org.keyturn.agent.cli;

import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;
import org.keyturn.agent.account.Action;
import org.keyturn.agent.run.Progress;

/** One line with a bar, count, rate, time left and failures so far; only on a terminal. */
final class ProgressLine implements Progress, AutoCloseable {

  /** A run this small is over before a bar says anything. */
  private static final int WORTH_A_BAR = 50;

  private final Screen screen;
  private final Action action;
  private @Nullable ProgressBar bar;
  private long failures;

  ProgressLine(Screen screen, Action action) {
    this.screen = screen;
    this.action = action;
  }

  @Override
  public void started(long accounts) {
    if (accounts < WORTH_A_BAR || !screen.showsProgress()) {
      return;
    }
    bar =
        new ProgressBarBuilder()
            .setTaskName(action.id())
            .setInitialMax(accounts)
            .setStyle(ProgressBarStyle.ASCII)
            .setUpdateIntervalMillis(200)
            .showSpeed()
            .setConsumer(new ConsoleProgressBarConsumer(screen.err(), screen.width() - 1))
            .build();
  }

  @Override
  public void advanced(long accounts, long failed) {
    failures += failed;
    ProgressBar current = bar;
    if (current != null) {
      current.stepBy(accounts);
      current.setExtraMessage(failures == 0 ? "" : failures + " failed");
    }
  }

  @Override
  public void waiting(String why) {
    ProgressBar current = bar;
    if (current == null) {
      screen.note("Waiting: " + why);
    } else {
      current.setExtraMessage("waiting: " + why);
    }
  }

  @Override
  public void close() {
    ProgressBar current = bar;
    if (current != null) {
      current.close();
      bar = null;
    }
  }
}
