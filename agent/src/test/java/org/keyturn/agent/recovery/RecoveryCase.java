package org.keyturn.agent.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.keyturn.agent.account.PasswordChange;
import org.keyturn.agent.account.Secret;
import org.keyturn.agent.directory.Write;
import org.keyturn.agent.directory.WriteResult;
import org.keyturn.agent.journal.Ticket;
import org.keyturn.embedded.sample.Person;

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
