package org.keyturn.agent.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.keyturn.agent.faults.Gate.Kind;
import org.keyturn.agent.faults.Gate.Verdict;
import org.keyturn.agent.faults.Keyturn.Ended;

/** Fault 19: the store's disk is full; no write without the ledger. */
final class FullDiskIT extends FaultPhase {

  private Path disk() {
    return room().resolve("disk");
  }

  @Override
  Path store() {
    return disk().resolve("store");
  }

  @BeforeEach
  void mount() throws IOException {
    Files.createDirectory(disk());
    if (!mounted("mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", disk().toString())) {
      skip("a small file system cannot be mounted here; it takes root");
    }
  }

  @AfterEach
  void unmount() {
    mounted("umount", "-l", disk().toString());
  }

  private static boolean mounted(String... command) {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private void fill() {
    try (OutputStream out = Files.newOutputStream(disk().resolve("ballast"))) {
      byte[] block = new byte[4096];
      while (true) {
        out.write(block);
      }
    } catch (IOException e) {
      // full
    }
  }

  @Test
  void itIsFullBeforeTheRun() throws IOException {
    keyturn().run("runs").expect(0);
    fill();

    reset().await().expect(6);

    assertThat(writes()).isEmpty();
    Files.delete(disk().resolve("ballast"));
    allWell(reset().await());
  }

  @Test
  void itFillsUpUnderWay() throws IOException {
    gate()
        .post(
            (kind, number) -> {
              if (kind == Kind.MODIFY && number == 50) {
                fill();
              }
              return Verdict.PASS;
            });

    Ended ended = reset().await().expect(6);

    assertThat(ended.err()).contains("full");
    gate().leave();
    Files.delete(disk().resolve("ballast"));
    allWell(resume());
  }
}
