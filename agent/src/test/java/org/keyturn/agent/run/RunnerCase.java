package org.keyturn.agent.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.keyturn.agent.journal.Run;
import org.keyturn.agent.journal.Tally;
import org.keyturn.agent.run.RunResult.Ending;

/** Runs of twenty-five accounts, in a directory that answers as a test wants. */
abstract class RunnerCase {

  static final int ACCOUNTS = 25;

  @TempDir Path folder;
  Stage stage;
  FakeDirectory directory;

  @BeforeEach
  void open() {
    stage = new Stage(folder.resolve("store"), ACCOUNTS);
    directory = stage.directory;
  }

  @AfterEach
  void close() {
    stage.close();
  }

  static void accounted(RunResult result) {
    Tally tally = result.tally();
    assertThat(
            tally.applied() + tally.alreadySo() + tally.skipped() + tally.failed() + tally.parked())
        .isEqualTo(ACCOUNTS);
  }

  /** Each password that was shown is the one that the account has. */
  void everyShownPasswordWorks() {
    stage.shown.forEach(
        (login, password) -> assertThat(directory.password(login)).as(login).isEqualTo(password));
  }

  void allDone(RunResult result) {
    assertThat(result.ending()).isEqualTo(Ending.DONE);
    assertThat(result.tally().applied()).isEqualTo(ACCOUNTS);
    assertThat(result.run().state()).isEqualTo(Run.State.DONE);
    assertThat(stage.shown).hasSize(ACCOUNTS);
    everyShownPasswordWorks();
  }
}
