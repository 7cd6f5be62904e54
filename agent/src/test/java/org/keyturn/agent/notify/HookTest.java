package org.keyturn.agent.notify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyturn.agent.journal.AuditTrail;
import org.keyturn.agent.journal.Channel;
import org.keyturn.agent.journal.Message;

/** Programs that are run for an event. */
final class HookTest {

  @TempDir Path folder;

  private Gateway.HandOver run(String script, Duration timeout) throws IOException {
    return new Hook(new HookSettings(program(script), Set.of(EventKind.RUN_FINISHED), timeout))
        .tell(event());
  }

  private Path program(String script) throws IOException {
    Path file = Files.writeString(folder.resolve("hook"), "#!/bin/sh\n" + script + "\n");
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
  }

  private static Message event() {
    MemoryOutbox outbox = new MemoryOutbox(People.NOW);
    AuditTrail.Entry entry =
        new AuditTrail.Entry(
            7,
            Instant.parse("2026-11-24T07:59:58Z"),
            "schedule",
            "run-done",
            "corp",
            Optional.of("R1"),
            "$(touch owned); `id`",
            Map.of(),
            "a".repeat(64));
    outbox.add(EventMessage.of(EventKind.RUN_FINISHED, entry, Channel.HOOK, "note"));
    return outbox.get(1);
  }

  private static String reason(Gateway.HandOver result) {
    return result instanceof Gateway.TryLater later ? later.reason() : "";
  }

  @Test
  void readsTheEventOnItsInputAndHasNoArgumentsAndNextToNoEnvironment() throws Exception {
    Path said = folder.resolve("said");
    Gateway.HandOver result =
        run(
            "{ cat; echo; echo \"$# $PWD\"; env | sed 's/=.*//' | grep -v -e PWD -e SHLVL -e '^_$'"
                + " | sort | tr '\\n' ' '; } > "
                + said,
            Duration.ofSeconds(20));
    assertThat(result).isEqualTo(new Gateway.Taken());
    assertThat(Files.readString(said).lines())
        .containsExactly(
            "{\"id\":\""
                + "a".repeat(32)
                + "\",\"event\":\"run-finished\",\"seq\":7,"
                + "\"at\":\"2026-11-24T07:59:58Z\",\"actor\":\"schedule\",\"directory\":\"corp\","
                + "\"run\":\"R1\",\"subject\":\"$(touch owned); `id`\",\"details\":{}}",
            "0 /",
            "LANG PATH ");
  }

  @Test
  void anotherExitCodeIsTriedAgainWithTheFirstLineOfItsErrors() throws Exception {
    assertThat(
            reason(
                run(
                    "printf 'no route\\033[2J to chat\\nmore\\n' >&2; seq 100000 >&2; exit 3",
                    Duration.ofSeconds(20))))
        .endsWith("ended with exit code 3: no route to chat");
    assertThat(reason(run("exit 1", Duration.ofSeconds(20)))).endsWith("exit code 1.");
  }

  @Test
  void oneThatDoesNotEndIsStoppedWithItsChildren() throws Exception {
    Path child = folder.resolve("child");
    assertThat(reason(run("sleep 60 & echo $! > " + child + "; wait", Duration.ofMillis(500))))
        .contains("did not end within");
    long pid = Long.parseLong(Files.readString(child).strip());
    Optional<ProcessHandle> left = ProcessHandle.of(pid);
    if (left.isPresent()) {
      assertThat(left.get().onExit().orTimeout(20, java.util.concurrent.TimeUnit.SECONDS))
          .succeedsWithin(Duration.ofSeconds(20));
    }
  }

  @Test
  void oneThatReadsNothingMayEndWellAndOneThatIsGoneIsTriedLater() throws Exception {
    assertThat(run("exec true", Duration.ofSeconds(20))).isEqualTo(new Gateway.Taken());
    HookSettings gone = new HookSettings(folder.resolve("gone"), Set.of(), Duration.ofSeconds(1));
    assertThat(new Hook(gone).tell(event())).isInstanceOf(Gateway.TryLater.class);
    assertThat(new Hook(gone).away()).isPresent();
  }
}
