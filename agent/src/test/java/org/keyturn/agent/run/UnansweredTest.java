package org.keyturn.agent.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyturn.agent.account.Action;
import org.keyturn.agent.journal.AuditTrail;
import org.keyturn.agent.journal.Item;
import org.keyturn.agent.run.FakeDirectory.Fault;
import org.keyturn.agent.run.RunResult.Ending;

/** Every write beyond the first is caused by an {@code UNKNOWN} that the audit trail has. */
final class UnansweredTest {

  private static final int ACCOUNTS = 25;

  @TempDir Path folder;
  private Stage stage;
  private FakeDirectory directory;

  @BeforeEach
  void open() {
    stage = new Stage(folder.resolve("store"), ACCOUNTS);
    directory = stage.directory;
  }

  @AfterEach
  void close() {
    stage.close();
  }

  private List<String> trail() {
    List<String> trail = new ArrayList<>();
    stage
        .ledger
        .audit()
        .entries(Instant.EPOCH, entry -> trail.add(entry.event() + " " + entry.subject()));
    return trail;
  }

  /** Never more writes than one and those that the trail gives a cause for. */
  private void everyExtraWriteHasItsCause() {
    List<String> trail = trail();
    for (int i = 0; i < ACCOUNTS; i++) {
      String unknown = "account-unknown u" + i;
      assertThat(directory.arrived("u" + i).size())
          .as("u" + i)
          .isLessThanOrEqualTo(1 + (int) trail.stream().filter(unknown::equals).count());
      assertThat(directory.arrived("u" + i).stream().distinct()).as("u" + i).hasSize(1);
    }
    assertThat(stage.ledger.audit().verify(Optional.empty()))
        .isInstanceOf(AuditTrail.Verdict.Intact.class);
  }

  @Test
  void whatAnEndedProcessSentWithoutRecordingItIsSentAgainWithItsCause() {
    directory.script("u3", Fault.DEFECT, Fault.DEFECT);
    for (int death = 1; death <= 2; death++) {
      if (death == 1) {
        assertThatThrownBy(() -> stage.carryOut(Action.RESET, "show"))
            .isInstanceOf(IllegalStateException.class);
      } else {
        assertThatThrownBy(stage::resume).isInstanceOf(IllegalStateException.class);
      }
      // Nobody looked yet: what is under way may still be answered.
      assertThat(stage.ledger.runs().list(1)).hasSize(1);
      assertThat(stage.item(stage.ledger.runs().list(1).get(0), "u3").state())
          .isEqualTo(Item.State.INTENT);
      assertThat(trail().stream().filter("account-unknown u3"::equals)).hasSize(death - 1);
    }

    RunResult result = stage.resume();

    assertThat(result.ending()).isEqualTo(Ending.DONE);
    assertThat(result.tally().applied()).isEqualTo(ACCOUNTS);
    assertThat(directory.arrived("u3")).hasSize(3);
    assertThat(trail().stream().filter("account-unknown u3"::equals)).hasSize(2);
    assertThat(trail().lastIndexOf("account-unknown u3"))
        .isLessThan(trail().indexOf("account-applied u3"));
    everyExtraWriteHasItsCause();
  }

  @Test
  void aWriteWithoutAnAnswerIsSentAgainWithItsCause() {
    directory.script("u3", Fault.LOST, Fault.LOST);
    directory.script("u7", Fault.LATE);

    assertThat(stage.carryOut(Action.RESET, "show").ending()).isEqualTo(Ending.DONE);

    assertThat(directory.arrived("u3")).hasSize(3);
    everyExtraWriteHasItsCause();
  }
}
