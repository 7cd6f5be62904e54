package org.keyturn.agent.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.AppenderBase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyturn.agent.account.Action;
import org.keyturn.agent.journal.Item;
import org.keyturn.agent.journal.Run;
import org.keyturn.agent.run.FakeDirectory.Fault;
import org.slf4j.LoggerFactory;

/** What a thief of the disk and a reader of the logs find of the passwords: nothing. */
final class SilentSecretsTest {

  @TempDir Path folder;
  private Stage stage;
  private final List<String> logged = new CopyOnWriteArrayList<>();
  private final Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
  private final AppenderBase<ILoggingEvent> ear =
      new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
          logged.add(event.getFormattedMessage() + " " + event.getThrowableProxy());
        }
      };
  private final List<Appender<ILoggingEvent>> others = new ArrayList<>();
  private Level before;

  @BeforeEach
  void open() {
    before = root.getLevel();
    root.iteratorForAppenders().forEachRemaining(others::add);
    others.forEach(root::detachAppender);
    root.setLevel(Level.TRACE);
    ear.setContext(root.getLoggerContext());
    ear.start();
    root.addAppender(ear);
    stage = new Stage(folder.resolve("store"), 25);
    stage.directory.script("u1", Fault.WRITTEN_UNANSWERED);
    stage.directory.script("u2", Fault.LOST);
    stage.directory.script("u3", Fault.REJECTED);
    stage.directory.script("u4", Fault.PASSWORD_REFUSED);
    stage.directory.script("u5", Fault.BUSY);
  }

  @AfterEach
  void close() {
    root.detachAppender(ear);
    others.forEach(root::addAppender);
    root.setLevel(before);
    stage.close();
  }

  private void nowhere() throws IOException {
    assertThat(stage.passwords.made).hasSizeGreaterThan(24);
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String bytes = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        assertThat(stage.passwords.made.stream().filter(bytes::contains)).as("%s", file).isEmpty();
      }
    }
    for (String password : stage.passwords.made) {
      assertThat(logged.stream().filter(line -> line.contains(password))).isEmpty();
    }
  }

  @ParameterizedTest(name = "--deliver {0}")
  @ValueSource(strings = {"show", "mail"})
  void noPasswordIsOnDiskOrInALog(String deliver) throws IOException {
    stage.directory.beforeWrite(
        write -> {
          try {
            nowhereYet();
          } catch (IOException e) {
            throw new IllegalStateException(e);
          }
        });

    RunResult result = stage.carryOut(Action.RESET, deliver);

    assertThat(result.tally().applied()).isEqualTo(24);
    nowhere();
  }

  private void nowhereYet() throws IOException {
    Path database = folder.resolve("store/keyturn.db");
    String bytes = new String(Files.readAllBytes(database), StandardCharsets.ISO_8859_1);
    assertThat(stage.passwords.made.stream().filter(bytes::contains)).isEmpty();
  }

  @ParameterizedTest(name = "--deliver {0}")
  @ValueSource(strings = {"show", "mail"})
  void onceDeliveredTheRunKeepsNoneNotEvenSealed(String deliver) {
    Run run = stage.carryOut(Action.RESET, deliver).run();

    for (Item item : stage.items(run)) {
      assertThat(stage.ledger.runs().sealed(run.id(), item.seq())).isEmpty();
    }
  }

  @Test
  void aDefectSaysNoPasswordEither() throws IOException {
    stage.directory.script("u7", Fault.DEFECT);

    assertThatThrownBy(() -> stage.carryOut(Action.RESET, "show"))
        .satisfies(
            e -> {
              for (Throwable t = e; t != null; t = t.getCause()) {
                String text = t + " " + List.of(t.getSuppressed());
                assertThat(stage.passwords.made.stream().filter(text::contains)).isEmpty();
              }
            });
    stage.resume();
    nowhere();
  }
}
