package org.keyturn.agent.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.keyturn.agent.recovery.Scene.BROWSER;
import static org.keyturn.agent.recovery.Scene.OTHER_BROWSER;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyturn.agent.account.Action;
import org.keyturn.agent.account.PasswordChange;
import org.keyturn.agent.account.Secret;
import org.keyturn.agent.directory.Write;
import org.keyturn.agent.directory.WriteResult;
import org.keyturn.agent.journal.Channel;
import org.keyturn.agent.journal.Message;
import org.keyturn.agent.journal.NewMessage;
import org.keyturn.agent.journal.Run;
import org.keyturn.agent.journal.Ticket;
import org.keyturn.agent.recovery.Recovery.Entered;
import org.keyturn.embedded.sample.Person;
import org.keyturn.embedded.sample.Situation;

/** The steps of recovery by mail, each test on a day of its own. */
abstract class RecoveryCase {

  static final String CHOSEN = "Plum-7-Kettle-Ravine";

  @TempDir static Path folder;
  static Scene scene;
  Recovery recovery;

  @BeforeAll
  static void open() {
    scene = new Scene(folder);
  }

  @AfterAll
  static void close() {
    scene.close();
  }

  /** Yesterday's codes are not counted any more. */
  @BeforeEach
  void another_day() {
    scene.clock.turn(Duration.ofHours(25));
    recovery = scene.recovery();
  }

  /** Even the code that it would have, were it genuine. */
  static String codeOf(Ticket ticket) {
    try (Secret code = scene.codes.code(ticket.id(), ticket.code())) {
      return code.withChars(String::new);
    }
  }

  static void set(Person person, String password) {
    var account = scene.account(person);
    try (Secret secret = Secret.of(password)) {
      assertThat(
              scene.directory.apply(
                  new Write(
                      account.id(),
                      account.dn(),
                      account.version(),
                      new PasswordChange.Reset(secret, false))))
          .isInstanceOf(WriteResult.Applied.class);
    }
  }
}
