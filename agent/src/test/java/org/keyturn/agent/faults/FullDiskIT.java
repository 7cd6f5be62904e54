package org.keyturn.agent.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.keyturn.agent.faults.Gate.Kind;
import org.keyturn.agent.faults.Gate.Verdict;
import org.keyturn.agent.faults.Keyturn.Ended;

/** Fault 19: a disk is full. The store and the audit trail are one: no write without the ledger. */
final class FullDiskIT extends FaultPhase {

  private @Nullable Mount mount;

  private Path disk() {
    return room().resolve("disk");
  }

  private Mount mount() {
    return Objects.requireNonNull(mount);
  }

  @Override
  Path store() {
    return disk().resolve("store");
  }

  @BeforeEach
  void makeDisk() {
    mount = Mount.at(disk(), "size=4m");
  }

  @AfterEach
  void removeDisk() {
    mount().close();
  }

  @Test
  void fault19TheStoresDiskIsFullBeforeTheRun() {
    keyturn().run("runs").expect(0);
    mount().fill();

    reset().await().expect(6);

    assertThat(writes()).isEmpty();
    mount().makeRoom();
    allWell(reset().await());
  }

  @Test
  void fault19TheStoresDiskFillsUpUnderWay() {
    gate()
        .post(
            (kind, number) -> {
              if (kind == Kind.MODIFY && number == 50) {
                mount().fill();
              }
              return Verdict.PASS;
            });

    Ended ended = reset().await().expect(6);

    assertThat(ended.err()).contains("full");
    gate().leave();
    mount().makeRoom();
    allWell(resume());
    assertThat(keyturn().run("audit", "verify").expect(0).out()).isNotBlank();
  }

  /** The library of the database unpacks itself there, unless it was unpacked beside the jar. */
  @Test
  void fault19TheTemporaryFolderIsFull() {
    try (Mount temp = Mount.at(room().resolve("temp"), "size=64k")) {
      temp.fill();

      Ended ended =
          keyturn()
              .java(
                  "-Djava.io.tmpdir="
                      + room().resolve("temp")
                      + " -Dorg.sqlite.lib.path="
                      + room().resolve("not-unpacked"))
              .run(resetArguments("show"))
              .expect(6);

      assertThat(ended.err()).contains(room().resolve("temp").toString());
      assertThat(ended.err()).doesNotContain("\tat ");
      assertThat(writes()).isEmpty();
    }
    allWell(reset().await());
  }
}
