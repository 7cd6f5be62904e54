package org.keyturn.agent.directory;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The page that tells people what each server was seen to do. */
final class DirectoryMatrixTest {

  private final Matrix page = Matrix.of(Matrix.PAGE);

  @Test
  void everyServerWithAContractWasSeenInEveryRow() {
    Set<String> seen = page.seen();
    assertThat(seen)
        .as("run the missing contract with -Dkeyturn.writeDocs=true")
        .hasSize((int) EveryTopicTest.servers().count());
    for (String server : seen) {
      assertThat(Fact.values()).as(server).allMatch(fact -> page.isSeen(server, fact));
    }
  }

  @Test
  void thePageIsAsTheSuiteWouldWriteIt() throws IOException {
    assertThat(page.text()).isEqualTo(Files.readString(Matrix.PAGE));
  }
}
