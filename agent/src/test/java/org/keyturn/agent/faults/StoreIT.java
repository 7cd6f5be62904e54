package org.keyturn.agent.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.keyturn.agent.faults.Gate.Kind;
import org.keyturn.agent.faults.Gate.Verdict;
import org.keyturn.agent.faults.Keyturn.Ended;

/** Fault 20: the store was deleted, cut, damaged or restored, while nobody was looking. */
final class StoreIT extends FaultPhase {

  private static final int PAGE = 4096;

  private enum Damage {
    DELETED {
      @Override
      void to(Path database) throws IOException {
        Files.delete(database);
      }
    },
    EMPTIED {
      @Override
      void to(Path database) throws IOException {
        Files.write(database, new byte[0]);
      }
    },
    TRUNCATED {
      @Override
      void to(Path database) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(database.toFile(), "rw")) {
          file.setLength(file.length() / 2);
        }
      }
    },
    /** One bit of each page from the middle on. */
    FLIPPED {
      @Override
      void to(Path database) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(database.toFile(), "rw")) {
          for (long at = file.length() / PAGE / 2 * PAGE; at < file.length(); at += PAGE) {
            file.seek(at);
            int value = file.read();
            file.seek(at);
            file.write(value ^ 1);
          }
        }
      }
    };

    abstract void to(Path database) throws IOException;
  }

  private Path database() {
    return store().resolve("keyturn.db");
  }

  /** Dies with some written, some under way and some still to come. */
  private void killedHalfway() {
    AtomicReference<Keyturn.Launched> victim = new AtomicReference<>();
    gate()
        .post(
            (kind, number) -> {
              Keyturn.Launched launched = victim.get();
              if (kind == Kind.MODIFIED && number == 120 && launched != null) {
                launched.kill();
                return Verdict.CUT;
              }
              return Verdict.PASS;
            });
    Keyturn.Launched launched = reset("--rate", "150/s");
    victim.set(launched);
    assertThat(launched.await().exit()).isEqualTo(137);
    gate().leave();
  }

  @ParameterizedTest
  @EnumSource
  void fault20ADamagedStoreIsRefusedAndNothingIsWritten(Damage damage) throws IOException {
    killedHalfway();
    keyturn().run("runs").expect(0); // it settles, and leaves no log beside the database
    int before = writes().size();
    damage.to(database());

    assertThat(resume().expect(6).err()).contains(store().toString());
    reset().await().expect(6);
    keyturn().run("resume", "--rebuild", "--reason", "trying").expect(6);

    assertThat(writes()).hasSize(before);
  }

  /** The database comes from before the end of the run; everything beside it is of today. */
  @Test
  void fault20ARestoredStoreIsRefusedUntilItIsBelievedAndReconciledByReading() throws IOException {
    killedHalfway();
    Path backup = room().resolve("backup.db");
    keyturn().run("audit", "verify").expect(0); // what looks and does not settle anything
    Files.copy(database(), backup);
    copyLog("-wal", store(), room());
    Ended finished = resume();
    allWell(finished);
    Files.copy(backup, database(), StandardCopyOption.REPLACE_EXISTING);
    Files.deleteIfExists(store().resolve("keyturn.db-shm"));
    copyLog("-wal", room(), store());

    assertThat(resume().expect(6).err()).contains("resume --rebuild");
    reset().await().expect(6);
    eachOnce();
    assertThat(keyturn().run("audit", "verify").exit()).isEqualTo(1);

    keyturn().run("resume", "--rebuild", "--reason", "restored from Sunday").expect(0);
    eachOnce();
    keyturn().run("audit", "verify").expect(0);
    Ended runs = keyturn().run("-o", "json", "runs").expect(0);
    assertThat(runs.number("applied")).as("whose write was under way is known").isPositive();
    assertThat(runs.out()).doesNotContainPattern("\"unknown\":[1-9]");

    Ended again = keyturn().run("-o", "json", "resume", runs.run(), "--details");

    assertThat(again.accounted()).isEqualTo(people());
    if (runs.number("applied") < people()) { // else every intent was in the backup
      assertThat(again.out()).as("what the lost part of the ledger wrote").contains("\"stale\":");
    }
    assertThat(again.number("applied") + again.number("skipped")).isEqualTo(people());
    eachOnce();
    // Nobody was given another password than the one that was shown before the restoration.
    Map<String, String> all = new HashMap<>(finished.passwords());
    again.passwords().forEach((who, password) -> assertThat(all).containsEntry(who, password));
    assertThat(slapd().refused(all)).isEmpty();
  }

  private static void copyLog(String which, Path from, Path to) throws IOException {
    Path log = from.resolve("keyturn.db" + which);
    if (Files.exists(log)) {
      Files.copy(log, to.resolve("keyturn.db" + which), StandardCopyOption.REPLACE_EXISTING);
    }
  }
}
